import pytest

from studybuddy.notation.compare import (
    DEFAULT_WITHIN,
    Comparison,
    Label,
    Verdict,
    Within,
    compare_texts,
    parse_within,
)
from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.errors import NotationError
from studybuddy.notation.forms import checked_form
from studybuddy.notation.parser import parse

OLS = "X: [n,d] tall; y: [n]; w: [d]; lambda: positive"


def judged(
    given: str, expected: str, let: str = "", *, form: str | None = None, within: Within | None = None
) -> Comparison:
    return compare_texts(given, expected, parse_declarations(let), seed=7, form=form, within=within)


@pytest.mark.parametrize(
    ("given", "expected", "let"),
    [
        ("s - s^2", "s(1-s)", "s: prob"),
        ("w = inv(X'X) X'y", "X'X w = X'y", OLS),
        ("X'X w = X'y", "2X'X w - 2X'y = 0", OLS),
        ("w = inv(X'X + lambda eye(d)) X'y", "X'X w + lambda w = X'y", OLS),
        ("x = 2", "x^2 = 4", "x: positive"),
        ("y = x + 1", "x = y - 1", "x; y"),
        ("2 > x", "2x < 4", "x"),
        ("x >= 1", "3x >= 3", "x"),
        ("{1, -1}", "{-1, 1, 1}", ""),
        ("{}", "{}", ""),
        ("9**9**9", "9^(9^9)", ""),
        ("(a+b)^1000", "(b+a)^1000", "a; b"),
        ("exp(1000)/exp(999)", "e", ""),
        ("log(x^2)", "2 log(x)", "x"),
        ("[1, 2; 3, 4]'", "[1, 3; 2, 4]", ""),
        ("x - x", "0", "x"),
        ("factorial(20)/factorial(18)", "380", ""),
    ],
)
def test_equal_formulas_are_equal(given: str, expected: str, let: str) -> None:
    found = judged(given, expected, let)
    assert found.verdict is Verdict.EQUAL, found
    assert found.label is Label.NUMERICAL


@pytest.mark.parametrize(("given", "expected"), [("log(a) + log(b)", "log(a b)"), ("sqrt(a)^2", "a")])
def test_no_draw_misses_that_only_the_expected_side_has_a_value(given: str, expected: str) -> None:
    declarations = parse_declarations("a; b")
    found = {compare_texts(given, expected, declarations, seed=seed).verdict for seed in range(25)}
    assert found == {Verdict.DIFFERENT}


@pytest.mark.parametrize(
    ("given", "expected", "let", "counterexample"),
    [
        ("s(1+s)", "s(1-s)", "s: prob", "yours is"),
        ("x = 2", "x^2 = 4", "x", "x = -2"),
        ("x <= 2", "x < 2", "x", ""),
        ("x < 2.01", "x < 2", "x", "x = 2"),
        ("x > 2", "x < 2", "x", ""),
        ("{1, x}", "{1, -1}", "x", ""),
        ("3.14159265358979", "pi", "", "3.1415926535897"),
        ("0.333333333333333", "1/3", "", "yours is"),
        ("2 log(x)", "log(x^2)", "x", "undefined"),
        ("sqrt(x^2)", "x", "x", "yours is"),
        ("1/(x-x)", "1", "x", "yours is infinite"),
        ("w = inv(X'X) X'X w", "X'X w = X'y", OLS, ""),
        ("x = x", "x = 2", "x", ""),
        ("x != 2", "x = 2", "x", ""),
        ("step(x - 1000)", "0.001", "x", "yours is"),
    ],
)
def test_different_formulas_are_different_and_it_is_said_where(
    given: str, expected: str, let: str, counterexample: str
) -> None:
    found = judged(given, expected, let)
    assert found.verdict is Verdict.DIFFERENT, found
    assert counterexample in found.counterexample


def test_a_counterexample_names_the_point_and_both_values() -> None:
    found = judged("s(1+s)", "s(1-s)", "s: prob")
    assert found.counterexample == "at s = 0.698 yours is 1.19, expected 0.211"


@pytest.mark.parametrize(
    ("given", "expected", "let", "reason"),
    [
        ("x +", "x", "x", "ends"),
        ("q", "x", "x", "not declared"),
        ("X y", "X w", OLS, "inner dimensions"),
        ("(X w)'", "X w", OLS, "transpose"),
        ("2", "x = 2", "x", "an equation is expected"),
        ("x = 2", "2", "x", "right side alone"),
        ("{1}", "1", "", "a set is not expected"),
        ("sum(k, k=1..x)", "x", "x", "no whole number"),
    ],
)
def test_what_makes_no_sense_is_an_error_and_no_wrong_answer(
    given: str, expected: str, let: str, reason: str
) -> None:
    found = judged(given, expected, let)
    assert found.verdict is Verdict.ERROR
    assert reason in found.reason


