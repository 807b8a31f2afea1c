"""What a command hands to the review screen and what it gets back: plain frozen values and one Protocol."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Protocol, Self

from studybuddy.model import Answer, Grade, Prompt, Reply, Verdict

Judge = Callable[[Answer], Verdict]
Keep = Callable[[Mapping[str, Any] | None], bool]


class Command(StrEnum):
    """What the learner wants instead of answering; the value is its word in line mode."""

    UNDO = "undo"
    KNOW = "know"
    EDIT = "edit"
    BURY = "bury"
    SUSPEND = "suspend"
    CODE = "code"  # open the kata
    LATER = "later"  # at the end of the session, and if put off there again, not in it; it stays due
    ELSEWHERE = "elsewhere"  # it cannot be asked on this screen; it stays due
    OVER = "over"  # begin the question anew, without what was kept of it
    QUIT = "quit"


class Since(StrEnum):
    """What became of a question since it was left; the value says it."""

    NOTHING = ""
    CHANGED = "The card was changed since you left it"
    ANSWERED = "This was answered since you left it"


class Kept(NamedTuple):
    """What was kept of a question that was left, in JSON values, and what became of the question since."""

    state: Mapping[str, Any]
    since: Since = Since.NOTHING


class TypedLines(Protocol):
    """Reads and checks lines as they are typed; `place` counts gaps, or lines of a derivation, from 0."""

    def read(self, text: str, place: int) -> Reply:
        """Say how a text is understood; called at every key."""
        ...

    def check(self, text: str, place: int) -> Reply:
        """Say what becomes of a text, once it is entered."""
        ...

    def labels(self) -> tuple[str, ...]:
        """Return what stands behind the texts that were taken, in their order: "proved" and the like."""
        ...

    @property
    def is_open(self) -> bool:
        """Whether a label may still change."""
        ...

    def closing(self) -> Prompt | None:
        """Return the choice that follows the last line of a derivation, if there is one."""
        ...


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question with all that is shown around it.

    `position` counts questions from 1, `again` the repeats to come; both are 0 for none. `minutes_left` is an
    estimate, None when unknown. `place` is such as ("math", "gradients"), outermost first. `labels` say what
    each grade would do, such as "6d, again today"; only the grades in it are offered. `remark` is a short
    word for the header ("new", "again"); `message` is a sentence shown once above the question ("took back:
    good for pca"). `card_id` is what another command calls the card by. `resumes` means that the question
    asked last goes on where it stood, with what was typed. `asks_reasons` means that before each line of a
    derivation the learner says what comes next, and why. `typed` reads and checks what is typed, where that
    is possible. `earlier` is what was typed at an answer that was taken back. `keep` writes down what is
    unfinished, in JSON values, or forgets it with None, and says whether that could be done; None where
    nothing can be kept. `kept` is what was so kept of this question, to go on with or to be shown.
    `meanwhile` is what may be done while the question is read, before the first key is.
    """

    prompt: Prompt
    position: int
    total: int
    labels: Mapping[Grade, str]
    minutes_left: int | None = None
    place: tuple[str, ...] = ()
    remark: str = ""
    message: str = ""
    title: str = "review"
    card_id: str = ""
    typed: TypedLines | None = None
    asks_reasons: bool = False
    resumes: bool = False
    earlier: str = ""
    again: int = 0
    keep: Keep | None = None
    kept: Kept | None = None
    meanwhile: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Graded:
    """The learner has graded the question.

    `answer.took_ms` is the time to the reveal (for phases and told stories: the time on the clock),
    `shown_ms` the whole time from the question's appearance to its grade, both without pauses.
    `confidence` is 1 (a guess), 2 (unsure) or 3 (sure), None when not given. `revealed` means that the answer
    was asked for before all of it was given; `quits` that the learner wants to stop with this grade.
    """

    grade: Grade
    answer: Answer
    confidence: int | None = None
    shown_ms: int = 0
    verdict: Verdict = field(default_factory=lambda: Verdict(None, None))
    revealed: bool = False
    quits: bool = False


Outcome = Graded | Command


class Screen(Protocol):
    """A way to put questions to the learner: a context manager, so that the terminal is restored."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def ask(self, view: QuestionView, judge: Judge) -> Outcome:
        """Show a question until it is graded or a command is given; `judge` is called once, at the reveal."""
        ...

    def suspended(self) -> AbstractContextManager[None]:
        """Hand the terminal back while the body runs, for an editor; the screen returns afterwards."""
        ...
