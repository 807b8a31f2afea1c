from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.model import Memory
from studybuddy.planning.recall import Recall
from studybuddy.scheduling.forecast import predicted_recall

ON = date(2026, 3, 12)


@given(st.integers(-5, 400), st.integers(0, 400))
def test_recall_without_a_factor_is_what_the_forecast_says(ago: int, interval: int) -> None:
    last_day = ON - timedelta(days=ago)
    memory = Memory(last_day=last_day, interval_days=interval)
    recall = Recall(ON)
    assert recall.of(last_day.isoformat(), interval) == pytest.approx(predicted_recall(memory, ON))
    assert recall.of(last_day.isoformat(), interval) == recall.of(last_day.isoformat(), interval)


@given(st.floats(0.1, 3), st.integers(0, 60), st.integers(0, 60), st.floats(0, 14))
def test_recall_is_a_probability_that_grows_with_the_interval(
    factor: float, shorter: int, longer: int, days: float
) -> None:
    shorter, longer = sorted((shorter, longer))
    recall = Recall(ON, factor, days)
    day = (ON - timedelta(days=9)).isoformat()
    assert 0 <= recall.of(day, shorter) <= recall.of(day, longer) <= 1
    assert 0 <= recall.kept(shorter) <= recall.kept(longer) <= 1


def test_a_card_of_the_final_pass_was_answered_some_days_ago_at_an_interval_of_six_days_or_more() -> None:
    recall = Recall(ON, kept_days=5)
    assert recall.kept(0) == recall.kept(6) == pytest.approx(0.9 ** (5 / 6))
    assert recall.kept(50) == pytest.approx(0.9**0.1)
