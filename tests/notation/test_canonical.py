import pytest

from studybuddy.notation.canonical import canonical, likeness
from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.parser import parse

KNOWN = parse_declarations("X: [n,d]; y: [n]; w: [d]; a; b; c; A: [n,n]")


def key(text: str) -> object:
    return canonical(parse(text, KNOWN), KNOWN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a + b", "b + a"),
        ("a b c", "c*a*b"),
        ("a - b", "-b + a"),
        ("2 a + a", "3 a"),
        ("a - a + b", "b"),
        ("X''w", "X w"),
        ("w'X'y", "y'X w"),
        ("(X w)'y", "w'X'y"),
        ("a/2", "0.5 a"),
        ("ln(a)", "log(a)"),
        ("||X w - y||", "||y - X w||"),
        ("(a - b)^2", "(b - a)^2"),
        ("a a", "a^2"),
        ("2 (X w)", "(2 X) w"),
    ],
)
def test_the_same_line_in_other_words_has_the_same_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(a + b)^2", "a^2 + 2 a b + b^2"),
        ("||w||^2", "w'w"),
        ("A X w", "A' X w"),
        ("a b", "a + b"),
        ("(a + b) c", "a c + b c"),
        ("a - b", "b - a"),
        ("(a - b)^3", "(b - a)^3"),
    ],
)
def test_a_step_changes_the_key(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_likeness_is_one_for_the_same_and_less_for_others() -> None:
    expanded, factored = key("w'X'X w - 2 w'X'y + y'y"), key("(X w - y)'(X w - y)")
    between = key("w'X'X w - w'X'y - y'X w + y'y")
    assert likeness(expanded, expanded) == 1.0  # type: ignore[arg-type]  # keys
    assert likeness(between, expanded) > likeness(between, factored)  # type: ignore[arg-type]
