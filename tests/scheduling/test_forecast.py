from datetime import date, timedelta

import pytest

from studybuddy.model import Memory
from studybuddy.scheduling.forecast import predicted_recall
from studybuddy.scheduling.leech import is_leech

TODAY = date(2026, 1, 5)
SEEN = Memory(3, 250, 20, 0, TODAY, TODAY + timedelta(days=20), TODAY + timedelta(days=20))


@pytest.mark.parametrize(("days", "recall"), [(-3, 1), (0, 1), (20, 0.9), (40, 0.81), (10, 0.9**0.5)])
def test_recall_falls_to_nine_tenths_with_every_interval(days: int, recall: float) -> None:
    assert predicted_recall(SEEN, TODAY + timedelta(days=days)) == pytest.approx(recall)


def test_a_question_never_seen_is_not_remembered() -> None:
    assert predicted_recall(Memory(), TODAY) == 0


def test_the_eighth_lapse_makes_a_leech() -> None:
    assert not is_leech(SEEN._replace(lapses=7))
    assert is_leech(SEEN._replace(lapses=8))
