from dataclasses import replace
from pathlib import Path

import pytest
from notation.corpus import FIXTURES

from studybuddy.notation.declared import Declarations
from studybuddy.notation.derivation import parse_derivation
from studybuddy.notation.errors import NotationError
from studybuddy.notation.progress import progress
from studybuddy.notation.shapes import shape_of
from studybuddy.notation.source import text_of
from studybuddy.notation.standing import Standing
from studybuddy.notation.steps import Derivation
from studybuddy.notation.tree import Binary, Negate, Node, Operator, children, with_children

OLS = parse_derivation((FIXTURES / "derivations" / "ols.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("at", "line", "standing", "step"),
    [
        (0, "L = (Xw-y)'(Xw-y)", Standing.NEXT, 0),
        (0, "= (y-Xw)'(y-Xw)", Standing.NEXT, 0),
        (0, "= ||X w - y||^2", Standing.NO_STEP, None),
        (0, "L = ||y - X w||^2", Standing.NO_STEP, None),
        (0, "= w'X'Xw - 2y'Xw + y'y", Standing.LATER, 1),
        (1, "= w'X'Xw - 2y'Xw + y'y", Standing.NEXT, 1),
        (1, "w'X'Xw - 2y'Xw + y'y", Standing.NEXT, 1),
        (1, "= w'X'Xw - y'X w - w'X'y + y'y", Standing.NEXT, 1),
        (1, "= (y-Xw)'(y-Xw)", Standing.NO_STEP, None),
        (1, "= w'X'Xw + 2w'X'y + y'y", Standing.WRONG, None),
        (1, "= w'X'X w -", Standing.UNREADABLE, None),
        (2, "grad(L,w) = 2 X'X w - 2 X'y", Standing.NEXT, 2),
        (2, "grad(L,w) = 2X'(Xw - y)", Standing.GOAL, 2),
        (2, "2X'(Xw-y)", Standing.GOAL, 2),
        (2, "grad(L,w) = grad(L,w)", Standing.NO_STEP, None),
        (2, "= grad((X w-y)'(X w-y), w)", Standing.NO_STEP, None),
        (2, "grad(L,w) = X'(Xw - y)", Standing.WRONG, None),
        (2, "w = inv(X'X)X'y", Standing.LATER, 4),
        (3, "X'y = X'X w", Standing.NEXT, 3),
        (3, "2X'X w - 2X'y = 0", Standing.NEXT, 3),
        (3, "grad(L, w) = 0", Standing.NO_STEP, None),
        (3, "w = inv(X'X) X'y", Standing.LATER, 4),
        (3, "X'X w = X'y + w", Standing.WRONG, None),
        (4, "w = inv(X'X) X' y", Standing.NEXT, 4),
        (4, "solve X'X w = X'y : w = inv(X'X) X' y", Standing.NEXT, 4),
        (4, "inv(X'X)X'y", Standing.NEXT, 4),
        (3, "inv(X'X) X'y = w", Standing.LATER, 4),
        (4, "inv(X'X) X'y = w", Standing.NEXT, 4),
        (4, "X'X w - X'y = 0", Standing.NO_STEP, None),
        (4, "w = inv(X'X)X'X w", Standing.NO_STEP, None),
        (4, "w = 2inv(X'X)X'y", Standing.WRONG, None),
        (4, "w = inv(X X')X y", Standing.UNREADABLE, None),
    ],
)
def test_a_typed_line_is_judged_by_truth_and_progress(
    at: int, line: str, standing: Standing, step: int | None
) -> None:
    found = progress(line, OLS, at, seed=5)
    assert (found.standing, found.step) == (standing, step), found
    assert found.is_right is (step is not None)


def test_a_wrong_line_comes_with_a_counterexample_and_the_mistake() -> None:
    found = progress("= w'X'Xw + 2w'X'y + y'y", OLS, 1, seed=5)
    assert "yours is" in found.counterexample
    assert found.reason.startswith("a sign: 2 w' X' y")


def test_what_cannot_be_checked_is_left_to_the_learner() -> None:
    derivation = parse_derivation("let x\nunchecked: it converges | so\nineq x^2 >= 0 | square")
    assert progress("x = 1", derivation, 0, seed=5).standing is Standing.UNDECIDED
    assert progress("x^2 >= 0", derivation, 1, seed=5).standing is Standing.NEXT
    assert progress("x^2 + 1 >= 0.5", derivation, 1, seed=5).standing is Standing.UNDECIDED
    assert progress("x^2 >= -1", derivation, 1, seed=5).standing is Standing.NO_STEP
    assert progress("x^2 >= 1", derivation, 1, seed=5).standing is Standing.WRONG


@pytest.mark.parametrize("path", sorted((FIXTURES / "derivations").glob("*.txt")), ids=lambda path: path.stem)
def test_every_line_of_a_derivation_is_its_own_next_line(path: Path) -> None:
    derivation = parse_derivation(path.read_text(encoding="utf-8"))
    for at, step in enumerate(derivation.steps):
        if step.kind.value in ("given", "unchecked"):
            continue
        found = progress(step.text, derivation, at, seed=5)  # with what is solved, before the colon
        assert (found.standing, found.step) == (Standing.NEXT, at), (step.text, found)


@pytest.mark.parametrize("path", sorted((FIXTURES / "derivations").glob("*.txt")), ids=lambda path: path.stem)
def test_a_line_in_another_order_is_that_line(path: Path) -> None:
    derivation = parse_derivation(path.read_text(encoding="utf-8"))
    turned = 0
    for at, step in enumerate(derivation.steps):
        if step.claim is None or step.kind.value in ("given", "unchecked"):
            continue
        typed = text_of(replace(step.claim, right=in_another_order(step.claim.right, step.declarations)))
        turned += typed != text_of(step.claim)
        found = progress(typed, derivation, at, seed=5)
        assert found.is_right, (typed, found)
    assert turned


def in_another_order(node: Node, declarations: Declarations) -> Node:
    """Turn every sum round, and every product in which one factor is a number."""
    node = with_children(node, iter([in_another_order(child, declarations) for child in children(node)]))
    match node:
        case Binary(operator=Operator.ADD, left=left, right=right):
            return replace(node, left=right, right=left)
        case Binary(operator=Operator.SUBTRACT, left=left, right=right):
            return Binary(Operator.ADD, Negate(right), left)
        case Binary(operator=Operator.MULTIPLY, left=left, right=right) if is_scalar(left, declarations):
            return Binary(Operator.MULTIPLY, right, left)
        case _:
            return node


def is_scalar(node: Node, declarations: Declarations) -> bool:
    try:
        return shape_of(node, declarations) == ()
    except NotationError:  # an index of a sum around it
        return False


# --- what a line is about ----------------------------------------------------------------------------------


@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize("line", ["1 = 1", "0 = 0", "y'y = y'y", "X = X", "w = w"])
def test_an_identity_about_nothing_asked_is_true_but_no_step(at: int, line: str) -> None:
    found = progress(line, OLS, at, seed=5)
    assert (found.standing, found.step) == (Standing.NO_STEP, None)
    assert found.reason


@pytest.mark.parametrize("line", ["L - y'y = w'X'X w - 2y'X w", "y'X w = w'X'y"])
def test_a_true_equation_about_something_else_is_no_step(line: str) -> None:
    found = progress(line, OLS, 1, seed=5)
    assert (found.standing, found.reason) == (
        Standing.NO_STEP,
        "it is true, but says nothing of what is asked",
    )


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("grad(L, w) = 2X'X w - 2X'y", 2),
        ("grad(L, w) = 2X'(Xw - y)", 2),
        ("grad(||X w - y||^2, w) = 2X'(Xw - y)", 2),
    ],
)
def test_an_equation_that_belongs_to_a_later_line_is_that_line(line: str, step: int) -> None:
    found = progress(line, OLS, 0, seed=5)
    assert (found.standing, found.step) == (Standing.LATER, step)


