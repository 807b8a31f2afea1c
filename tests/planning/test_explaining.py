from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studybuddy.errors import UsageError
from studybuddy.planning.explaining import explain, explanation_json
from studybuddy.planning.readiness import Terms
from studybuddy.planning.recall import Retention
from studybuddy.planning.standing import Elsewhere, Mock, Standing

TODAY = date(2026, 2, 17)
ON = date(2026, 3, 12)
RECALL_LINE = (
    "      recall on 2026-03-12 = 0.9^(days since the answer / interval) × 0.89 (recalled 80%, predicted 90%)"
)
TERMS = Terms(TODAY, ON, {"dsa": 0.6, "applied": 0.4}, retention=Retention(100, 0.8, 0.9))
KATA = Standing("two-sum", "kata", "coding", "dsa", 0, 23, TODAY.isoformat(), 3)


def card(number: int, interval: int | None, tier: int = 0) -> Standing:
    day, grade = (None, None) if interval is None else (TODAY.isoformat(), 4)
    return Standing(f"c{number}", "basic", "coding", "dsa", tier, interval or 0, day, grade)


ROWS = [
    card(1, 23),
    card(2, 5, 1),
    card(3, None),
    card(4, None),
    *(card(n, 400, 2) for n in range(5, 15)),
    KATA,
]


def test_the_arithmetic_is_shown_as_it_would_be_done_by_hand() -> None:
    explained = explain("dsa", ROWS, TERMS)
    assert explained.lines == (
        "know  32%  4 planned cards: 2 seen, the others count 0",
        "      core cards weigh 3, standard 2, stretch 1",
        RECALL_LINE,
        "skill 56%  the mean of 1 last result, faded like cards",
        "mock  none yet",
        "ready (40 × 0.32 + 35 × 0.56) / 0.75 = 43",
    )
    assert [(pull.what, round(pull.points, 1)) for pull in explained.pulls] == [
        ("2 cards of dsa not seen yet", 29.1),
        ("two-sum", 20.5),
        ("c2", 4.4),
        ("c1", 2.9),
    ]


def test_a_mock_a_cap_and_missing_evidence_are_said() -> None:
    mocks = [Mock("dsa", 1, TODAY), Mock("dsa", 0.8, TODAY)]
    held = explain("dsa", [card(number, 10**6) for number in range(20)], TERMS, mocks=mocks).lines
    assert held[4:] == (
        "mock  3.7 of 4, the mean of the last 2",
        "ready 40 × 0.89 + 35 × 0.00 + 25 × 3.70 / 4 = 59",
    )
    sure = TERMS._replace(retention=Retention(0, 0, 0))
    perfect = [card(number, 10**6) for number in range(20)] + [KATA._replace(interval_days=10**6, grade=5)]
    assert explain("dsa", perfect, sure).lines[-1] == (
        "      held at 70: a mock interview lifts the cap to 80, one with a partner to 100"
    )
    assert explain("dsa", perfect, sure, mocks=mocks).lines[-1] == (
        "      held at 80: a mock interview with a partner lifts the cap"
    )
    nothing = explain("applied", ROWS, TERMS).lines
    assert nothing[3:5] == ("skill none yet", "mock  none yet")
    assert nothing[-1] == "      no evidence yet: 0 results, cards answered among them, and it takes 10"
    one = explain("dsa", [KATA], TERMS).lines[-1]
    assert one == "      no evidence yet: 1 result, cards answered among them, and it takes 10"


def test_a_round_that_the_plan_has_not_is_wrong_use() -> None:
    with pytest.raises(UsageError, match=r"there is no round 'das' in this plan .did you mean dsa"):
        explain("das", ROWS, TERMS)


def test_a_round_that_the_next_interview_leaves_out_is_told_of() -> None:
    terms = TERMS._replace(weights={"dsa": 1.0}, on=date(2026, 3, 12))
    with pytest.raises(UsageError, match=r"applied has no weight now .the interview of 12 Mar is about dsa"):
        explain("applied", ROWS, terms)


def test_json_has_every_figure() -> None:
    shown = explanation_json(explain("dsa", ROWS, TERMS))
    assert shown["ready"] == shown["points"] == pytest.approx(43.1, abs=0.1)
    assert (shown["round"], shown["cap"], shown["cards"], shown["seen"]) == ("dsa", 70, 4, 2)
    assert shown["pulls"][1] == {"what": "two-sum", "question": "two-sum", "share": 56.0, "points": 20.5}


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.none() | st.integers(0, 60), st.integers(0, 2)), max_size=25),
    st.lists(st.floats(0, 1), max_size=4),
    st.booleans(),
)
def test_what_pulls_down_adds_up_to_what_is_missing(
    cards: list[tuple[int | None, int]], shares: list[float], practised: bool
) -> None:
    rows = [card(number, *one) for number, one in enumerate(cards)] + [KATA] * practised
    mocks = [Mock("dsa", share, TODAY + timedelta(days=day)) for day, share in enumerate(shares)]
    explained = explain("dsa", rows, TERMS, mocks=mocks)
    assert sum(pull.points for pull in explained.pulls) == pytest.approx(100 - explained.points)
    assert all(pull.points >= 0 for pull in explained.pulls)
    if explained.standing.ready is not None:
        assert explained.standing.ready == pytest.approx(min(explained.points, explained.standing.cap))


def test_practice_elsewhere_is_named_with_its_day() -> None:
    elsewhere = [Elsewhere("dsa", "dsa", 3, TODAY - timedelta(days=4))]
    pulls = explain("dsa", ROWS, TERMS, elsewhere=elsewhere).pulls
    day = TODAY - timedelta(days=4)
    assert f"dsa on {day.day} {day:%b}" in {pull.what for pull in pulls}
