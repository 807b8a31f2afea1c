"""A memory and a day in, the recall that is predicted for it out."""

from datetime import date

from studybuddy.model import Memory

RECALL_WHEN_DUE = 0.9


def predicted_recall(memory: Memory, day: date) -> float:
    """Return the chance of remembering on `day`: 0.9^(days since review / interval), 0 for a new question.

    The same formula serves every scheduler, on its own interval; `day` before the review counts as the
    day of the review.
    """
    last_day = memory.last_day
    if last_day is None:
        return 0.0
    if day <= last_day:
        return 1.0
    elapsed = day.toordinal() - last_day.toordinal()
    recall: float = RECALL_WHEN_DUE ** (elapsed / (memory.interval_days or 1))
    return recall
