from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import supermemo2
from hypothesis import given
from hypothesis import strategies as st
from spacedreppy.schedulers import sm2 as spacedreppy

from studybuddy.model import Grade, Memory
from studybuddy.scheduling import sm2_delphi

START = date(2026, 1, 5)


def on_time(memory: Memory, grade: int) -> Memory:
    return sm2_delphi.next_memory(memory, Grade(grade), memory.effective_due or START)


@pytest.mark.parametrize(
    ("grades", "intervals", "eases"),
    [
        ([5, 5, 5, 5], [1, 6, 16, 45], [260, 270, 280, 290]),
        ([4, 4, 4, 4], [1, 6, 15, 38], [250] * 4),
        ([4, 4, 4, 1, 4], [1, 6, 15, 1, 1], [250, 250, 250, 196, 196]),
        ([0, 0, 0], [1, 1, 1], [170, 130, 130]),
    ],
)
def test_histories_follow_the_delphi_source(
    grades: list[int], intervals: list[int], eases: list[int]
) -> None:
    memories = [Memory()]
    for grade in grades:
        memories.append(on_time(memories[-1], grade))
    assert [memory.interval_days for memory in memories[1:]] == intervals
    assert [memory.ease for memory in memories[1:]] == eases


@given(st.integers(0, 10**7))
def test_rounding_is_to_nearest_with_exact_halves_to_even(number: int) -> None:
    whole = sm2_delphi._hundredth(number)
    assert abs(number - 100 * whole) <= 50
    assert abs(number - 100 * whole) < 50 or whole % 2 == 0


def test_an_early_review_uses_the_old_ease_and_nearest_rounding() -> None:
    memory = Memory(3, 250, 10, 0, START, date(2026, 1, 15), date(2026, 1, 15))
    assert sm2_delphi.next_memory(memory, Grade.EASY, date(2026, 1, 12)).interval_days == 18  # 17.5
    assert sm2_delphi.next_memory(memory, Grade.EASY, date(2026, 1, 8)).interval_days == 10


def _traces(memory: Memory, theirs: tuple[int, int, float], depth: int) -> Iterator[int]:
    if depth == 0:
        yield 1
        return
    for grade in range(6):
        ours = on_time(memory, grade)
        next_theirs = spacedreppy.sm2(grade, *theirs)
        assert ours.repetitions == next_theirs[1]
        assert ours.ease == round(next_theirs[2] * 100)
        if ours.interval_days == next_theirs[0]:
            yield from _traces(ours, next_theirs, depth - 1)
        else:
            assert memory.ease is not None
            assert memory.interval_days * memory.ease % 100 == 50, "they may part at an exact half only"


def test_all_traces_of_length_six_agree_with_spacedreppy_but_for_its_float_ties() -> None:
    assert 6**6 - sum(_traces(Memory(), (0, 0, 2.5), 6)) == 24


def _eases(memory: Memory, theirs: dict[str, Any], depth: int) -> int:
    if depth == 0:
        return 1
    traces = 0
    for grade in range(6):
        ours = on_time(memory, grade)
        next_theirs = supermemo2.review(
            grade, theirs["easiness"], theirs["interval"], theirs["repetitions"], "2026-01-05 00:00:00"
        )
        assert ours.ease == round(next_theirs["easiness"] * 100)
        assert ours.repetitions == next_theirs["repetitions"]
        traces += _eases(ours, next_theirs, depth - 1)
    return traces


def test_the_ease_of_all_traces_of_length_six_agrees_with_supermemo2() -> None:
    start = {"easiness": 2.5, "interval": 0, "repetitions": 0}
    assert _eases(Memory(), start, 6) == 6**6
