"""The nouns: frozen values that every room passes on, built from the standard library alone.

They are named tuples: every command pays for every class here, and a dataclass costs the most of all; they
are also made the fastest, and a replay makes a million memories.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

# --- content -----------------------------------------------------------------------------------------


class Source(NamedTuple):
    """A place in a text file. `path` is as shown to the user; `line` counts from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        """Spell out what would steer a terminal: a file's name may hold anything."""
        path = self.path if self.path.isprintable() else ascii(self.path)[1:-1]
        return f"{path}:{self.line}"


class Severity(StrEnum):
    """How bad a problem is: only an error makes `check` fail."""

    ERROR = "error"
    WARNING = "warning"


class Problem(NamedTuple):
    """Something wrong in a file: where, what, and what to do about it."""

    source: Source
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.source}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class Card(NamedTuple):
    """One card of a deck.

    `fields` is what the card's kind parsed out of the Markdown: JSON values only, since it is stored.
    `questions` are the ids that are scheduled: the card's own id, or `<id>:c1`, `<id>:reverse`, …
    `digest` changes exactly when the card's text (heading and body, ids aside) does.
    `attributes` are the heading's `key=value` pairs other than tier, topic and tags.
    """

    id: str
    kind: str
    deck: str
    domain: str
    topic: str
    tier: str
    tags: tuple[str, ...]
    heading: str
    fields: Mapping[str, Any]
    questions: tuple[str, ...]
    source: Source
    digest: str
    explicit_id: bool = True
    attributes: Mapping[str, str] = MappingProxyType({})


# --- asking and judging ------------------------------------------------------------------------------


class Asks(StrEnum):
    """How a question is put to the learner."""

    THINK = "think"  # think (or type an attempt), reveal, grade yourself
    TYPE = "type"  # type the answer; the program compares
    CHOOSE = "choose"  # pick from numbered options; the program judges
    PHASES = "phases"  # timed phases, an outline each, then a rubric to tick
    TELL = "tell"  # speak against the clock, then a rubric to tick
    DERIVE = "derive"  # type a derivation line by line; the program checks each line
    CODE = "code"  # write code in the editor; the program checks it


class Phase(NamedTuple):
    """A timed part of a design case. `text` is Markdown shown during the phase."""

    name: str
    seconds: int
    text: str


class Line(NamedTuple):
    """A line of a derivation, as LaTeX; `words` instead where it is a sentence. `reason` is Markdown.

    `asked` is false for a line that is only shown: what is given, or cannot be checked. `start` is LaTeX of
    what the learner is told to go on from, `goal` what the line must achieve, in words.
    """

    latex: str
    words: str = ""
    reason: str = ""
    asked: bool = True
    start: str = ""
    goal: str = ""


class Prompt(NamedTuple):
    """A question ready to be shown. All texts are Markdown.

    `options` are in the order to show; `right` are indices into them. `blanks` are the accepted texts,
    one tuple of variants for each gap that must be typed. `seconds` are the marks of the timer, such as
    (150, 180): aim for the first, stop at the second. `lines` are those of a derivation. `varies` means that
    the seed drew what is asked, so that it belongs to the review.
    """

    asks: Asks
    text: str
    answer: str
    options: tuple[str, ...] = ()
    right: frozenset[int] = frozenset()
    blanks: tuple[tuple[str, ...], ...] = ()
    phases: tuple[Phase, ...] = ()
    seconds: tuple[int, ...] = ()
    rubric: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    why: str = ""
    follow_ups: tuple[str, ...] = ()
    strong: str = ""
    weak: str = ""
    lines: tuple[Line, ...] = ()
    varies: bool = False


class Reached(StrEnum):
    """How the learner came to a line of a derivation."""

    TYPED = "typed"
    HINTED = "hinted"  # typed, after its reason was shown
    SKIPPED = "skipped"  # a later line was typed instead
    TICKED = "ticked"  # had it on paper, or in a form that only the learner could judge
    REVEALED = "revealed"
    SHOWN = "shown"  # was not asked


class Heard(StrEnum):
    """What becomes of a typed line."""

    UNREADABLE = "unreadable"  # no answer yet: it is typed again and costs nothing
    TAKEN = "taken"
    NO_STEP = "true, but no step"
    WRONG = "wrong"
    UNDECIDED = "undecided"  # the learner compares


class Reply(NamedTuple):
    """What is said at once of a typed line, before anything is graded.

    `place` counts from 0: the gap or the line that is asked next. `latex` is how the line was understood and
    `shape` what kind of thing it is, both empty where that cannot be said.
    """

    heard: Heard
    place: int = 0
    notes: tuple[str, ...] = ()
    latex: str = ""
    shape: str = ""


