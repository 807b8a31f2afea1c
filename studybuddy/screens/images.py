"""Formulas flow in as rows of text that keep their place, and out as pictures put over that place.

A terminal is asked once whether it draws pictures. Until it has said so, and wherever no picture can be had,
`rows_of` returns None, which means the text layout.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from rich.cells import cell_len

from studybuddy.screens import graphics
from studybuddy.screens.graphics import Placed
from studybuddy.screens.typesetting import Cell, Typeset, typeset

PATIENCE = 10.0  # seconds in which a terminal must answer: also at the far end of a slow line
_COLOR = "#808f9a"  # reads on black and on white, where the terminal does not tell its own
_FIRST_PICTURE, _FIRST_ROW = 0x100000, 0x108000  # marks in a private plane: which picture, which of its rows
_MARK = re.compile("([\U00100000-\U00107fff])([\U00108000-\U0010ffff])")
_STYLE = re.compile(r"\x1b\[[\d;]*m")


class Images:
    """The pictures of one terminal: what is known of it, what it was handed, and what it shows."""

    def __init__(self, measure: Callable[[], Cell | None]) -> None:
        """Begin with a terminal that was not asked yet; `measure` gives the size of its cells now."""
        self._measure = measure
        self._cell = measure()
        self._color = _COLOR
        self._base = (os.getpid() % 0x7FFF + 1) << 16  # shared by the programs of a window; 0 is none
        self._draws = False
        self._asked_at: float | None = None
        self._answered = False
        self._known: list[tuple[str, Typeset]] = []
        self._wanted: dict[int, tuple[Placed, ...]] = {}
        self._shown: dict[int, tuple[Placed, ...]] = {}
        self._size = (0, 0)
        self._rests = False

    def query(self, now: float) -> str:
        """Return what asks the terminal; nothing the second time."""
        if self._asked_at is not None:
            return ""
        self._asked_at = now
        return graphics.query(self._base)

    def take(self, reply: str, now: float) -> bool:
        """Take a reply of the terminal; tell whether what is on the screen must be drawn anew."""
        if color := graphics.color_said(reply):
            self._color = color
            return self._draws
        said = graphics.said_of(reply)
        if said is None or said[0] & ~0xFFFF != self._base:
            return False
        before = self._draws
        if said[0] != self._base:
            self._draws = self._draws and said[1] == "OK"  # a picture was refused: text it is from now on
        elif self._asked_at is not None and now - self._asked_at <= PATIENCE:
            self._draws = said[1] == "OK"
            self._answered = True
        return self._draws != before

    def awaits_reply(self, now: float) -> bool:
        """Tell whether the terminal was asked, and may still answer."""
        asked_at = self._asked_at
        return asked_at is not None and not self._answered and now - asked_at <= PATIENCE

    def rows_of(self, latex: str, width: int, most: int) -> tuple[str, ...] | None:
        """Return rows that keep the place of a formula's picture; None where it is to be text.

        `width` is in columns, `most` in rows, 0 for any number.
        """
        draws = self._draws and self._cell is not None
        picture = typeset(latex, self._cell, self._color) if draws and self._cell else None
        if picture is None or picture.columns > width or 0 < most < picture.rows:
            return None
        number = self._number_of(latex, picture)
        blank = " " * (picture.columns - 2)
        mark = chr(_FIRST_PICTURE + number)
        return tuple(f"{mark}{chr(_FIRST_ROW + row)}{blank}" for row in range(picture.rows))

    def _number_of(self, latex: str, picture: Typeset) -> int:
        if (latex, picture) not in self._known:
            self._known.append((latex, picture))
        return self._known.index((latex, picture))

    def fit(self, columns: int, rows: int) -> None:
        """Take the terminal's size before a frame is drawn; after a change everything is placed anew.

        Cells may change alone, as when a window is moved to a screen of another density.
        """
        cell = self._measure()
        if (self._size, self._cell) != ((columns, rows), cell):
            self._size, self._cell = (columns, rows), cell
            self._shown = dict.fromkeys(self._shown, ())  # the terminal may have dropped or moved them

    def find(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Return drawn lines without the marks in them, and remember where pictures belong."""
        self._wanted = {}
        return tuple(self._without_marks(line, row) for row, line in enumerate(lines))

    def _without_marks(self, line: str, row: int) -> str:
        for found in _MARK.finditer(line):
            number, first = ord(found[1]) - _FIRST_PICTURE, ord(found[2]) - _FIRST_ROW
            if number < len(self._known) and first < self._known[number][1].rows:
                column = cell_len(_STYLE.sub("", line[: found.start()]))
                self._want(number, Placed(row, column, first, 1))
        return _MARK.sub("  ", line)

    def _want(self, number: int, one: Placed) -> None:
        *before, last = self._wanted.get(number, (Placed(-1, -1, -1, 0),))
        if (one.row, one.column, one.first) == (last.row + last.rows, last.column, last.first + last.rows):
            self._wanted[number] = (*before, Placed(last.row, last.column, last.first, last.rows + 1))
        else:
            self._wanted[number] = (*before, *([last] if last.rows else []), one)

    def changes(self) -> str:
        """Return what brings the pictures to where `find` saw them; nothing if they are there."""
        if self._rests or self._wanted == self._shown:
            return ""
        gone = self._shown.keys() - self._wanted.keys()
        parts = [graphics.forgotten(self._base + 1 + number) for number in gone]
        for number, places in self._wanted.items():
            if self._shown.get(number) != places:
                parts += self._moved(number, places)
        self._shown = dict(self._wanted)
        return f"\x1b7{''.join(parts)}\x1b8"

    def _moved(self, number: int, places: Sequence[Placed]) -> list[str]:
        picture, name = self._known[number][1], self._base + 1 + number
        cell = self._cell or Cell(1, 1)  # without a cell nothing is wanted
        handed = number in self._shown
        first = [graphics.hidden(name)] if handed else list(graphics.transmitted(name, picture.png))
        return first + [
            graphics.placed(name, which, picture, cell, place) for which, place in enumerate(places, start=1)
        ]

    def rest(self) -> str:
        """Return what takes all pictures away; none is shown until `go_on`."""
        self._rests = True
        shown, self._shown = self._shown, {}
        return "".join(graphics.forgotten(self._base + 1 + number) for number in shown)

    def go_on(self) -> None:
        """Let pictures be shown again."""
        self._rests = False


def images_for(wanted: str, environ: Mapping[str, str], *, unicode: bool) -> Images | None:
    """Return the pictures of the terminal of standard output, or None where none can be shown.

    `wanted` is auto, on or off.
    """
    if not unicode or not graphics.can_be_asked(environ, wanted):
        return None
    measure = partial(_cell_of, sys.stdout.fileno())
    return Images(measure) if measure() is not None else None


def _cell_of(descriptor: int) -> Cell | None:
    """Return the size of a cell; None where the terminal does not tell its size in pixels."""
    if sys.platform == "win32":
        return None
    import fcntl
    import struct
    import termios

    try:
        told = fcntl.ioctl(descriptor, termios.TIOCGWINSZ, bytes(8))
    except OSError:
        return None
    rows, columns, wide, high = struct.unpack("HHHH", told)
    cell = Cell(wide // max(columns, 1), high // max(rows, 1))
    return cell if cell.width >= 4 and cell.height >= 8 else None
