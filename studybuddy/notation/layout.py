"""A tree of checked math in; its picture in lines, its line of text, or its LaTeX source out."""

import re
import textwrap
import unicodedata
from dataclasses import replace

from studybuddy.notation.alphabets import GREEK
from studybuddy.notation.declared import Declarations
from studybuddy.notation.display import render_display
from studybuddy.notation.source import text_of
from studybuddy.notation.tree import Binary, Name, Node, Operator, children, with_children
from studybuddy.notation.tree_latex import latex_of

__all__ = ["inline_tree", "latex_of", "layout_tree"]

_SIGNS = {
    "'": "ᵀ", ".*": "⊙", "*": "·", "-": "−", "<=": "≤", ">=": "≥", "!=": "≠", "||": "‖", "inf": "∞",
    "sqrt": "√",
    **{name: letter for name, letter in GREEK.items() if name != "omicron"},
}  # fmt: skip
_LOOSE = frozenset({"sqrt", "inf"})  # the parser puts spaces around √ and ∞, and bars touch what they enclose
_MARKS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303"}
# Only what the parser reads back, so that the line can be typed again.
_RAISED = dict(zip("0123456789-nik", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿⁱᵏ", strict=True))
_LOWERED = dict(zip("0123456789aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_TOKEN = re.compile(
    r"(?<!\^\w)(?<!\^\w\w)\^(?P<power>-?\d+|[nik])(?![\w^'\[!(.])"
    r"|(?P<name>[A-Za-z][A-Za-z0-9_]*)"
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<sign>'|\.\*|<=|>=|!=|\|\||[*-])"
)


def layout_tree(
    tree: Node, width: int, *, unicode: bool = True, declarations: Declarations | None = None
) -> tuple[str, ...]:
    """Return the lines of a tree laid out in two dimensions, at most `width` columns (8 or more) wide.

    What cannot be broken at a relation is written as `inline_tree` does, wrapped at spaces.
    """
    drawn = render_display(latex_of(tree, declarations), width, unicode=unicode)
    return drawn or tuple(textwrap.wrap(inline_tree(tree, unicode=unicode), width, subsequent_indent="  "))


def inline_tree(tree: Node, *, unicode: bool = True) -> str:
    """Return a tree as one line that the parser reads as the same tree."""
    text = text_of(_with_fractions_apart(tree))
    return _TOKEN.sub(_decorated, text) if unicode else text


def _with_fractions_apart(node: Node) -> Node:
    """Return a tree that prints `(a/b)*c` for `a/b*c`: the parser reads both alike, people do not."""
    apart = with_children(node, map(_with_fractions_apart, children(node)))
    match apart:
        case Binary(
            operator=Operator.MULTIPLY | Operator.ELEMENTWISE | Operator.DIVIDE, left=Binary() as left
        ):
            if left.operator is Operator.DIVIDE:
                return replace(apart, left=Name(f"({text_of(left)})"))
    return apart


def _decorated(match: re.Match[str]) -> str:
    if power := match["power"]:
        return "".join(_RAISED[letter] for letter in power)
    if name := match["name"]:
        beside = match.string[match.start() - 1 : match.start()] + match.string[match.end() : match.end() + 1]
        return name if name in _LOOSE and "|" in beside else _name(name)
    return _SIGNS.get(match.group(), match.group())


def _name(name: str) -> str:
    """Return a name with Greek letters, accents and lowered indices where they exist."""
    head, *tails = name.split("_")
    shown = _SIGNS.get("epsilon" if head == "eps" else head, head)
    for tail in tails:
        if tail in _MARKS and len(shown) == 1 and shown.isalpha():
            shown = unicodedata.normalize("NFC", shown + _MARKS[tail])
        elif tail and all(letter in _LOWERED for letter in tail):
            shown += "".join(_LOWERED[letter] for letter in tail)
        else:
            shown += "_" + tail
    return shown
