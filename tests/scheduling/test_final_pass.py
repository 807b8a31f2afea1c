from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from passings import AMPLE, INTERVIEW, Scene, before, every_day, question, scenes

from studybuddy.scheduling.final_pass import FinalPass, place
from studybuddy.scheduling.fragile import PEAK, is_fragile
from studybuddy.scheduling.pass_standing import Standing, without_room
from studybuddy.scheduling.passing import Passing
from studybuddy.scheduling.slot import LONG_MINUTES, held_until, waits_for_pass

laws = settings(max_examples=150, deadline=None)


def placed(questions: list[Passing], back: int, capacity: float = 20.0) -> FinalPass:
    return place(questions, every_day(), INTERVIEW, before(back), capacity)


def count_by_day(final: FinalPass) -> Counter[date]:
    return Counter(day for day in final.slots.values() if day != INTERVIEW)


def in_window(one: Passing, final: FinalPass) -> bool:
    return one.last_day is not None and one.last_day >= final.window[0]


def is_long(one: Passing) -> bool:
    return one.minutes >= LONG_MINUTES


# --- laws --------------------------------------------------------------------------------------------


@laws
@given(scenes(), st.integers())
def test_placing_again_in_any_order_gives_the_same(scene: Scene, seed: int) -> None:
    final = scene.placed()
    before_shuffling = list(scene.questions)
    Random(seed).shuffle(scene.questions)
    assert scene.placed() == final
    assert sorted(scene.questions) == sorted(before_shuffling)


@laws
@given(scenes())
def test_a_slot_is_an_active_day_of_the_window_from_today_on_or_the_interview(scene: Scene) -> None:
    final = scene.placed()
    days = {day for day in final.window if day in scene.active and day >= scene.today}
    assert set(final.slots.values()) <= days | {INTERVIEW}


@laws
@given(scenes())
def test_every_question_has_a_slot_or_is_dropped_by_name_or_keeps_its_day_for_a_reason(scene: Scene) -> None:
    final = scene.placed()
    begun = scene.today >= final.window[0]
    left = [day for day in scene.active if day >= scene.today]
    tomorrow = next((day for day in left if day > scene.today), INTERVIEW)
    for one in scene.questions:
        slot = final.slots.get(one.question_id)
        soon = one.due is not None and one.due < final.window[0]
        if not begun and soon and not waits_for_pass(one.repetitions, one.minutes):
            assert slot is None  # plain until the window begins
        elif begun and in_window(one, final) and one.repetitions:
            twice = one.last_day != scene.today and is_fragile(one, INTERVIEW)
            assert slot == held_until(INTERVIEW, one.due) or (twice and slot in left)  # else a pass is final
            assert one.question_id not in final.dropped
        elif one.question_id in final.dropped:
            assert slot == held_until(INTERVIEW, one.due)
        elif begun and in_window(one, final):  # a failure
            today_counts = scene.today in left
            assert slot == (tomorrow if one.last_day == scene.today and today_counts else left[0])
        else:
            assert slot in final.window


@laws
@given(scenes(capacities=(AMPLE,)))
def test_the_quota_is_what_is_left_over_the_days_left_but_one_and_no_day_exceeds_it(scene: Scene) -> None:
    short = [one for one in scene.questions if not is_long(one)]
    final = scene._replace(questions=short).placed()
    begun = scene.today >= final.window[0]
    left = [day for day in final.window if day >= scene.today]
    passed = [one for one in short if begun and in_window(one, final) and one.repetitions]
    todays = [one for one in passed if one.last_day == scene.today and scene.today in left]
    failed = [one for one in short if begun and in_window(one, final) and not one.repetitions]
    if left:
        twice = [one for one in passed if one not in todays and final.slots.get(one.question_id) in left]
        once = len(short) - len(passed) + len(todays)
        assert final.quota == ceil((once + len(twice)) / max(1, len(left) - 1))
        assert not twice or final.quota <= ceil(PEAK * len(short) / (len(final.window) - 1))
    for day, count in count_by_day(final).items():
        assert count <= final.quota + len(failed), day
        assert count <= final.quota or day in left[:2], day


