"""Questions flow out as plain text, answers come in line by line: for scripts, pipes and screen readers."""

import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, Self

from rich.console import RenderableType

from studybuddy.model import Asks, Heard
from studybuddy.screens.answer_picture import answer_blocks, rubric_blocks
from studybuddy.screens.clock import minutes_seconds
from studybuddy.screens.console import draw_lines, fitting, label, look_of
from studybuddy.screens.derivation import asked_now, lines_so_far, reply_blocks, understood
from studybuddy.screens.flow import (
    GRADE_KEYS,
    Flow,
    Stage,
    Step,
    begin,
)
from studybuddy.screens.keeping import state_of
from studybuddy.screens.key_line import PAPER, SURE, doubt, grade_offers, grade_remarks, grade_word, leaving
from studybuddy.screens.key_words import LETTERS, named_keys, reads_as_command, without_escape
from studybuddy.screens.options import closing_blocks
from studybuddy.screens.picture import picture
from studybuddy.screens.pressing import press, press_named
from studybuddy.screens.question import Command, Judge, Outcome, QuestionView
from studybuddy.screens.resuming import begun, stopped
from studybuddy.screens.text import Marked, render_markdown

_INTERRUPT = "\x03"  # what stands for Ctrl-C, which is no line
_HELP = (
    "Commands: :hint :reveal :paper :sure 1|2|3 :follow-up :undo :know :edit :bury",
    "          :suspend :later :over :back :quit :help",
    "The first letter will do, but for :sure, :over, :back and :help (:x is :over,",
    ":? is :help, :c is :sure). The colon is needed only where an answer or an outline",
    "is typed; to type one that begins with a colon, begin with two: ::hint is :hint.",
)


class LineScreen:
    """The review without a screen: every prompt is a line in square brackets, every answer a line.

    The end of the input means to quit. Input and output are those of the process unless given.
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
        self._left: Flow | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._writes.flush()

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Let an editor run; there is nothing to hand back but what is not yet written."""
        self._writes.flush()
        yield

    def ask(self, view: QuestionView, judge: Judge) -> Outcome:
        """Ask a question until it is graded or a command is given."""
        now, left = self._now(), self._left
        flow = begun(view, now, judge, left)
        anew = replace(begin(view, now), before=flow.before) if flow.went_on else flow
        frame = picture(anew, self._now(), self._look)
        self._say("", " · ".join(part for part in frame.header if part), "")
        self._draw(frame.body)
        if flow.went_on:
            self._show_change(anew, flow)
            self._draw([label(f"> {line}") for line in flow.draft.splitlines()])
        if view.prompt.asks is Asks.CODE:  # it needs an editor, and a terminal of its own
            self._say(f"[skipped: studybuddy kata {view.card_id}]")
            return Command.ELSEWHERE
        self._writes.flush()
        if view.meanwhile is not None:
            view.meanwhile()
        while True:
            flow = replace(flow, said="")  # it was said, and is not said again with the next line
            line = self._read(_wanted(flow))
            if line is None:
                return Command.QUIT
            step = take_line(flow, line.strip(), self._now(), judge)
            if not isinstance(step, Flow):
                self._left = stopped(flow, self._now())
                return step
            if step == flow and line.strip():
                self._say(f"[not understood: {line.strip()}]")
            if view.keep is not None and step != flow:
                step = replace(step, keeps=view.keep(state_of(step, self._now())))
            flow = self._show_change(flow, step)

    def _read(self, wanted: str) -> str | None:
        self._say(f"[{wanted}]")
        self._writes.flush()
        try:
            return self._reads.readline() or None
        except KeyboardInterrupt:
            return _INTERRUPT
        except UnicodeDecodeError:
            return None

    def _show_change(self, before: Flow, after: Flow) -> Flow:
        if after.help_open:
            self._say(*_HELP)
            return replace(after, help_open=False)
        self._show_reply(before, after)
        if after.stage is Stage.PHASE and (before.stage, before.phase) != (after.stage, after.phase):
            phase = after.view.prompt.phases[after.phase]
            self._say("", f"{phase.name} ({minutes_seconds(phase.seconds)})")
            self._draw([render_markdown(phase.text, self._look)])
        elif after.stage is not before.stage and after.stage is Stage.TICK:
            self._draw(rubric_blocks(replace(after, mark=-1), self._look))
        elif after.stage is not before.stage and after.stage is Stage.GRADE:
            self._say("")
            self._draw(answer_blocks(after, self._look, rubric_shown=before.stage is Stage.TICK))
        prompt = after.view.prompt
        self._draw(self._led("Hint: ", hint) for hint in prompt.hints[before.hints : after.hints])
        self._draw_follow_ups(before, after)
        if after.said:
            self._say(f"[{after.said}]")
        return after

    def _draw_follow_ups(self, before: Flow, after: Flow) -> None:
        if after.follow_ups > before.follow_ups:
            from studybuddy.kinds.follow_ups import steps

            new = steps(after.view.prompt.follow_ups)[before.follow_ups : after.follow_ups]
            leads = (("A good answer: " if step.is_answer else "Follow-up: ", step.text) for step in new)
            self._draw(self._led(lead, text) for lead, text in leads)

    def _show_reply(self, before: Flow, after: Flow) -> None:
        """Show how a typed line was understood and what it came to, and where a derivation stands now."""
        reply = after.reply if after.reply is not before.reply else None
        if reply is not None:
            if reply.heard is Heard.TAKEN:
                self._draw(understood(reply, self._look))
            self._draw(reply_blocks(after, self._look))
        if after.stage is Stage.ASK and not after.deciding and (reply or after.path != before.path):
            self._draw(lines_so_far(after, before.path.place, self._look))
            self._draw(asked_now(after, self._look))
        if after.closing and not before.closing:
            self._draw(closing_blocks(after, self._look))

    def _led(self, lead: str, text: str) -> RenderableType:
        return Marked(lead, render_markdown(text, self._look))

    def _draw(self, blocks: Iterable[RenderableType]) -> None:
        for block in blocks:
            self._say(*draw_lines(block, self._width, self._look))

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._writes.write(fitting(line, self._look.encoding) + "\n")


