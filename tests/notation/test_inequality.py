import pytest

from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.inequality import holds_everywhere
from studybuddy.notation.numeric import Agreement, Status
from studybuddy.notation.parser import parse
from studybuddy.notation.tree import Relation


def searched(line: str, let: str, seed: int) -> Agreement:
    known = parse_declarations(let)
    tree = parse(line, known)
    assert isinstance(tree, Relation)
    return holds_everywhere(tree, known, seed)


@pytest.mark.parametrize(
    ("let", "line"),
    [
        ("x; y", "x y <= (x^2 + y^2)/2"),
        ("x", "x <= x"),
        ("x", "exp(x) > 0"),
        ("x", "exp(x) >= 1 + x"),
        ("x: positive", "log(1 + x) < x"),
        ("x", "x^2 + 10^-13 > x^2"),
        ("z", "sigmoid(z) < 1"),
        ("z", "log(1 - sigmoid(z)) <= -softplus(z)"),
        ("p: prob", "p (1 - p) <= 0.25"),
        ("x: [n]; y: [n]", "(x'y)^2 <= (x'x)(y'y)"),
        ("x: [n]", "norm(x, inf) <= norm(x, 2)"),
        ("p: [K] simplex", "-sum(p_i log(p_i), i=1..K) <= log(K)"),
        ("A: [n,n] spd; x: [n]", "x'A x > 0"),
        ("x: rv", "E[x]^2 <= E[x^2]"),
        ("x", "max(0, 1 - x) >= 1 - x"),
    ],
)
def test_a_true_inequality_is_not_refuted(let: str, line: str) -> None:
    for seed in range(5):
        assert searched(line, let, seed).status is Status.AGREE, seed


@pytest.mark.parametrize(
    ("let", "line", "counterexample"),
    [
        ("x", "x < x", "at x = "),
        ("p: prob", "p^40 <= 0", "the right side 0"),
        ("p: prob", "p (1 - p) < 0.25", "at p = 0.5 "),
        ("x", "(x - 1)^2 > 0", "at x = 1 "),
        ("x; y", "10^-9 x y <= 10^-9 (x^2 + y^2)/2 - 10^-14", "at x = "),
        ("x", "x^4 - 3 x^2 + 2.2501 >= 0.0002", "at x = "),
        ("x", "relu(x - 30) <= 0", "at x = "),
        ("x", "step(100 - x) >= 1", "at x = "),
        ("x: rv", "E[x^2] < E[x]^2", "the left side is"),
        ("x: rv", "E[x] < E[x]", ""),
    ],
)
def test_a_false_inequality_is_refuted_with_a_point(let: str, line: str, counterexample: str) -> None:
    for seed in range(5):
        found = searched(line, let, seed)
        assert found.status is Status.DIFFER, seed
        assert counterexample in found.counterexample
        assert found.counterexample or found.reason
