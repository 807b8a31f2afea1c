"""What every scheduler promises: a memory and a grade in, the next memory out."""

from datetime import date
from typing import Protocol

from studybuddy.model import Grade, Memory

FIRST_INTERVALS = (1, 6)
PRACTICE_FIRST_INTERVALS = (4, 12)
LATE_KINDS = frozenset({"kata", "derivation", "design", "star", "redo"})  # of minutes: they come back later

MAX_INTERVAL_DAYS = 36_500


class Scheduler(Protocol):
    """A module (or value) that schedules; `name` and `version` are stored with every review."""

    @property
    def name(self) -> str:
        """What the learner calls it in the configuration."""

    @property
    def version(self) -> int:
        """Raised whenever the same history would give another schedule."""

    def next_memory(
        self,
        memory: Memory,
        grade: Grade,
        study_day: date,
        first_intervals: tuple[int, int] = FIRST_INTERVALS,
        shift_days: int = 0,
    ) -> Memory:
        """Return the memory after a review graded `grade` on `study_day`.

        `first_intervals` are I(1) and I(2) in days. `shift_days` is what load balancing adds: it moves
        `effective_due` alone, while `interval_days` and `sm2_due` stay exact. What the learner decided
        (suspended, buried) is carried over; a failure ends `known`.
        """


def first_intervals_of(kind: str) -> tuple[int, int]:
    """Return I(1) and I(2) in days of a card kind: what costs minutes comes back later than seconds do."""
    return PRACTICE_FIRST_INTERVALS if kind in LATE_KINDS else FIRST_INTERVALS
