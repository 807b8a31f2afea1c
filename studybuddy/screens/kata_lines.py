"""A kata's states flow out as plain text, wishes come in line by line: for pipes and screen readers."""

import shutil
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, Self

from rich.console import RenderableType

from studybuddy.kinds.follow_ups import steps
from studybuddy.screens.clock import countdown
from studybuddy.screens.console import draw_lines, fitting, look_of
from studybuddy.screens.flow import GRADE_KEYS
from studybuddy.screens.kata_flow import CONFIRMED, WISHES
from studybuddy.screens.kata_report import report
from studybuddy.screens.kata_view import KataFlow, Stage
from studybuddy.screens.key_line import grade_word
from studybuddy.screens.text import indented, render_markdown

_WORDS = {
    **{wish.value: key for key, wish in (*WISHES.items(), *CONFIRMED.items())},
    **{grade_word(grade): key for key, grade in GRADE_KEYS.items()},
    "check": "r",
    "hint": "h",
    "pause": "p",
    "task": "m",
    "give up": "g",
    "yes": "y",
    "no": "n",
    "back": "escape",
    "help": "?",
    "": "enter",
}
_HELP = (
    "Words: check hint diff edit reset solution task pause skip give up quit; their first letters work too."
)


class KataLines:
    """The kata without a screen: what is wanted is a line in square brackets, every wish a line.

    The end of the input means to quit. Nothing is watched: a line is what has the file looked at.
    """

    def __init__(
        self,
        reads: IO[str] | None = None,
        writes: IO[str] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._reads = reads or sys.stdin
        self._writes = writes or sys.stdout
        self._now = now
        self._look = look_of(self._writes)._replace(color=None)
        self._width = shutil.get_terminal_size().columns
        self._shown: KataFlow | None = None
        self._woken = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._writes.flush()

    def wake(self) -> None:
        """See `KataScreen.wake`."""
        self._woken.set()

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Let an editor run; there is nothing to hand back but what is not yet written."""
        self._writes.flush()
        yield

    def show(self, flow: KataFlow) -> None:
        """Say what has changed since the last time."""
        before = self._shown
        if before is None:
            self._say(f"kata {flow.view.name} · time box {flow.view.minutes} min", "")
            self._draw(flow.view.prompt)
            self._say("", flow.view.path, "")
        elif flow.checking:
            flow = replace(flow, verdict=before.verdict)  # what is said is said once: the whole verdict
        if before == flow:
            return
        self._shown = flow
        known = before or replace(flow, message="", trouble="", verdict=None, hints=0)
        for text in (
            flow.trouble if flow.trouble != known.trouble else "",
            _new(flow.message, known.message),
        ):
            if text:
                self._say(text)
        if flow.help_open and not known.help_open:
            self._say(*textwrap.wrap(_HELP, self._width))
        if flow.prompt_open and not known.prompt_open:
            self._draw(flow.view.prompt)
        if flow.verdict is not None and flow.verdict != known.verdict:
            self._say(*(sentence.text for sentence in report(flow.verdict, unicode=self._look.unicode)))
        for text in flow.view.hints[known.hints : flow.hints]:
            self._draw(f"Hint: {text}")
        for step in steps(flow.view.follow_ups)[known.follow_ups : flow.follow_ups]:
            self._draw(f"{'A good answer' if step.is_answer else 'Follow-up'}: {step.text}")
        if flow.panel is not None and flow.panel != known.panel:
            self._say(flow.panel.title)
            self._draw(flow.panel.text)

    def key(self, seconds: float | None) -> str | None:
        """Wait for a line; while the code is checked, for the end of that."""
        flow = self._shown
        if flow is not None and flow.checking:
            self._woken.wait(seconds)
            self._woken.clear()
            return None
        if flow is not None and (flow.panel or flow.help_open):
            return "escape"  # it has been read out
        if flow is not None and flow.stage is Stage.DONE:
            return "enter"
        self._say(f"[{self._wanted(flow)}]" if flow else "[]")
        self._writes.flush()
        try:
            line = self._reads.readline()
        except (KeyboardInterrupt, UnicodeDecodeError):
            line = ""
        if not line:
            return "ctrl-c"
        word = " ".join(line.strip().removeprefix(":").casefold().split())
        return _WORDS.get(word, word[:1])

    def _wanted(self, flow: KataFlow) -> str:
        if flow.confirming is not None:
            return "yes or no"
        match flow.stage:
            case Stage.READY:
                return "Enter starts the clock"
            case Stage.FOLLOW_UP:
                return "answer aloud; Enter goes on"
            case Stage.GRADE:
                grades = " · ".join(
                    f"{key} {grade_word(grade)}" for key, grade in GRADE_KEYS.items() if grade
                )
                return f"grade: {grades}; Enter: {grade_word(flow.suggested)}, {flow.because}"
            case _:
                left = countdown(flow.clock.elapsed(self._now()), flow.view.minutes * 60)
                enter = "goes on" if flow.has_passed else "checks the file"
                return f"{left}; Enter {enter}; help names the words"

    def _draw(self, markdown: str) -> None:
        self._say(*draw_lines(self._block(markdown), self._width, self._look))

    def _block(self, markdown: str) -> RenderableType:
        return indented(render_markdown(markdown, self._look))

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._writes.write(fitting(line, self._look.encoding) + "\n")


def _new(text: str, known: str) -> str:
    return text if text != known else ""
