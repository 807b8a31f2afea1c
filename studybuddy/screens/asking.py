"""A question and keys flow in, drawings and at last an outcome flow out."""

import math
from collections.abc import Callable
from dataclasses import replace

from studybuddy.screens.console import Look, fitting
from studybuddy.screens.flow import Flow, Stage
from studybuddy.screens.frame import Drawing, Frame, draw_frame, lay_out
from studybuddy.screens.keeping import state_of, work_of
from studybuddy.screens.picture import picture
from studybuddy.screens.pressing import press
from studybuddy.screens.question import Command, Judge, Outcome, QuestionView
from studybuddy.screens.resuming import begun

_PROOF_SECONDS = 0.3  # until it is looked whether a proof has arrived
_KEEP_SECONDS = 0.7  # from a key to its being written down: later than it is drawn
_RETRY_SECONDS = 1.0  # from a write that failed to the next one that no key asks for
_QUIET_SECONDS = 0.4  # without a key, until what was still being typed can be told from a grade


class Asking:
    """One question on a terminal of changing size: its flow and how far its body is scrolled.

    `now` gives monotonic seconds. `outcome` is None until the learner has graded or given a command.
    """

    def __init__(
        self,
        view: QuestionView,
        judge: Judge,
        now: Callable[[], float],
        look: Look,
        left: Flow | None = None,
    ) -> None:
        """Put a question up; one that resumes goes on from where it was `left`."""
        self._judge = judge
        self._now = now
        self._scroll: int | None = None
        self._last_drawing: Drawing | None = None
        self._quiet_until = -math.inf
        self._is_left = False
        self.look = look
        self.flow = begun(view, now(), judge, left)
        self.outcome: Outcome | None = None
        state = view.kept.state if view.kept is not None else None
        self._kept, self._typed = work_of(state), self.flow.draft
        self._typed_at: float | None = None  # the first key that is not written down yet
        self._retry_at = -math.inf

    def press(self, key: str, typed: str = "") -> None:
        """Take one key as `flow.press` does, or scroll.

        What is typed on after the line has closed itself is no command: it is dropped until the keys rest. So
        is a word that is typed where only single keys mean something, and an Enter that bounces.
        """
        self.keep(typed)
        if self.outcome is not None or self._scrolled(key) or self._typed_on(key):
            return
        step = press(self.flow, key, self._now(), self._judge, typed)
        if not isinstance(step, Flow):
            self.outcome = step
        else:
            if _page_of(step) != _page_of(self.flow):
                self._scroll = None
            if self._ends_something(key, step):
                self._quiet_until = self._now() + _QUIET_SECONDS  # judging may have taken its time
            self.flow = step
            self.keep(step.draft)

    def keep(self, typed: str) -> None:
        """Write down what is unfinished, and the line that is being typed, if that is not written yet."""
        flow, keep = replace(self.flow, draft=typed) if self.flow.writing else self.flow, self.flow.view.keep
        self._typed_at = None
        if keep is None or self._is_left:  # it may be drawn once more, with the line as it stands
            return
        state = state_of(flow, self._now())
        if (work := work_of(state)) != self._kept:
            self.flow = replace(self.flow, keeps=keep(state))
            if self.flow.keeps:
                self._kept = work
            else:
                self._retry_at = self._now() + _RETRY_SECONDS

    def leave(self, typed: str) -> None:
        """Write down what is left of a question without a grade; a lone q before Ctrl-C was to quit."""
        self.keep("" if typed.strip() == "q" and self.outcome is Command.QUIT else typed)
        self._is_left = True

    def lay_out(self, width: int, height: int, typed: str) -> Drawing:
        """Draw for a size, remembering how far the body can scroll, and what is typed."""
        if typed != self._typed and self._typed_at is None:
            self._typed_at = self._now()
        self._typed = typed
        waits = self._keeps_in()
        if waits is None:  # where no key waits, a clock may have run on
            waits = self._retry_at - self._now()
        if waits <= 0:
            self.keep(typed)
        self._last_drawing = lay_out(self._frame(typed), width, height, self._scroll, typed, self.look)
        return self._last_drawing

    def draw(self, width: int, height: int) -> tuple[str, ...]:
        """Draw the whole screen as lines, with nothing typed yet."""
        return draw_frame(self._frame(), width, height, look=self.look)

    def entry(self) -> str:
        """Say what stands before the line being typed; "" when there is none."""
        return fitting(self._frame().entry or "", self.look.encoding)

    def seconds_to_tick(self) -> float | None:
        """Say when the clock next changes, a proof may have arrived, or what is typed is to be kept.

        None when nothing is awaited.
        """
        waits = [self._seconds_to_change(), self._keeps_in()]
        return min((max(0.05, seconds) for seconds in waits if seconds is not None), default=None)

    def _keeps_in(self) -> float | None:
        """Say when the first key that is not written down yet is to be; None when there is none."""
        if self._typed_at is None:
            return None
        return max(self._typed_at + _KEEP_SECONDS, self._retry_at) - self._now()

    def _ends_something(self, key: str, step: Flow) -> bool:
        """Whether what comes at once after a key may still be meant for what it has ended."""
        if key == "enter":
            ticked = self.flow.stage is Stage.TICK and step.stage is Stage.GRADE
            return ticked or (self.flow.writing and not step.writing)
        graded = self.flow.stage is step.stage is Stage.GRADE
        typed = graded and bool(self.flow.answer.text)
        return typed and step == self.flow and len(key) == 1 and not key.isspace()

    def _seconds_to_change(self) -> float | None:
        if (quiet := self._quiet_until - self._now()) > 0:
            return quiet
        if not self.flow.ticking:
            typed = self.flow.view.typed
            return _PROOF_SECONDS if typed is not None and typed.is_open else None
        return 1.0 - self.flow.clock.elapsed(self._now()) % 1.0

    def _frame(self, typed: str = "") -> Frame:
        flow = replace(self.flow, draft=typed) if self.flow.writing else self.flow
        now = self._now()
        return replace(picture(flow, now, self.look), waits=now < self._quiet_until)

    def _typed_on(self, key: str) -> bool:
        now = self._now()
        if now >= self._quiet_until or key == "ctrl-c":
            return False
        self._quiet_until = now + _QUIET_SECONDS
        return True

    def _scrolled(self, key: str) -> bool:
        drawing = self._last_drawing
        if drawing is None or (key in {"up", "down"} and self.flow.moving):
            return False
        target = drawing.scrolled(key)
        if target is None:
            return False
        self._scroll = target
        return True


def _page_of(flow: Flow) -> tuple[object, ...]:
    return (
        flow.stage,
        flow.phase,
        flow.hints,
        flow.follow_ups,
        flow.help_open,
        flow.mark,
        flow.path,
        flow.reply,
        flow.said,
    )
