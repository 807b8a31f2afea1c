from studybuddy.model import Grade
from studybuddy.scheduling.suggestion import by_time, said_of_time


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


def test_the_two_times_are_said_with_the_grade_that_they_make() -> None:
    assert said_of_time(Grade.HARD, 31_400, 12_000) == "It took 31 s, 12 s is usual for you: hard."
    assert said_of_time(Grade.EASY, 2_345, 120_000) == "It took 2.3 s, 2 min is usual for you: easy."
