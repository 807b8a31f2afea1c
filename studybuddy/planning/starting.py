"""A plan and dates flow in; the plan bound to the calendar flows out."""

from dataclasses import replace
from datetime import date, timedelta

from studybuddy.errors import UsageError
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.plan import STANDARD, Plan


def start_from(
    plan: Plan,
    today: date,
    interview: date | None = None,
    first_day: date | None = None,
    *,
    size: str = "",
    weekday_minutes: int | None = None,
) -> Enrolment:
    """Bind a plan to the calendar: back from the interview, or on from `first_day` (today if neither).

    Planned back, the plan begins 7 days a week before the interview; when that day is past, it begins
    today with the weeks that remain. With both dates the plan begins on `first_day`. A `size`, or else the
    plan's own, and `weekday_minutes` derive the plan in force (see `sizes`).

    Raises:
        UsageError: the interview is past, the plan would be over already, or it would begin after the
            interview; or there is no such size, or no day has that many minutes.

    """
    if (size or plan.size) != plan.size or plan.size != STANDARD or weekday_minutes is not None:
        from studybuddy.planning.sizes import plan_in_force

        derived = plan_in_force(plan, size or plan.size, weekday_minutes)
        bound = start_from(replace(derived, size=STANDARD), today, interview, first_day)
        written = None if derived == plan else plan
        return replace(bound, plan=derived, written=written, weekday_minutes=weekday_minutes)
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
