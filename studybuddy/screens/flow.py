"""A question's state and a key flow in, the next state, a grade or a command flows out; nothing is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from studybuddy.model import Answer, Asks, Grade, Heard, Reached, Reply, Verdict
from studybuddy.screens.clock import Clock
from studybuddy.screens.path import Path
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


_WHILE_THE_CLOCK_RUNS = frozenset({None, Command.QUIT})


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
    `reply` is what was said of the line typed last; `deciding` means that the learner has to say whether it
    is the line of the derivation, on whose `path` they are. `on_paper` means that its lines are only ticked.
    `closing` is the question, with options, that follows its last line. `leaving` is where the learner was
    who wants to quit although something typed would be lost, and is asked.
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
    reply: Reply | None = None
    path: Path = field(default_factory=Path)
    deciding: bool = False
    on_paper: bool = False
    closing: str = ""
    leaving: "Flow | None" = None
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
    def typed(self) -> bool:
        """Whether the learner has written something that only a grade saves."""
        return any(text.strip() for text in (*self.parts, self.draft))

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


_TYPED = frozenset({Asks.TYPE, Asks.DERIVE})
Step = Flow | Graded | Command
_Handler = Callable[[Flow, float, Judge], Step]


def begin(view: QuestionView, now: float) -> Flow:
    """Put a question up at `now` (monotonic seconds)."""
    asks = view.prompt.asks
    timed = asks in {Asks.PHASES, Asks.TELL}
    flow = Flow(view, Stage.READY if timed else Stage.ASK, Clock().started(now))
    path = Path(view.prompt.lines).started()
    return replace(flow, path=path, writing=asks in _TYPED)


def press(flow: Flow, key: str, now: float, judge: Judge, typed: str = "") -> Step:
    """Take one key: a character, or "enter", "escape", "up", "down", "ctrl-c".

    `typed` is what the line being typed holds; while `flow.writing`, only "enter", "escape" and "ctrl-c"
    are meant for this function. A key without a meaning changes nothing.
    """
    if flow.leaving is not None or key == "ctrl-c":
        return _leave(flow, key, typed)
    if flow.help_open:
        return replace(flow, help_open=False)
    if flow.asking_confidence:
        sure = int(key) if key in {"1", "2", "3"} else flow.confidence
        return replace(flow, asking_confidence=False, confidence=sure)
    if flow.deciding:
        return _decide(flow, key, now, judge)
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
    if (
        key == "h"
        and flow.view.prompt.asks is Asks.DERIVE
        and flow.stage is Stage.ASK
        and not flow.path.hinted
        and not flow.closing
    ):
        return replace(flow, path=replace(flow.path, hinted=True), hints=flow.hints, writing=True)
    if key == "h" and flow.stage is not Stage.GRADE and flow.view.prompt.asks is not Asks.CODE:
        return replace(flow, hints=min(flow.hints + 1, len(flow.view.prompt.hints)))
    command = COMMAND_KEYS.get(key)
    if flow.stage in {Stage.PHASE, Stage.TELL} and command not in _WHILE_THE_CLOCK_RUNS:
        return flow  # somebody who starts to type must not suspend the case
    return _quit(flow) if command is Command.QUIT else command or flow


def _leave(flow: Flow, key: str, typed: str) -> Step:
    """Take the answer of whoever is asked whether to leave, or ask."""
    if flow.leaving is not None:
        return Command.QUIT if key in {"y", "q", "ctrl-c"} else flow.leaving
    return _quit(replace(flow, draft=typed) if flow.writing else flow)


def _quit(flow: Flow) -> Step:
    """Leave at once when nothing is lost by it, else ask first."""
    return replace(flow, leaving=flow, writing=False) if flow.typed else Command.QUIT


def _press_while_writing(flow: Flow, key: str, now: float, judge: Judge) -> Step:
    if key == "escape":
        return replace(flow, writing=False)
    if key != "enter" or flow.stage is Stage.PHASE:  # in an outline Enter is a new line
        return flow
    if flow.view.prompt.asks is Asks.DERIVE:
        return _enter_line(flow, now, judge)
    if not flow.draft.strip():
        return _reveal(flow, now, judge)
    texts = _gap_texts(flow)
    reply = _checked(flow, texts)
    if reply is not None and reply.heard is Heard.UNREADABLE:
        return replace(flow, reply=reply)  # no answer yet: the draft stays, to be mended
    flow = replace(flow, parts=(*flow.parts, *texts), draft="", reply=reply)
    more_gaps = flow.view.prompt.asks is Asks.TYPE and len(flow.parts) < len(flow.view.prompt.blanks)
    return flow if more_gaps else _reveal(flow, now, judge)


def _gap_texts(flow: Flow) -> tuple[str, ...]:
    """Take the typed line as one gap's text, or as all of them when it holds as many, with `;` between."""
    texts = tuple(part.strip() for part in _split(flow.draft))
    gaps = len(flow.view.prompt.blanks)
    return texts if gaps > 1 and len(texts) == gaps and not flow.parts else (flow.draft.strip(),)


def _split(draft: str) -> list[str]:
    """Split at `;`, but not inside brackets: a matrix has rows."""
    texts, depth = [""], 0
    for character in draft:
        depth = max(0, depth + (character in "([{") - (character in ")]}"))
        if character == ";" and not depth:
            texts.append("")
        else:
            texts[-1] += character
    return texts


def _checked(flow: Flow, texts: tuple[str, ...]) -> Reply | None:
    """Check the texts of gaps: the first that is no answer, else the last; None where nobody can say."""
    reply = None
    for place, text in enumerate(texts, start=len(flow.parts)):
        reply = flow.view.typed.check(" ".join(text.split()), place) if flow.view.typed else None
        if reply is not None and reply.heard is Heard.UNREADABLE:
            break
    return reply


