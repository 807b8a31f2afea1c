from studybuddy.model import Grade
from studybuddy.scheduling.suggestion import by_time


def test_a_quick_right_answer_is_easy_unless_a_hint_was_used() -> None:
    assert by_time(Grade.GOOD, 4_000, 10_000, 0) is Grade.EASY
    assert by_time(Grade.GOOD, 4_000, 10_000, 1) is Grade.GOOD


def test_a_slow_right_answer_is_hard() -> None:
    assert by_time(Grade.GOOD, 20_001, 10_000, 0) is Grade.HARD
    assert by_time(Grade.GOOD, 20_000, 10_000, 0) is Grade.GOOD


def test_a_quick_answer_that_needed_a_hint_stays_hard() -> None:
    assert by_time(Grade.HARD, 1, 10_000, 1) is Grade.HARD


def test_a_failure_is_a_failure_however_quick() -> None:
    assert by_time(Grade.AGAIN, 1, 10_000, 0) is Grade.AGAIN


def test_without_a_usual_time_the_suggestion_stands() -> None:
    assert by_time(Grade.GOOD, 1, None, 0) is Grade.GOOD
