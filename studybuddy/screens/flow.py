"""A question's state and a key flow in, the next state, a grade or a command flows out; nothing is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from studybuddy.model import Answer, Asks, Grade, Verdict
from studybuddy.screens.clock import Clock
from studybuddy.screens.question import Command, Graded, Judge, QuestionView

GRADE_KEYS: Mapping[str, Grade] = {
    "0": Grade.BLACKOUT,
    "1": Grade.AGAIN,
    "2": Grade.HARD,
    "3": Grade.GOOD,
    "4": Grade.EASY,
}
COMMAND_KEYS: Mapping[str, Command] = {
    "u": Command.UNDO,
    "k": Command.KNOW,
    "e": Command.EDIT,
    "b": Command.BURY,
    "s": Command.SUSPEND,
    "q": Command.QUIT,
}


class Stage(StrEnum):
    """How far the learner is with one question."""

    READY = "ready"  # a timed case or story whose clock has not started
    ASK = "ask"  # the question is up
    PHASE = "phase"  # a timed phase of a case
    TELL = "tell"  # the story's clock runs
    TICK = "tick"  # the rubric
    GRADE = "grade"  # the answer is up


@dataclass(frozen=True, slots=True)
class Flow:
    """One question on its way from its appearance to its grade.

    `shown` counts from the appearance, `clock` the phase or story. `draft` is what the line being typed
    holds, `parts` the lines and outlines already given. `mark` is the rubric line that space ticks.
    """

    view: QuestionView
    stage: Stage
    shown: Clock
    clock: Clock = field(default_factory=Clock)
    spent: float = 0.0
    paused: bool = False
    writing: bool = False
    draft: str = ""
    parts: tuple[str, ...] = ()
    chosen: frozenset[int] = frozenset()
    ticked: frozenset[int] = frozenset()
    mark: int = 0
    hints: int = 0
    confidence: int | None = None
    asking_confidence: bool = False
    follow_ups: int = 0
    help_open: bool = False
    answer: Answer = field(default_factory=Answer)
    verdict: Verdict = field(default_factory=lambda: Verdict(None, None))

    @property
    def phase(self) -> int:
        """The index of the phase that runs."""
        return len(self.parts)

    @property
    def ticking(self) -> bool:
        """Whether a clock on the screen is running, so that it must be redrawn every second."""
        return self.stage in {Stage.PHASE, Stage.TELL} and not self.paused

    @property
    def moving(self) -> bool:
        """Whether the up and down keys move the mark in the rubric instead of scrolling."""
        return self.stage is Stage.TICK and not self.help_open

    @property
    def suggested(self) -> Grade | None:
        """The grade that Enter takes, if the judge suggests one that is offered."""
        grade = self.verdict.suggested_grade
        return grade if self.stage is Stage.GRADE and grade in self.offered else None

    @property
    def offered(self) -> Mapping[Grade, str]:
        """What each grade that may be given would do; the four of the keys where nothing is said."""
        return self.view.labels or {grade: "" for grade in GRADE_KEYS.values() if grade}


Step = Flow | Graded | Command
_Handler = Callable[[Flow, float, Judge], Step]


def begin(view: QuestionView, now: float) -> Flow:
    """Put a question up at `now` (monotonic seconds)."""
    asks = view.prompt.asks
    timed = asks in {Asks.PHASES, Asks.TELL}
    flow = Flow(view, Stage.READY if timed else Stage.ASK, Clock().started(now))
    return replace(flow, writing=asks is Asks.TYPE)


def press(flow: Flow, key: str, now: float, judge: Judge, typed: str = "") -> Step:
    """Take one key: a character, or "enter", "escape", "up", "down", "ctrl-c".

    `typed` is what the line being typed holds; while `flow.writing`, only "enter", "escape" and "ctrl-c"
    are meant for this function. A key without a meaning changes nothing.
    """
    if key == "ctrl-c":
        return Command.QUIT
    if flow.help_open:
        return replace(flow, help_open=False)
    if flow.asking_confidence:
        sure = int(key) if key in {"1", "2", "3"} else flow.confidence
        return replace(flow, asking_confidence=False, confidence=sure)
    if flow.writing:
        return _press_while_writing(replace(flow, draft=typed), key, now, judge)
    return _press_command(flow, key, now, judge)


def _press_command(flow: Flow, key: str, now: float, judge: Judge) -> Step:
    handler = _STAGE_KEYS[flow.stage].get(key)
    if handler is not None:
        return handler(flow, now, judge)
    if flow.stage is Stage.GRADE and GRADE_KEYS.get(key) in flow.offered:
        return _graded(flow, GRADE_KEYS[key], now)
    if key.isdigit() and key.isascii() and flow.stage in {Stage.ASK, Stage.TICK}:
        return _number(flow, (int(key) - 1) % 10, now, judge)
    return _common(flow, key)


def _common(flow: Flow, key: str) -> Step:
    if key == "?":
        return replace(flow, help_open=True)
    if key == "h" and flow.stage is not Stage.GRADE:
        return replace(flow, hints=min(flow.hints + 1, len(flow.view.prompt.hints)))
    return COMMAND_KEYS.get(key, flow)


def _press_while_writing(flow: Flow, key: str, now: float, judge: Judge) -> Step:
    if key == "escape":
        return replace(flow, writing=False)
    if key != "enter" or flow.stage is Stage.PHASE:  # in an outline Enter is a new line
        return flow
    if not flow.draft.strip():
        return _reveal(flow, now, judge)
    flow = replace(flow, parts=(*flow.parts, *_gap_texts(flow)), draft="")
    more_gaps = flow.view.prompt.asks is Asks.TYPE and len(flow.parts) < len(flow.view.prompt.blanks)
    return flow if more_gaps else _reveal(flow, now, judge)


def _gap_texts(flow: Flow) -> tuple[str, ...]:
    """Take the typed line as one gap's text, or as all of them when it holds as many, with `;` between."""
    texts = tuple(part.strip() for part in flow.draft.split(";"))
    gaps = len(flow.view.prompt.blanks)
    return texts if gaps > 1 and len(texts) == gaps and not flow.parts else (flow.draft.strip(),)


