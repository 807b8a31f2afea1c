import pytest

from studybuddy.model import Severity
from studybuddy.notation.derivation import parse_derivation
from studybuddy.notation.source import text_of
from studybuddy.notation.steps import StepKind

OLS = """let X: [n,d] tall; y: [n]; w: [d]      # the design
# a comment
def L = ||X w - y||^2

L = (X w - y)'(X w - y)               | norm as an inner product
 = w'X'X w - 2 w'X'y + y'y            | expand
solve X'X w = X'y : w = inv(X'X) X'y  | X has full column rank   [uses: tall]
"""


def test_a_block_is_read_step_by_step_with_its_lines() -> None:
    found = parse_derivation(OLS)
    assert found.faults == ()
    first, second, third = found.steps
    assert (first.line, second.line, third.line) == (4, 5, 6)
    assert first.reason == "norm as an inner product"
    assert second.chained
    assert second.claim is not None
    assert first.claim is not None
    assert second.claim.left == first.claim.right
    assert third.kind is StepKind.SOLVE
    assert third.uses == ("tall",)
    assert third.text == "X'X w = X'y : w = inv(X'X) X'y"


def test_the_reason_starts_at_the_first_spaced_bar_outside_brackets() -> None:
    found = parse_derivation(
        "let x: rv; y: rv; a\nE[E[y | x]] = E[y] | tower | rule [goal: no grad]\n|a| = |a| | same"
    )
    assert [step.reason for step in found.steps] == ["tower | rule", "same"]
    assert found.steps[0].goal == "no grad"


def test_an_eigenpair_declares_its_names() -> None:
    found = parse_derivation(
        "let S: [d,d] symmetric\ngiven l, v = eigpair(S) | spectral theorem\nv'S v = l | unit"
    )
    assert found.faults == ()
    assert found.declarations.variables["v"].shape == ("d",)
    assert text_of(found.steps[0].claim) == "S v = l v"  # type: ignore[arg-type]  # it has a claim


def test_an_eigenpair_may_be_of_a_product() -> None:
    found = parse_derivation("let X: [n,d]\ngiven l, v = eigpair(X'X) | spectral theorem\nv'X'X v = l | unit")
    assert found.faults == ()
    assert text_of(found.steps[0].claim) == "X' X v = l v"  # type: ignore[arg-type]  # it has a claim


def test_an_unchecked_line_may_be_a_sentence_or_a_formula() -> None:
    found = parse_derivation(
        "let x\nunchecked: the series converges | ratio test\nunchecked: x = 1 | by hand"
    )
    assert [step.claim is None for step in found.steps] == [True, False]
    assert found.steps[0].reason == "ratio test"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("let x\nx = q | so", 1, "q is not declared"),
        ("let x\n= x | so", 1, "nothing stands above"),
        ("let x\nx + 1 | so", 1, "a step is an equation"),
        ("let x\nx < 1 | so", 1, "a step with <"),
        ("let x\nsolve x = 1 | so", 1, "what follows"),
        ("let x\nx = x | so [uses: magic]", 1, "no assumption"),
        ("let x: spd\nx = x | so", 0, "square"),
        ("let x; S: [n,n]\ngiven x = eigpair(S)", 1, "given"),
        ("let x\ngiven y = 2", 1, "declared variable"),
        ("let x\nunchecked:", 1, "needs a reason"),
        ("let x", 0, "without a step"),
        ("", 0, "without a step"),
        ("let A: [n,n]; y: [n]\nA y = y A | so", 1, "inner dimensions"),
    ],
)
def test_a_line_that_cannot_be_read_is_a_fault_with_its_line(text: str, line: int, message: str) -> None:
    fault = parse_derivation(text).faults[0]
    assert fault.line == line
    assert message in fault.message
    assert fault.severity is Severity.ERROR


def test_a_bad_line_does_not_hide_the_others() -> None:
    found = parse_derivation("let x\nx = q | no\nx + x = 2x | yes\nx = | no")
    assert len(found.steps) == 1
    assert [fault.line for fault in found.faults] == [1, 3]


def test_columns_point_into_the_line() -> None:
    fault = parse_derivation("let x\nsolve x = 1 : x = 1 + q | so").faults[0]
    assert "solve x = 1 : x = 1 + q"[fault.column] == "q"
