from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.planning.changes import paused
from studybuddy.planning.forecast import Forecast, forecast_on
from studybuddy.planning.pace import planned_minutes
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.progress import Done
from studybuddy.planning.starting import start_from
from studybuddy.planning.work import Work

Did = Callable[..., Done]
MONDAY = date(2026, 1, 5)


def on(offset: int) -> date:
    return MONDAY + timedelta(days=offset)


@pytest.fixture
def mocks() -> Plan:
    """Two weeks with ten mocks: six hundred minutes; Sunday is free."""
    weeks = tuple(Week(number, "", (), {Work.MOCKS: 5}) for number in (1, 2))
    return Plan("m", "Mocks", 60, 60, frozenset({6}), weeks)


def test_the_rest_is_done_after_as_many_active_days_as_it_takes(mocks: Plan, did: Did) -> None:
    done = [did(on(0), Work.MOCKS, 1), did(on(1), Work.MOCKS, 2), did(on(2), Work.MOCKS, 1)]
    # 360 minutes are left, at 60 a day; today is Thursday, so Sunday is left out
    assert forecast_on(start_from(mocks, MONDAY), on(3), done, {}) == Forecast(360, 60, on(9), settled=True)


def test_today_counts_to_come_until_something_is_done(mocks: Plan, did: Did) -> None:
    done = [did(on(0), Work.MOCKS)]
    enrolment = start_from(mocks, MONDAY)
    assert forecast_on(enrolment, on(1), done, {}).done_on == on(10)
    today = [*done, did(on(1), Work.REHEARSALS)]
    # five minutes of today are no measure of a day, and the rest is a whole number of days still
    assert forecast_on(enrolment, on(1), today, {}) == Forecast(535, 60, on(11), settled=False)
    assert forecast_on(enrolment, on(0), done, {}) == Forecast(
        540, 60, on(10), settled=False
    )  # the first day of all


def test_days_of_a_pause_are_left_out(mocks: Plan, did: Did) -> None:
    away = paused(start_from(mocks, MONDAY), on(2), on(8), MONDAY)
    assert forecast_on(away, on(1), [did(on(0), Work.MOCKS)], {}).done_on == on(17)


def test_nothing_done_foretells_nothing(mocks: Plan) -> None:
    assert forecast_on(start_from(mocks, MONDAY), on(3), (), {}) == Forecast(600, None, None, settled=False)


def test_a_plan_that_is_done_is_done_today(mocks: Plan, did: Did) -> None:
    done = [did(on(0), Work.MOCKS, 20)]
    assert forecast_on(start_from(mocks, MONDAY), on(3), done, {}) == Forecast(0, 300, on(3), settled=False)


def test_what_takes_more_than_two_years_has_no_day(mocks: Plan, did: Did) -> None:
    slow = [did(on(0), Work.TRACKED, minutes=0.5)]
    assert forecast_on(start_from(mocks, MONDAY), on(3), slow, {}).done_on is None


def test_before_the_plan_begins_the_days_are_counted_from_its_start(mocks: Plan, did: Did) -> None:
    later = start_from(mocks, MONDAY, first_day=on(7))
    assert forecast_on(later, on(3), [did(on(0), Work.MOCKS)], {}) == Forecast(600, 60, on(17), settled=False)


def test_only_the_last_fourteen_active_days_count(mocks: Plan, did: Did) -> None:
    done = [did(on(-day), Work.MOCKS, 1 if day <= 14 else 9) for day in range(1, 40)]
    assert forecast_on(start_from(mocks, MONDAY), MONDAY, done, {}).minutes_per_day == 60


@given(st.lists(st.tuples(st.integers(0, 13), st.integers(0, 6)), max_size=12), st.integers(0, 13))
def test_what_is_left_and_what_is_done_are_the_plan(rows: list[tuple[int, int]], today: int) -> None:
    weeks = tuple(Week(number, "", (), {Work.MOCKS: 5}) for number in (1, 2))
    enrolment = start_from(Plan("m", "Mocks", 60, 130, frozenset({6}), weeks), MONDAY)
    done = [Done(on(day), "mock", "", "", "", False, 0, count) for day, count in rows]
    seen = forecast_on(enrolment, on(today), done, {})
    whole = sum(planned_minutes(enrolment, {}).values())
    assert seen.remaining_minutes == pytest.approx(max(0, whole - 60 * sum(count for _, count in rows)))
    if seen.done_on is not None:
        assert seen.done_on >= on(today)
        assert not seen.remaining_minutes or enrolment.minutes_on(seen.done_on)


def test_who_does_what_each_day_has_is_done_when_the_plan_is_however_long_its_weekends_are(did: Did) -> None:
    weeks = tuple(Week(number, "", (), {}, {"dsa": 560}) for number in range(1, 9))
    enrolment = start_from(Plan("p", "P", 60, 130, frozenset(), weeks), MONDAY, MONDAY + timedelta(weeks=8))
    for days in (3, 5, 7, 20, 40):
        done = [
            did(on(n), Work.TRACKED, minutes=enrolment.minutes_on(on(n)))._replace(topic="dsa")
            for n in range(days)
        ]
        found = forecast_on(enrolment, on(days), done, {})
        assert found.minutes_per_day == 60
        assert found.done_on == on(55)


def test_who_works_on_days_of_rest_alone_is_foretold_an_end_too(mocks: Plan, did: Did) -> None:
    sunday = on(6)
    assert forecast_on(start_from(mocks, MONDAY), on(7), [did(sunday, Work.MOCKS, 5)], {}).done_on == on(7)


def test_extra_practice_is_no_pace_of_the_days_to_come(mocks: Plan, did: Did) -> None:
    enrolment = start_from(mocks, MONDAY)  # it wants no puzzles at all
    work, puzzles = [did(on(day), Work.MOCKS) for day in range(3)], did(on(0), Work.TRACKED, minutes=900)
    both = [*work, *(puzzles._replace(study_day=on(day)) for day in range(3))]
    assert forecast_on(enrolment, on(3), both, {}) == forecast_on(enrolment, on(3), work, {})
    alone = forecast_on(enrolment, on(3), both[3:], {})
    assert alone == Forecast(600, 0, None, settled=True)  # with nothing else the plan is never done