def _number(flow: Flow, index: int, now: float, judge: Judge) -> Step:
    prompt = flow.view.prompt
    if flow.stage is Stage.TICK and index < len(prompt.rubric):
        return replace(flow, ticked=flow.ticked ^ {index}, mark=index)
    if flow.stage is Stage.ASK and index < len(prompt.options):
        if len(prompt.right) > 1:
            return replace(flow, chosen=flow.chosen ^ {index})
        return _reveal(replace(flow, chosen=frozenset({index})), now, judge)
    return flow


def _enter_ask(flow: Flow, now: float, judge: Judge) -> Step:
    asks = flow.view.prompt.asks
    if asks is Asks.TYPE:
        return replace(flow, writing=True)
    if asks is Asks.CHOOSE and not flow.chosen:
        return flow
    return _reveal(flow, now, judge)


def _give_up(flow: Flow, now: float, judge: Judge) -> Step:
    """Show the answer; a choice is given up only with `r`, so that a slip of the space bar costs nothing."""
    return flow if flow.view.prompt.asks is Asks.CHOOSE else _reveal(flow, now, judge)


def _reveal(flow: Flow, now: float, judge: Judge) -> Flow:
    timed = flow.view.prompt.asks in {Asks.PHASES, Asks.TELL}
    took = flow.spent if timed else flow.shown.elapsed(now)
    answer = Answer(_text(flow), flow.chosen, flow.ticked, flow.hints, round(took * 1000))
    return replace(flow, stage=Stage.GRADE, writing=False, draft="", answer=answer, verdict=judge(answer))


def _text(flow: Flow) -> str:
    """Join what is kept of the learner's words: a gap a line, or the outlines under their phases' names."""
    if flow.view.prompt.asks is not Asks.PHASES:
        return "\n".join(flow.parts)
    named = zip(flow.view.prompt.phases, flow.parts, strict=False)
    return "\n\n".join(f"{phase.name}:\n{outline}" for phase, outline in named if outline)