@pytest.mark.parametrize(
    ("given", "expected", "let"),
    [
        ("9**9**9", "8", ""),
        ("9**9**9**9", "9**9**8**9", ""),
        ("sum(k, k=1..10^8)", "1", ""),
        ("sum(sum(sum(sum(a b c d, a=1..999), b=1..999), c=1..999), d=1..999)", "1", ""),
        ("prod(1 + 1/k, k=1..inf)", "1", ""),
        ("sum(sin(k), k=1..inf)", "0", ""),
        ("log(-1 - x^2)", "log(-2 - x^2)", "x"),
        ("A^1000000", "A", "A: [n,n]"),
        ("E[relu(x)]", "m", "m; s: positive; x ~ normal(m, s)"),
    ],
)
def test_what_cannot_be_settled_is_undecided_or_refused_but_never_accepted(
    given: str, expected: str, let: str
) -> None:
    found = judged(given, expected, let)
    assert found.verdict in (Verdict.UNDECIDED, Verdict.DIFFERENT)
    assert found.reason or found.counterexample


def test_definitions_that_double_do_not_explode() -> None:
    doubling = "let x; " + "; ".join(
        f"def d{k} = {'x' if k == 0 else f'd{k - 1}'} + {'x' if k == 0 else f'd{k - 1}'}" for k in range(40)
    )
    assert judged("d39", "2^40 x", doubling).verdict is Verdict.EQUAL
    nested = "let x; " + "; ".join(
        f"def d{k} = grad({'x^3' if k == 0 else f'd{k - 1} + d{k - 1}'}, x)" for k in range(20)
    )
    assert judged("d19", "x", nested).verdict in (Verdict.UNDECIDED, Verdict.DIFFERENT)


@pytest.mark.parametrize(
    ("given", "expected", "let", "form"),
    [
        ("x^2 - x", "x(x-1)", "x", "factored"),
        ("1*(x^2 - x)", "x(x-1)", "x", "factored"),
        ("2x + 2", "2(x + 1)", "x", "factored"),
        ("-(2x + 2)", "-2(x + 1)", "x", "factored"),
        ("(x+1)^2", "x^2 + 2x + 1", "x", "expanded"),
        ("x(x+1)", "x^2 + x", "x", "expanded"),
        ("x^2 + x + x", "x^2 + 2x", "x", "expanded"),
        ("2/4", "1/2", "", "lowest"),
        ("(2x + 2)/4", "(x+1)/2", "x", "lowest"),
        ("x/(x x)", "1/x", "x", "lowest"),
        ("grad(x^2, x)", "2x", "x", "no grad"),
        ("inv(eye(n)) v", "v", "v: [n]", "no inv"),
        ("det(2 eye(2))", "4", "", "no inv, det"),
        ("sum(2, k=1..3)", "6", "", "no sum"),
    ],
)
def test_the_right_value_in_the_wrong_form_is_its_own_verdict(
    given: str, expected: str, let: str, form: str
) -> None:
    found = judged(given, expected, let, form=form)
    assert found.verdict is Verdict.WRONG_FORM, found
    assert "the value is right" in found.reason
    assert judged(expected, expected, let, form=form).verdict is Verdict.EQUAL


@pytest.mark.parametrize(
    ("given", "expected", "form", "verdict"),
    [
        ("x^2/2 + 7", "x^2/2", "up to constant", Verdict.EQUAL),
        ("x^2/2 + x", "x^2/2", "up to constant", Verdict.DIFFERENT),
        ("x^2/2 + a", "x^2/2", "up to constant in x", Verdict.EQUAL),
        ("x^2/2 + a", "x^2/2", "up to constant", Verdict.DIFFERENT),
        ("a x^2/2", "x^2/2", "up to constant in x", Verdict.DIFFERENT),
        ("x", "x", "up to constant in q", Verdict.ERROR),
    ],
)
def test_up_to_a_constant(given: str, expected: str, form: str, verdict: Verdict) -> None:
    assert judged(given, expected, "x; a", form=form).verdict is verdict


def test_an_unknown_form_is_refused_with_the_list() -> None:
    with pytest.raises(NotationError, match="factored"):
        checked_form("pretty")
    with pytest.raises(NotationError, match="no function"):
        checked_form("no beauty")


@pytest.mark.parametrize(
    ("given", "within", "verdict"),
    [
        ("0.167", "0.005", Verdict.EQUAL),
        ("0.17", "1%", Verdict.DIFFERENT),
        ("0.1667", "1%", Verdict.EQUAL),
        ("1/6", "0.005", Verdict.EQUAL),
        ("0.2", "0.005", Verdict.DIFFERENT),
    ],
)
def test_tolerances_count_for_plain_numbers(given: str, within: str, verdict: Verdict) -> None:
    assert judged(given, "1/6", within=parse_within(within)).verdict is verdict


