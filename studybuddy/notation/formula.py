"""A formula as it looks, not as it computes: what the LaTeX reader returns and both printers draw."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any


class Role(Enum):
    """What a piece of a formula does beside its neighbours; it alone decides the spaces around it."""

    ORDINARY = auto()
    FUNCTION = auto()  # log, max, a named operator
    BIG = auto()  # a sum, a product, an integral
    BINARY = auto()
    RELATION = auto()
    OPEN = auto()
    CLOSE = auto()
    BAR = auto()  # | or ‖ that was not paired: "given"
    PUNCTUATION = auto()
    INNER = auto()  # a fraction, a root, a grid: keeps one column from its ordinary neighbours


@dataclass(frozen=True, slots=True)
class Symbol:
    """One glyph, one number or one word. `word`: an upright name, kept apart from other letters.

    `limits`: its scripts stand above and below it in a display.
    """

    text: str
    role: Role = Role.ORDINARY
    word: bool = False
    limits: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """Explicit white space, in columns."""

    columns: int


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces side by side; an empty row is an empty group."""

    items: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with a subscript, a superscript or both."""

    base: "Formula"
    sub: "Formula | None"
    sup: "Formula | None"


@dataclass(frozen=True, slots=True)
class Fraction:
    """One thing over another; without a bar it is the inside of a binomial coefficient."""

    top: "Formula"
    bottom: "Formula"
    bar: bool = True


@dataclass(frozen=True, slots=True)
class Root:
    """A root; `index` is None for a square root."""

    body: "Formula"
    index: "Formula | None" = None


@dataclass(frozen=True, slots=True)
class Fenced:
    """A body between delimiters; an empty delimiter is not drawn."""

    left: str
    body: "Formula"
    right: str


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark over (or, for `underline`, under) a body; `mark` is the name of the LaTeX macro."""

    mark: str
    body: "Formula"


@dataclass(frozen=True, slots=True)
class Stack:
    """A base with something over or under it; `brace` draws a brace between ("over", "under" or "")."""

    base: "Formula"
    over: "Formula | None" = None
    under: "Formula | None" = None
    brace: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells. `columns` holds one of l, c, r for each column.

    `left` and `right` are delimiters around the whole, or empty. `kind` is one of matrix, cases, aligned,
    substack.
    """

    rows: tuple[tuple["Formula", ...], ...]
    columns: str
    left: str = ""
    right: str = ""
    kind: str = "matrix"


Formula = Symbol | Space | Row | Scripts | Fraction | Root | Fenced | Accent | Stack | Grid


def role_of(formula: Formula) -> Role:
    """Return what a piece does beside its neighbours."""
    match formula:
        case Symbol(role=role):
            return role
        case Scripts(base=base) | Accent(body=base) | Stack(base=base):
            return role_of(base)
        case Row(items=(only,)):
            return role_of(only)
        case Fenced(left=left):
            return Role.OPEN if left else Role.ORDINARY
        case Fraction() | Root() | Grid():
            return Role.INNER
        case _:
            return Role.ORDINARY


def is_word(formula: Formula) -> bool:
    """Tell whether a piece is an upright name, which must not touch another letter."""
    match formula:
        case Symbol(word=word, role=role):
            return word or role is Role.FUNCTION
        case Scripts(base=base) | Row(items=(base,)):
            return is_word(base)
        case _:
            return False


def parts(formula: Formula) -> Iterator[Formula]:
    """Yield the formulas directly inside one."""
    match formula:
        case Row(items=items):
            yield from items
        case Scripts(base=base, sub=one, sup=other) | Stack(base=base, over=one, under=other):
            yield from (part for part in (base, one, other) if part is not None)
        case Fraction(top=top, bottom=bottom):
            yield from (top, bottom)
        case Root(body=body, index=index):
            yield from (part for part in (body, index) if part is not None)
        case Fenced(body=body) | Accent(body=body):
            yield body
        case Grid(rows=rows):
            for row in rows:
                yield from row


def row(items: Iterable[Formula]) -> Formula:
    """Set pieces side by side; rows among them are opened, as LaTeX's braces are invisible."""
    pieces: list[Formula] = []
    for item in items:
        if isinstance(item, Row):
            pieces.extend(item.items)
        else:
            pieces.append(item)
    return pieces[0] if len(pieces) == 1 else Row(tuple(pieces))


def mapped(formula: Formula, change: Callable[[Symbol], Formula]) -> Formula:
    """Return the formula with every symbol in it replaced by what `change` makes of it."""
    match formula:
        case Symbol():
            return change(formula)
        case Space():
            return formula
        case Row(items=items):
            return row(mapped(item, change) for item in items)
        case Grid(rows=rows):
            return replace(
                formula, rows=tuple(tuple(mapped(cell, change) for cell in cells) for cells in rows)
            )
    inside: dict[str, Any] = {
        name: mapped(getattr(formula, name), change)
        for name in ("base", "body", "index", "top", "bottom", "sub", "sup", "over", "under")
        if getattr(formula, name, None) is not None
    }
    return replace(formula, **inside)
