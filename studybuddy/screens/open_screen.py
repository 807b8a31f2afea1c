"""The process's streams flow in, the screen that suits them flows out."""

import os
import sys
from collections.abc import Mapping

from studybuddy.screens.question import Screen


def open_screen(environ: Mapping[str, str] = os.environ) -> Screen:
    """Choose the full screen where both streams are a terminal that can draw, else the line-by-line one.

    A `TERM` of "dumb" or "unknown" cannot draw. Only the chosen screen is imported.
    """
    drawable = environ.get("TERM", "") not in {"dumb", "unknown"}
    if sys.stdin.isatty() and sys.stdout.isatty() and drawable:
        from studybuddy.screens.terminal_screen import TerminalScreen

        return TerminalScreen()
    from studybuddy.screens.line_screen import LineScreen

    return LineScreen()