@laws
@given(scenes(capacities=(AMPLE,)))
def test_the_longest_intervals_come_first_and_the_weakest_nearest_the_day(scene: Scene) -> None:
    final = scene.placed()
    asked = [one for one in scene.questions if one.question_id in final.slots]
    if scene.today >= final.window[0]:
        asked = [one for one in asked if not in_window(one, final)]
    for long in (False, True):
        line = [one for one in asked if is_long(one) == long]
        line.sort(key=lambda one: (final.slots[one.question_id], -one.interval_days))
        assert all(earlier.interval_days >= later.interval_days for earlier, later in pairwise(line))


@laws
@given(scenes().filter(lambda scene: scene.today < INTERVIEW), st.data())
def test_placing_anew_in_the_middle_of_a_day_moves_nothing_but_what_was_answered(
    scene: Scene, data: st.DataObject
) -> None:
    scene = scene._replace(questions=[one for one in scene.questions if one.last_day != scene.today])
    morning = scene.placed()
    todays = [one.question_id for one in scene.questions if morning.slots.get(one.question_id) == scene.today]
    outcomes = data.draw(st.dictionaries(st.sampled_from(todays), st.booleans())) if todays else {}
    noon = scene._replace(
        questions=[after_answer(one, scene.today, passed=outcomes[one.question_id])
                   if one.question_id in outcomes else one for one in scene.questions]
    ).placed()  # fmt: skip
    others = [one.question_id for one in scene.questions if one.question_id not in outcomes]
    assert {one: noon.slots.get(one) for one in others} == {one: morning.slots.get(one) for one in others}
    assert (noon.quota, noon.dropped, noon.window) == (morning.quota, morning.dropped, morning.window)


def after_answer(one: Passing, today: date, *, passed: bool) -> Passing:
    interval = 2 * one.interval_days + 1 if passed else 1
    due, repetitions = today + timedelta(days=interval), one.repetitions + 1 if passed else 0
    return one._replace(interval_days=interval, due=due, last_day=today, repetitions=repetitions)


@laws
@given(scenes(capacities=(2.0, 5.0, 20.0, 60.0)))
def test_no_more_is_dropped_than_must_be_and_core_cards_last(scene: Scene) -> None:
    final = scene.placed()
    by_id = {one.question_id: one for one in scene.questions}
    dropped = [by_id[name] for name in final.dropped]
    ranks = [(one.minutes < 5, -one.tier_rank, -one.interval_days) for one in dropped]
    assert ranks == sorted(ranks)
    begun = scene.today >= final.window[0]
    left = [day for day in final.window if day >= scene.today]
    done_before = [
        one for one in scene.questions
        if begun and in_window(one, final) and one.repetitions
        and not (one.last_day == scene.today and scene.today in left)
    ]  # fmt: skip
    answered = [
        one for one in scene.questions if begun and one.last_day == scene.today and scene.today in left
    ]
    kept = [one for one in scene.questions if one not in dropped and one not in done_before]
    room = scene.capacity * min(0.8 * len(final.window), 1.25 * len(left))
    of_core = max(0.0, scene.capacity * 2 * len(left) - room)

    def taken(some: list[Passing]) -> float:
        """Return the minutes taken of those that all share: long pieces of the core have their own."""
        long_core = sum(one.minutes for one in some if one.tier_rank == 0 and one.minutes >= 5)
        return sum(one.minutes for one in some) - min(long_core, of_core)

    # What was answered today takes its room whatever happens: nothing else does, where it alone is too much.
    assert taken(kept) <= room + 0.01 or taken(kept) <= taken([one for one in kept if one in answered]) + 0.01
    assert not dropped or taken([*kept, dropped[-1]]) > room - 0.01


def test_a_long_piece_of_the_core_in_its_own_room_stays_beside_an_answer_that_fills_the_day() -> None:
    answered = question(1, tier_rank=1, minutes=45.0, last_day=before(1), repetitions=0, interval_days=1)
    core = question(2, minutes=9.0, last_day=before(2), repetitions=0, interval_days=1)
    final = placed([answered, core], 1)
    assert final.dropped == ()
    assert final.slots["q2"] == before(1)