def take_line(flow: Flow, line: str, now: float, judge: Judge) -> Step:
    """Take one line of input as the keys that it stands for."""
    if line == _INTERRUPT:
        return press(flow, "ctrl-c", now, judge, typed=flow.draft)
    if flow.leaving is not None or flow.asking_confidence:
        return press(flow, line.removeprefix(":")[:1].lower() or "enter", now, judge, typed=flow.draft)
    command = line if reads_as_command(line) else f":{line}" if _is_bare_command(flow, line) else ""
    if not command:
        return _TAKE[flow.stage](flow, line, now, judge)
    step = press_named(flow, command, now, judge)
    goes_on = isinstance(step, Flow) and step.stage is flow.stage and step.leaving is None
    return replace(step, writing=flow.writing) if goes_on and isinstance(step, Flow) else step


def _is_bare_command(flow: Flow, line: str) -> bool:
    """Tell a command without its colon from the learner's own words: where these are expected, it has one."""
    if not named_keys(f":{line}") or flow.stage is Stage.PHASE or flow.writing:
        return False
    return line.lower() in LETTERS or flow.stage is not Stage.ASK


def _take_asked(flow: Flow, line: str, now: float, judge: Judge) -> Step:
    prompt = flow.view.prompt
    if flow.deciding or flow.paper_asked:
        return press(flow, line[:1].lower() or "n", now, judge)
    if prompt.asks is not Asks.CHOOSE and not flow.closing:
        return press(replace(flow, writing=True), "enter", now, judge, typed=line)
    numbers = _numbers(line, len(prompt.options))
    if numbers is None:
        return flow
    return press(replace(flow, chosen=numbers), "r", now, judge)


