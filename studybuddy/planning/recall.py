"""Days, intervals and grades flow in; predicted recall on one day, and the worth of a result, flow out."""

from datetime import date
from typing import NamedTuple

from studybuddy.model import Grade
from studybuddy.planning.standing import KNOWN
from studybuddy.scheduling.forecast import RECALL_WHEN_DUE

FACTOR_AFTER = 50  # reviews, before the learner's own retention is believed
SHORTEST_KEPT = 6  # days: the interval after a second pass under SM-2
SCORES = (0.0, 0.0, 0.0, 0.7, 0.9, 1.0)  # of a result, by its grade
EXPECTED = Grade.GOOD  # the grade that a result to come is taken to have


class Retention(NamedTuple):
    """Of `reviews` answers the share `observed` was right; `predicted` is the mean of what was foretold."""

    reviews: int
    observed: float
    predicted: float

    @property
    def factor(self) -> float:
        """How much better than foretold the learner remembers; 1 until that is known."""
        known = self.reviews >= FACTOR_AFTER and self.predicted > 0
        return self.observed / self.predicted if known else 1.0


UNKNOWN_RETENTION = Retention(0, 0.0, 0.0)


class Recall:
    """Predicted recall on one day: 0.9^(days since the last answer / interval), times a factor, at most 1.

    Every pair of a day and an interval is computed once and looked up afterwards: ten thousand cards share a
    few hundred pairs. `kept_days` is how long before the day a card of the final pass is answered on average.
    """

    def __init__(self, on: date, factor: float = 1.0, kept_days: float = 0.0) -> None:
        self._on = on.toordinal()
        self._factor = factor
        self._kept_days = kept_days
        self._by_day: dict[str, tuple[int, dict[int, float]]] = {}  # days gone by, and by interval
        self._kept: dict[int, float] = {}

    def of(self, last_day: str, interval_days: int) -> float:
        """Return the recall of a question last answered on `last_day` (ISO 8601).

        One that the learner said to know counts .9, as on the day on which it would be due, until it fails.
        """
        of_day = self._by_day.get(last_day)
        if of_day is None:
            if last_day == KNOWN:
                return RECALL_WHEN_DUE
            of_day = self._by_day[last_day] = (self._on - date.fromisoformat(last_day).toordinal(), {})
        elapsed, by_interval = of_day
        recall = by_interval.get(interval_days)
        if recall is None:
            recall = by_interval[interval_days] = self._after(max(0, elapsed), max(1, interval_days))
        return recall

    def kept(self, interval_days: int) -> float:
        """Return the recall of a question that passed in the final pass, or was new and passes by then."""
        recall = self._kept.get(interval_days)
        if recall is None:
            recall = self._after(self._kept_days, max(SHORTEST_KEPT, interval_days))
            self._kept[interval_days] = recall
        return recall

    def _after(self, days: float, interval_days: int) -> float:
        return min(1.0, self._factor * float(RECALL_WHEN_DUE ** (days / interval_days)))
