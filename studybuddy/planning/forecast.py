"""An enrolment and the work done flow in; when the plan would be done at the learner's own pace flows out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.own_work import plan_part
from studybuddy.planning.pace import planned_and_done
from studybuddy.planning.progress import Done, median, minutes_done
from studybuddy.planning.work import MINUTES, Work

ACTIVE_DAYS = 14
SETTLED_AFTER = 3  # active days: fewer are no measure of the days to come
_EPSILON_MINUTES = 1e-6  # what is left of a sum of fractions is no work
FARTHEST = timedelta(days=730)  # a day farther off than this says nothing


class Forecast(NamedTuple):
    """What is left of the plan, and when it would be done.

    `minutes_per_day` is the median of the last 14 days on which anything was done, without extra practice;
    None before the first. `done_on` is the day on which the last of the `remaining_minutes` would be done;
    None where nothing was done yet, or where it would take more than two years. It is `settled` from the
    third active day on.
    """

    remaining_minutes: float
    minutes_per_day: float | None
    done_on: date | None
    settled: bool = True


def forecast_on(
    enrolment: Enrolment,
    today: date,
    done: Sequence[Done],
    available: Mapping[Work, int],
    rates: Mapping[Work, float] = MINUTES,
    planned: Mapping[date, float] | None = None,
) -> Forecast:
    """Foretell the end: the minutes left over the minutes of an active day, on the days that have minutes.

    A day that has twice the minutes of those active days counts twice: so a weekend does. Practice elsewhere
    beyond what the plan wants of it leaves no less to do, and beyond what the weeks so far want of it, it is
    no measure of the days to come: a day of nothing else counts as 0.

    Today counts as a day to come until something was done on it, and to the median only when it is the
    first day of all: a morning is no measure of a day. `planned` are the minutes of `planned_minutes` where
    the caller has them already.
    """
    counted, planned = planned_and_done(enrolment, done, available, rates, planned)
    remaining = sum(planned.values()) - minutes_done(plan_part(enrolment, counted, available), rates)
    remaining = remaining if remaining > _EPSILON_MINUTES else 0.0
    worked = _by_day(done, rates)
    outside = [row for row in done if not enrolment.start <= row.study_day < enrolment.end]
    own = _by_day([*outside, *plan_part(enrolment, counted, available, today)], rates)
    active = sorted(day for day, minutes in worked.items() if minutes > 0 and day < today)[-ACTIVE_DAYS:]
    if not active and worked.get(today, 0.0) > 0:
        active = [today]
    if not active:
        return Forecast(remaining, None, None, settled=False)
    per_day = median([own.get(day, 0.0) for day in active])
    first = max(enrolment.start, today + timedelta(days=today in worked))
    had = [minutes for day in active if (minutes := enrolment.minutes_on(day))]
    share = per_day / (median(had) if had else enrolment.plan.usual_minutes)  # on days of rest alone
    done_on = _day_done(enrolment, today, first, remaining, share)
    return Forecast(remaining, per_day, done_on, settled=len(active) >= SETTLED_AFTER)


def _by_day(done: Sequence[Done], rates: Mapping[Work, float]) -> Mapping[date, float]:
    minutes: dict[date, float] = defaultdict(float)
    for row in done:
        minutes[row.study_day] += minutes_done([row], rates)
    return minutes


def _day_done(enrolment: Enrolment, today: date, first: date, remaining: float, share: float) -> date | None:
    """Work off the `remaining` minutes from `first` on; return the last day, today when none is needed.

    `share` is how much of the minutes that a day has is worked.
    """
    day = today
    while remaining > _EPSILON_MINUTES:
        if first - today > FARTHEST:
            return None
        if minutes := enrolment.minutes_on(first):
            remaining -= share * minutes
            day = first
        first += timedelta(days=1)
    return day
