"""What the ledger knows that readiness is measured from, as plain rows; nothing flows but values."""

from datetime import date
from typing import Any, NamedTuple

KNOWN = "known"  # in place of the last day of a card that the learner knew without being asked
ELSEWHERE_INTERVAL_DAYS = 12  # practice elsewhere has no interval of its own: it fades like a second kata


class Standing(NamedTuple):
    """One active question and its last answer, as a row of the database gives it.

    `tier_rank` is 0 for core, 1 for standard, 2 for stretch. `last_day` (ISO 8601) is None for a question
    never answered, and `KNOWN` for a card that the learner said to know. `grade` is that of the last
    scheduled answer, None where there is none.
    """

    question_id: str
    kind: str
    domain: str
    topic: str
    tier_rank: int
    interval_days: int
    last_day: str | None
    grade: int | None


Row = tuple[Any, ...]  # a Standing, or its columns as the database gives them


class Mock(NamedTuple):
    """A mock interview for one round. `share` is the part of the rubric that was met, 0 to 1."""

    round: str
    share: float
    day: date
    partner: bool = False

    @property
    def rubric(self) -> float:
        """Its score on the rubric, 1 to 4."""
        return rubric_of(self.share)


def rubric_of(share: float) -> float:
    """Return the score on the rubric, 1 to 4, of a part of it that was met, 0 to 1."""
    return 1 + 3 * share


class Elsewhere(NamedTuple):
    """A result of practice done elsewhere that is no question of its own; `what` is its name."""

    round: str
    what: str
    grade: int
    day: date
