"""Formulas as markup of a typesetter: complete where the text layout is, and no text of a deck is code."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notation.layout_gallery import sources

from studybuddy.notation.latex import read_latex
from studybuddy.notation.typesetting import typst_of

_SAFE = re.compile(
    r'"(?:[^"\\]|\\.)*"|\\u\{[0-9a-f]+\}|#h\([\d.]+em\)|#true|#false|#none|#left|#right|#center|#\("|#\(none'
)


@pytest.mark.parametrize("latex", sources())
def test_what_the_gallery_draws_has_markup(latex: str) -> None:
    assert (typst_of(latex) is None) == (read_latex(latex) is None or "substack" in latex)


@pytest.mark.parametrize(
    ("latex", "markup"),
    [
        (r"\frac{a}{b}", r"frac(\u{61}, \u{62})"),
        (r"x_i^2", r"attach(\u{78}, b: \u{69}, t: 2)"),
        (r"\binom{n}{k}", r"binom(\u{6e}, \u{6b})"),
        (r"\sqrt[3]{x}", r"root(3, \u{78})"),
        ('\\text{say "no"}', r'"say \"no\""'),
        (r"\hat{p}", r"accent(\u{70}, hat)"),
    ],
)
def test_each_piece_has_its_counterpart(latex: str, markup: str) -> None:
    assert typst_of(latex) == markup


@pytest.mark.parametrize(
    "latex",
    [
        r"\unknown{x}",
        r"\href{x}{y}",
        r"\input{/etc/passwd}",
        r"\frac{a",
        r"\sum_{\substack{i\\j}} x",
        r"a % b",
    ],
)
def test_what_only_text_or_source_says_right_has_none(latex: str) -> None:
    assert typst_of(latex) is None


HOSTILE = [
    '#read("/etc/passwd")',
    "$ #panic() $",
    'x"; #eval("1")',
    "\\u{23}",
    "//",
    "/* */",
    "@preview",
    "<a>",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "around", ["{}", r"\text{{{}}}", r"\mathrm{{{}}}", r"\operatorname{{{}}}", r"a_{{{}}}"]
)
def test_no_text_of_a_formula_becomes_code(text: str, around: str) -> None:
    assert "#" not in _SAFE.sub("", typst_of(around.format(text)) or "")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=r"#$\{}()[]_^&\"'/@<>;,. ab1=+-|" + "σ∑\N{RIGHT-TO-LEFT OVERRIDE}", max_size=40))
def test_any_text_gives_inert_markup_or_none(latex: str) -> None:
    markup = typst_of(latex)
    if markup is not None:
        rest = _SAFE.sub("", markup)
        assert not set(rest) & set("#$@<>/'[]{}"), markup
