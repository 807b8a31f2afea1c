from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.scheduling.balance import shift_days, window

STUDY_DAY = date(2026, 1, 5)
loads = st.dictionaries(st.integers(-60, 60), st.integers(0, 9))


def due_after(interval: int) -> date:
    return STUDY_DAY + timedelta(days=interval)


@pytest.mark.parametrize(
    ("interval", "reach"), [(1, 0), (3, 0), (9, 0), (10, 1), (19, 1), (20, 2), (157, 15)]
)
def test_the_window_is_a_tenth_of_the_interval_rounded_down(interval: int, reach: int) -> None:
    due = due_after(interval)
    assert window(interval, due) == (due - timedelta(days=reach), due + timedelta(days=reach))


@given(st.integers(1, 400), loads, st.integers())
def test_the_day_chosen_is_in_the_window_after_the_study_day_and_the_least_loaded(
    interval: int, offsets: dict[int, int], seed: int
) -> None:
    due = due_after(interval)
    load = {due + timedelta(days=offset): count for offset, count in offsets.items()}
    chosen = due + timedelta(days=shift_days(interval, due, load, seed))
    first, last = window(interval, due)
    assert STUDY_DAY < first <= chosen <= last
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert load.get(chosen, 0) == min(load.get(day, 0) for day in days)
    emptiest = [day for day in days if load.get(day, 0) == load.get(chosen, 0)]
    assert abs(chosen - due) == min(abs(day - due) for day in emptiest)


def test_without_load_nothing_moves() -> None:
    assert shift_days(100, due_after(100), {}, seed=1) == 0


def test_of_two_equally_near_days_the_seed_decides() -> None:
    due = due_after(30)
    assert {shift_days(30, due, {due: 5}, seed) for seed in range(4)} == {-1, 1}


def test_a_peak_is_spread_over_its_window() -> None:
    load: dict[date, int] = {}
    for seed in range(100):
        day = due_after(50) + timedelta(days=shift_days(50, due_after(50), load, seed))
        load[day] = load.get(day, 0) + 1
    assert max(load.values()) == 10
    assert len(load) == 11
