"""Points on both sides of kinks, so that formulas that differ in one piece alone are told apart."""

import numpy as np
import pytest
from notation.corpus import lines_of, relation

from studybuddy.notation.inequality import holds_everywhere
from studybuddy.notation.kinks import has_kinks, points_at_kinks
from studybuddy.notation.numeric import Status, agree

KINKS = list(lines_of("kinks.txt"))


@pytest.mark.parametrize(("declarations", "line"), KINKS)
def test_formulas_that_differ_between_two_kinks_are_told_apart(declarations: str, line: str) -> None:
    tree, known = relation(declarations, line)
    for seed in range(4):
        found = agree(tree.right, tree.left, known, seed)
        assert found.status is Status.DIFFER, seed
        assert found.counterexample


def test_both_sides_of_a_kink_are_met_closely() -> None:
    tree, known = relation("x", "relu(x - 3) = 0")
    met = np.concatenate(
        [p.values["x"].array.ravel() for p in points_at_kinks(tree.left, tree.right, known, 1)]
    )
    for side in (-1, 1):
        distances = side * (met - 3)
        assert (distances[distances > 0] < 0.1).any()
        assert (distances > 0.1).any()


def test_a_formula_without_kinks_needs_no_more_points() -> None:
    tree, known = relation("x; y", "sigmoid(x) = tanh(y)")
    assert not has_kinks(known, tree)
    assert not list(points_at_kinks(tree.left, tree.right, known, 1))


@pytest.mark.parametrize(
    "line",
    [
        "relu(x) - relu(-x) = x",
        "max(x, y) + min(x, y) = x + y",
        "grad(relu(1 - x), x) = -step(1 - x)",
        "|x - y| = max(x - y, y - x)",
        "sign(x) relu(x) = relu(x)",
        "max(0, 1 - x y) = max(0, 1 - x y) step(9 - x y)",
    ],
)
def test_what_is_true_beside_every_kink_is_true(line: str) -> None:
    tree, known = relation("x; y", line)
    for seed in range(10):
        assert agree(tree.right, tree.left, known, seed).status is Status.AGREE, seed


@pytest.mark.parametrize(
    ("declared", "line"),
    [
        ("x; y", "grad(grad(relu(x)^2, x), x) = 2 step(x)"),
        ("x; y", "grad(grad(relu(x - 3)^2, x), x) = 2 step(x - 3)"),
        ("x; y", "grad(grad(|x|^3, x), x) = 6 |x|"),
        ("x; y", "grad(grad(max(0, 1 - x)^2, x), x) = 2 step(1 - x)"),
        ("x; y", "grad(grad(relu(x y)^2, x), x) = 2 y^2 step(x y)"),
        ("x; y", "grad(grad(|x|, x), x) = 0"),
        ("w: [d]; x: [d]", "jac(grad(relu(1 - w'x)^2, w), w) = 2 step(1 - w'x) x x'"),
        ("w: [d]; x: [d]", "norm(w, 1) = sumall(max(w, -w))"),
        ("w: [d]; x: [d]", "norm(w, inf) = max(max(w), -min(w))"),
        ("w: [d]; x: [d]", "grad(norm(w, 1), w) = sign(w)"),
    ],
)
def test_a_difference_taken_across_a_kink_refutes_nothing(declared: str, line: str) -> None:
    tree, known = relation(declared, line)
    for seed in range(6):
        assert agree(tree.right, tree.left, known, seed).status is Status.AGREE, seed


def test_an_inequality_of_second_derivatives_is_not_refuted_across_a_kink() -> None:
    tree, known = relation("x", "grad(grad(relu(x)^2, x), x) <= 2")
    for seed in range(6):
        assert holds_everywhere(tree, known, seed).status is Status.AGREE, seed