def _enter_line(flow: Flow, now: float, judge: Judge) -> Step:
    """Take a typed line of a derivation; an empty one reveals the line that is asked."""
    text = " ".join(flow.draft.split())
    if not text or flow.view.typed is None:
        return _to_next_line(replace(flow, path=flow.path.ended(Reached.REVEALED), reply=None), now, judge)
    reply = flow.view.typed.check(text, flow.path.place)
    flow = replace(flow, reply=reply)
    match reply.heard:
        case Heard.TAKEN:
            flow = replace(flow, path=flow.path.taken(reply.place), parts=(*flow.parts, text))
            return _to_next_line(flow, now, judge)
        case Heard.UNDECIDED:
            return replace(flow, deciding=True, writing=False)
        case Heard.WRONG:
            return replace(flow, path=flow.path.mistaken())
        case _:
            return flow


def _decide(flow: Flow, key: str, now: float, judge: Judge) -> Step:
    """Take the learner's word on a line that the program could not settle."""
    if key == "escape":
        return replace(flow, deciding=False, writing=True)
    if key not in {"y", "n"}:
        return flow
    how = Reached.TICKED if key == "y" else Reached.REVEALED
    parts = (*flow.parts, " ".join(flow.draft.split()))
    flow = replace(flow, path=flow.path.ended(how), parts=parts, deciding=False, writing=True, reply=None)
    return _to_next_line(flow, now, judge)


def _to_next_line(flow: Flow, now: float, judge: Judge) -> Step:
    flow = replace(flow, draft="")
    if not flow.path.finished:
        return flow
    last = flow.view.typed.closing() if flow.view.typed else None
    if last is None:
        return _reveal(flow, now, judge)
    prompt = replace(flow.view.prompt, options=last.options, right=last.right)
    return replace(flow, view=replace(flow.view, prompt=prompt), closing=last.text, writing=False)


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
    if asks in _TYPED and not flow.closing:
        return replace(flow, writing=True)
    if (asks is Asks.CHOOSE or flow.closing) and not flow.chosen:
        return flow
    return Command.CODE if asks is Asks.CODE else _reveal(flow, now, judge)


def _give_up(flow: Flow, now: float, judge: Judge) -> Step:
    """Show the answer; a choice is given up only with `r`, so that a slip of the space bar costs nothing."""
    keeps = {Asks.CHOOSE, Asks.CODE, Asks.DERIVE}
    return flow if flow.view.prompt.asks in keeps else _reveal(flow, now, judge)


def _show(flow: Flow, now: float, judge: Judge) -> Step:
    return flow if flow.view.prompt.asks is Asks.CODE else _reveal(flow, now, judge)


def _put_off(flow: Flow, _now: float, _judge: Judge) -> Step:
    return Command.LATER if flow.view.prompt.asks is Asks.CODE else flow


def _reveal(flow: Flow, now: float, judge: Judge) -> Flow:
    timed = flow.view.prompt.asks in {Asks.PHASES, Asks.TELL}
    took = flow.spent if timed else flow.shown.elapsed(now)
    path = flow.path.ticked(flow.ticked) if flow.on_paper else flow.path.given_up()
    answer = Answer(
        _text(flow), flow.chosen, flow.ticked, flow.hints, round(took * 1000), path.reached, path.mistakes
    )
    return replace(
        flow, stage=Stage.GRADE, writing=False, draft="", path=path, answer=answer, verdict=judge(answer)
    )


def _text(flow: Flow) -> str:
    """Join what is kept of the learner's words: a gap a line, or the outlines under their phases' names."""
    if flow.view.prompt.asks is not Asks.PHASES:
        return "\n".join(flow.parts)
    named = zip(flow.view.prompt.phases, flow.parts, strict=False)
    return "\n\n".join(f"{phase.name}:\n{outline}" for phase, outline in named if outline)


def _write(flow: Flow, _now: float, _judge: Judge) -> Flow:
    asks_for_words = flow.view.prompt.asks in {Asks.THINK, *_TYPED} and not flow.closing
    writable = asks_for_words or flow.stage is Stage.PHASE
    return replace(flow, writing=writable)


def _back_to_typing(flow: Flow, now: float, judge: Judge) -> Flow:
    """Undo an Esc; where nothing is being typed, Esc means nothing."""
    return _write(flow, now, judge) if flow.view.prompt.asks in _TYPED or flow.draft else flow


def _on_paper(flow: Flow, now: float, judge: Judge) -> Step:
    """Show the lines of a derivation that was done on paper, to be ticked."""
    prompt = flow.view.prompt
    if prompt.asks is not Asks.DERIVE or flow.closing:
        return flow
    rubric = tuple(_to_tick(line.latex, line.reason) for line in prompt.lines if line.asked)
    view = replace(flow.view, prompt=replace(prompt, rubric=rubric, answer=""))
    return _to_rubric(replace(flow, view=view, on_paper=True, reply=None), now, judge)


def _to_tick(latex: str, reason: str) -> str:
    return f"${latex}$ · {reason}" if reason else f"${latex}$"


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
        "r": _show,
        "n": _put_off,
        "t": _write,
        "/": _write,
        "p": _on_paper,
        "escape": _back_to_typing,
        "c": _ask_confidence,
    },
    Stage.PHASE: {"enter": _next_phase, "p": _pause, "t": _write, "/": _write},
    Stage.TELL: {"enter": _stop_telling, " ": _stop_telling, "p": _pause},
    Stage.TICK: {"enter": _reveal, " ": _tick, "up": _move(-1), "down": _move(1)},
    Stage.GRADE: {"enter": _take_suggestion, "f": _next_follow_up},
}
