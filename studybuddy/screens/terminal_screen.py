"""Questions flow in, frames go to the terminal, keys come back, grades and commands flow out."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Self

from studybuddy.screens.asking import Asking
from studybuddy.screens.console import look_of
from studybuddy.screens.flow import Flow
from studybuddy.screens.question import Judge, Outcome, QuestionView
from studybuddy.screens.resuming import stopped
from studybuddy.screens.tty_mode import unechoed

_ENTER_ALTERNATE = "\x1b[?1049h\x1b[H\x1b[2J\x1b[?25l"
_LEAVE_ALTERNATE = "\x1b[0m\x1b[?25h\x1b[?1049l"


class TerminalScreen:
    """The review screen in a real terminal; use it as a context manager.

    The first frame is drawn with rich alone, so that it is up before the key reader is imported. From then
    on one key-reading loop owns the terminal until the screen is left or suspended. Between two questions
    the loop stands still, and what is typed meanwhile waits in the terminal.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic, pictures: str = "off") -> None:
        """Begin with the terminal as it is; `pictures` of formulas are auto, on or off."""
        self._now = now
        self._wants_pictures = pictures
        self._look = look_of(sys.stdout)
        self._held = ExitStack()
        self._ask: Callable[[Asking], Outcome] | None = None
        self._left: Flow | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._hand_back()

    def ask(self, view: QuestionView, judge: Judge) -> Outcome:
        """Show a question until it is graded or a command is given."""
        asking = Asking(view, judge, self._now, self._look, self._left)
        if self._ask is None:
            self._take(asking)
            self._ask = self._start_reading()
            asking.look = self._look
            if view.meanwhile is not None:
                view.meanwhile()
        outcome = self._ask(asking)
        self._left = stopped(asking.flow, self._now())
        return outcome

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Hand the terminal back while the body runs, for an editor or a plain question."""
        self._hand_back()
        yield

    def _take(self, asking: Asking) -> None:
        if sys.platform == "win32":  # the key reader also switches its console to escape sequences
            return
        self._held.enter_context(unechoed())
        self._held.callback(_leave_alternate)
        size = os.get_terminal_size(sys.stdout.fileno())
        asking.look = self._look._replace(highlight=False)  # colouring code costs the start of a library
        _write(_ENTER_ALTERNATE + "\r\n".join(asking.draw(size.columns or 80, size.lines or 24)))
        asking.look = self._look

    def _start_reading(self) -> Callable[[Asking], Outcome]:
        self._ask_for_pictures()  # the terminal answers while the key reader is imported
        from studybuddy.screens.key_loop import KeyLoop

        loop = KeyLoop(self._look.pictures)
        self._held.callback(loop.close)
        return loop.ask

    def _ask_for_pictures(self) -> None:
        """Ask a terminal that may draw pictures, once; it answers through the key reader."""
        wanted, self._wants_pictures = self._wants_pictures, "off"
        if wanted == "off":
            return
        from studybuddy.screens.typesetting import is_installed

        if not is_installed():
            return
        from studybuddy.screens.images import images_for

        images = images_for(wanted, os.environ, unicode=self._look.unicode)
        if images is not None:
            _write(images.query(time.monotonic()))
            self._look = self._look._replace(pictures=images)

    def _hand_back(self) -> None:
        self._ask = None
        self._held.close()


def _leave_alternate() -> None:
    with suppress(OSError):  # the terminal may have gone away
        _write(_LEAVE_ALTERNATE)


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