def test_the_default_tolerance_forgives_a_rounded_decimal_and_no_more() -> None:
    assert judged("0.16666666667", "1/6", within=DEFAULT_WITHIN).verdict is Verdict.EQUAL
    assert judged("0.1666667", "1/6", within=DEFAULT_WITHIN).verdict is Verdict.DIFFERENT
    assert judged("x + 0.001", "x", "x", within=parse_within("1")).verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("given", "verdict", "reason"),
    [
        ("{0.333, 0.667}", Verdict.EQUAL, ""),
        ("{0.667, 1/3, 2/3}", Verdict.EQUAL, ""),
        ("{0.333, 0.6}", Verdict.DIFFERENT, "0.6 does not belong in the set"),
        ("{0.333}", Verdict.DIFFERENT, "a member is missing in your set"),
        ("{}", Verdict.DIFFERENT, "a member is missing in your set"),
    ],
)
def test_tolerances_count_for_the_members_of_a_set(given: str, verdict: Verdict, reason: str) -> None:
    found = judged(given, "{1/3, 2/3}", within=parse_within("0.001"))
    assert (found.verdict, found.reason) == (verdict, reason)


def test_a_known_wrong_number_is_recognised_within_the_tolerance() -> None:
    known = parse_declarations("")
    rejects = [(parse("2/3", known), "that is the other one")]
    found = compare_texts("0.667", "1/3", known, seed=3, rejects=rejects, within=parse_within("0.001"))
    assert (found.verdict, found.reason) == (Verdict.DIFFERENT, "that is the other one")


@pytest.mark.parametrize("text", ["", "about 1", "-1", "1%%", "1e400", "nan", "inf"])
def test_a_tolerance_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(NotationError):
        parse_within(text)


@pytest.mark.parametrize(
    ("given", "expected", "let", "mistake"),
    [
        ("2X'(y - X w)", "2X'(X w - y)", OLS, "the sign"),
        ("X'(X w - y)", "2X'(X w - y)", OLS, "factor of 2"),
        ("2X'(X w + y)", "2X'(X w - y)", OLS, "a sign: y"),
        ("||X w - y||^2", "||X w - y||^2/n", OLS, "missing 1/n"),
        ("||X w - y||^2/n", "||X w - y||^2", OLS, "1/n too many"),
        ("log2(x)", "log(x)", "x: positive", "base of the logarithm"),
        ("-p log2(p) - p", "-p log(p) - p", "p: prob", "base of the logarithm"),
        ("cos(a x)", "a cos(a x)", "a; x", "chain rule"),
        ("cos(a x) + 1", "a cos(a x) + 1", "a; x", "chain rule"),
        ("A x", "A'x", "A: [n,n]; x: [n]", "transpose"),
        ("x^2", "x^2 + 1", "x", "term 1 is missing"),
        ("3 x^2", "x^2", "x", "constant factor"),
    ],
)
def test_a_known_mistake_is_named(given: str, expected: str, let: str, mistake: str) -> None:
    assert mistake in judged(given, expected, let).reason


def test_the_cards_own_rejects_come_first() -> None:
    known = parse_declarations("s: prob")
    rejects = [(parse("s*(1+s)", known), "sign: the second factor is 1 - s")]
    found = compare_texts("s + s^2", "s*(1-s)", known, seed=3, rejects=rejects)
    assert (found.verdict, found.reason) == (Verdict.DIFFERENT, "sign: the second factor is 1 - s")


def test_a_proof_upgrades_the_label_and_never_the_verdict() -> None:
    known = parse_declarations("x")
    proved = compare_texts("x + x", "2x", known, seed=1, prove=lambda *_: True)
    assert proved.label is Label.PROVED
    assert compare_texts("x", "2x", known, seed=1, prove=lambda *_: True).verdict is Verdict.DIFFERENT
    assert compare_texts("x + x", "2x", known, seed=1, prove=lambda *_: False).label is Label.NUMERICAL


def test_the_same_seed_gives_the_same_words() -> None:
    assert judged("s(1+s)", "s(1-s)", "s: prob") == judged("s(1+s)", "s(1-s)", "s: prob")


def test_an_equality_on_a_set_of_measure_zero_is_no_equality() -> None:
    assert judged("x y", "x + y", "x; y").verdict is Verdict.DIFFERENT
    assert judged("A B", "B A", "A: [n,n]; B: [n,n]").verdict is Verdict.DIFFERENT
