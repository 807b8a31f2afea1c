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
    memories: dict[str, Memory] = {}
    firsts: dict[str, StepFields] = {}
    foretold: dict[str, list[Any]] = {}
    answered_days: dict[str, list[date]] = {}
    moved = moves.by_old
    next_memory = scheduler.next_memory
    for step in steps:
        at, step_id, asked_id, what, study_day, grade, shift_days, detail, _ = step
        if asked_id is None:
            continue
        question_id = final_id(asked_id, (at, step_id), moves) if asked_id in moved else asked_id
        if what == _SCHEDULED:
            days = answered_days.get(question_id)
            if days is None:
                days = answered_days[question_id] = []
                firsts.setdefault(question_id, step)
            if study_day not in days:
                days.append(study_day)
                before = memories.get(question_id, NEW)
                sums = foretold.get(question_id)
                if sums is None:
                    sums = foretold[question_id] = [0, 0, 0.0, grade]
                elif before.last_day is not None and study_day > before.last_day:
                    sums[0] += 1
                    sums[1] += grade >= _LEAST_PASS
                    sums[2] += predicted_recall(before, study_day)
                sums[3] = grade
                memories[question_id] = next_memory(
                    before,
                    _GRADES[grade],
                    study_day,
                    first_intervals(question_id),
                    shift_days,
                )
            continue
        if what in _OTHER_ROLES:
            continue
        memory = memories.get(question_id, NEW)
        after = after_event(memory, what, study_day, detail)
        if after.last_day is None:
            answered_days.pop(question_id, None)  # a reset begins the history anew
            if question_id in foretold:
                foretold[question_id][-1] = None
        if after != memory:
            memories[question_id] = after
    return Folded(memories, firsts, {one: Foretold(*sums) for one, sums in foretold.items()})


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
