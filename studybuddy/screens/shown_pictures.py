"""Drawn lines flow in, the pictures in them go to the terminal of an application; its replies are read."""

import select
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from prompt_toolkit.application import Application

from studybuddy.screens.pictures import Pictures

_LAST_WORD_SECONDS = 0.2  # for a reply that is still under way when the terminal is handed back


class ShownPictures:
    """The pictures of one application, whose terminal was asked whether it draws them."""

    def __init__(self, pictures: Pictures, app: Application[None]) -> None:
        """Keep what the terminal says of its pictures apart from what is typed."""
        self._pictures = pictures
        self._app = app
        self._keys: Any = app.input
        pictures.go_on()
        if hasattr(self._keys, "stdin_reader"):
            from studybuddy.screens.replies import WithoutReplies

            self._keys.stdin_reader = WithoutReplies(self._keys.stdin_reader, self._take)

    def fit(self, columns: int, rows: int) -> None:
        """Take the terminal's size before a frame is drawn."""
        self._pictures.fit(columns, rows)

    def find(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Return drawn lines without the marks in them, and remember where pictures belong."""
        return self._pictures.find(lines)

    def place(self) -> None:
        """Bring the pictures to where they were found, once the text is drawn."""
        self._send(self._pictures.changes())

    def take_away(self) -> None:
        """Take all pictures away, until `go_on`."""
        with suppress(OSError):  # the terminal may have gone away
            self._send(self._pictures.rest())

    def go_on(self) -> None:
        """Let pictures be shown again."""
        self._pictures.go_on()

    def hear_out(self) -> None:
        """Read what the terminal may still answer, before somebody else reads it as keys.

        What is typed in that moment is lost with it.
        """
        reader = getattr(self._keys, "stdin_reader", None)
        now = time.monotonic()
        until = now + _LAST_WORD_SECONDS
        with suppress(OSError, ValueError):  # the terminal may have gone away
            while (
                reader is not None and not reader.closed and now < until and self._pictures.awaits_reply(now)
            ):
                if select.select([self._keys.fileno()], [], [], until - now)[0]:
                    reader.read()
                now = time.monotonic()

    def _take(self, reply: str) -> None:
        if self._pictures.take(reply, time.monotonic()):
            self._app.invalidate()

    def _send(self, sequences: str) -> None:
        if sequences:
            self._app.output.write_raw(sequences)
            self._app.output.flush()
