"""Questions in, a year of invented answers out, as a learner who keeps up with SM-2 would have given them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from studybuddy.model import Grade, Memory, Role
from studybuddy.scheduling import sm2
from studybuddy.scheduling.identity import uuid7

DAYS = 365
MS_PER_DAY = 86_400_000
_EPOCH = date(1970, 1, 1)
_MORNING_MS = 7 * 3_600_000
_GRADES = (Grade.AGAIN, Grade.HARD, Grade.GOOD, Grade.EASY)
_WEIGHTS = (26, 17, 40, 17)


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer on a day; `order` sorts the answers of a day."""

    day: date
    order: float
    question_id: str
    grade: Grade
    role: Role


def answers(question_ids: Sequence[str], count: int, today: date) -> list[Answered]:
    """Return `count` answers of the year before today, in order; the questions left over stay new."""
    draw = random.Random(count)
    shuffled = draw.sample(question_ids, len(question_ids))
    found: list[Answered] = []
    for question_id in shuffled:
        found += _history(draw, question_id, today)
        if len(found) >= count:
            break
    if len(found) < count:
        raise ValueError(f"{len(question_ids)} questions give {len(found)} answers, not {count}")
    return sorted(found[:count], key=lambda one: (one.day, one.order))


def review_rows(answered: Sequence[Answered], device: str) -> Iterator[tuple[object, ...]]:
    """Turn answers into rows of the review table, with ids and moments that only go up."""
    draw = random.Random(0)
    day, at = date.min, 0
    for one in answered:
        at = at + 7_000 if one.day == day else (one.day - _EPOCH).days * MS_PER_DAY + _MORNING_MS
        day = one.day
        yield (
            uuid7(at, draw.getrandbits(74)), one.question_id, int(one.grade), one.role.value, at, 0,
            day.isoformat(), draw.randint(3_000, 40_000), 0, "sm2/1", device, None, "", None,
        )  # fmt: skip


def _history(draw: random.Random, question_id: str, today: date) -> Iterator[Answered]:
    """Yield the answers to one question: on each day that it is due, again on that day when below 4."""
    memory = Memory()
    day = today - timedelta(days=draw.randint(1, DAYS))
    while day < today:
        grade = draw.choices(_GRADES, weights=_WEIGHTS)[0]
        order = draw.random()
        yield Answered(day, order, question_id, grade, Role.SCHEDULED)
        if grade < Grade.GOOD:
            yield Answered(day, 1 + order, question_id, Grade.GOOD, Role.REPEAT)
        memory = sm2.next_memory(memory, grade, day)
        day = memory.effective_due or today