def test_a_line_may_be_about_the_same_in_other_words() -> None:
    found = progress("||X w - y||^2 = w'X'X w - 2 w'X'y + y'y", OLS, 1, seed=5)
    assert (found.standing, found.step) == (Standing.NEXT, 1)


@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize("line", ["{}", "{} = {}", "= {}", "{1} = {1}", "w = {w}"])
def test_a_set_in_a_line_is_unreadable(at: int, line: str) -> None:
    assert progress(line, OLS, at, seed=5).standing is Standing.UNREADABLE


@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize("line", ["10 = X", "X = 10", "inf! = 1", "1 = inf!"])
def test_a_number_beside_a_matrix_or_infinity_is_judged_with_a_reason(at: int, line: str) -> None:
    found = progress(line, OLS, at, seed=5)
    assert found.standing in (Standing.WRONG, Standing.UNDECIDED)
    assert found.reason or found.counterexample


# --- lines beside solutions, and inequalities --------------------------------------------------------------

SCORE = parse_derivation(
    """let p: prob; q: prob
def F = -p log(q) - (1 - p) log(1 - q)
def H = -p log(p) - (1 - p) log(1 - p)
solve grad(F, q) = 0 : q = p | set to zero
F - H = p log(p/q) + (1 - p) log((1 - p)/(1 - q)) | collect
ineq q (1 - q) <= 1/4 | largest at 1/2
solve (p - q) = q - 1/2 : q = p/2 + 1/4 | collect
"""
)


