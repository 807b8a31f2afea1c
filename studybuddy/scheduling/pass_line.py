"""The weights of a line of questions in, the day of each out, so that all days weigh what their share is.

A weight is 1 where questions are counted, or seconds where they are long. Weights are whole numbers, so that
the order in which they are added never matters.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from studybuddy.scheduling.passing import Passing
from studybuddy.scheduling.protocol import MAX_INTERVAL_DAYS


def places(weights: Sequence[int], ahead: int, shares: Sequence[int]) -> list[int]:
    """Return for each question of a line the day, from 0, by whose end its whole weight is reached.

    `shares`, at least 1 each, say how much of the line every day takes; `ahead` is the weight of what goes
    before the line on the first day. By weight 1 no day gets more than its part of the total, rounded up.
    Any order of the first day's questions keeps the other days.
    """
    total, whole = ahead + sum(weights), sum(shares)
    ends = [total * reached for reached in accumulate(shares)]
    reached_by = list(accumulate(weights, initial=ahead))[1:]
    return [bisect_left(ends, reached * whole) for reached in reached_by]


def most_in_a_day(total: int, shares: Sequence[int]) -> int:
    """Return the most that a day takes of a line in all, see `places`."""
    return -(-total * max(shares) // sum(shares))


def floors(intervals: Sequence[int], at: Iterable[int], days: int) -> tuple[int, ...]:
    """Return the smallest interval of each day, where `intervals`, never rising, are asked on the days `at`.

    A day without questions takes the floor of the day before it, the first one a floor that none reaches.
    """
    smallest: list[int | None] = [None] * days
    for interval, day in zip(intervals, at, strict=True):
        smallest[day] = interval
    floor = MAX_INTERVAL_DAYS + 1
    filled = []
    for interval_or_none in smallest:
        floor = floor if interval_or_none is None else interval_or_none
        filled.append(floor)
    return tuple(filled)


def siblings_apart(line: Sequence[Passing], at: Sequence[int], last: int) -> list[int]:
    """Leave of the questions of a card only the weakest on the `last` day; the others come the day before.

    A card is asked one question a day. On any other day the second one is asked the day after; after the
    last day there is none.
    """
    cards: set[str] = set()
    apart = list(at)
    for place in reversed(range(len(line)) if last else ()):
        if at[place] == last and line[place].card_id:
            apart[place] -= line[place].card_id in cards
            cards.add(line[place].card_id)
    return apart
