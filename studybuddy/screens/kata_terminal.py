"""A kata's states flow in, frames go to the terminal, keys flow out; saves and resizes end the wait."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Self

from prompt_toolkit.input import Input, create_input
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.output import Output, create_output

from studybuddy.screens.console import look_of
from studybuddy.screens.frame import Drawing, lay_out
from studybuddy.screens.kata_picture import picture
from studybuddy.screens.kata_view import KataFlow

_NAMES = {
    "c-m": "enter",
    "c-j": "enter",
    "escape": "escape",
    "up": "up",
    "down": "down",
    "pageup": "pageup",
    "pagedown": "pagedown",
    "home": "home",
    "end": "end",
    "c-c": "ctrl-c",
    "c-d": "ctrl-c",
    "c-z": "ctrl-z",
}
_ESCAPE_SECONDS = 0.05  # until a lone Esc is told from the start of a sequence


class KataTerminal:
    """The kata screen in a real terminal; use it as a context manager."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._look = look_of(sys.stdout)
        self._input: Input = create_input()
        self._output: Output = create_output()
        self._held = ExitStack()
        self._pressed: list[str] = []
        self._woken = False
        self._stir: asyncio.Event | None = None
        self._flow: KataFlow | None = None
        self._drawn: tuple[str, ...] = ()
        self._drawing: Drawing | None = None
        self._scroll: int | None = None

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._loop.run_until_complete(self._take())
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()
        self._loop.close()

    def show(self, flow: KataFlow) -> None:
        """Draw the state, if it looks different from what is on the screen."""
        if self._flow is None or _page_of(flow) != _page_of(self._flow):
            self._scroll = None
        self._flow = flow
        size = self._output.get_size()
        frame = picture(flow, self._now(), self._look)
        drawing = lay_out(frame, size.columns, size.rows, self._scroll, look=self._look)
        self._drawing = drawing
        lines = (*drawing.top, *drawing.bottom)
        if lines != self._drawn:
            self._drawn = lines
            self._output.write_raw("\x1b[H" + "\r\n".join(f"{line}\x1b[K" for line in lines) + "\x1b[J")
            self._output.flush()

    def key(self, seconds: float | None) -> str | None:
        """See `KataScreen.key`; keys that scroll are used up here."""
        key = self._loop.run_until_complete(self._wait(seconds))
        if key == "ctrl-z":
            self._stop()
            return None
        if key is not None and self._scrolled(key):
            return None
        return key

    def wake(self) -> None:
        """See `KataScreen.wake`."""
        with suppress(RuntimeError):  # the screen was left while a check was ending
            self._loop.call_soon_threadsafe(self._be_woken)

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Hand the terminal back while the body runs."""
        self._held.close()
        try:
            yield
        finally:
            self._loop.run_until_complete(self._take())

    # --- the terminal ---------------------------------------------------------------------------------

    async def _take(self) -> None:
        self._held.enter_context(self._input.raw_mode())
        self._held.enter_context(self._input.attach(self._read))
        self._output.enter_alternate_screen()
        self._output.hide_cursor()
        self._output.flush()
        self._held.callback(self._leave)
        self._drawn = ()
        if sys.platform != "win32":
            self._listen(signal.SIGWINCH, self._resized)
            for number in (signal.SIGTERM, signal.SIGHUP):
                self._listen(number, self._quit)

    def _listen(self, number: int, do: Callable[[], None]) -> None:
        with suppress(RuntimeError, ValueError):  # not the main thread: then nobody sends us signals
            self._loop.add_signal_handler(number, do)
            self._held.callback(self._loop.remove_signal_handler, number)

    def _leave(self) -> None:
        with suppress(OSError):  # the terminal may have gone away
            self._output.reset_attributes()
            self._output.show_cursor()
            self._output.quit_alternate_screen()
            self._output.flush()

    def _stop(self) -> None:
        """Stop the process as Ctrl-Z does, with the terminal in its ordinary state."""
        if sys.platform != "win32":
            with self.suspended():
                os.kill(os.getpid(), signal.SIGTSTP)

    # --- keys -----------------------------------------------------------------------------------------

    async def _wait(self, seconds: float | None) -> str | None:
        if not self._pressed and not self._woken:
            self._stir = asyncio.Event()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stir.wait(), seconds)
            self._stir = None
        self._woken = False
        return self._pressed.pop(0) if self._pressed else None

    def _read(self) -> None:
        self._take_keys(self._input.read_keys())
        if self._input.closed:
            self._quit()
        self._loop.call_later(_ESCAPE_SECONDS, lambda: self._take_keys(self._input.flush_keys()))

    def _take_keys(self, presses: list[KeyPress]) -> None:
        for press in presses:
            name = str(getattr(press.key, "value", press.key))
            if name in _NAMES:
                self._pressed.append(_NAMES[name])
            elif len(name) == 1 and name.isprintable():
                self._pressed.append(name)
        if presses:
            self._be_stirred()

    def _quit(self) -> None:
        self._pressed.insert(0, "ctrl-c")
        self._be_stirred()

    def _resized(self) -> None:
        self._drawn = ()
        self._be_woken()

    def _be_woken(self) -> None:
        self._woken = True
        self._be_stirred()

    def _be_stirred(self) -> None:
        if self._stir is not None:
            self._stir.set()

    def _scrolled(self, key: str) -> bool:
        drawing = self._drawing
        if drawing is None:
            return False
        target = drawing.scrolled(key)
        if target is None:
            return False
        self._scroll = target
        return True


def _page_of(flow: KataFlow) -> tuple[object, ...]:
    shown = (flow.panel, flow.prompt_open, flow.help_open, flow.confirming)
    return (flow.stage, flow.verdict, flow.hints, flow.follow_ups, *shown)