def _take_outline(flow: Flow, line: str, now: float, judge: Judge) -> Step:
    if line:
        return replace(flow, draft=f"{flow.draft}\n{without_escape(line)}".strip())
    return press(flow, "enter", now, judge)


def _take_ticks(flow: Flow, line: str, now: float, judge: Judge) -> Step:
    ticked = _numbers(line, len(flow.view.prompt.rubric))
    if ticked is None:
        return flow
    return press(replace(flow, ticked=ticked, none_meant=True), "enter", now, judge)


def _take_grade(flow: Flow, line: str, now: float, judge: Judge) -> Step:
    if flow.doubted:
        return press(flow, line[:1].lower(), now, judge)
    words = {grade_word(grade): key for key, grade in GRADE_KEYS.items()}
    return press(flow, words.get(line.lower(), line or "enter"), now, judge)


def _take_enter(flow: Flow, _line: str, now: float, judge: Judge) -> Step:
    return press(flow, "enter", now, judge)


_TAKE: dict[Stage, Callable[[Flow, str, float, Judge], Step]] = {
    Stage.READY: _take_enter,
    Stage.ASK: _take_asked,
    Stage.PHASE: _take_outline,
    Stage.TELL: _take_enter,
    Stage.TICK: _take_ticks,
    Stage.GRADE: _take_grade,
}


def _numbers(line: str, most: int) -> frozenset[int] | None:
    """Return the numbers of a line, counted from 0; None when there is anything else in it."""
    words = line.replace(",", " ").split()
    if not all(word.isdecimal() and 0 < int(word) <= most for word in words):
        return None
    return frozenset(int(word) - 1 for word in words)


def _wanted(flow: Flow) -> str:
    """Say what the next line of input is for."""
    if flow.leaving or flow.asking_confidence or flow.deciding or flow.doubted or flow.paper_asked:
        return _sure(flow)
    prompt = flow.view.prompt
    if flow.stage is Stage.GRADE:
        return _grades(flow)
    if flow.stage is Stage.ASK and (prompt.asks is Asks.CHOOSE or flow.closing):
        several = len(prompt.right) > 1
        return "all right numbers, such as 1 3; Enter reveals" if several else "a number; Enter reveals"
    if flow.stage is Stage.ASK and prompt.asks is Asks.DERIVE:
        reason = "what you will do next, and why; Enter goes on to the line"
        return reason if flow.wants_reason else "the next line; Enter reveals it; :hint :paper :help"
    if flow.stage is Stage.ASK and prompt.asks is Asks.TYPE:
        gap = f" for gap {len(flow.parts) + 1} of {len(prompt.blanks)}" if len(prompt.blanks) > 1 else ""
        return f"type your answer{gap}; Enter reveals; :q quits; :help for commands"
    return {
        Stage.READY: "Enter starts the clock; :later",
        Stage.ASK: "reveal: Enter, or type your answer",
        Stage.PHASE: "your outline, line by line; an empty line ends the phase; :q quits",
        Stage.TELL: "tell it aloud; Enter stops the clock",
        Stage.TICK: "the numbers of the lines that you had, such as 1 3; Enter for none",
    }[flow.stage]


def _sure(flow: Flow) -> str:
    if flow.asking_confidence:
        return f"how sure are you? {' · '.join(f'{number} {said}' for number, said in SURE.items())}"
    if flow.paper_asked:
        return f"{PAPER} y or n"
    if flow.deciding:
        return "y if yours is the same, n if it is not"
    if flow.doubted:
        return f"{doubt(flow)} y or n"
    grade = flow.leaving_grade
    records = f"Enter ({grade_word(grade)}), " if grade is not None else ""
    return f"{leaving(flow)} {records}y ({flow.leaving_by.value}) or n"


def _grades(flow: Flow) -> str:
    suggestion = [f"Enter: {grade_word(flow.suggested)}"] if flow.suggested is not None else []
    return "; ".join(["grade: " + " · ".join(grade_offers(flow).values()), *suggestion, *grade_remarks(flow)])
