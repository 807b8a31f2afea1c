import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.errors import UsageError
from studybuddy.planning.enrolment import InterviewEvent, Pause, enrolment_detail, enrolment_from
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.starting import start_from

TODAY = date(2026, 1, 5)  # a Monday
EIGHT = Plan("e", "Eight", 60, 130, frozenset(), tuple(Week(number, "") for number in range(1, 9)))


def test_a_far_interview_puts_the_start_seven_days_a_week_before_it() -> None:
    enrolment = start_from(EIGHT, TODAY, interview=date(2026, 3, 12))
    assert enrolment.start == enrolment.week_one == date(2026, 1, 15)
    assert enrolment.end == date(2026, 3, 12)
    assert enrolment.week_on(date(2026, 1, 14)) is None
    assert enrolment.week_on(date(2026, 1, 15)) == EIGHT.weeks[0]
    assert enrolment.week_on(date(2026, 3, 11)) == EIGHT.weeks[7]
    assert enrolment.week_on(date(2026, 3, 12)) is None


def test_a_near_interview_starts_today_with_the_weeks_that_remain() -> None:
    enrolment = start_from(EIGHT, TODAY, interview=TODAY + timedelta(days=16))
    assert enrolment.start == TODAY
    assert [week.number for week in enrolment.weeks()] == [6, 7, 8]
    assert enrolment.days(6) == (TODAY, TODAY + timedelta(days=1))
    assert enrolment.days(5) == ()


def test_from_a_day_without_interview_runs_all_weeks_from_it() -> None:
    enrolment = start_from(EIGHT, TODAY, first_day=date(2026, 2, 2))
    assert (enrolment.start, enrolment.end) == (date(2026, 2, 2), date(2026, 3, 30))
    assert start_from(EIGHT, TODAY).start == TODAY


def test_an_early_first_day_keeps_all_weeks_and_goes_on_up_to_the_interview() -> None:
    enrolment = start_from(EIGHT, TODAY, interview=date(2026, 6, 1), first_day=TODAY)
    assert enrolment.start == enrolment.week_one == TODAY
    assert enrolment.days(8)[-1] == TODAY + timedelta(weeks=8, days=-1)
    assert enrolment.end == date(2026, 6, 1)


def test_an_interview_today_has_no_days_left_to_plan() -> None:
    enrolment = start_from(EIGHT, TODAY, interview=TODAY)
    assert enrolment.weeks() == ()
    assert enrolment.week_on(TODAY) is None


@pytest.mark.parametrize(
    ("interview", "first_day", "message"),
    [
        (date(2026, 1, 4), None, "the interview on 2026-01-04 is in the past"),
        (date(2026, 3, 1), date(2026, 3, 2), "begin on 2026-03-02, after the interview on 2026-03-01"),
        (None, date(2025, 11, 10), "a plan of 8 weeks from 2025-11-10 was over on 2026-01-05"),
    ],
)
def test_dates_that_leave_no_plan_are_wrong_use(
    interview: date | None, first_day: date | None, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        start_from(EIGHT, TODAY, interview, first_day)


def test_study_days_leave_out_days_of_rest(plan: Plan) -> None:
    enrolment = start_from(plan, TODAY)
    assert [day.weekday() for day in enrolment.study_days(1)] == [0, 1, 2, 3, 4, 5]
    assert plan.minutes_on(date(2026, 1, 10)) == 130
    assert plan.minutes_on(date(2026, 1, 11)) == 0
    assert plan.week_capacity == 430


def test_an_enrolment_survives_the_ledger(plan: Plan) -> None:
    for interview in (None, TODAY + timedelta(days=16)):
        enrolment = start_from(plan, TODAY, interview)
        assert enrolment_from(json.loads(json.dumps(enrolment_detail(enrolment)))) == enrolment


def test_a_cleared_plan_is_no_enrolment() -> None:
    assert enrolment_from({}) is None


@given(st.integers(0, 120), st.integers(-20, 130))
def test_every_day_belongs_to_the_week_that_lists_it(days_ahead: int, offset: int) -> None:
    enrolment = start_from(EIGHT, TODAY, TODAY + timedelta(days=days_ahead))
    day = TODAY + timedelta(days=offset)
    week = enrolment.week_on(day)
    holding = [number for number in range(1, 9) if day in enrolment.days(number)]
    assert holding == ([week.number] if week else [])


def test_everything_in_force_survives_the_ledger(plan: Plan) -> None:
    rich = replace(
        start_from(replace(plan, weights={"dsa": 60.5, "applied": 39.5}), TODAY, size="full"),
        pauses=(Pause(TODAY, TODAY), Pause(date(2026, 1, 8), date(2026, 1, 9))),
        events=(InterviewEvent("Acme", TODAY, ("dsa",), debriefed=True),),
        emphasis={"trees": 1.5},
        weekday_minutes=50,
        replanned=TODAY,
    )
    assert rich.written is not None
    assert enrolment_from(json.loads(json.dumps(enrolment_detail(rich)))) == rich


def test_a_plan_that_an_earlier_version_started_still_reads(plan: Plan) -> None:
    enrolment = start_from(plan, TODAY, TODAY + timedelta(days=16))
    detail = enrolment_detail(enrolment)
    known_then = ("name", "title", "minutes", "rest", "weeks", "start", "week_one", "interview")
    assert enrolment_from({key: detail[key] for key in known_then}) == enrolment
