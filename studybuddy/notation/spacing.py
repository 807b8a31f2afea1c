"""The pieces of a row in, the blank columns that belong before each of them out."""

import re
from collections.abc import Sequence

from studybuddy.notation.formula import (
    Fenced,
    Formula,
    Grid,
    Role,
    Row,
    Scripts,
    Space,
    Stack,
    Symbol,
    role_of,
)
from studybuddy.notation.latex_symbols import FUNCTIONS

_OPERANDS = frozenset({Role.ORDINARY, Role.CLOSE, Role.INNER, Role.FUNCTION, Role.BIG})
_ARGUMENTS = _OPERANDS - {Role.CLOSE}
_NAMED = frozenset({Role.FUNCTION, Role.BIG})
_SOLID = frozenset({Role.ORDINARY, Role.INNER, Role.OPEN, Role.CLOSE})
_BEFORE_UNARY = frozenset({Role.BINARY, Role.RELATION, Role.OPEN, Role.PUNCTUATION, Role.BIG, Role.BAR})
_BEFORE_END = frozenset({Role.RELATION, Role.CLOSE, Role.PUNCTUATION})
_ENDS = frozenset({Role.CLOSE, Role.PUNCTUATION})
_LONGEST_NAME = 40
_OPEN_SCRIPT = re.compile(r"[_^]\w+$")
_CALL = re.compile(r"[A-Za-z]{2,}[(\[]")

Spaced = tuple[tuple[int, Formula], ...]


def spaced(items: Sequence[Formula], *, tight: bool = False) -> Spaced:
    """Return each visible piece with the columns before it; `tight` is the spacing inside scripts."""
    roles = effective_roles(items)
    result: list[tuple[int, Formula]] = []
    asked, before = 0, 0
    for place, item in enumerate(items):
        if isinstance(item, Space):
            asked = max(asked, item.columns)
            continue
        columns = 0
        if result:
            columns = max(asked, _gap(roles[before][1], roles[place][0], item, tight=tight))
        result.append((columns, item))
        asked, before = 0, place
    return tuple(result)


def must_part(left: str, right: str, *, word: bool) -> bool:
    """Tell whether two drawn texts, side by side, would read as one name or bar.

    `word` says that one of them is a name of several letters.
    """
    if left[-1:] == right[:1] and right[:1] in {"|", "‖"}:
        return True
    if not (left[-1:].isalnum() and right[:1].isalnum()):
        return False
    return word or bool(_OPEN_SCRIPT.search(left[-_LONGEST_NAME:]) or _CALL.match(right))


def effective_roles(items: Sequence[Formula]) -> list[tuple[Role, Role]]:
    """Return the roles that each piece shows to its left and to its right; a sign without operand is none."""
    faces = [_faces(item) for item in items]
    seen = [place for place, item in enumerate(items) if not isinstance(item, Space)]
    for order, place in enumerate(seen):
        if faces[place][0] is not Role.BINARY:
            continue
        before = faces[seen[order - 1]][1] if order else None
        after = faces[seen[order + 1]][0] if order + 1 < len(seen) else None
        alone = before is None or before in _BEFORE_UNARY or after is None or after in _BEFORE_END
        if alone or (order and _awaits_argument(items[seen[order - 1]]) and _is_minus(items[place])):
            faces[place] = (Role.ORDINARY, Role.OPEN)  # it belongs to what follows
    return faces


def _awaits_argument(item: Formula) -> bool:
    """Tell whether a piece is a function of analysis, still without its argument: log, not Var."""
    return isinstance(item, Symbol) and item.role is Role.FUNCTION and item.text in FUNCTIONS


def _is_minus(item: Formula) -> bool:
    return isinstance(item, Symbol) and item.text in {"−", "-"}


def _faces(formula: Formula) -> tuple[Role, Role]:
    match formula:
        case Scripts(base=Symbol(role=Role.FUNCTION, limits=True)) | Stack(base=Symbol(role=Role.FUNCTION)):
            return (Role.BIG, Role.BIG)  # min over w: what follows is no argument in brackets
        case Fenced(left=left, right=right):
            return (Role.OPEN if left else Role.ORDINARY, Role.CLOSE if right else Role.ORDINARY)
        case Scripts(base=base) | Stack(base=base) | Row(items=(base,)):
            return _faces(base)
        case Grid(kind="aligned" | "substack") | Row():
            return (Role.ORDINARY, Role.ORDINARY)
        case _:
            return (role_of(formula), role_of(formula))


def _gap(left: Role, right: Role, item: Formula, *, tight: bool) -> int:  # noqa: PLR0911  # a table
    """Return the columns between two roles, after TeX's table of spaces between atoms."""
    if Role.BINARY in (left, right):
        return int(not tight)
    if left in _NAMED:
        return int(_follows_name(left, right, tight=tight))
    if right in _NAMED and left in _OPERANDS:
        return 1
    if tight:
        return 0
    if Role.RELATION in (left, right):
        return int(left is not right and left is not Role.OPEN and right not in _ENDS)
    if left is Role.PUNCTUATION:
        return int(right not in _ENDS)
    return int(_stands_apart(left, right, item))


def _follows_name(left: Role, right: Role, *, tight: bool) -> bool:
    """Tell whether a column stands between the name of an operator and what follows."""
    if right is Role.RELATION:
        return not tight
    return right in _ARGUMENTS or (left is Role.BIG and right is Role.OPEN)


def _stands_apart(left: Role, right: Role, item: Formula) -> bool:
    """Tell whether one of two operands is tall enough to need a column between them."""
    if left is Role.OPEN and not isinstance(item, Fenced):
        return False
    return Role.INNER in (left, right) and left in _SOLID and right in _SOLID
