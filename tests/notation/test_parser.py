import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notation.corpus import lines_of, relation

from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.declared import Declarations
from studybuddy.notation.errors import NotationError
from studybuddy.notation.parser import parse
from studybuddy.notation.source import text_of
from studybuddy.notation.tree import Node

KNOWN = parse_declarations(
    "let X: [n,d]; y: [n]; w: [d]; a; b; c; x; z; s; x_hat; lambda; A: [n,n]; index i: n; j: d; def L = w'w"
)


def same(one: str, other: str) -> bool:
    return parse(one, KNOWN) == parse(other, KNOWN)


@pytest.mark.parametrize(
    ("short", "explicit"),
    [
        ("2x(1-x)", "2*x*(1 - x)"),
        ("X'X w", "(X'*X)*w"),
        ("Xw", "X*w"),
        ("X'Xw", "X'*X*w"),
        ("ln x", "ln(x)"),
        ("e^-z", "e^(-z)"),
        ("||w||^2", "(||w||)^2"),
        ("-x^2", "-(x^2)"),
        ("a^b^c", "a^(b^c)"),
        ("a - b - c", "(a - b) - c"),
        ("a/b/c", "(a/b)/c"),
        ("1/2 x", "(1/2)*x"),
        ("x_hat", "(x_hat)"),
        ("X_ij", "X[i,j]"),
        ("y_{i+1}", "y[i+1]"),
        ("(X w)_i", "(X w)[i]"),
        ("X^Tw", "X'*w"),
        ("X.T w", "X'*w"),
        ("x**2", "x^2"),
        ("x^{2a}", "x^(2*a)"),
        ("X @ w", "X w"),
        ("2|x|", "2*|x|"),
        ("log_2(x)", "log2(x)"),
        ("sum(a, i, j)", "sum(sum(a, j), i)"),
        ("0.5x", "0.5*x"),
        ("x == 2", "x = 2"),
        ("2pi", "2*pi"),
    ],
)
def test_short_forms_mean_what_they_look_like(short: str, explicit: str) -> None:
    assert same(short, explicit)


@pytest.mark.parametrize(
    ("unicode", "plain"),
    [
        ("σ(z)", "sigmoid(z)"),
        ("λx", "lambda x"),
        ("Xᵀy", "X'y"),
        ("x²y", "x^2*y"),
        ("x⁻¹", "x^(-1)"),
        ("a·b × c", "a*b*c"),
        ("yᵢ", "y_i"),
        ("x ≤ 2", "x <= 2"),
        ("x ≠ 2", "x != 2"),
        ("‖w‖²", "||w||^2"),
        ("√(x)", "sqrt(x)"),
        ("x − a", "x - a"),
        ("½x", "(1/2)x"),
        ("2π", "2 pi"),
        ("x̂", "x_hat"),
        ("y ⊙ y", "y .* y"),
    ],
)
def test_unicode_input_is_normalised(unicode: str, plain: str) -> None:
    assert same(unicode, plain)


@pytest.mark.parametrize(
    ("text", "column", "message", "suggestion"),
    [
        ("1/2x", 3, "ambiguous", "1/(2x)"),
        ("e^2x", 3, "ambiguous", "^(2x)"),
        ("ln x^2", 4, "ambiguous", "parentheses"),
        ("ln 2x", 4, "ambiguous", "parentheses"),
        ("|a|b|c|", 3, "ambiguous", "abs(a)"),
        ("softmx(z)", 0, "softmx", "softmax"),
        ("x + lamda", 4, "lamda", "lambda"),
        ("x + qq", 4, "qq is not declared", "declared:"),
        ("w_q", 0, "no declared index", "index q"),
        ("x 2", 2, "follows a value", "^2"),
        ("x +", 3, "ends", ""),
        ("(x", 2, "expected ')'", ""),
        ("x)", 1, "closes nothing", ""),
        ("0,367", 1, "no comma", "write 0.367"),
        ("x + 12,5", 6, "no comma", "write 12.5"),
        ("1,500", 1, "no comma", "write 1500, or 1.500"),
        ("2,000,000", 1, "no comma", "write 2000000"),
        ("1, 500", 1, "expected an operator", ""),
        ("(a, b)", 2, "list in parentheses", "[a; b]"),
        ("a = b = c", 6, "one relation", ""),
        ("sum(y)", 5, "needs an index", "sumall"),
        ("grad(L)", 6, "needs a variable", "grad(L, w)"),
        ("grad(L, 2)", 8, "declared variable", ""),
        ("E(x)", 1, "square brackets", "E[x]"),
        ("E[x|y]", 5, "to close the bars", "E[x | y]"),
        ("sin^2(x)", 3, "argument first", "sin(x)^2"),
        ("max()", 0, "takes up to", ""),
        ("[a, b; c]", 0, "differ in length", ""),
        ("I x", 0, "I is not declared", "eye(n)"),
        ("trace(A)", 0, "trace", "tr"),
        ("∇L", 0, "not read", "grad"),
        (r"\frac{a}{b}", 0, "LaTeX", ""),
        ("k + sum(k, k=1..3)", 0, "only inside its own sum", "index k"),
        ("a!!", 2, "double factorial", ""),
        ("A^2'", 3, "no transpose", "(A^2)'"),
        ("eigpair(A)", 0, "given", "given l, v"),
        ("", 0, "nothing", "type"),
    ],
)
def test_an_error_points_and_suggests(text: str, column: int, message: str, suggestion: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text, KNOWN)
    assert caught.value.column == column
    assert message in caught.value.message
    assert suggestion in caught.value.suggestion


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "x" * 100_000,
        "(" * 61 + "x" + ")" * 61,
        "-" * 100 + "x",
        "^".join(["x"] * 80),
        "x" + "'" * 200 + "!" * 100,
        "+".join("x" * 150),
        "1234567890123456",
        "1e400000000",
        "0.1234567890123456789",
        "a" * 300 + "b" * 99,
        "{" * 100,
        "|" * 100,
        "[" * 100,
        "sum(" * 70,
        "exp " * 90 + "x",
    ],
    ids=lambda text: text[:12],
)
def test_what_passes_a_limit_is_refused(text: str) -> None:
    with pytest.raises(NotationError):
        parse(text, KNOWN)


def test_many_overlapping_names_are_split_without_a_search_that_explodes() -> None:
    known = parse_declarations("let a; aa; aaa; aaaa")
    with pytest.raises(NotationError):
        parse("a" * 200 + "q", known)


@pytest.mark.parametrize(("declarations", "line"), list(lines_of("identities.txt")))
def test_a_printed_tree_parses_to_itself(declarations: str, line: str) -> None:
    tree, known = relation(declarations, line)
    assert parse(text_of(tree), known) == tree


def tree_or_error(text: str, known: Declarations) -> Node | NotationError:
    try:
        return parse(text, known)
    except NotationError as error:
        return error


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="xyXwab12.+-*/^'|()[]{},;=<>! _eEi∑λᵀ²ₙ~:\\\"", max_size=30))
def test_any_text_is_a_tree_or_an_error_inside_the_text(text: str) -> None:
    tree = tree_or_error(text, KNOWN)
    if isinstance(tree, NotationError):
        assert 0 <= tree.column <= len(text)
        assert tree.message
    else:
        assert parse(text_of(tree), KNOWN) == tree


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_any_unicode_is_a_tree_or_an_error(text: str) -> None:
    tree = tree_or_error(text, Declarations())
    assert not isinstance(tree, NotationError) or 0 <= tree.column <= len(text)
