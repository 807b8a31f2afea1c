"""A memory and a grade in, the next memory out: SM-2 as the Delphi source that SuperMemo published has it.

It differs from the article in three ways: the interval is rounded to nearest (exact halves to even, as
Delphi's `Round` does), it uses the ease from before the review, and failures change the ease too.
"""

from datetime import date

from studybuddy.model import Grade, Memory
from studybuddy.scheduling.protocol import FIRST_INTERVALS
from studybuddy.scheduling.sm2 import START_EASE, after_review, elapsed_days, is_early, next_ease

name = "sm2-delphi"
version = 1


def next_memory(
    memory: Memory,
    grade: Grade,
    study_day: date,
    first_intervals: tuple[int, int] = FIRST_INTERVALS,
    shift_days: int = 0,
) -> Memory:
    """Return the memory after a review; see `Scheduler.next_memory`."""
    old_ease = START_EASE if memory.ease is None else memory.ease
    ease = next_ease(old_ease, grade)
    repetitions = memory.repetitions
    if grade < 3:
        return after_review(memory, study_day, 0, ease, 1, shift_days=shift_days)
    if is_early(memory, study_day):
        interval = max(memory.interval_days, _hundredth(elapsed_days(memory, study_day) * old_ease))
    elif repetitions < 2:
        interval = first_intervals[repetitions]
    else:
        interval = _hundredth(memory.interval_days * old_ease)
    return after_review(memory, study_day, repetitions + 1, ease, interval, shift_days=shift_days)


def _hundredth(number: int) -> int:
    """Return number / 100 to the nearest integer, exact halves to even, without a float."""
    whole, rest = divmod(number, 100)
    return whole + (rest > 50 or (rest == 50 and whole % 2 == 1))
