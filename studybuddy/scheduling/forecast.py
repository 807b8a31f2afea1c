"""A memory and a day in, the recall that is predicted for it out."""

from datetime import date

from studybuddy.model import Memory

RECALL_WHEN_DUE = 0.9


def predicted_recall(memory: Memory, day: date) -> float:
    """Return the chance of remembering on `day`: 0.9^(days since review / interval), 0 for a new question.

    The same formula serves every scheduler, on its own interval; `day` before the review counts as the
    day of the review.
    """
    if memory.last_day is None:
        return 0.0
    elapsed = max(0, (day - memory.last_day).days)
    return float(RECALL_WHEN_DUE ** (elapsed / max(1, memory.interval_days)))