class Answer(NamedTuple):
    """What the learner did with a prompt, before grading.

    `lines` says how each line of a derivation was reached; `mistakes` counts lines that were wrong.
    """

    text: str = ""
    chosen: frozenset[int] = frozenset()
    ticked: frozenset[int] = frozenset()
    hints_used: int = 0
    took_ms: int = 0
    lines: tuple[Reached, ...] = ()
    mistakes: int = 0


class Grade(IntEnum):
    """The SM-2 quality of a response, 0 to 5 (Woźniak 1990); 3 and above is a pass."""

    BLACKOUT = 0
    AGAIN = 1
    ALMOST = 2
    HARD = 3
    GOOD = 4
    EASY = 5


class Verdict(NamedTuple):
    """A judgement. `passed` is None where only the learner can judge; `notes` are sentences to show.

    `headline` is shown in place of "right" or "not right".
    """

    passed: bool | None
    suggested_grade: Grade | None
    notes: tuple[str, ...] = ()
    headline: str = ""


# --- the ledger --------------------------------------------------------------------------------------


class Role(StrEnum):
    """Why a review took place; only the first scheduled one of a study day moves the schedule."""

    SCHEDULED = "scheduled"
    REPEAT = "repeat"
    CRAM = "cram"


class Review(NamedTuple):
    """One answer. `reviewed_at` is aware and in UTC; `utc_offset_min` is what the wall clock showed.

    `study_day` is the local date after the rollover hour, stored so that replay never depends on a zone.
    `shift_days` is what load balancing added to the exact interval. `scheduler` is "name/version".
    """

    id: str
    question_id: str
    grade: Grade
    role: Role
    reviewed_at: datetime
    utc_offset_min: int
    study_day: date
    took_ms: int
    shift_days: int
    scheduler: str
    device: str
    seed: int | None = None
    answer: str = ""
    confidence: int | None = None


class Happening(StrEnum):
    """What an event other than a review is about."""

    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    BURY = "bury"  # until the next study day
    RESET = "reset"  # forget the schedule, keep the history
    RESCHEDULE = "reschedule"  # detail: {"due": "YYYY-MM-DD"}
    KNOW = "know"  # "I know this": kept for the final pass before the interview
    MOVE = "move"  # the question's id changed; detail: {"to": new id}
    PLAN = "plan"  # detail: the plan in force from here on, or {} when cleared
    TRACK = "track"  # practice done elsewhere; detail: what, minutes, result, see planning.tracking
    ASSESS = "assess"  # detail: how well each topic was known, see planning.assessment


class Event(NamedTuple):
    """Anything but an answer that belongs in the ledger. `detail` holds JSON values."""

    id: str
    happening: Happening
    question_id: str | None
    happened_at: datetime
    utc_offset_min: int
    study_day: date
    device: str
    detail: Mapping[str, Any] = MappingProxyType({})


class Retraction(NamedTuple):
    """Takes back one review or event; the ledger itself is never shortened."""

    id: str
    event_id: str
    retracted_at: datetime
    device: str


class Memory(NamedTuple):
    """What the ledger says of one question: a cache of the fold of its events.

    `ease` is SM-2's EF in integer hundredths (None under FSRS). Days are local study days.
    `sm2_due` is the scheduler's own date, `effective_due` the one acted upon (balancing, final pass).
    `stability` (days) and `difficulty` (1 to 10) belong to FSRS. A question never reviewed has
    `last_day` None and is new.
    """

    repetitions: int = 0
    ease: int | None = 250
    interval_days: int = 0
    lapses: int = 0
    last_day: date | None = None
    sm2_due: date | None = None
    effective_due: date | None = None
    stability: float | None = None
    difficulty: float | None = None
    suspended: bool = False
    buried_on: date | None = None
    known: bool = False


# --- the day -----------------------------------------------------------------------------------------


class Candidate(NamedTuple):
    """A question that may enter today's queue, with only what the queue needs to order it.

    `position` is its place in the shipped order of its deck; `new` means never reviewed.
    """

    question_id: str
    card_id: str
    kind: str
    deck: str
    topic: str
    tier: str
    position: int
    interval_days: int
    due: date | None
    new: bool
    domain: str = ""


class Moment(NamedTuple):
    """Now, as the commands read it once: the aware local time and the study day that it falls in."""

    at: datetime
    study_day: date
