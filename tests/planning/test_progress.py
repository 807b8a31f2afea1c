from collections.abc import Callable
from datetime import date

import pytest

from studybuddy.planning.progress import Done, minutes_done, own_rates
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
