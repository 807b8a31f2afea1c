"""Memories and due days in, predicted recall and the load of the coming days out."""

from collections.abc import Iterable
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


def load(dues: Iterable[date], today: date, days: int = 14) -> tuple[int, ...]:
    """Count the questions due on each of the next `days` days, today first; what is overdue counts today."""
    counts = [0] * days
    first = today.toordinal()
    for due in dues:
        ahead = max(0, due.toordinal() - first)
        if ahead < days:
            counts[ahead] += 1
    return tuple(counts)
