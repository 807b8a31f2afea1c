"""What a screen asks of a terminal's pictures, so that nothing is loaded for them where there are none."""

from collections.abc import Sequence
from typing import Protocol


class Pictures(Protocol):
    """Formulas as pictures: text keeps their place, and they are put over it once it is drawn."""

    def rows_of(self, latex: str, width: int, most: int) -> tuple[str, ...] | None:
        """Return rows that keep the place of a formula's picture; None where it is to be text.

        `width` is in columns, `most` in rows, 0 for any number.
        """
        ...

    def fit(self, columns: int, rows: int) -> None:
        """Take the terminal's size before a frame is drawn; after a change everything is placed anew."""
        ...

    def find(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Return drawn lines without the marks in them, and remember where pictures belong."""
        ...

    def changes(self) -> str:
        """Return what brings the pictures to where `find` saw them; nothing if they are there."""
        ...

    def take(self, reply: str, now: float) -> bool:
        """Take a reply of the terminal; tell whether what is on the screen must be drawn anew."""
        ...

    def awaits_reply(self, now: float) -> bool:
        """Tell whether the terminal was asked, and may still answer."""
        ...

    def rest(self) -> str:
        """Return what takes all pictures away; none is shown until `go_on`."""
        ...

    def go_on(self) -> None:
        """Let pictures be shown again."""
        ...
