"""What could be done and some minutes in, the pieces that fill them best out, by the written rule."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple


class Possible(NamedTuple):
    """Something to do: at most how many pieces, of how many minutes, what a minute gains and counts.

    Each is practice for the round `about`; katas are for two.
    """

    name: str
    about: str
    most: int
    minutes: float
    gain: float
    counts: float = 1.0
    is_due: bool = False
    least: int = 1
    limit: int = 0  # of practice elsewhere, what the week still wants


def filled(
    line: Sequence[Possible], left: float, place: Callable[[Possible], tuple[bool, bool]]
) -> list[tuple[str, int, float]]:
    """Take, of every choice of pieces of one place, that whose minutes count most.

    A minute counts as it is said of its work, and up to a half more by what it gains. Practice elsewhere
    goes on into the minutes left over, as far as the week wants it.
    """
    best_gain = max((one.gain for one in line), default=0.0) or 1.0
    items: dict[tuple[str, str], tuple[int, float]] = {}
    for group in [[*equals] for _, equals in groupby(line, key=place)]:
        _, counts = _worth_most(group, left, best_gain)
        for one, count in zip(group, counts, strict=True):
            if count:
                pieces, minutes = items.get((one.name, one.about), (0, 0.0))
                items[one.name, one.about] = pieces + count, minutes + count * one.minutes
                left -= count * one.minutes
    for one in line:
        pieces, minutes = items.get((one.name, one.about), (0, 0.0))
        if one.name == "practice" and pieces:  # nothing else fits: it may go on
            more = max(0, min(one.limit - pieces, int(left)))
            items[one.name, one.about] = pieces + more, minutes + more
            left -= more
    return [(name, pieces, minutes) for (name, _), (pieces, minutes) in items.items()]


def _worth_most(line: list[Possible], left: float, best_gain: float) -> tuple[float, tuple[int, ...]]:
    """Return what the best choice counts, and its pieces; of practice elsewhere all that fits, or none."""
    if not line:
        return 0.0, ()
    one, *others = line
    fitting = min(one.most, int(left / one.minutes))
    choices: Sequence[int] = range(fitting + 1)
    if one.least > 1:
        choices = (0, fitting) if fitting >= one.least else (0,)
    minute = one.counts + 0.5 * one.gain / best_gain
    tried = []
    for count in choices:
        rest, counts = _worth_most(others, left - count * one.minutes, best_gain)
        tried.append((round(rest + count * one.minutes * minute, 9), (count, *counts)))
    return max(tried)
