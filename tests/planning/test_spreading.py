from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.progress import Done
from studybuddy.planning.spreading import Spreading
from studybuddy.planning.starting import start_from
from studybuddy.planning.work import Work

Did = Callable[..., Done]
MONDAY = date(2026, 1, 5)
TARGETS = {Work.NEW_CARDS: 60, Work.KATAS: 3, Work.DESIGN_CASES: 1}
PLAN = Plan(
    "four", "Four", 60, 130, frozenset(), tuple(Week(n, "", (), TARGETS, {"dsa": 60}) for n in (1, 2, 3, 4))
)
FREE = start_from(PLAN, MONDAY)


def on(day: int) -> date:
    return MONDAY + timedelta(days=day)


def spreading(day: int, *done: Done, enrolment: Enrolment = FREE) -> Spreading:
    return Spreading(enrolment, on(day), done, {})


def new_cards(weeks: tuple[Week, ...]) -> list[int]:
    return [week.targets.get(Work.NEW_CARDS, 0) for week in weeks]


def test_unchanged_a_plan_that_fits_is_done_as_far_as_it_is_left(did: Did) -> None:
    done = did(MONDAY, Work.NEW_CARDS, 60), did(MONDAY, Work.KATAS)
    assert spreading(2, *done).unchanged() == {
        "new cards": 180, "katas": 11, "design cases": 4, "dsa minutes": 240,
    }  # fmt: skip


def test_unchanged_what_was_missed_in_weeks_gone_by_is_never_done() -> None:
    assert spreading(7).unchanged() == {"new cards": 180, "katas": 9, "design cases": 3, "dsa minutes": 180}


def test_unchanged_in_a_week_with_too_little_time_new_cards_go_first_and_all_else_gives_up_alike() -> None:
    whole, sunday = (spreading(day, enrolment=_fuller(FREE)).unchanged() for day in (7, 6))
    week = {name: sunday[name] - whole[name] for name in sunday}
    assert week["new cards"] == 60
    assert 0 < week["dsa minutes"] < 110
    assert week["katas"] == 1
    assert week["design cases"] == 0
    busy = did_not_fit(FREE)
    assert busy["new cards"] < 60
    assert set(busy) == {"new cards"}


def test_unchanged_no_new_cards_come_before_an_interview() -> None:
    near = start_from(PLAN, MONDAY, on(28))
    assert spreading(0, enrolment=near).unchanged()["new cards"] == 120
    assert "new cards" not in spreading(15, enrolment=near).unchanged()


def test_unchanged_a_target_that_was_passed_asks_for_nothing_more(did: Did) -> None:
    assert spreading(1, did(MONDAY, Work.NEW_CARDS, 100)).unchanged()["new cards"] == 180


def test_the_minutes_of_today_that_are_gone_are_not_left(did: Did) -> None:
    before, after = spreading(6), spreading(6, did(on(6), Work.TRACKED, minutes=90))
    assert before.minutes_left - after.minutes_left == 90
    assert spreading(6, did(on(6), Work.TRACKED, minutes=900)).minutes_left == before.minutes_left - 130


def test_a_week_under_way_keeps_what_its_days_left_can_hold_and_gives_the_rest_to_the_others() -> None:
    left = {"new cards": 240, "katas": 12, "dsa minutes": 1120}
    full = _fuller(FREE)
    assert [week.tracked["dsa"] for week in spreading(0, enrolment=full).written(left)] == [280] * 4
    weeks = spreading(6, enrolment=full).written(left)
    assert new_cards(weeks) == [60, 60, 60, 60]
    dsa = [week.tracked.get("dsa", 0) for week in weeks]
    assert sum(dsa) == 1120
    assert 0 < dsa[0] < 110
    assert min(dsa[1:]) >= 280


def test_work_goes_where_there_is_room() -> None:
    heavy = Week(2, "", (), TARGETS | {Work.MOCKS: 5}, {"dsa": 60})
    enrolment = start_from(replace(PLAN, weeks=(PLAN.weeks[0], heavy, *PLAN.weeks[2:])), MONDAY)
    found = spreading(7, enrolment=enrolment)
    _, second, third, fourth = new_cards(found.written({"new cards": 240}))
    assert second + third + fourth == 240
    assert 60 <= second < min(third, fourth)


def test_what_was_spread_today_stays_where_it_is() -> None:
    full = _fuller(FREE)
    given = spreading(6, enrolment=full).unchanged()
    once = spreading(6, enrolment=full).written(given)
    assert once != full.plan.weeks
    settled = replace(full, plan=replace(full.plan, weeks=once), replanned=on(6))
    assert spreading(6, enrolment=settled).written(given) == once


def did_not_fit(enrolment: Enrolment) -> dict[str, int]:
    """Return what is done in a last week that has one evening for everything."""
    short = replace(enrolment.plan, weeks=enrolment.plan.weeks[:1], weekend_minutes=40)
    return spreading(6, enrolment=replace(enrolment, plan=short)).unchanged()


def _fuller(enrolment: Enrolment) -> Enrolment:
    """Give every week as many minutes of practice as it can hold."""
    weeks = tuple(replace(week, tracked={"dsa": 280}) for week in enrolment.plan.weeks)
    return replace(enrolment, plan=replace(enrolment.plan, weeks=weeks))
