"""A question at the terminal in, one of its answers out: whatever is none of them is asked again."""

import sys
from collections.abc import Mapping

YES_OR_NO: Mapping[str, bool] = {"y": True, "yes": True, "n": False, "no": False}


def agrees(question: str, *, otherwise: bool) -> bool:
    """Ask yes or no; `otherwise` is what Enter alone means."""
    return YES_OR_NO[choose(f"{question} [{'Y/n' if otherwise else 'y/N'}] ", YES_OR_NO, "ny"[otherwise])]


def choose(question: str, answers: Mapping[str, object], enter: str) -> str:
    """Ask until one of `answers` is given, in any case; `enter` is the one that Enter alone means.

    What was typed before the question could be read is no answer to it.
    """
    _forget_what_was_typed()
    while True:
        said = input(question).strip().casefold() or enter
        if said in answers:
            return said
        print(f"{said!r} is no answer to that: {', '.join(answers)}")


def _forget_what_was_typed() -> None:
    if sys.platform == "win32" or not sys.stdin.isatty():
        return
    import termios

    termios.tcflush(sys.stdin, termios.TCIFLUSH)
    if sys.stdout.isatty():
        sys.stdout.write("\r\x1b[K")  # the terminal has shown it, too
        sys.stdout.flush()
