"""The formulas of the shipped decks, as the dialect of the decks finds them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it.token import Token

from studybuddy.markdown.dialect import parser
from studybuddy.notation.display import render_display
from studybuddy.notation.inline import render_inline

_DECKS = Path(__file__).parents[2] / "decks"


def _formulas() -> Iterator[tuple[str, bool]]:
    dialect = parser(None)
    for path in sorted(_DECKS.rglob("*.md")):
        for block in dialect.parse(path.read_text(encoding="utf-8")):
            if block.type == "math_block":
                yield block.content, True
            elif block.type == "inline":
                tokens: list[Token] = []
                dialect.inline.parse(block.content, dialect, {}, tokens)
                yield from (
                    (token.content, token.markup == "$$") for token in tokens if token.type == "math_inline"
                )


@pytest.mark.parametrize("unicode", [True, False], ids=["unicode", "ascii"])
def test_no_formula_of_the_shipped_decks_falls_back_to_its_source(unicode: bool) -> None:
    formulas = set(_formulas())
    assert len(formulas) > 50
    for latex, is_display in formulas:
        assert render_inline(latex, unicode=unicode) is not None, latex
        assert not is_display or render_display(latex, 76, unicode=unicode) is not None, latex
