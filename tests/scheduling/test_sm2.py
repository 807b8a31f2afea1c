"""The golden histories are worked out by hand from the article's formulas."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import Any

import pytest
import sm_2
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.model import Grade, Memory
from studybuddy.scheduling import sm2
from studybuddy.scheduling.protocol import PRACTICE_FIRST_INTERVALS

START = date(2026, 1, 5)


def on_time(memory: Memory, grade: int, first_intervals: tuple[int, int] = (1, 6)) -> Memory:
    return sm2.next_memory(memory, Grade(grade), memory.effective_due or START, first_intervals)


def history(grades: Sequence[int], first_intervals: tuple[int, int] = (1, 6)) -> list[Memory]:
    memories = [Memory()]
    for grade in grades:
        memories.append(on_time(memories[-1], grade, first_intervals))
    return memories[1:]


@pytest.mark.parametrize(
    ("grades", "intervals", "eases"),
    [
        ([4, 4, 4, 4, 4, 4], [1, 6, 15, 38, 95, 238], [250] * 6),
        ([5, 5, 5, 5, 5], [1, 6, 17, 50, 150], [260, 270, 280, 290, 300]),
        ([3, 3, 3, 3], [1, 6, 13, 26], [236, 222, 208, 194]),
        ([4, 4, 4, 2, 4, 4, 4], [1, 6, 15, 1, 1, 6, 15], [250] * 7),
        ([3, 0, 1, 2, 5], [1, 1, 1, 1, 1], [236, 236, 236, 236, 246]),
        ([3] * 9, [1, 6, 13, 26, 47, 79, 121, 167, 218], [236, 222, 208, 194, 180, 166, 152, 138, 130]),
    ],
)  # fmt: skip
def test_histories_follow_the_article(grades: list[int], intervals: list[int], eases: list[int]) -> None:
    memories = history(grades)
    assert [memory.interval_days for memory in memories] == intervals
    assert [memory.ease for memory in memories] == eases


def test_an_exact_product_is_not_rounded_up() -> None:
    memory = Memory(4, 290, 50, 0, START, START, START)
    assert on_time(memory, 4).interval_days == 145
    assert ceil(50 * (2.5 + 0.1 + 0.1 + 0.1 + 0.1)) == 146, "what floats would make of it"


def test_a_failure_starts_over_counts_a_lapse_and_leaves_the_ease_alone() -> None:
    before = history([4, 4, 3])[-1]
    after = on_time(before, 1)
    assert (after.repetitions, after.interval_days, after.lapses) == (0, 1, 1)
    assert after.ease == before.ease


def test_the_due_days_are_the_study_day_and_the_interval() -> None:
    memory = history([4, 4, 4])[-1]
    assert memory.last_day == START + timedelta(days=7)
    assert memory.sm2_due == memory.effective_due == START + timedelta(days=7 + 15)


def test_balancing_moves_the_effective_day_alone() -> None:
    memory = history([4, 4, 4])[-1]
    shifted = sm2.next_memory(memory, Grade.GOOD, memory.sm2_due or START, shift_days=-3)
    assert shifted.sm2_due is not None
    assert shifted.effective_due == shifted.sm2_due - timedelta(days=3)
    assert shifted.interval_days == 38


def test_practice_has_its_own_first_intervals_and_a_failure_returns_the_next_day() -> None:
    intervals = [memory.interval_days for memory in history([4, 4, 4, 1, 4], PRACTICE_FIRST_INTERVALS)]
    assert intervals == [4, 12, 30, 1, 4]


@pytest.mark.parametrize(
    ("days", "interval"), [(0, 15), (1, 15), (6, 15), (7, 18), (14, 35), (15, 38), (30, 38)]
)
def test_only_a_review_before_its_due_day_is_scaled_to_the_days_gone_by(days: int, interval: int) -> None:
    memory = history([4, 4, 4])[-1]
    assert memory.last_day is not None
    assert (
        sm2.next_memory(memory, Grade.GOOD, memory.last_day + timedelta(days=days)).interval_days == interval
    )


@pytest.mark.parametrize("shift", [-2, 2])
def test_a_review_on_the_earlier_of_both_due_days_is_not_early(shift: int) -> None:
    memory = history([4, 4])[-1]
    balanced = sm2.next_memory(memory, Grade.GOOD, memory.sm2_due or START, shift_days=shift)
    assert balanced.sm2_due is not None
    assert balanced.effective_due is not None
    on_day = sm2.next_memory(balanced, Grade.GOOD, min(balanced.sm2_due, balanced.effective_due))
    assert on_day.interval_days == 38


def test_a_second_repetition_on_its_exact_day_is_not_early_though_balancing_put_it_later() -> None:
    first = sm2.next_memory(Memory(), Grade.GOOD, START, PRACTICE_FIRST_INTERVALS, shift_days=1)
    second = sm2.next_memory(first, Grade.GOOD, START + timedelta(days=4), PRACTICE_FIRST_INTERVALS)
    assert second.interval_days == 12


def test_a_review_on_an_earlier_study_day_than_the_last_counts_no_days() -> None:
    memory = history([4, 4, 4])[-1]
    assert memory.last_day is not None
    assert sm2.elapsed_days(memory, memory.last_day - timedelta(days=1)) == 0
    back = sm2.next_memory(memory, Grade.GOOD, memory.last_day - timedelta(days=1))
    assert (back.interval_days, back.repetitions) == (15, 4)


def test_what_the_learner_decided_outlives_reviews_and_a_failure_ends_known() -> None:
    memory = Memory(suspended=True, buried_on=START, known=True)
    passed, failed = on_time(memory, 4), on_time(memory, 0)
    assert (passed.suspended, passed.buried_on, passed.known) == (True, START, True)
    assert (failed.suspended, failed.buried_on, failed.known) == (True, START, False)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 400)), min_size=1, max_size=30))
def test_early_reviews_never_shrink_nor_inflate_and_the_ease_stays_in_range(
    steps: list[tuple[int, int]],
) -> None:
    memory, day = Memory(), START
    for grade, days in steps:
        day += timedelta(days=days)
        after = sm2.next_memory(memory, Grade(grade), day)
        assert after.ease is not None
        assert after.ease >= sm2.MIN_EASE
        assert after.interval_days >= 1
        if grade >= 3 and sm2.is_early(memory, day):
            assert (
                memory.interval_days
                <= after.interval_days
                <= max(memory.interval_days, -(-days * after.ease // 100))
            )
        memory = after


def test_endless_success_stays_inside_the_calendar() -> None:
    memory = history([5] * 40)[-1]
    assert memory.interval_days == 36_500
    assert memory.sm2_due is not None


def _compared(card: Any, memory: Memory, depth: int, agree: list[int]) -> Iterator[tuple[int, int]]:
    """Walk all grade traces in both; yield (ours, theirs) where intervals part, and go no further."""
    if depth == 0:
        agree.append(1)
        return
    for grade in range(6):
        ours = on_time(memory, grade)
        theirs, _ = sm_2.Scheduler.review_card(card, grade, card.due)
        if theirs.needs_extra_review:  # its form of the repeats at the end of a session
            theirs, _ = sm_2.Scheduler.review_card(theirs, 4, theirs.due)
        assert theirs.n == ours.repetitions
        assert ours.ease is not None
        assert pytest.approx(ours.ease) == theirs.EF * 100
        if (theirs.I or 1) != ours.interval_days:
            assert memory.interval_days * ours.ease % 100 == 0, "they may part at an exact product only"
            yield ours.interval_days, theirs.I
        else:
            yield from _compared(theirs, ours, depth - 1, agree)


def test_all_traces_of_length_six_agree_with_an_independent_implementation_but_for_its_float_ties() -> None:
    agree: list[int] = []
    card = sm_2.Card(card_id=1, due=datetime(2026, 1, 5, tzinfo=UTC))
    parted = list(_compared(card, Memory(), 6, agree))
    assert all(theirs == ours + 1 for ours, theirs in parted)
    assert 6**6 - len(agree) == 39
