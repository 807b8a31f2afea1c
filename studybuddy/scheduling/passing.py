"""A question that was seen in, its weight and its place in the final pass's order out."""

from collections.abc import Iterable
from datetime import date
from math import fsum
from typing import NamedTuple
from zlib import crc32


class Passing(NamedTuple):
    """A question that was seen, as the final pass needs it.

    `tier_rank` is 0 for core, 1 for standard, 2 for stretch. `due` is the day by the scheduler, balanced,
    never a slot; None for a question that is "known" and kept for the pass. `last_day` is the study day of
    the last review and `repetitions` is 0 when that was no pass that `lasts`. `minutes` is what it is
    expected to take. `card_id` is the card that it shares with its siblings; without one it has none.
    """

    question_id: str
    tier_rank: int
    interval_days: int
    due: date | None
    last_day: date | None
    repetitions: int
    minutes: float
    card_id: str = ""


def most_stable_first(one: Passing) -> tuple[int, str]:
    """Sort by interval, the longest first; among equals core comes last, and so nearest the day.

    After that the sum of the id decides: it keeps the cards of a deck, and the questions of a card, apart.
    """
    stability = 4 * one.interval_days + one.tier_rank
    return crc32(one.question_id.encode()) - (stability << 32), one.question_id


def minutes_of(questions: Iterable[Passing]) -> float:
    """Add up the minutes, exactly: whatever the order, the sum is the same."""
    return fsum([one.minutes for one in questions])
