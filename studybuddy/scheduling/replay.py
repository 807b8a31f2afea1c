"""The steps of the ledger in, the memory of every question out: state is this fold and nothing else.

`apply` is one step of it. It may be used on a stored memory when its step comes later in the ledger's
order than every earlier step of the question; for anything else (an undo, a merge, a clock that went
back, a change of id) the question is folded again from the steps of its lineage.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from studybuddy.model import Grade, Happening, Memory, Role
from studybuddy.scheduling.forecast import predicted_recall
from studybuddy.scheduling.lineage import Moves, final_id
from studybuddy.scheduling.protocol import Scheduler
from studybuddy.scheduling.steps import Step, StepFields

NEW = Memory()

_SCHEDULED = Role.SCHEDULED.value  # plain text compares faster than an enum, a million times
_OTHER_ROLES = frozenset(role.value for role in Role) - {_SCHEDULED}
_GRADES = tuple(Grade)
_LEAST_PASS = int(Grade.HARD)


class Foretold(NamedTuple):
    """How well the answers to a question were foretold, before each was given.

    Of the `answers` on a later day than the one before, `passed` were graded 3 or more; `predicted` is the
    sum of the recall predicted for them. `grade` is that of the last answer that counted.
    """

    answers: int = 0
    passed: int = 0
    predicted: float = 0.0
    grade: int | None = None


NOTHING_FORETOLD = Foretold()


class Folded(NamedTuple):
    """What the steps make of every question that they touch: memory, first scheduled review, foresight."""

    memories: dict[str, Memory]
    firsts: dict[str, StepFields]
    foretold: dict[str, Foretold]


def fold(
    steps: Iterable[StepFields],
    moves: Moves,
    scheduler: Scheduler,
    first_intervals: Callable[[str], tuple[int, int]],
) -> dict[str, Memory]:
    """Return the memory of every question that some step changed; all others are new. See `walk`."""
    return walk(steps, moves, scheduler, first_intervals).memories


def walk(
    steps: Iterable[StepFields],
    moves: Moves,
    scheduler: Scheduler,
    first_intervals: Callable[[str], tuple[int, int]],
) -> Folded:
    """Fold steps into memories, and note on the way which review was the first of each question.

    `steps` are unretracted and in order. `moves` are all unretracted changes of id, see `moves_in`; move
    steps among `steps` are passed over. `first_intervals` gives I(1) and I(2) in days of a question id. The
    steps of a question's lineage alone give that question's memory. A reset does not make a first review of
    the next one.
    """
    courses: dict[str, _Course] = {}
    moved = moves.by_old
    next_memory = scheduler.next_memory
    for step in steps:
        at, step_id, asked_id, what, study_day, grade, shift_days, detail, _ = step
        if asked_id is None or (what != _SCHEDULED and what in _OTHER_ROLES):
            continue
        question_id = final_id(asked_id, (at, step_id), moves) if asked_id in moved else asked_id
        course = courses.get(question_id)
        if course is None:
            course = courses[question_id] = _Course(first_intervals(question_id))
        if what != _SCHEDULED:
            course.note(what, study_day, detail)
        elif course.begins_day(study_day):
            if course.first is None:
                course.first = step
            course.foretell(study_day, grade)
            course.memory = next_memory(
                course.memory, _GRADES[grade], study_day, course.first_intervals, shift_days
            )
    return _folded(courses)


class _Course:
    """What the steps so far have made of one question: all that the next one needs lies together."""

    __slots__ = (
        "answered_days", "answers", "first", "first_intervals", "grade", "latest_day", "memory", "passed",
        "predicted",
    )  # fmt: skip

    def __init__(self, first_intervals: tuple[int, int]) -> None:
        self.first_intervals = first_intervals
        self.memory = NEW
        self.first: StepFields | None = None
        self.answered_days: list[date] = []  # since the last reset
        self.latest_day = date.min  # of these
        self.answers, self.passed, self.predicted = 0, 0, 0.0
        self.grade: int | None = None

    def begins_day(self, study_day: date) -> bool:
        """Note a scheduled review, and tell whether it is the first of its day."""
        if study_day > self.latest_day:
            self.latest_day = study_day
        elif study_day in self.answered_days:
            return False
        self.answered_days.append(study_day)
        return True

    def foretell(self, study_day: date, grade: int) -> None:
        """Hold a review's grade against the recall that the memory before it predicts."""
        memory = self.memory
        if memory.last_day is not None and study_day > memory.last_day:
            self.answers += 1
            self.passed += grade >= _LEAST_PASS
            self.predicted += predicted_recall(memory, study_day)
        self.grade = grade

    def note(self, what: str, study_day: date, detail: Mapping[str, Any]) -> None:
        """Let an event change the memory."""
        after = after_event(self.memory, what, study_day, detail)
        if after.last_day is None:  # a reset begins the history anew
            self.answered_days, self.latest_day, self.grade = [], date.min, None
        if after != self.memory:
            self.memory = after


def _folded(courses: Mapping[str, _Course]) -> Folded:
    return Folded(
        {one: course.memory for one, course in courses.items() if course.memory is not NEW},
        {one: course.first for one, course in courses.items() if course.first is not None},
        {
            one: Foretold(course.answers, course.passed, course.predicted, course.grade)
            for one, course in courses.items()
            if course.first is not None
        },
    )


def apply(
    memory: Memory,
    step: Step,
    scheduler: Scheduler,
    first_intervals: tuple[int, int],
    answered_days: Collection[date],
) -> Memory:
    """Return the memory after one more step, the question's latest.

    `answered_days` are the study days of the question's scheduled reviews since its last reset: of each day
    only the first counts. (`memory.last_day` is not enough: study days go back on a flight eastward.)
    """
    if step.what != _SCHEDULED:
        return after_event(memory, step.what, step.study_day, step.detail)
    if step.study_day in answered_days:
        return memory
    return scheduler.next_memory(
        memory, _GRADES[step.grade], step.study_day, first_intervals, step.shift_days
    )


def after_event(memory: Memory, what: str, study_day: date, detail: Mapping[str, Any]) -> Memory:
    """Return the memory after an event; repeats, plans and whatever else is not about it change nothing.

    A reset forgets the schedule and "I know this", and keeps what hides the question: it may be suspended
    or buried, and a learner who resets it has not asked to see it again.
    """
    match what:
        case Happening.SUSPEND | Happening.UNSUSPEND:
            return memory._replace(suspended=what == Happening.SUSPEND)
        case Happening.BURY:
            return memory._replace(buried_on=study_day)
        case Happening.KNOW:
            return memory._replace(known=True)
        case Happening.RESCHEDULE:
            return memory._replace(effective_due=date.fromisoformat(detail["due"]))
        case Happening.RESET:
            return Memory(suspended=memory.suspended, buried_on=memory.buried_on)
    return memory
