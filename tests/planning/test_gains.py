from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.planning.gains import Result, skill_gains
from studybuddy.planning.standing import Elsewhere

TODAY = date(2026, 2, 1)
TWO_WEEKS_AGO = TODAY - timedelta(days=14)
HALF_EACH = {"ml-coding": 0.5, "fundamentals": 0.5}


def kata(grade: int, day: date = TODAY, interval: int = 12, topic: str = "tensors") -> Result:
    return ("kata", "coding", topic, interval, day.isoformat(), grade)


def test_the_first_result_of_a_round_adds_most() -> None:
    gains = skill_gains([kata(4)], (), HALF_EACH, TODAY)
    assert gains == {"ml-coding": 0, "fundamentals": pytest.approx(0.5 * 0.9)}


def test_one_more_result_adds_less_the_more_there_are_and_the_better_they_are() -> None:
    # grades 3 and 0 are .7 and 0, .35 on average
    gains = skill_gains([kata(3), kata(0)], (), {"ml-coding": 0.4}, TODAY)
    assert gains["ml-coding"] == pytest.approx(0.4 * (0.9 - 0.35) / 3)
    better = skill_gains([kata(5), kata(5)], (), {"ml-coding": 0.4}, TODAY)
    assert better["ml-coding"] == 0


def test_results_fade_with_the_days_since() -> None:
    # a fortnight at an interval of 14 days leaves .9 of it
    gains = skill_gains([kata(5, TWO_WEEKS_AGO, interval=14)], (), {"ml-coding": 1.0}, TODAY)
    assert gains["ml-coding"] == pytest.approx(0)
    faded = skill_gains([kata(5, TWO_WEEKS_AGO, interval=7)], (), {"ml-coding": 1.0}, TODAY)
    assert faded["ml-coding"] == pytest.approx((0.9 - 0.81) / 2)


def test_a_result_counts_for_its_own_round_and_only_where_it_is_practice() -> None:
    puzzle = kata(0, topic="dsa")
    case = ("design", "applied", "case-method", 4, TODAY.isoformat(), 0)
    card = ("choice", "coding", "tensors", 4, TODAY.isoformat(), 0)  # about ml-coding, and no kata
    checked = ("choice", "theory", "trees", 4, TODAY.isoformat(), 5)  # skill too, but it comes with the cards
    weights = {"dsa": 0.2, "applied": 0.3, "ml-coding": 0.5, "fundamentals": 0.1}
    gains = skill_gains([puzzle, case, card, checked], (), weights, TODAY)
    assert gains == {
        "fundamentals": pytest.approx(0.1 * 0.9),
        "dsa": pytest.approx(0.2 * 0.9 / 2),
        "applied": pytest.approx(0.3 * 0.9 / 2),
        "ml-coding": pytest.approx(0.5 * 0.9),
    }


def test_practice_elsewhere_is_a_result_too() -> None:
    solved = Elsewhere("dsa", "LC 973", 3, TODAY)
    unweighted = Elsewhere("research", "a paper", 5, TODAY)
    gains = skill_gains((), [solved, unweighted], {"dsa": 1.0}, TODAY)
    assert gains == {"dsa": pytest.approx((0.9 - 0.7) / 2)}


@given(st.lists(st.integers(0, 5), max_size=30), st.floats(0.01, 1))
def test_a_gain_is_never_a_loss_and_never_more_than_a_first_result(grades: list[int], weight: float) -> None:
    gain = skill_gains(map(kata, grades), (), {"ml-coding": weight}, TODAY)["ml-coding"]
    assert 0 <= gain <= weight * 0.9 + 1e-9
