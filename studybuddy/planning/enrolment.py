"""A plan and the dates it is bound to flow in; the week, days and minutes of any date flow out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from studybuddy.errors import UsageError
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.work import Work


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A plan that was started.

    `start` is the first day that counts. `week_one` is the first day of week 1: earlier than `start` when
    the interview was too near for all weeks, so that only the last ones remain.
    """

    plan: Plan
    start: date
    interview: date | None
    week_one: date

    @property
    def end(self) -> date:
        """The first day after the plan: the interview, or the day after the last week if that is earlier."""
        after_last_week = self.week_one + timedelta(weeks=len(self.plan.weeks))
        return after_last_week if self.interview is None else min(after_last_week, self.interview)

    def week_on(self, day: date) -> Week | None:
        """Find the week that a day belongs to; None before the start and after the end."""
        if not self.start <= day < self.end:
            return None
        return self.plan.weeks[(day - self.week_one).days // 7]

    def days(self, number: int) -> tuple[date, ...]:
        """List the days of week `number`, without those before the start or after the end."""
        first = self.week_one + timedelta(weeks=number - 1)
        week = (first + timedelta(days=offset) for offset in range(7))
        return tuple(day for day in week if self.start <= day < self.end)

    def study_days(self, number: int) -> tuple[date, ...]:
        """List the days of week `number` that have minutes: no days of rest."""
        return tuple(day for day in self.days(number) if self.plan.minutes_on(day))

    def weeks(self) -> tuple[Week, ...]:
        """List the weeks that have days left in the plan, the first perhaps with only some of them."""
        return tuple(week for week in self.plan.weeks if self.days(week.number))


def start_from(
    plan: Plan,
    today: date,
    interview: date | None = None,
    first_day: date | None = None,
) -> Enrolment:
    """Bind a plan to the calendar: back from the interview, or on from `first_day` (today if neither).

    Planned back, the plan begins 7 days a week before the interview; when that day is past, it begins
    today with the weeks that remain. With both dates the plan begins on `first_day`.

    Raises:
        UsageError: the interview is past, the plan would be over already, or it would begin after the
            interview.

    """
    length = timedelta(weeks=len(plan.weeks))
    if interview is None:
        begin = first_day or today
        if begin + length <= today:
            raise UsageError(
                f"a plan of {len(plan.weeks)} weeks from {begin} was over on {begin + length}",
                "give a later --from",
            )
        return Enrolment(plan, begin, None, begin)
    if interview < today:
        raise UsageError(f"the interview on {interview} is in the past", f"today is {today}")
    begin = first_day or max(today, interview - length)
    if begin > interview:
        raise UsageError(f"the plan would begin on {begin}, after the interview on {interview}")
    return Enrolment(plan, begin, interview, min(begin, interview - length))


def enrolment_detail(enrolment: Enrolment) -> dict[str, Any]:
    """Write an enrolment as the JSON detail of a PLAN event: the whole plan, so that no file is needed."""
    plan = enrolment.plan
    return {
        "name": plan.name,
        "title": plan.title,
        "minutes": {"weekday": plan.weekday_minutes, "weekend": plan.weekend_minutes},
        "rest": sorted(plan.rest),
        "weeks": [_week_detail(week) for week in plan.weeks],
        "start": enrolment.start.isoformat(),
        "week_one": enrolment.week_one.isoformat(),
        "interview": enrolment.interview and enrolment.interview.isoformat(),
    }


def enrolment_from(detail: Mapping[str, Any]) -> Enrolment | None:
    """Read an enrolment back from the detail of a PLAN event; None from the empty detail of `plan clear`."""
    if not detail:
        return None
    plan = Plan(
        name=detail["name"],
        title=detail["title"],
        weekday_minutes=detail["minutes"]["weekday"],
        weekend_minutes=detail["minutes"]["weekend"],
        rest=frozenset(detail["rest"]),
        weeks=tuple(_week_from(week) for week in detail["weeks"]),
    )
    interview = detail["interview"]
    return Enrolment(
        plan,
        date.fromisoformat(detail["start"]),
        date.fromisoformat(interview) if interview else None,
        date.fromisoformat(detail["week_one"]),
    )


def _week_detail(week: Week) -> dict[str, Any]:
    return {
        "number": week.number,
        "title": week.title,
        "topics": list(week.topics),
        "targets": {work.value: count for work, count in week.targets.items()},
        "tracked": dict(week.tracked),
        "note": week.note,
    }


def _week_from(detail: Mapping[str, Any]) -> Week:
    return Week(
        number=detail["number"],
        title=detail["title"],
        topics=tuple(detail["topics"]),
        targets={Work(name): count for name, count in detail["targets"].items()},
        tracked=dict(detail["tracked"]),
        note=detail["note"],
    )
