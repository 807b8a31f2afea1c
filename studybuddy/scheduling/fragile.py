"""Questions that passed in the final pass in; those that will not last until the interview by one pass out.

What fails in the window is relearned and passes the next day, with an interval of one day: asked once, it is
what is forgotten on the day. So it is asked twice, where the days have room: nothing is dropped for it, what
is spare stays free, and no day grows much above the others.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate, takewhile

from studybuddy.scheduling.passing import Passing, minutes_of
from studybuddy.scheduling.slot import LONG_MINUTES

FRAGILE_FROM = 2  # times that an interval runs out before the interview
PEAK = 1.25  # times the even share of a day: no more short questions come on it for being asked twice
_EPSILON_MINUTES = 1e-6  # what fills the room to the brim has room


def is_fragile(one: Passing, interview: date) -> bool:
    """Tell whether the interval of a short question that passed runs out twice over before the interview."""
    return one.due is not None and one.minutes < LONG_MINUTES and _strain(one, interview) >= FRAGILE_FROM


def asked_twice(fragile: Iterable[Passing], minutes: float, interview: date) -> list[Passing]:
    """Choose those that fit into `minutes`, the most fragile first."""
    by_need = sorted(fragile, key=lambda one: (-_strain(one, interview), one.question_id))
    reached = accumulate(one.minutes for one in by_need)
    fitting = takewhile(lambda whole: whole <= minutes + _EPSILON_MINUTES, reached)
    return [one for one, _ in zip(by_need, fitting, strict=False)]


def minutes_for_it(
    everything: Iterable[Passing], asked: Sequence[Passing], length: int, days: float, capacity: float
) -> float:
    """Return the minutes that `days` days have for questions to be asked twice.

    `everything` is what a window of `length` days goes through, `asked` what is still to be asked of it, and
    `capacity` the minutes of a day.
    """
    share = minutes_of(filter(_is_short, everything)) / max(1, length - 1)
    below_the_peak = PEAK * share * days - minutes_of(filter(_is_short, asked))
    return min(below_the_peak, capacity * days - minutes_of(asked))


def _is_short(one: Passing) -> bool:
    return one.minutes < LONG_MINUTES


def _strain(one: Passing, interview: date) -> float:
    """Return how often the interval since the last review runs out before the interview."""
    return (interview - one.last_day).days / max(1, one.interval_days) if one.last_day else 0.0
