from collections.abc import Callable
from datetime import date

import pytest

from studybuddy.planning.progress import Done, minutes_done, own_rates, redo_minutes
from studybuddy.planning.work import MINUTES, Work

Did = Callable[..., Done]
MONDAY = date(2026, 1, 5)


def test_minutes_come_from_rates_and_tracked_practice_as_given(did: Did) -> None:
    done = (did(MONDAY, Work.KATAS, 2, minutes=99), did(MONDAY, Work.TRACKED, minutes=33))
    assert minutes_done(done) == 2 * 12 + 33


def test_the_learners_median_counts_after_ten_answers(did: Did) -> None:
    katas = [did(MONDAY, Work.KATAS, minutes=minutes) for minutes in (1, 2, 3, 4, 5, 7, 8, 9, 10)]
    assert own_rates(katas)[Work.KATAS] == MINUTES[Work.KATAS]
    assert own_rates([*katas, did(MONDAY, Work.KATAS, minutes=0)])[Work.KATAS] == MINUTES[Work.KATAS]
    rates = own_rates([*katas, did(MONDAY, Work.KATAS, minutes=60)])
    assert rates[Work.KATAS] == pytest.approx(6)
    assert rates[Work.REVIEWS] == MINUTES[Work.REVIEWS]


def test_a_problem_done_again_takes_the_median_of_those_tracked_once_there_are_ten(did: Did) -> None:
    tracked = [did(MONDAY, Work.TRACKED, minutes=minutes) for minutes in (20, 30, 35, 40, 40, 45, 45, 50, 60)]
    asked_in_a_session = [row._replace(took_ms=7_300) for row in tracked]
    assert redo_minutes([*tracked, *asked_in_a_session]) == 25
    assert redo_minutes([*tracked, *asked_in_a_session, did(MONDAY, Work.TRACKED, minutes=90)]) == 42.5
    assert redo_minutes([did(MONDAY, Work.KATAS, minutes=50)] * 10) == 25
