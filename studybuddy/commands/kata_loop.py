"""A kata and a screen in, a grade and an archived attempt out: open, watch, check, show, ask, grade."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from studybuddy.commands.kata_attempt import Attempting
from studybuddy.commands.kata_checking import Checking
from studybuddy.commands.kata_choice import Chosen
from studybuddy.commands.kata_editor import Editor, OpenEditor
from studybuddy.commands.kata_result import End, Result
from studybuddy.commands.kata_saves import Saves
from studybuddy.commands.kata_texts import (
    LAST,
    SOLUTION,
    STUB,
    diff_panel,
    solution_panel,
    verdict_of,
    view_of,
)
from studybuddy.errors import StudyBuddyError
from studybuddy.katas.check import open_host
from studybuddy.katas.report import CheckReport
from studybuddy.kinds.kata_stub import entry_line
from studybuddy.model import Grade
from studybuddy.screens.clock import Clock
from studybuddy.screens.kata_flow import press, started
from studybuddy.screens.kata_view import Do, KataFlow, KataScreen, Stage
from studybuddy.store.watching import watched

Record = Callable[[Grade, int], str]  # of a grade and the milliseconds: what to tell the learner


class KataLoop:
    """Runs one kata from its prompt to its grade."""

    def __init__(
        self,
        chosen: Chosen,
        screen: KataScreen,
        editor: Editor,
        record: Record,
        stamp: Callable[[], str],
        *,
        labels: Mapping[Grade, str],
        trust: bool,
    ) -> None:
        """Take the kata and how it is shown; `record` commits a grade, `stamp` names an archived attempt."""
        self._chosen = chosen
        self._workspace = chosen.workspace
        self._screen = screen
        self._record = record
        self._stamp = stamp
        self._trust = trust
        self._editor = OpenEditor(editor, screen.suspended)
        self._flow = KataFlow(view_of(chosen, editor.opening, labels))
        self._saves = Saves(self._workspace.signature)
        self._comparison = -1
        self._graded: Result | None = None
        self._result: Result | None = None

    def run(self) -> Result:
        """Work until the kata is graded, skipped, or left.

        Raises: StudyBuddyError, when the folder cannot be used, or is open in another terminal.
        """
        with self._workspace.locked():
            self._attempt = Attempting(self._chosen, self._stamp)
            self._begin()
            with self._equipped(), self._screen:
                while self._result is None:
                    self._look()
                    self._screen.show(self._flow)
                    key = self._screen.key(self._seconds_to_wait())
                    if key is not None:
                        self._press(key)
            if self._result.end is End.QUIT:
                return self._result  # whoever goes on finds the editor beside it
            return replace(self._result, aside=self._editor.put_aside(self._workspace.folder.name))

    @contextmanager
    def _equipped(self) -> Iterator[None]:
        """Hold a warm host, and the watch on the folder; end a check that is still running."""
        kata, trust = self._chosen.kata, self._trust or self._chosen.is_shipped
        with open_host(kata.requires, stays=True) as host:
            self._checking = Checking(kata, host, self._attempt.seed, trust, self._screen.wake)
            try:
                with watched(self._workspace.folder, self._screen.wake):
                    yield
            finally:
                self._checking.call_off()

    # --- the attempt ----------------------------------------------------------------------------------

    def _begin(self) -> None:
        evidence = self._attempt.evidence
        self._saves.take()
        self._flow = replace(
            self._flow,
            clock=Clock(evidence.seconds),
            hints=min(evidence.hints, len(self._flow.view.hints)),
            has_passed=self._attempt.has_passed,
            message=self._attempt.message,
            resumed=bool(evidence.checks),
            verdict=None,
            stale=False,
        )

    def _keep(self, *, is_over: bool = False) -> None:
        """Write down what happened; where that fails the work goes on, and the trouble is said."""
        seconds = self._flow.clock.elapsed(time.monotonic())
        try:
            self._attempt.keep(seconds, self._flow.hints, is_over=is_over)
        except StudyBuddyError as error:
            self._flow = replace(self._flow, trouble=str(error))

    # --- time and the file ----------------------------------------------------------------------------

    def _seconds_to_wait(self) -> float | None:
        """Say when to look again: at the end of the debounce, or at the next second of the clock."""
        now = time.monotonic()
        settling = self._saves.seconds_to_settle(now)
        return 1.0 - self._flow.clock.elapsed(now) % 1.0 if settling is None else settling

    def _look(self) -> None:
        """Notice a save and the end of a check."""
        if self._saves.has_settled(time.monotonic()) and self._flow.stage is Stage.WORK:
            self._check()
        if self._checking.is_running:
            self._take_report()
        failure = self._editor.failure()
        if failure:
            self._flow = replace(self._flow, message=failure)

    def _check(self) -> None:
        self._saves.take()
        self._flow = replace(self._flow, stale=self._flow.verdict is not None)
        try:
            code = self._workspace.read()
        except StudyBuddyError as error:
            self._checking.call_off()
            self._flow = replace(self._flow, trouble=str(error), checking=False)
            return
        if not code.strip():
            self._checking.call_off()
            trouble = f"{self._workspace.file.name} is empty; x brings the stub back"
            self._flow = replace(self._flow, trouble=trouble, checking=False)
            return
        self._attempt.count(code)
        self._checking.begin(code)
        self._flow = replace(self._flow, checking=True, trouble="", panel=None, prompt_open=False)

    def _take_report(self) -> None:
        try:
            report = self._checking.taken()
        except StudyBuddyError as error:
            self._flow = replace(self._flow, trouble=str(error), checking=False)
            return
        if report is not None:
            self._judge(report)

    def _judge(self, report: CheckReport) -> None:
        flow = self._flow
        verdict = verdict_of(report, self._attempt.evidence.checks)
        if report.passed and not flow.has_passed:
            now = time.monotonic()
            flow = replace(flow, has_passed=True, clock=flow.clock.stopped(now), paused=False)
            self._comparison = -1
            self._attempt.note_pass(flow.clock.elapsed(now))
        checking = self._checking.is_running
        self._flow = replace(flow, verdict=verdict, stale=False, checking=checking, hint_is_news=False)
        self._screen.show(self._flow)
        self._keep()

    # --- keys -----------------------------------------------------------------------------------------

    def _press(self, key: str) -> None:
        before = self._flow
        step = press(before, key, time.monotonic())
        try:
            match step:
                case KataFlow():
                    self._flow = self._suggested(step)
                    if step.hints != before.hints or step.paused != before.paused:
                        self._keep()
                case Grade():
                    self._grade(step)
                case Do():
                    self._do(step)
        except StudyBuddyError as error:
            self._flow = replace(self._flow, trouble=str(error), confirming=None)

    def _suggested(self, flow: KataFlow) -> KataFlow:
        """Fill in the grade when its turn comes."""
        if flow.stage is not Stage.GRADE or self._flow.stage is Stage.GRADE:
            return flow
        grade, because = self._attempt.suggestion(flow.hints, gave_up=flow.gave_up)
        return replace(flow, suggested=grade, because=because)

    def _do(self, wish: Do) -> None:
        match wish:
            case Do.START:
                self._flow = started(self._flow, time.monotonic())
                if self._flow.has_passed:
                    self._flow = replace(self._flow, clock=self._flow.clock.stopped(time.monotonic()))
                self._keep()
                if self._editor.is_there:
                    self._edit()
            case Do.RUN:
                self._check()
            case Do.EDIT:
                self._edit()
            case Do.DIFF:
                self._show_diff()
            case Do.RESET:
                self._reset()
            case Do.SOLUTION:
                self._show_solution()
            case Do.SKIP | Do.QUIT | Do.LEAVE:
                self._leave(wish)

    def _edit(self) -> None:
        self._flow = replace(self._flow, message="")
        self._screen.show(self._flow)
        line = 1
        try:
            line = entry_line(self._workspace.read(), self._chosen.kata.entry)
        except StudyBuddyError as error:
            self._flow = replace(self._flow, trouble=str(error))
        try:
            has_ended = self._editor.open(self._workspace.file, line, str(self._attempt.seed))
        except StudyBuddyError as error:
            # No trouble: the file can be edited with anything, and is watched.
            self._flow = replace(self._flow, message=str(error))
            return
        if has_ended and self._saves.is_new():
            self._check()
        elif has_ended:
            self._flow = replace(self._flow, message="nothing was saved; e opens the editor again")

    def _show_diff(self) -> None:
        """Compare with the stub; after a pass with the solution first, then with the last attempt."""
        others = [STUB]
        if self._flow.has_passed or self._flow.gave_up:
            others = [SOLUTION, *([LAST] if self._workspace.attempts() else []), STUB]
        self._comparison = (self._comparison + 1) % len(others)
        self._flow = replace(self._flow, panel=diff_panel(self._chosen, others[self._comparison]))

    def _show_solution(self) -> None:
        self._attempt.note_solution()
        self._flow = replace(self._flow, panel=solution_panel(self._chosen), confirming=None)
        if self._flow.stage is not Stage.DONE:
            self._keep()

    def _reset(self) -> None:
        self._checking.call_off()
        self._keep()
        self._attempt.start_over()
        clock = self._flow.clock
        self._begin()
        self._flow = replace(self._flow, clock=clock, confirming=None, trouble="", checking=False)

    def _grade(self, grade: Grade) -> None:
        took_ms = round(self._flow.clock.elapsed(time.monotonic()) * 1000)
        said = self._record(grade, took_ms)
        self._graded = Result(End.GRADED, grade, took_ms)
        self._flow = replace(self._flow, stage=Stage.DONE, message=said, trouble="", verdict=None)
        self._keep(is_over=True)

    def _leave(self, wish: Do) -> None:
        if self._flow.stage is Stage.DONE:
            self._result = self._graded
            return
        self._flow = replace(self._flow, clock=self._flow.clock.stopped(time.monotonic()), trouble="")
        self._keep()
        self._result = Result(End.SKIPPED if wish is Do.SKIP else End.QUIT, left=self._left())

    def _left(self) -> str:
        """Say what waits without a grade."""
        if self._flow.trouble:
            return self._flow.trouble
        if self._flow.has_passed:
            return "passed, not graded yet"
        has_begun = self._flow.clock.elapsed(time.monotonic()) or self._attempt.evidence.checks
        return "your attempt is kept" if has_begun else ""
