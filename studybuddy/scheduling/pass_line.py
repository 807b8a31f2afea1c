"""The weights of a line of questions in, the day of each out, so that all days weigh the same.

A weight is 1 where questions are counted, or seconds where they are long. Weights are whole numbers, so that
the order in which they are added never matters.
"""

from collections.abc import Iterable, Sequence

from studybuddy.scheduling.protocol import MAX_INTERVAL_DAYS


def places(weights: Sequence[int], ahead: int, days: int) -> list[int]:
    """Return for each question of a line the day, 0 to `days` - 1, by whose end its whole weight is reached.

    `ahead` is the weight of what goes before the line on the first day. By weight 1 no day gets more than
    the total divided by the days, rounded up. Any order of the first day's questions keeps the other days.
    """
    total = ahead + sum(weights)
    reached = ahead
    found = []
    for weight in weights:
        reached += weight
        found.append(max(0, -(-reached * days // total) - 1))
    return found


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
