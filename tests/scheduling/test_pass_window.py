from datetime import timedelta

import pytest
from hypothesis import given, settings
from passings import INTERVIEW, Scene, before, every_day, scenes

from studybuddy.scheduling.pass_window import (
    days_of_long,
    filled_to,
    new_cards_stop,
    room,
    shares,
    spare_room,
    window,
    window_length,
)


@pytest.mark.parametrize(
    ("minutes", "capacity", "days"),
    [(0, 60, 5), (240, 60, 5), (241, 60, 6), (480, 60, 10), (672, 60, 14), (5000, 60, 14), (10, 0, 14)],
)
def test_the_window_has_the_days_that_the_minutes_take_at_four_fifths_within_5_and_14(
    minutes: float, capacity: float, days: int
) -> None:
    assert window_length(minutes, capacity) == days


@settings(max_examples=100, deadline=None)
@given(scenes())
def test_the_window_is_the_last_active_days_before_the_interview(scene: Scene) -> None:
    found = window(scene.active, 7, INTERVIEW, scene.today)
    assert found == tuple(day for day in scene.active if day < INTERVIEW)[-7:]
    later = [*scene.active, INTERVIEW, INTERVIEW + timedelta(days=1)]
    assert window(later, 7, INTERVIEW, scene.today) == found


def test_where_the_days_before_today_are_not_given_they_count_as_active() -> None:
    days = window([before(2), before(1)], 5, INTERVIEW, before(2))
    assert days == tuple(before(back) for back in (5, 4, 3, 2, 1))
    assert window([], 5, INTERVIEW, before(20)) == tuple(before(back) for back in (25, 24, 23, 22, 21))


def test_a_window_under_way_keeps_its_first_day() -> None:
    active = every_day(rest=[6])
    assert window(active, 5, INTERVIEW, before(6), began=before(7))[0] == before(7)
    assert window(active, 5, INTERVIEW, before(8), began=before(7))[0] == before(6)  # it has not begun
    assert window(active, 9, INTERVIEW, before(6), began=before(7))[0] == before(10)
    assert len(window(active, 5, INTERVIEW, before(6), began=before(9))) == 8  # a Sunday of rest among them


def test_there_is_room_for_four_fifths_of_the_window_and_for_a_quarter_more_on_few_days_left() -> None:
    assert (room(600, 600), room(600, 420), room(600, 360), room(300, 0)) == (480, 480, 450, 0)


def test_long_pieces_of_the_core_take_twice_the_minutes_of_the_days_left() -> None:
    assert spare_room(600, 600) == 2 * 600 - 0.8 * 600
    assert spare_room(600, 360) == (2 - 1.25) * 360
    assert spare_room(300, 0) == 0


def test_the_spare_day_takes_only_what_the_others_do_not_hold() -> None:
    assert parts(3, 10.0) == parts(3, 120.0) == [1, 1]
    assert parts(3, 150.0) == [3600, 3600, 1800]
    assert parts(3, 999.0) == [1, 1, 1]
    assert parts(1, 0.0) == [1]
    assert (parts(0, 9.0), parts(4, 0.0, 0.0), parts(4, 9.0, 0.0)) == ([], [1] * 3, [1] * 4)


def test_who_missed_days_has_two_spare_days() -> None:
    assert parts(5, 10.0, missed=True) == parts(5, 180.0, missed=True) == [1, 1, 1]
    assert parts(5, 210.0, missed=True) == [3600, 3600, 3600, 1800]
    assert parts(5, 240.0, missed=True) == [3600] * 4
    assert parts(5, 260.0, missed=True) == [3600] * 4 + [1200]
    assert parts(5, 999.0, missed=True) == [1] * 5
    assert [parts(left, 1.0, missed=True) for left in (2, 1, 0)] == [[1], [1], []]


def parts(left: int, minutes: float, full: float = 60.0, *, missed: bool = False) -> list[int]:
    return shares(left, minutes, full, missed=missed)


def test_who_missed_days_has_days_that_take_a_quarter_more_than_is_usual_or_even() -> None:
    assert filled_to(60, 9 * 56, 10, missed=False) == 60
    assert filled_to(60, 9 * 56, 10, missed=True) == 1.25 * 56
    assert filled_to(60, 9 * 90, 10, missed=True) == 1.25 * 60
    assert filled_to(60, 9 * 20, 10, missed=True) == 60
    assert filled_to(0, 9, 1, missed=True) == 0


def test_new_cards_stop_two_weeks_before_or_when_the_window_begins() -> None:
    assert new_cards_stop(INTERVIEW) == INTERVIEW - timedelta(days=14)
    assert new_cards_stop(INTERVIEW, [before(16), before(1)]) == before(16)
    assert new_cards_stop(INTERVIEW, [before(9), before(1)]) == before(14)


def test_who_begins_late_is_brought_new_cards_for_half_of_the_time() -> None:
    assert new_cards_stop(INTERVIEW, begun=before(56)) == before(14)
    assert new_cards_stop(INTERVIEW, begun=before(28)) == before(14)
    assert new_cards_stop(INTERVIEW, begun=before(10)) == before(5)
    assert new_cards_stop(INTERVIEW, [before(7), before(1)], before(10)) == before(7)


def test_long_pieces_keep_clear_of_the_eve_as_long_as_the_days_before_it_hold_them() -> None:
    left = [before(3), before(2), before(1)]
    minutes_on = dict.fromkeys(left, 30.0)
    assert days_of_long(left, 2, 60.0, minutes_on) == left[:2]
    assert days_of_long(left, 3, 120.0, minutes_on) == left[:2]
    assert days_of_long(left, 3, 121.0, minutes_on) == left
    assert days_of_long(left[2:], 1, 20.0, minutes_on) == left[2:]
    assert days_of_long([], 0, 0.0, {}) == []
