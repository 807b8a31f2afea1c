import subprocess
import sys

from studybuddy.__main__ import ALLOCATIONS

VERSION = """
import gc
from studybuddy.__main__ import main
try:
    main()
finally:
    print(gc.get_threshold()[0])
"""


def test_a_command_seldom_searches_for_circular_garbage() -> None:
    done = subprocess.run(
        (sys.executable, "-c", VERSION, "--version"), check=True, capture_output=True, encoding="utf-8"
    )
    assert done.stdout.split()[-1] == str(ALLOCATIONS)
