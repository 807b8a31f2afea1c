from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from studybuddy.planning.agenda import Agenda, build_agenda
from studybuddy.planning.enrolment import Enrolment, InterviewEvent
from studybuddy.planning.nearing import is_eve, minutes_to_fill, rounds_first
from studybuddy.planning.plan import Plan
from studybuddy.planning.progress import Done
from studybuddy.planning.starting import start_from
from studybuddy.planning.supply import NextUp, Supply
from studybuddy.planning.work import Work

MONDAY = date(2026, 1, 5)
SATURDAY = MONDAY + timedelta(days=5)
UP = {Work.TRACKED: (NextUp("redo-lc-973", "dsa"),), Work.DESIGN_CASES: (NextUp("fraud", "system-design"),)}


def with_event(plan: Plan, day: date, *rounds: str) -> Enrolment:
    return replace(start_from(plan, MONDAY), events=(InterviewEvent("Acme", day, rounds),))


def agenda(enrolment: Enrolment, today: date, *done: Done, window: tuple[date, ...] = ()) -> Agenda:
    due = {Work.REVIEWS: 30, Work.TRACKED: 1, Work.KATAS: 1}
    return build_agenda(enrolment, today, done, Supply(due, next_up=UP), window=window)


def test_the_rounds_of_an_interview_come_first_from_two_weeks_before_it(plan: Plan) -> None:
    enrolment = with_event(plan, MONDAY + timedelta(days=15), "dsa", "ml-coding")
    assert rounds_first(enrolment, MONDAY) == ()
    assert rounds_first(enrolment, MONDAY + timedelta(days=1)) == ("dsa", "ml-coding")
    assert rounds_first(with_event(plan, SATURDAY), MONDAY) == ()
    assert rounds_first(start_from(plan, MONDAY), MONDAY) == ()


def test_work_of_the_rounds_of_a_near_interview_comes_before_other_cases(plan: Plan) -> None:
    far = agenda(with_event(plan, MONDAY + timedelta(days=40), "dsa", "ml-coding"), SATURDAY)
    near = agenda(with_event(plan, MONDAY + timedelta(days=8), "dsa", "ml-coding"), SATURDAY)
    assert [item.name for item in far.items] == ["review", "redo", "design", "rehearse"]
    assert [item.name for item in near.items] == ["review", "redo", "kata", "practice"]


def test_a_near_round_is_given_a_whole_problem_and_not_an_even_share(
    plan: Plan, did: Callable[..., Done]
) -> None:
    def practice(enrolment: Enrolment, *done: Done) -> list[float]:
        return [item.minutes for item in agenda(enrolment, MONDAY, *done).items if item.name == "practice"]

    # what no other piece fits into is added: 2 minutes here, and 3
    long = replace(plan, weekday_minutes=84)
    near = with_event(long, SATURDAY, "dsa")
    assert practice(start_from(long, MONDAY)) == [10 + 2]
    assert practice(near) == [25 + 3]
    assert practice(near, did(MONDAY, Work.TRACKED, minutes=20)) == []
    assert practice(near, did(MONDAY, Work.TRACKED, minutes=10)) == [15 + 3]


def test_what_is_left_goes_to_the_other_rounds(plan: Plan) -> None:
    enrolment = with_event(replace(plan, weekend_minutes=300), MONDAY + timedelta(days=8), "dsa", "ml-coding")
    names = [item.name for item in agenda(enrolment, SATURDAY).items]
    assert names == ["review", "redo", "kata", "practice", "design", "rehearse"]


def test_the_eve_has_what_is_due_in_half_of_its_minutes(plan: Plan, did: Callable[..., Done]) -> None:
    enrolment = with_event(replace(plan, weekend_minutes=100), SATURDAY + timedelta(days=1))
    assert is_eve(enrolment, SATURDAY)
    assert not is_eve(enrolment, SATURDAY + timedelta(days=1))
    assert minutes_to_fill(enrolment, SATURDAY) == 50
    assert minutes_to_fill(enrolment, SATURDAY - timedelta(days=1)) == 60
    today = agenda(enrolment, SATURDAY)
    assert [(item.name, item.what) for item in today.items] == [
        ("review", "30 due"),
        ("redo", "redo-lc-973"),
        ("kata", "1"),
    ]
    assert today.minutes <= 50
    worked = did(SATURDAY, Work.REVIEWS, 120)
    assert [item.name for item in agenda(enrolment, SATURDAY, worked).items] == ["review"]


def test_no_case_keeps_its_place_before_the_reviews_of_a_final_pass(plan: Plan) -> None:
    short = replace(plan, weekend_minutes=50)
    enrolment = start_from(replace(short, weekday_minutes=40), MONDAY)
    supply = Supply({Work.REVIEWS: 100})
    usual = build_agenda(enrolment, SATURDAY, (), supply)
    assert usual.items[0].what == "15 of 100 due"
    in_pass = build_agenda(enrolment, SATURDAY, (), supply, window=(MONDAY, SATURDAY))
    assert in_pass.items[0].what.startswith("100 due")