def test_a_long_piece_of_the_core_that_goes_takes_the_minutes_with_it_that_only_the_core_has() -> None:
    cards = [question(number, minutes=0.5, tier_rank=1) for number in range(216)]
    core = [question(number, minutes=12.0) for number in (300, 301)]
    dropped = without_room(Standing([], [], [*cards, *core], [], {}), 100.0, 20.0)
    assert sum(one.minutes for one in dropped) == 12 + 8
    assert sum(one.tier_rank == 0 for one in dropped) == 1


# --- the window --------------------------------------------------------------------------------------


def test_before_the_window_what_is_due_before_it_keeps_its_day() -> None:
    early, late, beyond = question(1, due=before(20)), question(2), question(3, due=before(-30))
    final = placed([early, late, beyond], 30)
    assert final.window == tuple(before(back) for back in (5, 4, 3, 2, 1))
    assert "q1" not in final.slots
    assert {final.slots["q2"], final.slots["q3"]} <= set(final.window[:-1])


def test_what_takes_minutes_is_asked_twice_and_then_not_again_before_the_pass() -> None:
    twice = question(1, due=before(20), minutes=12.0, repetitions=2)
    once = question(2, due=before(20), minutes=12.0, repetitions=1)
    card = question(3, due=before(20), repetitions=5)
    final = placed([twice, once, card], 30)
    assert set(final.slots) == {"q1"}
    assert final.slots["q1"] in final.window[:-1]


def test_what_is_overdue_when_the_window_begins_is_part_of_the_pass() -> None:
    final = placed([question(1, due=before(20))], 5)
    assert final.slots["q1"] in final.window[:-1]


def test_a_known_question_waits_for_the_pass_and_a_pass_ends_it() -> None:
    known = question(1, due=None, last_day=None, repetitions=0, interval_days=0)
    assert placed([known], 30).slots["q1"] == before(2)
    assert "q1" not in placed([known._replace(last_day=before(2), repetitions=1)], 1).slots


def test_long_pieces_go_by_the_minutes_of_the_days_and_short_ones_by_their_number() -> None:
    katas = [question(number, minutes=12.0) for number in range(12)]
    cards = [question(number) for number in range(100, 180)]
    saturday = before(5)
    minutes = {day: 65.0 if day == saturday else 30.0 for day in every_day()}
    final = place([*katas, *cards], every_day(), INTERVIEW, before(6), 40.0, minutes=minutes)
    on = {day: [name for name, slot in final.slots.items() if slot == day] for day in final.window[:-1]}
    long = {
        day: sum(name in {one.question_id for one in katas} for name in names) for day, names in on.items()
    }
    assert sum(long.values()) == 12
    assert long.pop(saturday) == 5  # 65 of 185 minutes
    assert sorted(long.values()) == [1, 2, 2, 2]  # 30 of them
    assert {sum(name in {one.question_id for one in cards} for name in names) for names in on.values()} == {
        16
    }


def test_the_last_day_of_the_window_is_spare() -> None:
    final = placed([question(number) for number in range(400)], 40)
    assert before(1) == final.window[-1]
    assert before(1) not in final.slots.values()
    assert max(count_by_day(final).values()) - min(count_by_day(final).values()) <= 1


def test_a_pass_in_the_window_is_final_until_the_day() -> None:
    soon = question(1, last_day=before(3), interval_days=2, due=before(1))
    late = question(2, last_day=before(3), due=before(-30))
    final = placed([soon, late], 2)
    assert final.slots == {"q1": INTERVIEW}


def relearned(number: int, back: int, **fields: object) -> Passing:
    """Make a question that failed in the window, and passed on the next day, so many before the interview."""
    return question(
        number, last_day=before(back), interval_days=1, due=before(back - 1), repetitions=1
    )._replace(
        **fields  # type: ignore[arg-type]  # the fields given have the right types
    )


def test_what_was_relearned_is_asked_once_more_as_near_the_day_as_the_spare_day_allows() -> None:
    waiting = [question(number) for number in range(1, 40)]
    final = placed([relearned(0, 6), *waiting], 5)
    assert final.slots["q0"] == before(2)
    assert final.dropped == ()
    assert before(1) not in final.slots.values()


