"""The process's streams flow in, the screen that suits them flows out."""

import os
import sys
from collections.abc import Mapping

from studybuddy.screens.question import Screen


def can_draw(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether both streams are a terminal that can draw; one whose TERM is dumb or unknown cannot."""
    drawable = environ.get("TERM", "") not in {"dumb", "unknown"}
    return sys.stdin.isatty() and sys.stdout.isatty() and drawable


def open_screen(pictures: str = "off", environ: Mapping[str, str] = os.environ) -> Screen:
    """Choose the full screen in a terminal that can draw, else the line-by-line one.

    `pictures` says whether formulas may be drawn as pictures: auto, on or off.
    """
    if can_draw(environ):
        from studybuddy.screens.terminal_screen import TerminalScreen

        return TerminalScreen(pictures=pictures)
    from studybuddy.screens.line_screen import LineScreen

    return LineScreen()
