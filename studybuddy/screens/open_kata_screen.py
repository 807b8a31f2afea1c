"""The process's streams flow in, the kata screen that suits them flows out."""

from studybuddy.screens.kata_view import KataScreen
from studybuddy.screens.open_screen import can_draw


def open_kata_screen() -> KataScreen:
    """Choose the full screen in a terminal that can draw, else the line-by-line one."""
    if can_draw():
        from studybuddy.screens.kata_terminal import KataTerminal

        return KataTerminal()
    from studybuddy.screens.kata_lines import KataLines

    return KataLines()