def test_what_passed_today_is_not_asked_once_more_before_tomorrow_is_placed() -> None:
    others = [question(number, last_day=before(40 if number % 3 else 5)) for number in range(1, 40)]
    assert placed([relearned(0, 5), *others], 5).slots["q0"] == INTERVIEW
    assert placed([relearned(0, 5), *others], 4).slots["q0"] == before(2)


def test_nothing_is_dropped_and_no_spare_day_is_used_for_what_is_asked_once_more() -> None:
    waiting = [question(number, minutes=1.0) for number in range(1, 60)]
    fragile = [relearned(100 + number, 6, minutes=1.0) for number in range(9)]
    full = placed([*waiting, relearned(0, 6, minutes=1.0)], 5, capacity=59 / 4)
    assert (full.slots["q0"], full.dropped, before(1) in full.slots.values()) == (INTERVIEW, (), False)
    short = placed([*waiting, relearned(0, 6, minutes=1.0)], 5, capacity=8.0)
    assert len(short.dropped) == 9
    assert short.slots["q0"] == INTERVIEW
    some = placed([*waiting, *fragile], 5, capacity=65 / 4)
    assert sum(some.slots[one.question_id] < INTERVIEW for one in fragile) == 6


def test_among_equals_the_core_cards_are_asked_nearest_the_day() -> None:
    equals = [question(number, interval_days=30, tier_rank=number % 3) for number in range(12)]
    days: dict[int, list[date]] = {0: [], 1: [], 2: []}
    slots = placed(equals, 30).slots
    for one in equals:
        days[one.tier_rank].append(slots[one.question_id])
    assert max(days[2]) <= min(days[1]) <= max(days[1]) <= min(days[0])
    assert max(days[2]) < min(days[0])


def test_what_is_due_on_the_day_itself_needs_no_slot() -> None:
    assert placed([question(1, last_day=before(3), due=INTERVIEW)], 2).slots == {}


def test_a_failure_in_the_window_returns_on_the_next_active_day() -> None:
    active = every_day(rest=[6])
    sunday = before(4)
    assert sunday.weekday() == 6
    failed = question(1, last_day=before(5), repetitions=0, interval_days=1, due=before(4))
    assert place([failed], active, INTERVIEW, before(5), 20.0).slots["q1"] == before(3)
    assert place([failed], active, INTERVIEW, before(3), 20.0).slots["q1"] == before(3)
    assert place([failed], active, INTERVIEW, before(2), 20.0).slots["q1"] == before(2)


def test_a_failure_on_the_eve_is_looked_at_on_the_day() -> None:
    failed = question(1, last_day=before(1), repetitions=0, interval_days=1, due=INTERVIEW)
    assert placed([failed], 1).slots["q1"] == INTERVIEW


def test_a_missed_day_is_spread_over_the_days_left() -> None:
    questions = [question(number, minutes=0.5) for number in range(360)]
    assert (len(placed(questions, 20).window), placed(questions, 20).quota) == (12, 33)
    assert set(count_by_day(placed(questions, 12)).values()) == {32, 33}
    assert set(count_by_day(placed(questions, 10)).values()) == {40}


def test_the_spare_day_is_used_before_anything_is_dropped() -> None:
    questions = [question(number, minutes=0.5) for number in range(360)]
    full = placed(questions, 9)
    assert (full.quota, full.dropped, before(1) in full.slots.values()) == (40, (), True)
    assert (placed(questions, 8).quota, placed(questions, 8).dropped) == (45, ())  # of 40 on a usual day


def test_the_spare_day_takes_only_what_the_others_do_not_hold() -> None:
    questions = [question(number, minutes=0.5) for number in range(330)]
    counts = count_by_day(placed(questions, 9))  # a usual day holds 40 of them
    assert [counts[before(back)] for back in range(9, 0, -1)] == [40] * 8 + [10]


def test_who_missed_days_has_two_spare_days_and_fuller_ones_before_them() -> None:
    questions = [question(number, minutes=0.5) for number in range(360)]
    window = placed(questions, 20).window
    for back in (20, 12, 11):
        final = place(questions, every_day(), INTERVIEW, before(back), 20.0, missed=True)
        counts = count_by_day(final)
        assert final.window == window
        assert {before(2), before(1)}.isdisjoint(counts)
        assert final.quota == max(counts.values()) == ceil(360 / (min(back, 12) - 2))
    counts = count_by_day(place(questions, every_day(), INTERVIEW, before(9), 20.0, missed=True))
    assert [counts[before(back)] for back in range(9, 0, -1)] == [40] + [41] * 6 + [41, 33]


