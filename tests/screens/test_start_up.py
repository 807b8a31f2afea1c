import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FIRST_FRAME = """
import sys
sys.path[:0] = {places!r}
from screen_cards import judge, view
from studybuddy.screens.asking import Asking
from studybuddy.screens.console import Look
from studybuddy.screens.terminal_screen import TerminalScreen
asking = Asking(view("think"), judge("think"), lambda: 0.0, Look(color="256", highlight=False))
assert "L1 penalty" in "".join(asking.draw(80, 24))
slow = ("asyncio", "prompt_toolkit", "pygments", "rich.markdown", "rich.table", "numpy", "sympy", "sqlmodel",
        "typst", "studybuddy.screens.images", "studybuddy.screens.typesetting")
print([name for name in slow if name in sys.modules])
"""


def test_the_first_frame_is_drawn_without_loading_anything_slow() -> None:
    program = FIRST_FRAME.format(places=[str(HERE), str(HERE.parent.parent)])
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
