import sys
from collections.abc import Iterator

import pytest

from studybuddy.commands.proofs import Proofs
from studybuddy.kinds.blank_judging import claim_of as answer_claim
from studybuddy.kinds.derivation_checking import claim_of as line_claim
from studybuddy.kinds.protocol import Claim

BLOCK = "let x\ngrad(x^2, x) = 2x | power rule\nineq x^2 >= 0 | square\n"


@pytest.fixture
def proofs() -> Iterator[Proofs]:
    with Proofs() as made:
        yield made


def claimed(text: str, place: int) -> Claim:
    claim = line_claim(BLOCK, text, place)
    assert claim is not None
    return claim


def wait_for(proofs: Proofs) -> None:
    while proofs.is_open and proofs._asked is not None:
        proofs._asked[1].result(None)


def test_a_label_is_there_at_once_and_becomes_proved_when_the_proof_arrives(proofs: Proofs) -> None:
    proofs.note(("q", 1, 1), claimed("2x", 0))
    assert proofs.labels("q", 1) == ("verified numerically",)
    wait_for(proofs)
    assert proofs.labels("q", 1) == ("proved",)
    assert "sympy" not in sys.modules


def test_several_claims_are_proved_one_after_the_other(proofs: Proofs) -> None:
    for place, text in enumerate(("2x", "= x + x", "= 3x - x")):
        proofs.note(("q", 1, place), claimed(text, 0))
    proofs.note(("other", 1, 0), claimed("2x", 0))
    wait_for(proofs)
    assert proofs.labels("q", 1) == ("proved",) * 3


def test_what_cannot_be_proved_keeps_its_label(proofs: Proofs) -> None:
    proofs.note(("q", 1, 2), claimed("x^2 >= 0", 1))
    assert not proofs.is_open
    assert proofs.labels("q", 1) == ("no counterexample found",)


def test_a_proof_that_is_not_there_at_the_end_costs_nothing() -> None:
    with Proofs() as proofs:
        proofs.note(("q", 1, 1), claimed("2x", 0))
    assert proofs.labels("q", 1) == ("verified numerically",)
    assert not proofs.is_open


@pytest.mark.parametrize(
    ("expect", "text", "provable"),
    [
        ("s*(1-s)", "s - s^2", True),
        ("s = 1/2", "2s = 1", False),
    ],
)
def test_a_right_formula_in_an_answer_is_a_claim(expect: str, text: str, *, provable: bool) -> None:
    blank = {"expect": expect, "within": "", "form": "", "rejects": [], "line": 0}
    claim = answer_claim("let s: prob", blank, text, 1)
    assert claim is not None
    assert (claim.sides is not None) is provable


@pytest.mark.parametrize(("expect", "text"), [("1/3", "2/6"), ("s*(1-s)", "s*(1+s)")])
def test_numbers_and_wrong_answers_claim_nothing(expect: str, text: str) -> None:
    blank = {"expect": expect, "within": "", "form": "", "rejects": [], "line": 0}
    assert answer_claim("let s: prob", blank, text, 1) is None
    assert answer_claim("", {"texts": ["x"], "rejects": [], "line": 0}, "x", 1) is None