def test_each_day_left_takes_a_quarter_more_before_anything_is_dropped() -> None:
    questions = [question(number, minutes=0.5) for number in range(360)]
    assert placed(questions, 7).quota == 50
    assert len(placed(questions, 7).dropped) == 10


def test_long_questions_make_the_days_even_in_minutes_beside_the_short_ones() -> None:
    short = [question(number) for number in range(300)]
    long = [question(1000 + number, minutes=(9.0, 12.0, 45.0)[number % 3]) for number in range(30)]
    final = placed(short + long, 40, capacity=80.0)
    assert final.dropped == ()
    minutes: Counter[date] = Counter()
    counts: Counter[date] = Counter()
    for one in short + long:
        minutes[final.slots[one.question_id]] += round(100 * one.minutes)
        counts[final.slots[one.question_id]] += one.minutes < LONG_MINUTES
    assert set(minutes) == set(final.window[:-1])
    assert max(counts.values()) <= final.quota
    assert max(minutes.values()) - min(minutes.values()) <= 4500  # no more than the longest of them


# --- what does not fit -------------------------------------------------------------------------------


@pytest.mark.parametrize("fits", range(9))
def test_stretch_goes_first_then_standard_then_the_core_with_the_longest_interval(fits: int) -> None:
    questions = [question(n, tier_rank=n % 3, interval_days=10 + n, minutes=1.0) for n in range(9)]
    final = placed(questions, 40, capacity=fits / (0.8 * 14))
    assert len(final.window) == 14
    assert final.dropped == ("q8", "q5", "q2", "q7", "q4", "q1", "q6", "q3", "q0")[: 9 - fits]


@pytest.mark.parametrize(("back", "fit"), [(3, 225), (2, 150), (1, 75), (0, 0)])
def test_an_interview_near_at_hand_takes_what_fits_and_names_the_rest(back: int, fit: int) -> None:
    questions = [question(number, minutes=1.0, tier_rank=number % 3, due=before(9)) for number in range(400)]
    final = place(questions, every_day(back), INTERVIEW, before(back), 60.0)
    assert len(final.dropped) == 400 - fit
    assert {final.slots[name] for name in final.dropped} == {INTERVIEW}
    assert len(set(final.slots) - set(final.dropped)) == fit


def test_a_dropped_question_that_is_due_after_the_interview_keeps_its_day() -> None:
    final = placed([question(1, due=before(-5)), question(2)], 3, capacity=0.0)
    assert set(final.dropped) == {"q1", "q2"}
    assert final.slots == {"q2": INTERVIEW}


def test_after_the_interview_nothing_is_placed() -> None:
    final = placed([question(1)], -1)
    assert (final.window, final.quota, final.slots, final.dropped) == ((), 0, {}, ())


def test_no_questions_need_no_days() -> None:
    final = placed([], 30)
    assert (final.quota, final.slots, final.dropped) == (0, {}, ())


def test_without_an_active_day_everything_is_named() -> None:
    final = place([question(1)], [], INTERVIEW, before(20), 60.0)
    assert final.dropped == ("q1",)


def test_a_window_under_way_never_begins_later() -> None:
    questions = [question(number, last_day=before(8), repetitions=4) for number in range(200)]
    active = every_day()
    assert len(place(questions, active, INTERVIEW, before(6), 60.0).slots) == 200
    kept = place(questions, active, INTERVIEW, before(6), 60.0, began=before(9))
    assert kept.window == tuple(before(back) for back in range(9, 0, -1))
    assert set(kept.slots.values()) == {INTERVIEW}


def test_a_day_that_was_studied_further_west_counts_as_today() -> None:
    ahead = question(1, last_day=before(3), repetitions=0)
    assert placed([ahead], 4).slots["q1"] == before(3)
    assert placed([ahead._replace(repetitions=1)], 4).slots["q1"] == INTERVIEW
