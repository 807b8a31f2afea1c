"""A question flows in, prompt_toolkit reads keys and shows drawings until its outcome flows out."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.application.run_in_terminal import run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.key_binding import KeyBindings, KeyPress, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    BufferControl,
    ConditionalContainer,
    FormattedTextControl,
    HSplit,
    Layout,
    Window,
)

from studybuddy.model import Asks
from studybuddy.screens.asking import Asking
from studybuddy.screens.flow import Stage
from studybuddy.screens.frame import Drawing
from studybuddy.screens.pictures import Pictures
from studybuddy.screens.question import Command, Graded, Outcome
from studybuddy.screens.shown_pictures import ShownPictures

_NAMES = {
    "enter": "enter",
    "c-j": "enter",  # a key typed ahead, while the terminal still turned Enter into a line feed
    "escape": "escape",
    "up": "up",
    "down": "down",
    "pageup": "pageup",
    "pagedown": "pagedown",
    "home": "home",
    "end": "end",
    "c-c": "ctrl-c",
    "<sigint>": "sigint",  # a signal from outside; Ctrl-C at the keys is c-c
}
_WHILE_WRITING = {"escape", "pageup", "pagedown", "c-c", "<sigint>"}


class KeyLoop:
    """One running application that outlives the questions, so that the screen never flickers between them."""

    def __init__(self, pictures: Pictures | None = None) -> None:
        """Begin with the pictures of a terminal that was asked whether it draws them."""
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(self._failed)
        self._entry = Buffer(multiline=True)
        self._asking: Asking | None = None
        self._drawing: Drawing | None = None
        self._top: tuple[str, ...] = ()
        self._outcome: asyncio.Future[Outcome] | None = None
        self._typed_ahead: list[KeyPress] = []
        self._tick: asyncio.TimerHandle | None = None
        self._running: asyncio.Task[Any] | None = None
        self._app = self._make_application()
        self._pictures = ShownPictures(pictures, self._app) if pictures is not None else None
        for number in _ending_signals():
            self._loop.add_signal_handler(number, self._finish, Command.QUIT)
        self._watch_stop()

    def ask(self, asking: Asking) -> Outcome:
        """Show a question and read keys until it has an outcome; an end of the input means to quit."""
        return self._loop.run_until_complete(self._ask(asking))

    def close(self) -> None:
        """Stop the application; the terminal is as it was found."""
        if self._running is not None and not self._running.done():
            if self._pictures is not None:
                self._pictures.take_away()
            self._app.exit()
            with contextlib.suppress(EOFError, OSError):  # the terminal may have gone away
                self._loop.run_until_complete(self._running)
        if self._pictures is not None:
            self._pictures.hear_out()
        self._loop.close()

    async def _ask(self, asking: Asking) -> Outcome:
        self._asking = asking
        self._outcome = self._loop.create_future()
        self._entry.reset()
        self._entry.text = asking.flow.draft  # of a question that is taken up again
        self._entry.cursor_position = len(asking.flow.draft)
        if self._running is None:
            self._running = self._loop.create_task(self._app.run_async(set_exception_handler=False))
        else:
            self._in_application(self._go_on)
        await asyncio.wait({self._running, self._outcome}, return_when=asyncio.FIRST_COMPLETED)
        if not (self._outcome.done() and isinstance(self._outcome.result(), Graded)):
            asking.leave(self._entry.text)
        if self._outcome.done():
            return self._outcome.result()
        with contextlib.suppress(EOFError, OSError):  # the terminal has gone away
            self._running.result()
        return Command.QUIT

    def _go_on(self) -> None:
        """Take up the application for a new question, with the keys that the last one did not need."""
        keys, self._typed_ahead = self._typed_ahead, []
        self._focus()
        self._app.key_processor.feed_multiple(keys)
        self._app.key_processor.process_keys()
        self._app.invalidate()

    def _in_application(self, run: Callable[[], None]) -> None:
        context = self._app.context
        if context is not None:
            context.copy().run(run)

    def _failed(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Carry an exception of a key binding or of drawing to whoever asked."""
        error = context.get("exception") or RuntimeError(context["message"])
        if self._outcome is not None and not self._outcome.done():
            self._outcome.set_exception(error)

    def _finish(self, outcome: Outcome) -> None:
        if self._outcome is not None and not self._outcome.done():
            self._outcome.set_result(outcome)

    # --- what is shown --------------------------------------------------------------------------------

    def _make_application(self) -> Application[None]:
        entry = Window(
            BufferControl(self._entry),
            height=lambda: self._drawing.entry_rows if self._drawing else 1,
            wrap_lines=True,
            get_line_prefix=lambda line, wrap: self._entry_prefix() if line == wrap == 0 else "",
        )
        self._entry_window = entry
        self._body_window = Window(
            FormattedTextControl(lambda: self._shown("top"), focusable=True, show_cursor=False)
        )
        keys = Window(
            FormattedTextControl(lambda: self._shown("bottom")),
            height=lambda: len(self._drawing.bottom) if self._drawing else 1,
        )
        writing = ConditionalContainer(entry, Condition(self._writing))
        application: Application[None] = Application(
            layout=Layout(HSplit([self._body_window, writing, keys]), focused_element=self._body_window),
            key_bindings=self._bindings(),
            full_screen=True,
            before_render=lambda _: self._before_render(),
            after_render=lambda _: self._pictures.place() if self._pictures else None,
        )
        application.ttimeoutlen = 0.05  # seconds until a lone Esc is told from the start of a sequence
        application.timeoutlen = 0.1
        return application

    def _before_render(self) -> None:
        if self._asking is None:
            return
        self._focus()
        size = self._app.output.get_size()
        if self._pictures is not None:
            self._pictures.fit(size.columns, size.rows)
        self._drawing = self._asking.lay_out(size.columns, size.rows, self._entry.text)
        self._top = self._drawing.top
        if self._pictures is not None:
            self._top = self._pictures.find(self._top)
        self._schedule_tick()

    def _schedule_tick(self) -> None:
        if self._tick is not None:
            self._tick.cancel()
        seconds = self._asking.seconds_to_tick() if self._asking else None
        self._tick = None if seconds is None else self._loop.call_later(seconds, self._app.invalidate)

    def _shown(self, part: str) -> ANSI:
        bottom = self._drawing.bottom if self._drawing else ()
        return ANSI("\n".join(self._top if part == "top" else bottom))

    def _entry_prefix(self) -> str:
        return self._asking.entry() if self._asking else ""

    def _focus(self) -> None:
        wanted = self._entry_window if self._writing() else self._body_window
        if self._app.layout.current_window is not wanted:
            self._app.layout.focus(wanted)

    def _writing(self) -> bool:
        return self._awake() and self._asking is not None and self._asking.flow.writing

    def _has_gaps_before(self) -> bool:
        flow = self._asking.flow if self._asking else None
        return flow is not None and flow.view.prompt.asks is Asks.TYPE and bool(flow.parts)

    def _awake(self) -> bool:
        return self._outcome is not None and not self._outcome.done()

    # --- keys -----------------------------------------------------------------------------------------

    def _bindings(self) -> KeyBindings:
        bindings = KeyBindings()
        reading = ~Condition(self._writing)
        outline = Condition(lambda: self._asking is not None and self._asking.flow.stage is Stage.PHASE)
        for key, name in _NAMES.items():
            where = reading
            if key in _WHILE_WRITING:
                where = reading | ~reading
            elif name == "enter":
                where = reading | ~outline
            bindings.add(key, filter=where)(self._pressing(name))
        between_gaps = Condition(lambda: self._writing() and not self._entry.text and self._has_gaps_before())
        for key in ("backspace", "up"):
            bindings.add(key, filter=between_gaps)(self._pressing("back"))
        bindings.add(Keys.Any, filter=reading)(self._press_character)
        bindings.add("c-z")(lambda _: self._stop())
        return bindings

    def _pressing(self, name: str) -> Callable[[KeyPressEvent], None]:
        return lambda event: self._press(event, name)

    def _press_character(self, event: KeyPressEvent) -> None:
        if self._awake() and (len(event.data) != 1 or not event.data.isprintable()):
            return
        self._press(event, event.data)

    def _press(self, event: KeyPressEvent, name: str) -> None:
        if self._asking is None or not self._awake():
            self._typed_ahead.extend(event.key_sequence)
            return
        if name == "sigint":
            self._finish(Command.QUIT)
            return
        self._asking.press(name, self._entry.text)
        if self._asking.outcome is not None:  # what was typed stays, to be kept
            self._finish(self._asking.outcome)
            return
        draft = self._asking.flow.draft
        if self._entry.text != draft and self._asking.flow.writing:
            self._entry.text = draft
            self._entry.cursor_position = len(draft)
        self._focus()

    # --- stopping -------------------------------------------------------------------------------------

    def _watch_stop(self) -> None:
        if sys.platform != "win32":
            self._loop.add_signal_handler(signal.SIGTSTP, self._in_application, self._stop)

    def _stop(self) -> None:
        """Give the terminal back in its ordinary state, stop the process, and redraw when it goes on."""
        if sys.platform != "win32":
            if self._pictures is not None:
                self._pictures.take_away()
                self._pictures.hear_out()
            run_in_terminal(self._stop_process)

    def _stop_process(self) -> None:
        if sys.platform != "win32":
            self._loop.remove_signal_handler(signal.SIGTSTP)
            os.kill(os.getpid(), signal.SIGTSTP)
            self._watch_stop()
            if self._pictures is not None:
                self._pictures.go_on()


def _ending_signals() -> tuple[int, ...]:
    if sys.platform == "win32":
        return ()
    return (signal.SIGTERM, signal.SIGHUP)
