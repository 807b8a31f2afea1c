"""What could be done and some minutes flow in; how many pieces of each fill them best flows out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from studybuddy.planning.offers import LONG, Offer
from studybuddy.planning.work import REDO_MINUTES, Work

# what a minute counts
USUALLY = 1.0
ON_ITS_DAY = 2.0  # put off, it is forgotten, or fits nowhere else
NOT_ON_ITS_DAY = 0.5  # of a long piece that a longer day of the week has room for
MOST_FOR_GAIN = 0.5  # on top, for the work that raises readiness most; for other work its part of that
MOST_SUMS = 1000  # of minutes that are told apart

_Way = tuple[float, tuple[int, ...]]  # what it is worth, and how many pieces of each offer


class Ranking(NamedTuple):
    """What some work comes before other work for.

    `first` are the rounds whose work comes before all other. `gains` are by round what one more good result
    adds to readiness (see `skill_gains`). `long_day` is true on one of the longest days left of a week, which
    is the place of a mock, a case or a story; `in_pass` in the final pass, where what is due has to be asked.
    """

    first: Collection[str] = ()
    gains: Mapping[str, float] = MappingProxyType({})
    long_day: bool = True
    in_pass: bool = False


ANY_DAY = Ranking()


class Place(NamedTuple):
    """What comes before what, whatever it is worth: the smaller place of two."""

    aside: bool  # of no round that comes first
    can_wait: bool  # not due, while what is due has to be asked


class Weighed(NamedTuple):
    """An offer, its place and what it is worth, and how many of its pieces are taken.

    A minute of it is worth `worth` and raises readiness by `gain`.
    """

    offer: Offer
    place: Place
    worth: float
    gain: float
    taken: int = 0


def take(
    found: Iterable[Offer], minutes: float, ranking: Ranking, redo_minutes: float = REDO_MINUTES
) -> tuple[Weighed, ...]:
    """Take as many pieces of each offer as fill the minutes best, what raises readiness most first.

    It is a knapsack. Each minute counts 1; of what is due, and of a long piece on a long day, it counts 2; of
    a long piece on a shorter day a half; and up to a half more by what it adds to readiness, compared with
    the work that adds most. So a full day comes before a clever one, and of two ways to fill it the better
    one is taken. Before all that come the `first` rounds, and in the final pass what is due. Practice
    elsewhere takes `redo_minutes` for a result, and may go on as long as nothing else fits.
    """
    line = [_weighed(one, ranking, redo_minutes) for one in found if one.most]
    line.sort(key=lambda one: (one.place, one.offer.fewest > 1, -one.gain))
    best = max((one.gain for one in line), default=0.0) or 1.0
    line = [one._replace(worth=one.worth + MOST_FOR_GAIN * one.gain / best) for one in line]
    counts: list[int] = []
    for _, group in groupby(line, key=lambda one: one.place):
        equals = list(group)
        taken = _fullest([one.offer for one in equals], [one.worth for one in equals], minutes)
        minutes -= sum(count * one.offer.minutes for one, count in zip(equals, taken, strict=True))
        counts += taken
    weighed = []
    for one, count in zip(line, counts, strict=True):
        more = max(0, min(one.offer.limit - count, int(minutes))) if count else 0
        minutes -= more
        weighed.append(one._replace(taken=count + more))
    return tuple(weighed)


def _weighed(one: Offer, ranking: Ranking, redo_minutes: float) -> Weighed:
    gain = _gain_per_minute(one, ranking, redo_minutes)
    return Weighed(one, _place(one, ranking), _worth(one, ranking), gain)


def _place(one: Offer, ranking: Ranking) -> Place:
    """Say what comes before what; a mock whose round nobody looked up is for one of those that come first."""
    is_open_mock = one.work is Work.MOCKS and not one.round
    is_of_first = one.round in ranking.first or (is_open_mock and bool(ranking.first))
    return Place(not is_of_first, ranking.in_pass and not one.is_due)


def _worth(one: Offer, ranking: Ranking) -> float:
    if one.is_due or (one.work in LONG and ranking.long_day):
        return ON_ITS_DAY
    return NOT_ON_ITS_DAY if one.work in LONG else USUALLY


def _gain_per_minute(one: Offer, ranking: Ranking, redo_minutes: float) -> float:
    if one.work is Work.STORIES:
        return 0.0  # it is its rehearsals that are skill
    minutes = redo_minutes if one.work is Work.TRACKED else one.minutes
    return ranking.gains.get(one.round, 0.0) / minutes


def _fullest(line: Sequence[Offer], worths: Sequence[float], minutes: float) -> tuple[int, ...]:
    """Choose how many pieces of each to take, so that the minutes are worth most; among equals the first.

    The best way to reach each sum of minutes, offer by offer. It is the best of all where there are few sums;
    a learner's own rates can add up to millions.
    """
    reached: dict[float, _Way] = {0.0: (0.0, ())}
    for offer, worth in zip(line, worths, strict=True):
        grown: dict[float, _Way] = {}
        for spent, (value, counts) in reached.items():
            for count in _counts(offer, minutes - spent):
                took = count * offer.minutes
                way = round(value + took * worth, 9), (*counts, count)
                at = round(spent + took, 6)
                grown[at] = max(way, grown.get(at, way))
        reached = grown if len(grown) <= MOST_SUMS else _thinned(grown, minutes / MOST_SUMS)
    return max(reached.values())[1]


def _thinned(reached: Mapping[float, _Way], step: float) -> dict[float, _Way]:
    """Keep of the sums that lie within a step the one that is worth most."""
    best: dict[int, tuple[_Way, float]] = {}
    for spent, way in reached.items():
        one = way, spent
        best[int(spent / step)] = max(one, best.get(int(spent / step), one))
    return {spent: way for way, spent in best.values()}


def _counts(offer: Offer, minutes: float) -> Iterator[int]:
    """Give the numbers of pieces to choose from: of practice elsewhere all that fits, or none."""
    yield 0
    most = min(offer.most, int(minutes / offer.minutes))
    if most >= offer.fewest:
        yield from range(most if offer.fewest > 1 else 1, most + 1)
