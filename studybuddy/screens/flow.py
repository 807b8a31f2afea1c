"""A question flows in, its state on the way to a grade flows out: what a key changes and a picture shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from studybuddy.model import Answer, Asks, Grade, Reply, Verdict
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
    "x": Command.OVER,
}
# The word of every key that has one: behind a colon it stands for the key wherever letters are text.
KEY_WORDS: Mapping[str, str] = {
    **{command.value: key for key, command in COMMAND_KEYS.items()},
    "hint": "h",
    "reveal": "r",
    "paper": "p",
    "sure": "c",
    "follow-up": "f",
    "later": "l",
    "back": "back",
    "help": "?",
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
    `reply` is what was said of the line typed last; `deciding` means that the learner has to say whether it
    is the line of the derivation, on whose `path` they are. `on_paper` means that its lines are only ticked.
    `closing` is the question, with options, that follows its last line. `leaving` is where the learner was
    who gave a command although something typed would be lost, and is asked; `leaving_by` is the command.
    `own_reason` is what the learner said would come next, for the line whose number is `reasoned`.
    `revealed` means that the answer was asked for before all of it was given. `doubted` means that the
    learner called easy what was not right, and is asked whether it is meant. `said` is a sentence about the
    key that was just pressed. `none_meant` means that the learner was asked whether no line of the rubric is
    ticked on purpose. `paper_asked` means that they are asked whether all lines of a derivation are to be
    shown. `went_on` means that the question goes on from what was kept of it, `keeps` that it is kept now.
    `before` is what was written earlier and fits the question no more: it is shown, and kept with the rest.
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
    own_reason: str = ""
    reasoned: int = -1
    on_paper: bool = False
    closing: str = ""
    revealed: bool = False
    doubted: bool = False
    said: str = ""
    none_meant: bool = False
    paper_asked: bool = False
    went_on: bool = False
    before: str = ""
    keeps: bool = False
    leaving: "Flow | None" = None
    leaving_by: Command = Command.QUIT
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
    def wants_reason(self) -> bool:
        """Whether the learner is to say what comes next in a derivation, and why, before typing the line."""
        derives = self.view.asks_reasons and self.view.prompt.asks is Asks.DERIVE and self.stage is Stage.ASK
        said = self.reasoned == self.path.place or self.path.hinted
        return derives and not said and not self.closing and not self.path.finished

    @property
    def typed(self) -> bool:
        """Whether the learner has written something that is only recorded with a grade."""
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
    def failed(self) -> bool:
        """Whether the answer is up, and was revealed or judged wrong."""
        return self.stage is Stage.GRADE and (self.revealed or self.verdict.passed is False)

    @property
    def leaving_grade(self) -> Grade | None:
        """The grade that can still be taken by whoever quits with the answer up."""
        quits = self.leaving is not None and self.leaving_by is Command.QUIT
        return self.leaving.suggested if self.leaving is not None and quits else None

    @property
    def offered(self) -> Mapping[Grade, str]:
        """What each grade that may be given would do; the four of the keys where nothing is said."""
        return self.view.labels or {grade: "" for grade in GRADE_KEYS.values() if grade}


TYPED = frozenset({Asks.TYPE, Asks.DERIVE})
Step = Flow | Graded | Command
Handler = Callable[[Flow, float, Judge], Step]


def begin(view: QuestionView, now: float) -> Flow:
    """Put a question up at `now` (monotonic seconds)."""
    asks = view.prompt.asks
    timed = asks in {Asks.PHASES, Asks.TELL}
    flow = Flow(view, Stage.READY if timed else Stage.ASK, Clock().started(now))
    path = Path(view.prompt.lines).started()
    earlier = (view.earlier,) if view.earlier and asks is Asks.THINK else ()  # kept, unless typed anew
    return replace(flow, path=path, writing=asks in TYPED, parts=earlier, keeps=view.keep is not None)
