import os
import subprocess
import sys

import pytest

from studybuddy.katas.slowness import slowness


def test_a_machine_is_never_faster_than_its_processor() -> None:
    assert slowness() >= 1.0


@pytest.mark.skipif(sys.platform != "linux", reason="processes are kept to one processor")
def test_a_processor_shared_with_two_others_is_seen_to_be_slow() -> None:
    mine = os.sched_getaffinity(0)
    others = []
    try:
        os.sched_setaffinity(0, {min(mine)})  # which children inherit
        others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
        assert max(slowness() for _ in range(5)) > 1.5
    finally:
        os.sched_setaffinity(0, mine)
        for other in others:
            other.kill()
            other.wait()
