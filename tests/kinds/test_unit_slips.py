import pytest
from math_cards import answer_card, judge

from studybuddy.kinds.unit_slips import unit_slip
from studybuddy.notation.verdicts import DEFAULT_WITHIN, Within

PERCENT = "That is the number in percent: it is asked for as a share, between 0 and 1."


@pytest.mark.parametrize(
    ("given", "expected", "within"),
    [(37.5, 0.375, DEFAULT_WITHIN), (37.4, 0.37482, Within(0.001)), (38, 0.38, Within(0.01, relative=True))],
)
def test_a_share_given_in_percent_is_told_so_also_rounded(
    given: float, expected: float, within: Within
) -> None:
    assert unit_slip(given, expected, within) == PERCENT


@pytest.mark.parametrize(
    ("given", "expected", "said"),
    [
        (7_225_344, 7.225344, "1,000,000 times too large"),
        (2.4e9, 2.4, "1,000,000,000 times too large"),
        (0.12, 120, "1,000 times too small"),
        (5_000, 50, "100 times too large"),
        (0.385, 38.5, "a share, where percent or points"),
        (15, 1_500, "100 times too small"),
        (-2.5, -250, "100 times too small"),
    ],
)
def test_a_number_that_is_off_by_a_unit_is_told_the_factor(given: float, expected: float, said: str) -> None:
    assert said in unit_slip(given, expected, DEFAULT_WITHIN)


@pytest.mark.parametrize(
    ("given", "expected"),
    [(0.375, 0.375), (3.75, 0.375), (39, 0.375), (-37.5, 0.375), (100, 0), (0, 0.375), (6, 0.05), (1, 500)],
)
def test_any_other_wrong_number_is_told_nothing(given: float, expected: float) -> None:
    assert unit_slip(given, expected, Within(0.05)) == ""


def test_a_wide_tolerance_does_not_find_units_everywhere() -> None:
    assert unit_slip(0.013, 1, Within(0.5)) == ""


@pytest.mark.parametrize("text", ["expect 3/8 within 0.001", "expect 0.375"])
def test_an_answer_in_percent_is_wrong_and_says_why(text: str) -> None:
    verdict = judge(answer_card(text), "37.5")
    assert (verdict.passed, verdict.notes[0]) == (False, PERCENT)


def test_the_card_s_own_reason_comes_before_the_unit_s() -> None:
    card = answer_card('expect 7225344/10^6 within 1%\nreject 7225344 "That is the count."')
    assert judge(card, "7225344").notes[0] == "That is the count."


def test_a_formula_has_no_unit_to_be_off_by() -> None:
    assert not any("unit" in note for note in judge(answer_card("let x\nexpect x"), "100*x").notes)