@pytest.mark.parametrize("line", ["= p log2(p/q) + (1 - p) log((1 - p)/(1 - q))", "= q - p", "= 0"])
def test_a_line_that_is_right_at_an_earlier_solution_alone_is_wrong(line: str) -> None:
    assert progress(line, SCORE, 1, seed=5).standing is Standing.WRONG


@pytest.mark.parametrize(
    ("line", "standing"),
    [
        ("q (1 - q) <= 1/4", Standing.NEXT),
        ("1/4 >= q (1 - q)", Standing.NEXT),
        ("4 q (1 - q) <= 1", Standing.NEXT),
        ("q - q^2 <= 0.25", Standing.NEXT),
        ("q (1 - q) <= 1", Standing.NO_STEP),
        ("1 >= q (1 - q)", Standing.NO_STEP),
        ("q (1 - q) < 1/2", Standing.NO_STEP),
        ("q (1 - q) <= 1/4 - (q - 1/2)^2", Standing.GOAL),
        ("q (1 - q) <= 1/5", Standing.WRONG),
        ("q (1 - q) < 1/4", Standing.WRONG),
        ("q <= 1", Standing.UNDECIDED),
    ],
)
def test_an_inequality_may_be_turned_or_sharper_but_not_weaker(line: str, standing: Standing) -> None:
    assert progress(line, SCORE, 2, seed=5).standing is standing


@pytest.mark.parametrize("line", ["q = -p", "q = p/2 + 5/4", "q = p/2", "q^2 = -1"])
def test_a_solution_that_no_value_of_the_domain_has_is_wrong(line: str) -> None:
    found = progress(line, SCORE, 3, seed=5)
    assert found.standing is Standing.WRONG
    assert found.counterexample or found.reason


@pytest.mark.parametrize("typed", ["1/(1 + e^z)", "= 1/(exp(z) + 1)"])
def test_a_true_line_unlike_both_neighbours_is_taken(typed: str) -> None:
    text = "let z\ndef s = 1/(1 + exp(-z))\n1 - s = exp(-z)/(1 + exp(-z)) | one denominator"
    assert progress(typed, parse_derivation(text), 0, seed=5).is_right


REPEATS = {
    "before a line about something else": """let z
def s = 1/(1 + exp(-z))
grad(s, z) = exp(-z)/(1 + exp(-z))^2 | chain rule [goal: no grad]
1 - s = exp(-z)/(1 + exp(-z)) | common denominator
grad(s, z) = s (1 - s) | one factor each [goal: no grad]""",
    "of a chain whose value comes again": """let b: prob; g: [t] rv iid
index i: t
def m = (1 - b) sum(b^(t - i) g_i, i)
E[m] = (1 - b) sum(b^(t - i) E[g_i], i) | linear
 = (1 - b) E[g_1] sum(b^(t - i), i) | one mean
sum(b^(t - i), i) = (1 - b^t)/(1 - b) | geometric sum
E[m] = (1 - b^t) E[g_1] | put in""",
    "of a solution": """let a: prob; b: prob; p: prob
solve p = (1 - a) p + b (1 - p) : p = b/(a + b) | stationary
b/(a + b) + a/(a + b) = 1 | shares""",
    "before an inequality": """let s: prob
s (1 - s) = 1/4 - (s - 1/2)^2 | complete the square
ineq s (1 - s) <= 1/4 | a square is never negative""",
    "of an inequality": """let q: [K] simplex; r: [K] simplex; l: [K] positive
index k: K
def Z = l'r
def t = l .* r/Z
def J = sum(q_k log(l_k r_k/q_k), k)
ineq sum(q_k log(q_k/t_k), k) >= 0 | a divergence
ineq J <= log(Z) | so a lower bound""",
}


