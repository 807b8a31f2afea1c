"""What is left of a plan, its minutes and its worth flow in; what fits, the cheapest dropped, flows out.

The cheapest is what costs the least readiness on the day per minute that it frees (see `prospect`); where the
caps of the rounds hide every cost, what costs least before the caps. Costs are told apart by a tenth of a
point an hour: of what costs alike that goes first of which most is kept then, so that all give way together.
No target loses more than half of what was left of it, in whole pieces, before every one has: the headline is
the weakest round, so none may go without practice. Before all that goes practice for rounds that the last
interview does not ask, and what a near one needs goes last.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from studybuddy.planning.prospect import Prospect
from studybuddy.planning.sparing import round_of_target
from studybuddy.planning.spreading import Spreading
from studybuddy.planning.work import TARGETS, Work

_CARDS_STEP, _TRACKED_STEP = 5, 15  # dropped at a time; of practice elsewhere it is minutes
_LEAST_SHARE = 0.5
_HOUR = 60.0


def fitting(
    left: Mapping[str, int], each: Mapping[str, float], spreading: Spreading, prospect: Prospect
) -> dict[str, int]:
    """Drop the cheapest until the rest fits the days left; `each` says what one piece takes about."""
    kept = dict(left)
    steps = drops(left, each, prospect, spreading.spared)
    while (over := spreading.minutes(kept) - spreading.minutes_left) > 0:
        while over > 0:
            name, count = next(steps, ("", 0))
            if not count:
                return kept
            kept[name] -= count
            over -= count * each[name]
    return kept


def drops(
    left: Mapping[str, int],
    each: Mapping[str, float],
    prospect: Prospect,
    spared: Mapping[str, int] = MappingProxyType({}),
) -> Iterator[tuple[str, int]]:
    """Name everything that takes minutes in the order in which it is dropped, and how much at a time.

    As much as is `spared` of a target goes when nothing else is left.
    """
    kept = dict(left)
    all_work = {name for name in left if each[name] > 0}
    aside = {name for name in all_work if round_of_target(name) not in {"", *prospect.rounds}}
    phases = [
        (aside, 0.0, spared),
        (all_work, _LEAST_SHARE, spared),
        (all_work, 0.0, spared),
        (all_work, 0.0, {}),
    ]
    for names, least, needed in phases:
        while True:
            costs = {
                name: cost_of(kept, name, each[name], prospect)
                for name, count in kept.items()
                if name in names and count > max(left[name] * least, needed.get(name, 0))
            }
            if not costs:
                break
            name = min(costs, key=lambda one: (costs[one], _share_gone(left, kept, one), one))
            count = step_of(name, kept[name])
            kept[name] -= count
            yield name, count


def cost_of(kept: Mapping[str, int], name: str, minutes: float, prospect: Prospect) -> tuple[float, float]:
    """Say what an hour costs that the next step of a target frees: in points, with the caps and before."""
    count = step_of(name, kept[name])
    ready, points = prospect.loss(kept, name, count)
    hours = count * minutes / _HOUR
    return round(ready / hours, 1), round(points / hours, 1)


def _share_gone(left: Mapping[str, int], kept: Mapping[str, int], name: str) -> float:
    """Say how much of what was left of a target is gone after its next step."""
    return (left[name] - kept[name] + step_of(name, kept[name])) / left[name]


def step_of(name: str, count: int) -> int:
    """Say how much of a target goes at a time, of `count` that there are."""
    if name == Work.NEW_CARDS:
        return min(count, _CARDS_STEP)
    return min(count, 1 if name in TARGETS else _TRACKED_STEP)
