"""A memory and a grade in, the next memory out: FSRS-6 by the `fsrs` package, without steps and without fuzz.

Import it only when it is wanted: the package costs more to load than a whole answer.
A memory made by another scheduler never arrives here, since a change of scheduler replays the ledger; one
without stability is therefore new.
"""

from datetime import UTC, date, datetime, time

from fsrs import Card, Rating, Scheduler, State

from studybuddy.model import Grade, Memory
from studybuddy.scheduling.days import days_after
from studybuddy.scheduling.protocol import FIRST_INTERVALS, MAX_INTERVAL_DAYS

name = "fsrs"
version = 6

_FSRS = Scheduler(
    learning_steps=(), relearning_steps=(), maximum_interval=MAX_INTERVAL_DAYS, enable_fuzzing=False
)
_RATINGS = (Rating.Again, Rating.Again, Rating.Again, Rating.Hard, Rating.Good, Rating.Easy)


def next_memory(
    memory: Memory,
    grade: Grade,
    study_day: date,
    first_intervals: tuple[int, int] = FIRST_INTERVALS,  # noqa: ARG001  # FSRS finds its own; the protocol passes them
    shift_days: int = 0,
) -> Memory:
    """Return the memory after a review; see `Scheduler.next_memory`."""
    at = _midnight(max(study_day, memory.last_day or study_day))
    card, _ = _FSRS.review_card(_card(memory, at), _RATINGS[grade], at)
    interval = (card.due - at).days
    due = days_after(study_day, interval)
    passed = grade >= 3
    return Memory(
        memory.repetitions + 1 if passed else 0,
        None,
        interval,
        memory.lapses if passed else memory.lapses + 1,
        study_day,
        due,
        days_after(due, shift_days) if shift_days else due,
        card.stability,
        card.difficulty,
        memory.suspended,
        memory.buried_on,
        memory.known and passed,
    )


def _card(memory: Memory, at: datetime) -> Card:
    # The id is given because the package would otherwise read the clock, and sleep, to make one.
    if memory.last_day is None or memory.stability is None:
        return Card(card_id=0, due=at)
    return Card(
        card_id=0,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=at,
        last_review=_midnight(memory.last_day),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
