"""A memory and a grade in, the next memory out: SM-2 as the article has it (Woźniak 1990), in exact integers.

The ease EF is kept in hundredths and an interval is rounded up. The article does not say which EF the
interval uses: here it is the one just updated. A failure starts the repetitions over without changing EF.
"""

from datetime import date

from studybuddy.model import Grade, Memory
from studybuddy.scheduling.days import days_after
from studybuddy.scheduling.protocol import FIRST_INTERVALS, MAX_INTERVAL_DAYS

name = "sm2"
version = 1

START_EASE = 250
MIN_EASE = 130

_EASE_STEPS = (-80, -54, -32, -14, 0, 10)  # 100·(0.1 − (5−q)(0.08 + (5−q)·0.02)) for q = 0 to 5


def next_memory(
    memory: Memory,
    grade: Grade,
    study_day: date,
    first_intervals: tuple[int, int] = FIRST_INTERVALS,
    shift_days: int = 0,
) -> Memory:
    """Return the memory after a review; see `Scheduler.next_memory`."""
    ease = START_EASE if memory.ease is None else memory.ease
    if grade < 3:
        return after_review(memory, study_day, 0, ease, 1, shift_days=shift_days)
    ease = next_ease(ease, grade)
    repetitions = memory.repetitions
    if is_early(memory, study_day):
        interval = max(memory.interval_days, -(-elapsed_days(memory, study_day) * ease // 100))
    elif repetitions < 2:
        interval = first_intervals[repetitions]
    else:
        interval = -(-memory.interval_days * ease // 100)
    return after_review(memory, study_day, repetitions + 1, ease, interval, shift_days=shift_days)


def next_ease(ease: int, grade: Grade) -> int:
    """Return EF' = EF + (0.1 − (5−q)(0.08 + (5−q)·0.02)), never below 1.3; both in hundredths."""
    changed = ease + _EASE_STEPS[grade]
    return changed if changed > MIN_EASE else MIN_EASE  # noqa: FURB136 - a call a million times in a rebuild


def elapsed_days(memory: Memory, study_day: date) -> int:
    """Return the days since the last review, never below 0: a study day can go back on a flight."""
    if memory.last_day is None:
        return 0
    return max(0, study_day.toordinal() - memory.last_day.toordinal())


def is_early(memory: Memory, study_day: date) -> bool:
    """Tell whether a review on `study_day` comes before both of the question's due days."""
    return (
        memory.last_day is not None
        and memory.sm2_due is not None
        and study_day < memory.sm2_due
        and (memory.effective_due is None or study_day < memory.effective_due)
    )


def after_review(
    memory: Memory, study_day: date, repetitions: int, ease: int, interval: int, *, shift_days: int
) -> Memory:
    """Return `memory` with the outcome of one review; no repetitions means that the answer was a failure."""
    if interval > MAX_INTERVAL_DAYS:  # noqa: PLR1730 - a call a million times in a rebuild
        interval = MAX_INTERVAL_DAYS
    due = days_after(study_day, interval)
    return Memory._make((  # which takes half as long as a call of Memory
        repetitions,
        ease,
        interval,
        memory.lapses if repetitions else memory.lapses + 1,
        study_day,
        due,
        days_after(due, shift_days) if shift_days else due,
        None,
        None,
        memory.suspended,
        memory.buried_on,
        memory.known and repetitions > 0,
    ))  # fmt: skip
