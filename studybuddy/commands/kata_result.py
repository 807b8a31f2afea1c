"""What the work on a kata leaves to whoever asked for it: its end, and a grade where there is one."""

from dataclasses import dataclass
from enum import StrEnum

from studybuddy.model import Grade


class End(StrEnum):
    """How the work on a kata ended."""

    GRADED = "graded"
    SKIPPED = "skipped"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Result:
    """The end, and with a grade the time on the clock in milliseconds.

    `left` says what waits without one, and `aside` where an editor went that is still open.
    """

    end: End
    grade: Grade | None = None
    took_ms: int = 0
    left: str = ""
    aside: str = ""