def _write(flow: Flow, _now: float, _judge: Judge) -> Flow:
    writable = flow.view.prompt.asks in {Asks.THINK, Asks.TYPE} or flow.stage is Stage.PHASE
    return replace(flow, writing=writable)


def _back_to_typing(flow: Flow, now: float, judge: Judge) -> Flow:
    """Undo an Esc; where nothing is being typed, Esc means nothing."""
    return _write(flow, now, judge) if flow.view.prompt.asks is Asks.TYPE or flow.draft else flow


def _start(flow: Flow, now: float, judge: Judge) -> Step:
    prompt = flow.view.prompt
    if prompt.asks is Asks.TELL:
        return replace(flow, stage=Stage.TELL, clock=Clock().started(now))
    if prompt.phases:
        return replace(flow, stage=Stage.PHASE, clock=Clock().started(now))
    return _to_rubric(flow, now, judge)


def _next_phase(flow: Flow, now: float, judge: Judge) -> Step:
    spent = flow.spent + flow.clock.elapsed(now)
    flow = replace(flow, spent=spent, parts=(*flow.parts, flow.draft.strip()), draft="")
    flow = replace(flow, paused=False, shown=flow.shown.started(now), clock=Clock().started(now))
    return flow if flow.phase < len(flow.view.prompt.phases) else _to_rubric(flow, now, judge)


def _stop_telling(flow: Flow, now: float, judge: Judge) -> Step:
    flow = replace(flow, spent=flow.clock.elapsed(now), paused=False, shown=flow.shown.started(now))
    return _to_rubric(flow, now, judge)


def _to_rubric(flow: Flow, now: float, judge: Judge) -> Step:
    return replace(flow, stage=Stage.TICK) if flow.view.prompt.rubric else _reveal(flow, now, judge)


def _pause(flow: Flow, now: float, _judge: Judge) -> Flow:
    if flow.paused:
        return replace(flow, paused=False, clock=flow.clock.started(now), shown=flow.shown.started(now))
    return replace(flow, paused=True, clock=flow.clock.stopped(now), shown=flow.shown.stopped(now))


def _move(by: int) -> _Handler:
    def moved(flow: Flow, _now: float, _judge: Judge) -> Flow:
        return replace(flow, mark=min(max(flow.mark + by, 0), len(flow.view.prompt.rubric) - 1))

    return moved


def _tick(flow: Flow, _now: float, _judge: Judge) -> Flow:
    return replace(flow, ticked=flow.ticked ^ {flow.mark})


def _ask_confidence(flow: Flow, _now: float, _judge: Judge) -> Flow:
    return replace(flow, asking_confidence=True)


def _next_follow_up(flow: Flow, _now: float, _judge: Judge) -> Flow:
    return replace(flow, follow_ups=min(flow.follow_ups + 1, len(flow.view.prompt.follow_ups)))


def _take_suggestion(flow: Flow, now: float, _judge: Judge) -> Step:
    return flow if flow.suggested is None else _graded(flow, flow.suggested, now)


def _graded(flow: Flow, grade: Grade, now: float) -> Graded:
    shown_ms = round(flow.shown.elapsed(now) * 1000)
    return Graded(grade, flow.answer, flow.confidence, shown_ms, flow.verdict)


_STAGE_KEYS: Mapping[Stage, Mapping[str, _Handler]] = {
    Stage.READY: {"enter": _start, " ": _start, "c": _ask_confidence},
    Stage.ASK: {
        "enter": _enter_ask,
        " ": _give_up,
        "r": _reveal,
        "t": _write,
        "/": _write,
        "escape": _back_to_typing,
        "c": _ask_confidence,
    },
    Stage.PHASE: {"enter": _next_phase, "p": _pause, "t": _write, "/": _write},
    Stage.TELL: {"enter": _stop_telling, " ": _stop_telling, "p": _pause},
    Stage.TICK: {"enter": _reveal, " ": _tick, "up": _move(-1), "down": _move(1)},
    Stage.GRADE: {"enter": _take_suggestion, "f": _next_follow_up},
}
