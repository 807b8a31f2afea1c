"""A question at the terminal in, one of its answers out: whatever is none of them is asked again."""

import sys
from collections.abc import Mapping
from typing import NoReturn, TextIO

import typer

YES_OR_NO: Mapping[str, bool] = {"y": True, "yes": True, "n": False, "no": False}
DECLINED = 1  # the exit status of a command whose question was answered with no


def declined(said: str) -> NoReturn:
    """Say what was left as it is, as a no asks for, and end the command."""
    print(said)
    raise typer.Exit(DECLINED)


def confirmed(question: str, *, yes: bool) -> bool:
    """Ask on a terminal, where an end of the input is a no; away from one only `--yes` confirms."""
    if yes or not sys.stdin.isatty():
        return yes
    try:
        return agrees(question, otherwise=False)
    except EOFError:
        print()
        return False


def agrees(question: str, *, otherwise: bool, stream: TextIO | None = None) -> bool:
    """Ask yes or no; `otherwise` is what Enter alone means."""
    asked = f"{question} [{'Y/n' if otherwise else 'y/N'}] "
    return YES_OR_NO[choose(asked, YES_OR_NO, "ny"[otherwise], stream)]


def choose(question: str, answers: Mapping[str, object], enter: str, stream: TextIO | None = None) -> str:
    """Ask until one of `answers` is given, in any case; `enter` is the one that Enter alone means.

    What was typed before the question could be read is no answer to it. It is asked on standard output, or on
    `stream`.

    Raises:
        EOFError: the input ends.

    """
    shown = sys.stdout if stream is None else stream
    _forget_what_was_typed(shown)
    while True:
        said = _line(question, stream).strip().casefold() or enter
        if said in answers:
            return said
        print(f"{said!r} is no answer to that: {', '.join(answers)}", file=shown)


def _line(question: str, stream: TextIO | None) -> str:
    if stream is None:
        return input(question)
    stream.write(question)
    stream.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _forget_what_was_typed(shown: TextIO) -> None:
    if sys.platform == "win32" or not sys.stdin.isatty():
        return
    import termios

    termios.tcflush(sys.stdin, termios.TCIFLUSH)
    if shown.isatty():
        shown.write("\r\x1b[K")  # the terminal has shown it, too
        shown.flush()
