from pathlib import Path

import pytest
from notation.corpus import FIXTURES

from studybuddy.model import Severity
from studybuddy.notation.derivation import parse_derivation
from studybuddy.notation.verdicts import Label, Verdict
from studybuddy.notation.verify import verify

FILES = sorted((FIXTURES / "derivations").glob("*.txt"), key=lambda path: path.name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_true_derivation_is_verified_and_every_step_says_something(path: Path) -> None:
    report = verify(parse_derivation(path.read_text(encoding="utf-8")), seed=5)
    assert report.faults == ()
    assert report.verified
    for step in report.steps:
        assert len(step.survivors) < max(1, step.mutants) or step.mutants == 0


def test_dropping_an_assumption_shows_which_step_used_it() -> None:
    report = verify(
        parse_derivation((FIXTURES / "derivations" / "ols.txt").read_text(encoding="utf-8")), seed=5
    )
    assert [step.used for step in report.steps] == [(), (), (), (), ("tall X",)]


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("let x\n(x+1)^2 = x^2 + 1 | square", 1, "does not follow", ""),
        (
            "let X: [n,d]; y: [n]; w: [d]\ngrad(||X w - y||^2, w) = X'(X w - y) | chain",
            1,
            "does not follow",
            "factor of 2",
        ),
        ("let x\nsolve x^2 = 4 : x = 2 | root", 1, "x = -2", ""),
        ("let x\nsolve x^2 = 4 : x = x | root", 1, "does not follow", "solves nothing"),
        ("let x\nineq x^2 >= 1 | no", 1, "does not hold", ""),
        ("let x\n2 log(x) = log(x^2) | power", 1, "undefined", ""),
        (
            "let x: positive\nx + x = 2x | sum [uses: positive]",
            1,
            "holds without 'positive'",
            "no assumption",
        ),
        ("let x\ngrad(x^2, x) = grad(x x, x) | same [goal: no grad]", 1, "misses its own goal", ""),
        ("let x\nx = x | so [goal: beauty]", 1, "no form", ""),
        ("let x\n9^9^9^9 = x | big", 1, "", ""),
        ("let x; y\nx y = x + y | true at 0 and 2 alone", 1, "does not follow", ""),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, message: str, hint: str) -> None:
    report = verify(parse_derivation(text), seed=5)
    assert not report.verified
    fault = report.faults[0]
    assert fault.line == line
    assert message in fault.message
    assert hint in fault.hint


def test_a_step_whose_mutants_all_hold_says_nothing() -> None:
    report = verify(
        parse_derivation("let x: [n] rv iid\nE[x_1] - E[x_2] = E[x_2] - E[x_1] | symmetry"), seed=5
    )
    assert report.verified or report.faults
    warned = verify(parse_derivation("let A: [n,n] symmetric\ntr(A) = tr(A) | itself"), seed=5)
    assert all(fault.severity is Severity.WARNING for fault in warned.faults)


def test_steps_without_a_reason_are_warned_about() -> None:
    report = verify(parse_derivation("let x\nx + x = 2x"), seed=5)
    assert report.verified
    assert [fault.message for fault in report.faults] == ["the step has no reason"]


def test_too_many_unchecked_steps_are_a_fault() -> None:
    text = "let x\nx + x = 2x | sum\n" + "unchecked: it converges | so\n" * 3
    report = verify(parse_derivation(text), seed=5)
    assert any("unchecked" in fault.message for fault in report.faults)


def test_a_later_step_may_use_a_solution() -> None:
    text = "let a: positive; x\nsolve a x = 1 : x = 1/a | divide\na^2 x = a | put in\n"
    report = verify(parse_derivation(text), seed=5)
    assert report.verified
    assert [step.from_above for step in report.steps] == [False, True]


def test_labels_say_what_stands_behind_a_step() -> None:
    text = "let x\nx + x = 2x | sum\nineq x^2 >= 0 | square\n"
    report = verify(parse_derivation(text), seed=5, prove=lambda *_: True)
    assert [step.label for step in report.steps] == [Label.PROVED, Label.EVIDENCE]
    assert all(step.verdict is Verdict.EQUAL for step in report.steps)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("let x; a: positive; y: rv\nsolve a x = 1 : x = 1/a | divide", Verdict.EQUAL),
        ("let y: rv; a\nsolve grad(E[(y - a)^2], a) = 0 : a = E[y] | set to zero", Verdict.EQUAL),
        (
            "let y: rv; x: rv; a\nsolve grad(E[(y - a x)^2], a) = 0 : a = E[x y]/E[x^2] | set to zero",
            Verdict.EQUAL,
        ),
        (
            "let y: rv; x: rv; a\nsolve grad(E[(y - a x)^2], a) = 0 : a = E[x y]/E[x]^2 | set to zero",
            Verdict.DIFFERENT,
        ),
        ("let x: rv; a\nsolve x a = 1 : a = 1/x | its value varies", Verdict.UNDECIDED),
    ],
)
def test_an_equation_is_solved_beside_random_variables_and_under_expectations(
    text: str, verdict: Verdict
) -> None:
    assert [step.verdict for step in verify(parse_derivation(text), seed=5).steps] == [verdict]
