"""Who gives a session more minutes than its day has is brought the work of the next days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from studybuddy.planning.agenda import Item, build_agenda
from studybuddy.planning.changes import with_event
from studybuddy.planning.enrolment import Enrolment, InterviewEvent
from studybuddy.planning.forward import drawn_forward
from studybuddy.planning.plan import Plan
from studybuddy.planning.progress import Done
from studybuddy.planning.starting import start_from
from studybuddy.planning.supply import NextUp, Supply
from studybuddy.planning.work import Work

MONDAY = date(2026, 1, 5)
KATAS = tuple(NextUp(f"kata-{n}", "ml-coding") for n in range(9))
CASES = (NextUp("fraud", "system-design"), NextUp("feed", "system-design"))
SUPPLY = Supply(next_up={Work.KATAS: KATAS, Work.DESIGN_CASES: CASES, Work.REHEARSALS: KATAS})


def session(
    enrolment: Enrolment,
    minutes: float,
    *done: Done,
    today: date = MONDAY,
    new: bool = True,
    supply: Supply = SUPPLY,
) -> tuple[Item, ...]:
    found = build_agenda(enrolment, today, done, supply, minutes=minutes, session_alone=True)
    return drawn_forward(found.items, minutes, enrolment, today, done, supply, new=new)


def of(items: tuple[Item, ...]) -> dict[str, int]:
    counts: dict[str, int] = {"new": sum(item.new for item in items)}
    for item in items:
        counts[item.name] = counts.get(item.name, 0) + item.count
    return counts


def test_minutes_typed_are_filled_with_the_work_of_the_next_days(plan: Plan) -> None:
    enrolment = start_from(plan, MONDAY)
    for minutes in (30, 60, 120, 200, 250):
        items = session(enrolment, minutes)
        assert 0.9 * minutes <= sum(item.minutes for item in items) <= minutes
    of_day = build_agenda(enrolment, MONDAY, (), SUPPLY, minutes=250, session_alone=True)
    assert sum(item.minutes for item in of_day.items) < 100
    week = of(session(enrolment, 136))  # as many minutes as the week takes without practice elsewhere
    assert week == {"new": 60, "review": 60, "kata": 3, "design": 1, "rehearse": 2}


def test_what_the_day_wants_is_kept_and_only_what_is_left_is_filled(plan: Plan) -> None:
    enrolment = start_from(plan, MONDAY)
    of_day = build_agenda(enrolment, MONDAY, (), SUPPLY, minutes=60, session_alone=True).items
    assert session(enrolment, 60)[: len(of_day)] == of_day


def test_the_last_days_of_a_plan_leave_minutes_over(plan: Plan) -> None:
    enrolment = start_from(plan, MONDAY)
    items = session(enrolment, 1440)
    assert of(items)["new"] == 120  # of both weeks
    assert of(items)["design"] == 2
    assert sum(item.minutes for item in items) < 400


def test_no_piece_is_drawn_forward_that_there_is_not(plan: Plan) -> None:
    nothing = {Work.DESIGN_CASES: 0, Work.REHEARSALS: 0}
    one = Supply(available=nothing, next_up={Work.KATAS: KATAS[:1]})
    assert of(session(start_from(plan, MONDAY), 300, supply=one)) == {"new": 120, "review": 120, "kata": 1}


def test_no_new_cards_are_drawn_forward_where_none_may_come(plan: Plan, did: Callable[..., Done]) -> None:
    enrolment = start_from(plan, MONDAY)
    done = did(MONDAY, Work.NEW_CARDS, 10)  # all of the day
    assert of(session(enrolment, 120, done, new=False))["new"] == 0
    assert of(session(enrolment, 120, done))["new"] > 0
    near = with_event(enrolment, InterviewEvent("Acme", MONDAY + timedelta(days=13), ()), MONDAY)
    near = replace(near, studied_since=MONDAY - timedelta(days=60))  # no beginner
    assert of(session(near, 120, done))["new"] == 0


@pytest.mark.parametrize("days", [0, 1])
def test_the_day_of_an_interview_and_the_one_before_stay_light(plan: Plan, days: int) -> None:
    enrolment = replace(
        start_from(plan, MONDAY), events=(InterviewEvent("Acme", MONDAY + timedelta(days=days), ("dsa",)),)
    )
    assert session(enrolment, 120) == ()
