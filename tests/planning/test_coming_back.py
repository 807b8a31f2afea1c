from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from studybuddy.planning.coming_back import coming_back
from studybuddy.planning.enrolment import InterviewEvent, Pause
from studybuddy.planning.plan import Plan
from studybuddy.planning.progress import Done
from studybuddy.planning.starting import start_from
from studybuddy.planning.work import Work

Did = Callable[..., Done]
MONDAY = date(2026, 1, 5)


def on(offset: int) -> date:
    return MONDAY + timedelta(days=offset)


def test_the_new_cards_of_each_day_come_back_the_next_day_and_in_a_week(plan: Plan) -> None:
    enrolment = start_from(plan, MONDAY)  # sixty a week in two weeks, none on Sundays
    assert coming_back(enrolment, MONDAY, (), {}, 10, 14) == (
        0, 10, 10, 10, 10, 10, 10, 0 + 10, 10 + 10, 20, 20, 20, 20, 10,
    )  # fmt: skip


def test_what_was_met_this_week_leaves_fewer_to_its_other_days(plan: Plan, did: Did) -> None:
    enrolment = start_from(plan, MONDAY)
    met = [did(MONDAY, Work.NEW_CARDS, 30)]
    assert coming_back(enrolment, MONDAY, met, {}, 0, 8) == (0, 0, 6, 6, 6, 6, 6, 0)
    assert coming_back(enrolment, MONDAY, met, {Work.NEW_CARDS: 30}, 0, 8) == (0,) * 8


def test_where_new_cards_stop_none_come_back(plan: Plan) -> None:
    bound = replace(start_from(plan, MONDAY, on(21)), studied_since=on(-60))
    assert coming_back(bound, MONDAY, (), {}, 10, 9) == (0, 10, 10, 10, 10, 10, 10, 10, 10)
    assert coming_back(bound, MONDAY, (), {}, 10, 9, window=(on(2), on(3)))[:4] == (0, 10, 50, 0)
    screen = InterviewEvent("Acme", on(3), ("dsa",))
    near = replace(start_from(plan, MONDAY), events=(screen,), pauses=(Pause(on(4), on(4)),))
    assert coming_back(near, MONDAY, (), {}, 10, 7)[1:6] == (10, 13, 0, 0, 0)  # an eve, the day, a pause
