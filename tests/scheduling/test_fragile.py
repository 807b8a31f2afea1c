import pytest
from passings import INTERVIEW, before, question

from studybuddy.scheduling.fragile import PEAK, asked_twice, is_fragile, minutes_for_it
from studybuddy.scheduling.passing import Passing


def passed(number: int, back: int, interval_days: int, **fields: object) -> Passing:
    due = before(back - interval_days)
    return question(number, last_day=before(back), interval_days=interval_days, due=due, **fields)


@pytest.mark.parametrize(
    ("back", "interval_days", "fragile"),
    [(1, 1, False), (2, 1, True), (9, 1, True), (9, 6, False), (12, 6, True)],
)
def test_a_question_is_fragile_when_its_interval_runs_out_twice_before_the_interview(
    back: int, interval_days: int, fragile: bool
) -> None:
    assert is_fragile(passed(1, back, interval_days), INTERVIEW) is fragile


def test_what_takes_minutes_and_what_is_known_are_never_fragile() -> None:
    assert not is_fragile(passed(1, 9, 1, minutes=12.0), INTERVIEW)
    assert not is_fragile(passed(1, 9, 1)._replace(due=None), INTERVIEW)


def test_the_most_fragile_are_chosen_as_far_as_the_minutes_go() -> None:
    fragile = [passed(1, 4, 1, minutes=0.5), passed(2, 9, 1, minutes=0.5), passed(3, 12, 6, minutes=0.5)]
    names = [
        [one.question_id for one in asked_twice(fragile, minutes, INTERVIEW)]
        for minutes in (0.4, 0.5, 1.2, 9)
    ]
    assert names == [[], ["q2"], ["q2", "q1"], ["q2", "q1", "q3"]]
    assert asked_twice(fragile, -3.0, INTERVIEW) == []


def test_the_minutes_are_what_the_days_have_left_and_never_make_a_day_grow_above_the_peak() -> None:
    everything = [question(number, minutes=0.5) for number in range(80)]  # 10 a day: 5 minutes
    asked = everything[:16]
    assert minutes_for_it(everything, asked, 9, 2, 6.0) == 2 * 6 - 8
    assert minutes_for_it(everything, asked, 9, 2, 60.0) == 2 * PEAK * 5 - 8
    kata = question(100, minutes=12.0)
    assert minutes_for_it([*everything, kata], [*asked, kata], 9, 2, 60.0) == 2 * PEAK * 5 - 8
    assert minutes_for_it([*everything, kata], [*asked, kata], 9, 2, 6.0) < 0
