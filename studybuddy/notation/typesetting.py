"""A formula in, Typst's math markup out, for a picture of it; None for what only the text layout draws.

Nothing of a formula is markup of its own: letters and signs are written as escapes, words as strings.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from studybuddy.notation.formula import (
    Accent,
    Fenced,
    Formula,
    Fraction,
    Grid,
    Role,
    Root,
    Row,
    Scripts,
    Space,
    Stack,
    Symbol,
    role_of,
)
from studybuddy.notation.latex import read_latex

_CLASSES: Mapping[Role, str] = MappingProxyType(
    {
        Role.ORDINARY: "normal",
        Role.BINARY: "binary",
        Role.RELATION: "relation",
        Role.OPEN: "opening",
        Role.CLOSE: "closing",
        Role.BAR: "relation",
        Role.PUNCTUATION: "punctuation",
    }
)
_SIGNS = frozenset("+−±∓")  # which are signs of what follows where nothing stands before them
_ACCENTS: Mapping[str, str] = MappingProxyType(
    {
        "hat": "hat", "widehat": "hat", "bar": "macron", "tilde": "tilde", "widetilde": "tilde",
        "dot": "dot", "ddot": "dot.double", "vec": "arrow", "check": "caron", "breve": "breve",
        "acute": "acute", "grave": "grave",
    }
)  # fmt: skip
_LINES = frozenset({"overline", "underline"})
_SIDES: Mapping[str, str] = MappingProxyType({"l": "left", "r": "right"})
_EM_PER_COLUMN = 0.5  # of explicit space; one column is thin
_THIN = 0.17


class _NoMarkupError(Exception):
    """The formula holds something that Typst has no counterpart for."""


def typst_of(latex: str) -> str | None:
    """Return what stands for a LaTeX formula between the dollars of a Typst document."""
    formula = read_latex(latex)
    if formula is None:
        return None
    try:
        if isinstance(formula, Grid) and formula.kind == "aligned":
            return r" \ ".join("".join(_aligned(cells)) for cells in formula.rows)
        return _of(formula)
    except _NoMarkupError:
        return None


def _of(formula: Formula) -> str:  # noqa: PLR0911  # one return for each kind of piece
    match formula:
        case Symbol():
            return _symbol(formula)
        case Space(columns=columns):
            return f"#h({_THIN if columns == 1 else columns * _EM_PER_COLUMN}em)" if columns else ""
        case Row(items=items):
            return " ".join(map(_of, items)) or "zws"
        case Scripts(base=base, sub=sub, sup=sup):
            return _attached(_of(base), {"b": sub, "t": sup})
        case Fraction(top=top, bottom=bottom, bar=True):
            return f"frac({_of(top)}, {_of(bottom)})"
        case Root(body=body, index=None):
            return f"sqrt({_of(body)})"
        case Root(body=body, index=index) if index is not None:
            return f"root({_of(index)}, {_of(body)})"
        case Fenced():
            return _fenced(formula)
        case Accent(mark=mark, body=body):
            return f"{mark}({_of(body)})" if mark in _LINES else f"accent({_of(body)}, {_ACCENTS[mark]})"
        case Stack():
            return _stack(formula)
        case Grid(kind="matrix" | "cases"):
            return _matrix(formula)
        case _:
            raise _NoMarkupError


def _symbol(symbol: Symbol) -> str:
    text = symbol.text
    if not text:
        return "zws"
    if symbol.role is Role.FUNCTION:
        return f"op({_string(text)}, limits: #{'true' if symbol.limits else 'false'})"
    if symbol.word:
        return _string(text)
    if text.isascii() and text.isdigit():
        return text
    escaped = "".join(f"\\u{{{ord(letter):x}}}" for letter in text)
    if symbol.role is Role.BIG or text.isalpha():
        return escaped
    return f'class("{"vary" if text in _SIGNS else _CLASSES.get(symbol.role, "normal")}", {escaped})'


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _attached(base: str, parts: Mapping[str, Formula | None]) -> str:
    given = [f", {place}: {_of(part)}" for place, part in parts.items() if part is not None]
    return f"attach({base or 'zws'}{''.join(given)})"


def _fenced(formula: Fenced) -> str:
    match formula:
        case Fenced(left="(", body=Fraction(top=top, bottom=bottom, bar=False), right=")"):
            return f"binom({_of(top)}, {_of(bottom)})"
    left, right = (f"\\u{{{ord(end):x}}}" if end else "" for end in (formula.left, formula.right))
    return f"lr({left} {_of(formula.body)} {right})"


def _stack(stack: Stack) -> str:
    if stack.brace:
        note = stack.over if stack.brace == "over" else stack.under
        if (stack.under if stack.brace == "over" else stack.over) is not None:
            raise _NoMarkupError
        said = "" if note is None else f", {_of(note)}"
        return f"{stack.brace}brace({_of(stack.base)}{said})"
    around = _attached(f"limits({_of(stack.base)})", {"b": stack.under, "t": stack.over})
    found = _CLASSES.get(role_of(stack.base))
    return around if found is None else f'class("{found}", {around})'


def _matrix(grid: Grid) -> str:
    ends = ", ".join(_string(end) if end else "none" for end in (grid.left, grid.right))
    side = _SIDES.get(grid.columns[0], "center") if len(set(grid.columns)) == 1 else "center"
    rows = "; ".join(", ".join(_of(cell) or "zws" for cell in cells) for cells in grid.rows)
    return f"mat(delim: #({ends}), align: #{side}, {rows})"


def _aligned(cells: Sequence[Formula]) -> list[str]:
    return [("& " if place else "") + _of(cell) for place, cell in enumerate(cells)]
