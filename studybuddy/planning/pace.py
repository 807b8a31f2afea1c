"""An enrolment and the work done flow in; minutes planned against minutes done flow out.

Minutes are counted in units of work, at the same rates on both sides, so that pace says how much of the
plan is done and not how fast the learner is. The minutes planned for a week are spread over its days in
proportion to the minutes that each day has. A day that is over was never asked for more minutes than it has.
A replan takes the days up to its own as they were: pace is counted anew from the next day on.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from studybuddy.planning.cost import week_minutes
from studybuddy.planning.enrolment import DAY, Enrolment
from studybuddy.planning.progress import Done, done_between, minutes_done
from studybuddy.planning.targets import weeks_in_force
from studybuddy.planning.work import MINUTES, Work


class Status(StrEnum):
    """Pace in words."""

    STARTING = "starting"  # nothing was planned yet
    AHEAD = "ahead"
    ON_TRACK = "on track"
    BEHIND = "behind"
    CRITICAL = "critical"


class Pace(NamedTuple):
    """Minutes of work planned and done from the first day that pace is counted from up to now."""

    minutes_planned: float
    minutes_done: float

    @property
    def ratio(self) -> float | None:
        """Minutes done per minute planned; None as long as nothing was planned."""
        return self.minutes_done / self.minutes_planned if self.minutes_planned else None

    @property
    def status(self) -> Status:
        """The ratio in words, as it is shown: rounded to hundredths."""
        if self.ratio is None:
            return Status.STARTING
        ratio = round(self.ratio, 2)
        if ratio > 1.05:
            return Status.AHEAD
        if ratio >= 0.95:
            return Status.ON_TRACK
        return Status.BEHIND if ratio >= 0.80 else Status.CRITICAL

    @property
    def is_behind(self) -> bool:
        """Whether so much is missing that there is something to do about it."""
        return self.status in {Status.BEHIND, Status.CRITICAL}


def pace_on(
    enrolment: Enrolment,
    today: date,
    done: Sequence[Done],
    available: Mapping[Work, int],
    rates: Mapping[Work, float] = MINUTES,
    planned: Mapping[date, float] | None = None,
) -> Pace:
    """Measure pace: minutes done over minutes planned, up to today from the day that it is counted from.

    For no day more is planned than it has minutes, since TODAY asks for no more either. Today counts as
    planned only as far as it is done, so that a morning is not behind, and so does the eve of an interview,
    which asks for less. `planned` are the minutes of `planned_minutes`, if the caller has them.
    """
    counted, planned = planned_and_done(enrolment, done, available, rates, planned)
    first = paced_from(enrolment.start, enrolment.replanned)
    did: dict[date, float] = defaultdict(float)
    for row in counted:
        if first <= row.study_day <= today:
            did[row.study_day] += minutes_done([row], rates)
    eves = {event.day - DAY for event in enrolment.all_events()}
    asked = 0.0
    for day, minutes in planned.items():
        if first <= day <= today:
            most = min(minutes, enrolment.minutes_on(day))
            asked += min(most, did.get(day, 0.0)) if day == today or day in eves else most
    return Pace(asked, sum(did.values()))


def paced_from(start: date, replanned: date | None) -> date:
    """Return the first day that pace counts: that of the plan, or the one after the last replan."""
    return start if replanned is None else max(start, replanned + DAY)


def planned_and_done(
    enrolment: Enrolment,
    done: Sequence[Done],
    available: Mapping[Work, int],
    rates: Mapping[Work, float],
    planned: Mapping[date, float] | None = None,
) -> tuple[list[Done], Mapping[date, float]]:
    """Return the work within the plan, and the minutes planned for each day as the last replan left them.

    `planned` are the minutes of `planned_minutes`, if the caller has them.
    """
    counted = done_between(done, enrolment.start, enrolment.end)
    if planned is None:
        planned = planned_minutes(enrolment, available, rates)
    return counted, since_replan(enrolment, planned, counted, rates)


def planned_minutes(
    enrolment: Enrolment,
    available: Mapping[Work, int],
    rates: Mapping[Work, float] = MINUTES,
) -> Mapping[date, float]:
    """Spread every week's minutes of work over its days of study."""
    weeks = weeks_in_force(enrolment, available)
    planned: dict[date, float] = {}
    for index, week in enumerate(weeks):
        days = enrolment.study_days(week.number)
        capacity = sum(enrolment.minutes_on(day) for day in days)
        minutes = week_minutes(weeks, index, rates)
        planned |= {day: minutes * enrolment.minutes_on(day) / capacity for day in days}
    return planned


def since_replan(
    enrolment: Enrolment,
    planned: Mapping[date, float],
    done: Sequence[Done],
    rates: Mapping[Work, float] = MINUTES,
) -> Mapping[date, float]:
    """Put what was done on the days up to the last replan in the place of what was planned for them.

    The week of the replan has the rest of its minutes on the days after it.
    """
    first = enrolment.replanned
    week = enrolment.week_on(first) if first else None
    if first is None or week is None:
        return planned
    did: dict[date, float] = defaultdict(float)
    for row in done:
        if row.study_day <= first:
            did[row.study_day] += minutes_done([row], rates)
    days = enrolment.days(week.number)
    rest = max(0.0, sum(planned.get(day, 0.0) for day in days) - sum(did.get(day, 0.0) for day in days))
    capacity = {day: enrolment.minutes_on(day) for day in days if day > first}
    total = max(1, sum(capacity.values()))
    later = {day: minutes for day, minutes in planned.items() if day > days[-1]}
    return {**did, **{day: rest * minutes / total for day, minutes in capacity.items()}, **later}
