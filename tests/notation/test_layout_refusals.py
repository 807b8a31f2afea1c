import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notation.layout_gallery import sources

from studybuddy.notation.boxes import columns
from studybuddy.notation.display import render_display
from studybuddy.notation.inline import render_inline

_UNREADABLE = {
    "unknown macro": r"\unknown{x}",
    "unknown environment": r"\begin{tikz} x \end{tikz}",
    "brace not closed": r"\frac{a",
    "brace not opened": "a}",
    "environment not closed": r"\begin{cases} a",
    "left without right": r"\left( x",
    "right without left": r"x \right)",
    "fraction without denominator": r"\frac{a}",
    "script without argument": "x^",
    "two superscripts": "x^a^b",
    "ampersand outside a grid": "a & b",
    "dollars inside": "$x$",
    "comment": "50% of x",
    "trailing backslash": "x\\",
    "right-to-left text": "\\text{\u05e9\u05dc\u05d5\u05dd}",
    "right-to-left mark": "x \u202e y",
    "emoji": "\\text{\U0001f600}",
    "control character": "a\x1b[31mb",
    "lone combining mark": "x\u0338",
    "link": r"\href{https://example.org}{x}",
    "file": r"\input{secrets}",
    "definition": r"\def\x{\x\x}\x",
    "macro in text": r"\text{\input{x}}",
    "nothing": "",
    "blanks": " \n ",
    "empty group": "{}",
    "only a space": r"\quad",
    "100 kB": "x + " * 25_000,
    "10,000 braces": "{" * 10_000 + "x" + "}" * 10_000,
    "10,000 scripts": "x^{" * 300 + "}" * 300,
    "accents without end": "\\hat" * 400 + "x",
    "roots without end": "\\sqrt" * 390 + "x",
    "deep brackets": "\\left(" * 60 + "x" + "\\right)" * 60,
    "400 parentheses": "(" * 400 + "x" + ")" * 400,
    "brackets in groups": ("(" * 18 + "{") * 24 + "x" + ("}" + ")" * 18) * 24,
    "1,000 groups": "x{}" * 600,
    "deep matrices": "\\begin{matrix}" * 40 + "x" + "\\end{matrix}" * 40,
}


@pytest.mark.parametrize("latex", _UNREADABLE.values(), ids=_UNREADABLE.keys())
@pytest.mark.parametrize("unicode", [True, False], ids=["unicode", "ascii"])
def test_what_cannot_be_drawn_faithfully_is_left_to_its_source(latex: str, unicode: bool) -> None:
    assert render_inline(latex, unicode=unicode) is None
    assert render_display(latex, 80, unicode=unicode) is None


_MACROS = (
    r"\frac \sqrt \sum \left( \right) \hat \text{if} \begin{cases} \end{cases} \\ \alpha \log \le \mathbb"
)
_PIECES = st.sampled_from([*"abxyz012+-=(){}[]|,.'^_& −é²", *_MACROS.split(), "{a}", "_{i=1}", "^n"])
_LATEX = st.one_of(
    st.lists(_PIECES, max_size=25).map("".join),
    st.builds(
        lambda source, at, piece: source[: at % len(source)] + piece + source[at % len(source) :],
        st.sampled_from(sources()),
        st.integers(0, 200),
        _PIECES,
    ),
    st.text(max_size=30),
)


@settings(max_examples=250, deadline=None)
@given(latex=_LATEX, width=st.integers(1, 90), unicode=st.booleans())
def test_any_text_gives_the_source_or_lines_within_the_width(latex: str, width: int, unicode: bool) -> None:
    lines = render_display(latex, width, unicode=unicode)
    line = render_inline(latex, unicode=unicode)
    if lines is not None:
        assert any(text.strip() for text in lines)
        assert all(columns(text) <= width for text in lines)
        assert unicode or "".join(lines).isascii()
        assert line is not None
    if line is not None:
        assert line.strip()
        assert line.isprintable()
        assert unicode or line.isascii()
