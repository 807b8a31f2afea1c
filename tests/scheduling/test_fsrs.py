from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import fsrs as package
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studybuddy.model import Grade, Memory
from studybuddy.scheduling import fsrs

START = date(2026, 1, 5)
RATINGS = {0: "Again", 1: "Again", 2: "Again", 3: "Hard", 4: "Good", 5: "Easy"}

histories = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 200)), min_size=1, max_size=8)


def replayed(steps: Sequence[tuple[int, int]]) -> Memory:
    memory, day = Memory(), START
    for grade, days in steps:
        day += timedelta(days=days)
        memory = fsrs.next_memory(memory, Grade(grade), day)
    return memory


@settings(max_examples=60, deadline=None)
@given(histories)
def test_every_history_agrees_with_the_package_used_as_its_manual_says(steps: list[tuple[int, int]]) -> None:
    scheduler = package.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, at = package.Card(card_id=1), datetime.combine(START, time(9), UTC)
    for grade, days in steps:
        at += timedelta(days=days)
        card, _ = scheduler.review_card(card, package.Rating[RATINGS[grade]], at)
    memory = replayed(steps)
    assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
    assert memory.interval_days == (card.due - at).days
    assert memory.sm2_due == card.due.date()


def test_qualities_are_rated_again_hard_good_and_easy() -> None:
    stabilities = [replayed([(grade, 1)]).stability for grade in range(6)]
    assert stabilities == [*[package.Scheduler().parameters[0]] * 3, *package.Scheduler().parameters[1:4]]


def test_there_is_no_ease_and_passes_and_lapses_are_counted() -> None:
    memory = replayed([(4, 1), (5, 2), (1, 10), (3, 1)])
    assert (memory.ease, memory.repetitions, memory.lapses) == (None, 1, 1)


def test_a_study_day_before_the_last_counts_no_days() -> None:
    memory = replayed([(4, 1), (4, 2)])
    assert memory.last_day is not None
    back = fsrs.next_memory(memory, Grade.GOOD, memory.last_day - timedelta(days=1))
    same = fsrs.next_memory(memory, Grade.GOOD, memory.last_day)
    assert (back.stability, back.interval_days) == (same.stability, same.interval_days)
    assert back.sm2_due == back.last_day + timedelta(days=back.interval_days) if back.last_day else False


def test_balancing_moves_the_effective_day_alone() -> None:
    memory = fsrs.next_memory(replayed([(5, 1), (5, 8)]), Grade.EASY, date(2026, 3, 1), shift_days=2)
    assert memory.sm2_due == date(2026, 3, 1) + timedelta(days=memory.interval_days)
    assert memory.effective_due == memory.sm2_due + timedelta(days=2)


@pytest.mark.parametrize(("grade", "known"), [(Grade.GOOD, True), (Grade.AGAIN, False)])
def test_what_the_learner_decided_outlives_reviews_and_a_failure_ends_known(
    grade: Grade, known: bool
) -> None:
    memory = fsrs.next_memory(Memory(suspended=True, buried_on=START, known=True), grade, START)
    assert (memory.suspended, memory.buried_on, memory.known) == (True, START, known)


def test_the_same_review_twice_gives_the_same_memory() -> None:
    assert replayed([(4, 1), (3, 5), (2, 9), (5, 40)]) == replayed([(4, 1), (3, 5), (2, 9), (5, 40)])
