import json
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from passings import AMPLE, INTERVIEW, Scene, before, every_day, question, scenes

from studybuddy.scheduling.final_pass import place
from studybuddy.scheduling.slot import LONG_MINUTES, Bounds, from_json, slot_after, to_json, waits_for_pass

WINDOW = tuple(before(back) for back in (5, 4, 3, 2, 1))
BOUNDS = Bounds(INTERVIEW, WINDOW, (90, 30, 30, 6), (1000, 12, 12, 4))

laws = settings(max_examples=100, deadline=None)


def test_what_is_due_before_the_window_keeps_its_day() -> None:
    assert slot_after(BOUNDS, 8, before(6), True, before(14)) is None


def test_what_takes_minutes_and_was_passed_twice_waits_for_the_pass() -> None:
    assert waits_for_pass(2, LONG_MINUTES)
    assert not waits_for_pass(1, LONG_MINUTES)
    assert not waits_for_pass(9, LONG_MINUTES - 1)
    final = place([question(1, minutes=9.0)], every_day(), INTERVIEW, before(30), AMPLE)
    slot = slot_after(final.bounds, 12, before(20), True, before(30), 9.0, waits=True)
    assert slot in final.window


def test_what_is_due_later_joins_its_equals_and_the_weakest_come_last() -> None:
    intervals = (200, 90, 89, 30, 29, 6, 5)
    slots = [slot_after(BOUNDS, interval, before(5), True, before(20)) for interval in intervals]
    assert slots == [before(back) for back in (5, 5, 4, 4, 2, 2, 2)]


def test_a_long_question_joins_the_long_ones_and_a_known_one_its_equals() -> None:
    assert slot_after(BOUNDS, 90, before(5), True, before(20), minutes=12.0) == before(4)
    assert slot_after(BOUNDS, 30, None, True, before(20)) == before(4)


def test_in_the_window_a_pass_waits_for_the_day_and_a_failure_for_the_next_day() -> None:
    assert slot_after(BOUNDS, 2, before(1), True, before(3)) == INTERVIEW
    assert slot_after(BOUNDS, 20, before(-17), True, before(3)) is None
    assert slot_after(BOUNDS, 1, before(2), False, before(3)) == before(2)
    assert slot_after(BOUNDS, 1, INTERVIEW, False, before(1)) == INTERVIEW


def test_without_a_window_and_after_the_interview_there_are_no_slots() -> None:
    assert slot_after(Bounds(INTERVIEW), 30, INTERVIEW, True, before(20)) is None
    assert slot_after(BOUNDS, 30, before(-30), False, before(-1)) is None


def test_before_anything_is_placed_the_window_begins_with_what_comes() -> None:
    assert slot_after(Bounds(INTERVIEW, WINDOW), 30, before(2), True, before(20)) == before(5)


@laws
@given(scenes())
def test_the_bounds_survive_json(scene: Scene) -> None:
    bounds = scene.placed().bounds
    assert from_json(json.loads(json.dumps(to_json(bounds)))) == bounds


@laws
@given(scenes(capacities=(AMPLE,)), st.booleans(), st.integers(1, 120))
def test_in_the_window_one_answer_gets_the_slot_that_placing_all_anew_gives(
    scene: Scene, passed: bool, interval: int
) -> None:
    bounds = scene.placed().bounds
    if not scene.today >= bounds.window[0] or scene.today not in (*bounds.window, INTERVIEW):
        return
    due = scene.today + timedelta(days=interval)
    answered = question(99, last_day=scene.today, due=due, interval_days=interval, repetitions=int(passed))
    anew = scene._replace(questions=[*scene.questions, answered]).placed()
    slot = slot_after(bounds, interval, due, passed, scene.today)
    if anew.window == bounds.window and scene.today < INTERVIEW:
        assert slot == anew.slots.get("q99")


@laws
@given(st.lists(st.integers(1, 200), min_size=1, max_size=60), st.integers(1, 200))
def test_before_the_window_one_answer_joins_the_day_of_its_equals(
    intervals: list[int], interval: int
) -> None:
    questions = [question(number, interval_days=one) for number, one in enumerate(intervals)]
    final = place(questions, every_day(), INTERVIEW, before(30), AMPLE)
    slot = slot_after(final.bounds, interval, INTERVIEW, True, before(30))
    assert slot is not None
    assert all(slot >= _slot(final.slots, n) for n, one in enumerate(intervals) if one > interval)
    later = [n for n, one in enumerate(intervals) if one < interval]
    assert all(slot <= _slot(final.slots, n) for n in later) or slot == final.window[-2]


def _slot(slots: object, number: int) -> date:
    assert isinstance(slots, dict)
    day = slots[f"q{number}"]
    assert isinstance(day, date)
    return day
