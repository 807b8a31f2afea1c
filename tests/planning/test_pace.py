from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from prospects import prospect

from studybuddy.planning.cost import week_minutes
from studybuddy.planning.pace import Pace, Status, pace_on, planned_minutes, since_replan
from studybuddy.planning.plan import Plan
from studybuddy.planning.progress import Done
from studybuddy.planning.replan import replan
from studybuddy.planning.starting import start_from
from studybuddy.planning.work import Work

Did = Callable[..., Done]
MONDAY = date(2026, 1, 5)
TUESDAY = MONDAY + timedelta(days=1)


def test_a_weeks_minutes_are_spread_by_the_minutes_of_its_days(plan: Plan) -> None:
    enrolment = start_from(plan, MONDAY)
    planned = planned_minutes(enrolment, {})
    saturday, sunday = MONDAY + timedelta(days=5), MONDAY + timedelta(days=6)
    assert planned[saturday] / planned[MONDAY] == pytest.approx(130 / 60)
    assert sunday not in planned
    first_week = sum(planned[day] for day in enrolment.study_days(1))
    assert first_week == pytest.approx(week_minutes(plan.weeks, 0))


@pytest.mark.parametrize(
    ("ratio", "status"),
    [
        (1.06, Status.AHEAD),
        (1.05, Status.ON_TRACK),
        (0.95, Status.ON_TRACK),
        (0.9451, Status.ON_TRACK),  # shown as .95
        (1.054, Status.ON_TRACK),
        (0.94, Status.BEHIND),
        (0.80, Status.BEHIND),
        (0.79, Status.CRITICAL),
    ],
)
def test_pace_in_words(ratio: float, status: Status) -> None:
    assert Pace(100, ratio * 100).status is status


def test_the_first_morning_is_not_behind(plan: Plan) -> None:
    pace = pace_on(start_from(plan, MONDAY), MONDAY, (), {})
    assert (pace.ratio, pace.status) == (None, Status.STARTING)


def test_a_day_missed_counts_the_next_morning(plan: Plan, did: Did) -> None:
    enrolment = start_from(plan, MONDAY)
    monday = planned_minutes(enrolment, {})[MONDAY]
    assert pace_on(enrolment, TUESDAY, (), {}) == Pace(monday, 0)
    # ten minutes on Tuesday count on both sides
    done = (did(TUESDAY, Work.TRACKED, minutes=10),)
    assert pace_on(enrolment, TUESDAY, done, {}) == Pace(monday + 10, 10)


def test_only_work_above_the_days_plan_gets_ahead(plan: Plan, did: Did) -> None:
    enrolment = start_from(plan, MONDAY)
    monday = planned_minutes(enrolment, {})[MONDAY]
    done = (did(MONDAY, Work.TRACKED, minutes=200),)
    pace = pace_on(enrolment, MONDAY, done, {})
    assert pace.minutes_planned == pytest.approx(monday)
    assert pace.status is Status.AHEAD


def test_a_replan_leaves_nobody_behind_and_what_is_missed_after_it_counts(plan: Plan, did: Did) -> None:
    thursday = MONDAY + timedelta(days=3)
    done = (did(MONDAY, Work.NEW_CARDS, 20), did(MONDAY, Work.REVIEWS, 5))
    late = start_from(plan, MONDAY)
    assert pace_on(late, thursday, done, {}).status is Status.CRITICAL
    found = replan(late, thursday, done, {}, prospect())
    again = replace(found.after, replanned=thursday)
    for day in (thursday, thursday + timedelta(days=1)):
        assert pace_on(again, day, done, {}) == Pace(0, 0)  # it is counted from the day after on
    assert pace_on(again, thursday + timedelta(days=7), done, {}).status is Status.CRITICAL
    # the rest of the week is planned for the days that it has left after this one
    written = planned_minutes(again, {})
    planned = since_replan(again, written, done)
    days = again.study_days(1)
    assert sum(planned.get(day, 0) for day in days) == pytest.approx(sum(written[day] for day in days))
    friday = thursday + timedelta(days=1)
    assert thursday not in planned
    assert planned[friday] > written[friday]


def test_no_day_is_planned_for_more_minutes_than_it_has(plan: Plan, did: Did) -> None:
    """What TODAY asks is all that can be missed, however much a replan left in the rest of a week."""
    wednesday = MONDAY + timedelta(days=2)
    crowded = replace(plan, weeks=tuple(replace(week, tracked={"dsa": 600}) for week in plan.weeks))
    enrolment = start_from(crowded, MONDAY)
    assert planned_minutes(enrolment, {})[MONDAY] > 60
    assert pace_on(enrolment, wednesday, (), {}) == Pace(120, 0)
    followed = [did(MONDAY + timedelta(days=day), Work.TRACKED, minutes=60) for day in range(2)]
    assert pace_on(enrolment, wednesday, followed, {}) == Pace(120, 120)
    again = replace(enrolment, replanned=MONDAY)
    assert since_replan(again, planned_minutes(again, {}), ())[wednesday] > 60
    assert pace_on(again, wednesday, (), {}) == Pace(60, 0)


def test_work_before_the_start_and_after_the_end_is_outside_the_pace(plan: Plan, did: Did) -> None:
    enrolment = start_from(plan, MONDAY)
    outside = (did(MONDAY - timedelta(days=1), Work.MOCKS), did(enrolment.end, Work.MOCKS))
    assert pace_on(enrolment, enrolment.end, outside, {}).minutes_done == 0


def test_content_that_does_not_exist_is_not_planned_in_minutes(plan: Plan) -> None:
    nothing = dict.fromkeys(Work, 0)
    assert sum(planned_minutes(start_from(plan, MONDAY), nothing).values()) == 0
