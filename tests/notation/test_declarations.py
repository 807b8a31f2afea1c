from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.draws import draw_values
from studybuddy.notation.errors import NotationError
from studybuddy.notation.parser import parse


def test_shapes_words_and_continuations_are_read() -> None:
    known = parse_declarations(
        "let X: [n,d] tall; y: [n] binary; s: prob\nindex i: n; j: d\ndef L = ||X X'y||^2"
    )
    assert known.variables["X"].shape == ("n", "d")
    assert known.variables["X"].words == {"tall"}
    assert known.variables["s"].words == {"prob"}
    assert known.indices == {"i": "n", "j": "d"}
    assert known.dimensions == {"n", "d"}
    assert known.names == {"X", "y", "s", "i", "j", "n", "d", "L"}


def test_let_may_be_left_out_and_names_listed() -> None:
    known = parse_declarations("a, b: positive; c")
    assert known.variables["a"].words == known.variables["b"].words == {"positive"}
    assert known.variables["c"].shape == ()


def test_a_distribution_refers_to_names_declared_before() -> None:
    known = parse_declarations("let m; s: positive; x ~ normal(m, 2 s); y: [n] ~ normal(0, 1)")
    assert known.variables["x"].normal == (parse("m", known), parse("2 s", known))
    assert known.variables["y"].is_random


def test_greek_letters_are_their_names() -> None:
    assert set(parse_declarations("let λ: positive; ŷ: [n]").variables) == {"lambda", "y_hat"}


def test_symbols_that_are_also_functions_may_be_declared() -> None:
    known = parse_declarations("let gamma: prob; e: [n]")
    assert parse("gamma(1 - gamma)", known) == parse("gamma*(1 - gamma)", known)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("let exp", "already means"),
        ("let sum: [n]", "already means"),
        ("let x; x", "twice"),
        ("let n: [n]", "own dimension"),
        ("let X: [n,d]; n", "dimension"),
        ("let n; X: [n,d]", "variable"),
        ("let x: tal", "no assumption"),
        ("let x: spd", "square matrix"),
        ("let x: [n] tall", "matrix"),
        ("let x: [n] spd", "square"),
        ("let X: [n,d] simplex", "vector"),
        ("let x: [1]", "between 2"),
        ("let x: [99]", "between 2"),
        ("let x: [n,d,k]", "one or two"),
        ("let x: zeromean", "random"),
        ("let 2x", "no name"),
        ("let x: scalar", "no assumption"),
        ("let x ~ uniform(0, 1)", "no distribution"),
        ("let x ~ normal(0)", "mean and a standard deviation"),
        ("let x ~ normal(x, 1)", "x is not declared"),
        ("def L = q", "q is not declared"),
        ("def L", "defines nothing"),
        ("index i", "needs a dimension"),
        ("draw k", "needs a range"),
        ("draw k: 9..1", "empty"),
        ("draw k: one", "no range"),
        ("let __import__", "no name"),
        ("let x.y", "no name"),
        ("let " + "; ".join(f"v{k}" for k in range(99)), "more than 60"),
    ],
)
def test_a_bad_declaration_is_explained(text: str, message: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse_declarations(text)
    assert message in caught.value.message
    assert 0 <= caught.value.column <= len(text)


@given(st.integers())
def test_draws_stay_in_their_range_and_the_same_seed_draws_the_same(seed: int) -> None:
    known = parse_declarations("draw k: 1..9; p: 0.1..0.9; q: -5..5 step 2.5; r: {1, 2, 5}")
    drawn = draw_values(known, seed)
    assert drawn == draw_values(known, seed)
    assert Fraction(drawn["k"]) in range(1, 10)
    assert Fraction("0.1") <= Fraction(drawn["p"]) <= Fraction("0.9")
    assert Fraction(drawn["q"]) in [Fraction(-5), Fraction("-2.5"), 0, Fraction("2.5"), 5]
    assert drawn["r"] in {"1", "2", "5"}


def test_a_draw_does_not_depend_on_the_others() -> None:
    alone = draw_values(parse_declarations("draw k: 1..1000000"), 7)
    among = draw_values(parse_declarations("draw a: 1..9; k: 1..1000000"), 7)
    assert alone["k"] == among["k"]


def test_every_value_of_a_range_is_drawn_sometimes() -> None:
    known = parse_declarations("draw k: 1..6")
    assert {draw_values(known, seed)["k"] for seed in range(200)} == set("123456")


def test_drawn_numbers_become_definitions() -> None:
    known = parse_declarations("draw k: -3..-3").with_numbers({"k": "-3"})
    assert known.definitions["k"] == parse("-3", known)