@pytest.mark.parametrize("text", REPEATS.values(), ids=REPEATS.keys())
def test_a_line_above_said_again_is_no_step(text: str) -> None:
    derivation = parse_derivation(text)
    for at in range(1, len(derivation.steps)):
        for above in derivation.steps[:at]:
            assert above.claim is not None
            found = progress(text_of(above.claim), derivation, at, seed=5)
            assert found.standing is Standing.NO_STEP, (at, above.text, found)


def test_a_line_of_a_chain_is_said_again_of_its_first_left_side_too() -> None:
    derivation = parse_derivation(REPEATS["of a chain whose value comes again"])
    typed = "E[m] = (1 - b) E[g_1] sum(b^(t - i), i)"
    assert progress(typed, derivation, 2, seed=5).standing is Standing.NO_STEP


@pytest.mark.parametrize("typed", ["1 = 1", "s (1 - s) = s (1 - s)"])
def test_an_equation_in_the_place_of_an_inequality_is_no_step(typed: str) -> None:
    derivation = parse_derivation(REPEATS["before an inequality"])
    assert progress(typed, derivation, 1, seed=5).standing is Standing.NO_STEP


def test_a_counterexample_names_no_index_that_a_sum_runs_over() -> None:
    derivation = parse_derivation("let x: [n]\nindex i: n\nsum(2 x_i, i) = 2 sum(x_i, i) | pull out")
    found = progress("= sum(x_i, i)", derivation, 0, seed=5)
    assert found.counterexample.startswith("at x = ")
    assert "yours is half as large" in found.reason


@pytest.mark.parametrize("line", ["b = a x", "b - a x = 0", "x = b - (a - 1) x", "b = x + (a - 1) x"])
def test_an_equation_is_solved_where_the_name_stands_alone(line: str) -> None:
    derivation = parse_derivation("let a: positive; b; x\nsolve a x = b : x = b/a | divide")
    found = progress(line, derivation, 0, seed=5)
    assert (found.standing, found.reason) == (Standing.NO_STEP, "it is not solved for x yet")
    assert progress("b/a = x", derivation, 0, seed=5).standing is Standing.NEXT


def test_a_wrong_solution_is_told_in_the_words_of_the_learner() -> None:
    found = progress("q = (p + 1)/4", SCORE, 3, seed=5)
    assert "yours holds and the expected one does not" in found.counterexample


# --- lines in the words of a definition --------------------------------------------------------------------

HAT = parse_derivation(
    """let X: [n,d] tall
def H = X inv(X'X) X'
H H = X inv(X'X) (X'X) inv(X'X) X' | group the inner factors
 = X inv(X'X) X'                   | an inverse meets its matrix: H again
"""
)
SLOPE = parse_derivation(
    """let z
def s = 1/(1 + exp(-z))
grad(s, z) = exp(-z)/(1 + exp(-z))^2 | chain rule [goal: no grad]
 = s (1 - s)                         | the factor 1 - s is exp(-z)/(1 + exp(-z))
"""
)


@pytest.mark.parametrize(
    ("derivation", "line"),
    [(HAT, "H"), (HAT, "H'"), (HAT, "H H = H"), (SLOPE, "1/(1 + e^-z) (1 - 1/(1 + e^-z))")],
)
def test_a_line_is_the_one_that_it_says_with_its_definitions_spelled_out(
    derivation: Derivation, line: str
) -> None:
    early, asked = (progress(line, derivation, at, seed=5) for at in (0, 1))
    assert (early.standing, early.step) == (Standing.LATER, 1)
    assert (asked.standing, asked.step) == (Standing.NEXT, 1)


@pytest.mark.parametrize(
    ("derivation", "line"),
    [(HAT, "H H"), (HAT, "H' H'"), (SLOPE, "grad(1/(1 + exp(-z)), z)")],
)
def test_spelling_out_the_line_above_is_no_step(derivation: Derivation, line: str) -> None:
    assert progress(line, derivation, 1, seed=5).standing is Standing.NO_STEP


def test_definitions_that_double_are_left_as_they_are() -> None:
    doubling = "".join(f"def d{k} = {'x' if k == 0 else f'd{k - 1} d{k - 1}'}\n" for k in range(40))
    derivation = parse_derivation(f"let x: prob\n{doubling}d39 - d39 x = d39 (1 - x) | collect\n")
    assert progress("= (1 - x) d39", derivation, 0, seed=5).standing is Standing.NEXT
