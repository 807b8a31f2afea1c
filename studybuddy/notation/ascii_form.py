"""A formula in, the same formula with every glyph spelled in ASCII out; None if a glyph has no spelling."""

from dataclasses import replace

from studybuddy.notation.alphabets import spelled
from studybuddy.notation.formula import Formula, Symbol, mapped


class _UnspellableError(Exception):
    """A glyph without an ASCII spelling."""


def in_ascii(formula: Formula) -> Formula | None:
    """Return the formula in ASCII: σ is sigma, ≤ is <=, ‖x‖ is ||x||."""
    try:
        return mapped(formula, _symbol)
    except _UnspellableError:
        return None


def delimiter(glyph: str) -> str:
    """Return a bracket in ASCII; ⌊ opens a call of `floor`."""
    return spelled(glyph) or glyph


def _spell(text: str) -> str:
    plain = spelled(text)
    if plain is None:
        raise _UnspellableError(text)
    return plain


def _symbol(symbol: Symbol) -> Symbol:
    text = _spell(symbol.text)
    named = len(text) > 1 and text.isalpha() and not symbol.text.isascii()
    return replace(symbol, text=text, word=symbol.word or named)
