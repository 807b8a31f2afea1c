import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studybuddy.notation.boxes import columns
from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.inline import render_inline
from studybuddy.notation.layout import inline_tree, latex_of, layout_tree
from studybuddy.notation.parser import parse
from studybuddy.notation.source import text_of
from studybuddy.notation.tree import (
    Absolute,
    Binary,
    Call,
    Constant,
    Element,
    Expectation,
    Factorial,
    Gradient,
    Name,
    Negate,
    Node,
    Norm,
    Number,
    Operator,
    Power,
    Reduce,
    Reduction,
    Relation,
    Relator,
    Transpose,
)

_DECLARED = parse_declarations(
    "let X: [n,d]; y: [n]; w: [d]; A: [d,d]; z; a; b; c; sigma; lambda; beta_1; y_hat: [n]; tp; w_old; "
    "R: rv; index i: n; index j: d"
)

_ATOMS = st.one_of(
    st.sampled_from(["z", "a", "b", "sigma", "lambda", "beta_1", "tp", "w_old", "X", "n"]).map(Name),
    st.sampled_from(["2", "10", "0.05", "1e-6"]).map(Number),
    st.sampled_from(["pi", "e"]).map(Constant),
    st.sampled_from(["y", "w", "y_hat"]).map(lambda name: Element(Name(name), (Name("i"),))),
)


def _compound(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    functions = ["exp", "log", "log2", "sqrt", "sigmoid", "inv", "tr", "abs", "factorial"]
    return st.one_of(
        st.builds(Binary, st.sampled_from(Operator), inner, inner),
        st.builds(Power, inner, inner),
        st.builds(Negate, inner),
        st.builds(Transpose, inner.filter(lambda node: not isinstance(node, Number))),
        st.builds(Factorial, inner.filter(lambda node: not isinstance(node, Factorial))),
        st.builds(Absolute, inner),
        st.builds(Norm, inner),
        st.builds(lambda name, node: Call(name, (node,)), st.sampled_from(functions), inner),
        st.builds(lambda body: Reduce(Reduction.SUM, body, "i"), inner),
        st.builds(lambda body: Reduce(Reduction.PRODUCT, body, "k", Number("1"), Name("n")), inner),
        st.builds(lambda body: Gradient(body, Name("w")), inner),
        st.builds(lambda body: Expectation(body, (Name("R"),)), inner),
    )


_TREES = st.recursive(_ATOMS, _compound, max_leaves=7)


@settings(max_examples=300, deadline=None)
@given(tree=_TREES, relator=st.sampled_from([None, *Relator]))
def test_the_line_of_a_tree_is_read_back_as_the_same_tree(tree: Node, relator: Relator | None) -> None:
    written = text_of(tree if relator is None else Relation(relator, tree, Name("c")))
    whole = parse(written, _DECLARED)
    assert parse(inline_tree(whole), _DECLARED) == whole
    assert parse(inline_tree(whole, unicode=False), _DECLARED) == whole


@settings(max_examples=150, deadline=None)
@given(tree=_TREES, width=st.integers(20, 90), unicode=st.booleans())
def test_every_tree_has_a_picture_within_the_width(tree: Node, width: int, unicode: bool) -> None:
    lines = layout_tree(tree, width, unicode=unicode)
    assert any(line.strip() for line in lines)
    assert all(columns(line) <= width for line in lines)
    assert unicode or "".join(lines).isascii()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1/(1+exp(-z))", "1/(1 + exp(−z))"),
        ("X'(sigmoid(X w) - y)", "Xᵀ (sigmoid(X w) − y)"),
        ("a/b*c", "(a/b)·c"),
        ("a/b/c", "(a/b)/c"),
        ("a/(b/c)", "a/(b/c)"),
        ("z^(2^a)", "z^2^a"),
        ("(z^2)^a", "(z²)^a"),
        ("y_hat_i^2", "ŷᵢ²"),
        ("beta_1 <= sqrt(lambda)", "β₁ ≤ √(λ)"),
    ],
)
def test_a_tree_on_one_line(text: str, line: str) -> None:
    assert inline_tree(parse(text, _DECLARED)) == line


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("X'(sigmoid(X w) - y)", ["Xᵀ(σ(Xw) − y)"]),
        ("1/(1+exp(-z))", ["     1", "───────────", "1 + exp(−z)"]),
        ("sum(w'X_i, i) a", ["⎛∑ wᵀXᵢ⎞a", "⎝i     ⎠"]),
        ("a sum(z, i)", ["a ∑ z", "  i"]),
        ("sigma sigmoid(z)", ["σ sigmoid(z)"]),
        ("a - (b - c)", ["a − (b − c)"]),
        ("(-a)^2", ["(−a)²"]),
        ("(A')^2", ["(Aᵀ)²"]),
        ("inv(A)'", ["(A⁻¹)ᵀ"]),
        ("tp/(tp + a)", ["  tp", "──────", "tp + a"]),
    ],
)
def test_a_tree_in_two_dimensions(text: str, lines: list[str]) -> None:
    assert list(layout_tree(parse(text, _DECLARED), 60)) == lines


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("(a+b)/c", r"\frac{a + b}{c}"),
        ("-(a+b)", r"-\left(a + b\right)"),
        ("grad(a + z, w)", r"\nabla_{w} \left(a + z\right)"),
        ("sum(z^2, k=1..9)", r"\sum_{k=1}^{9} z^{2}"),
        ("E[R^2 | z > 1]", r"\mathbb{E}\left[R^{2} \mid z > 1\right]"),
        ("[a, b; c, z]", r"\begin{bmatrix} a & b \\ c & z \end{bmatrix}"),
        ("w_old beta_1", r"w_{\mathrm{old}} \beta_{1}"),
        ("3.2e-5 z", r"3.2 \cdot 10^{-5} z"),
    ],
)
def test_a_tree_as_latex(text: str, latex: str) -> None:
    assert latex_of(parse(text, _DECLARED)) == latex


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("(u'v) p", "(uᵀv)p"),
        ("a (u'v) p", "a (uᵀv)p"),
        ("u (v'p)", "u (vᵀp)"),
        ("u'A v", "uᵀAv"),
        ("a u'A v", "auᵀAv"),
        ("u'v u'p", "(uᵀv)uᵀp"),
        ("sum(x_i'v x_i, i)", "∑ᵢ (xᵢᵀv)xᵢ"),
        ("-a b", "−ab"),
        ("-a/b", "−a/b"),
        ("-1/2 u'v", "−(1/2)uᵀv"),
        ("a - (-b) c", "a − (−bc)"),
        ("a (-b)", "a (−b)"),
        ("(-a)^2 b", "(−a)²b"),
        ("a/sqrt(b + eps)", "a/√(b + ε)"),
        ("ε a", "εa"),
    ],
)
def test_products_keep_the_parentheses_that_say_what_is_a_number(text: str, line: str) -> None:
    known = parse_declarations("u: [n]; v: [n]; p: [n]; A: [n,n]; x: [m,n]; a; b; c; eps; index i: m")
    tree = parse(text, known)
    assert render_inline(latex_of(tree, known)) == line


def test_epsilon_is_eps_where_only_one_of_them_is_declared() -> None:
    for declared, typed in (("eps", "ε"), ("eps", "epsilon"), ("epsilon", "eps")):
        assert parse(f"{typed} + 1", parse_declarations(declared)) == parse(
            f"{declared} + 1", parse_declarations(declared)
        )
    both = parse_declarations("eps; epsilon")
    assert parse("ε", both) == parse("epsilon", both) != parse("eps", both)
