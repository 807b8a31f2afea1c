"""A stack as the interpreter dumps it goes in; the learner's line and the number of the call come out.

A process that runs into its time cannot be asked where it stands: its code may be busy in C, or catch all
exceptions. So the interpreter itself writes its stack, from a signal handler in C. That tells files, lines
and names of functions alone: calls that came together in one frame are made under names with their numbers.
"""

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FunctionType
from typing import Any, NamedTuple

OUTPUT = 2  # the descriptor that the dump is written to, beside all that is printed
NUMBERED = "call {}"
MAX_LINE = 1 << 20
_FRAME = re.compile(r'^  File "(.*)", line (\d{1,9}),? in (.*)$', re.MULTILINE)
_NUMBERED = re.compile(r"call (\d{1,9})")


class Standing(NamedTuple):
    """Where code stood: a line of its file (0 when unknown), and which of the calls of a frame it was in."""

    line: int = 0
    number: int | None = None


def dump_when_asked() -> None:
    """Have this process write its stack when its host asks for it."""
    if sys.platform != "win32":
        import faulthandler
        import signal

        with suppress(OSError, ValueError, RuntimeError):  # then it is not known where the code stands
            faulthandler.register(signal.SIGUSR1, file=OUTPUT, all_threads=False)


def _make(call: Callable[[], Any]) -> Any:
    return call()


def numbered(number: int) -> Callable[[Callable[[], Any]], Any]:
    """Return a function that makes a call, so that a dump tells the call's number."""
    return FunctionType(_make.__code__.replace(co_name=NUMBERED.format(number)), {})


def standing(dump: bytes, file: str) -> Standing:
    """Read where the code of `file` stood: its innermost line, and the call around it.

    What the code printed may lie around the dump, and may look like one: nothing here is more than a hint.
    """
    name = file.encode("ascii", "backslashreplace").decode()
    line, number = 0, None
    for found, at, function in _FRAME.findall(dump.decode("ascii", "replace")):
        if found == name and not line and int(at) <= MAX_LINE:
            line = int(at)
        match = _NUMBERED.fullmatch(function)
        if match and number is None:
            number = int(match[1])
    return Standing(line, number)
