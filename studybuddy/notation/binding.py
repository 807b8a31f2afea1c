"""A piece of a formula in; whether it needs parentheses where a line of text is all there is, out."""

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
    Symbol,
)

_WEAK_SIGNS = frozenset({"+", "−", "-", "±", "∓", "+-", "-+"})
_WEAK = frozenset({Role.RELATION, Role.PUNCTUATION, Role.BAR})
_NAME_OF_CAPITALS = 3


def flattened(item: Formula, text: str) -> Formula:
    """Return a stand-in for a piece that has the same neighbours on one line as its text does."""
    if isinstance(item, Fraction | Root | Grid):
        return Fenced("(", Symbol(""), ")") if text.startswith(("(", "[", "{", "|")) else Symbol("x")
    return item


def is_weak(item: Formula, role: Role, *, before: bool) -> bool:
    """Tell whether a neighbour binds less tightly than a division."""
    if isinstance(item, Symbol) and item.text in _WEAK_SIGNS:
        return True
    edge = Role.OPEN if before else Role.CLOSE
    return role in _WEAK or (role is edge and isinstance(item, Symbol))


def takes_scripts(base: Formula) -> bool:
    """Tell whether a script of a base cannot be taken for a script of its last letter."""
    match base:
        case Symbol() | Accent() | Row(items=()):
            return True
        case Fenced(left=left, right=right):
            return bool(left or right)
        case Grid(kind=kind):
            return kind in {"matrix", "cases"}
        case _:
            return False


def is_raised(formula: Formula) -> bool:
    """Tell whether a piece has a superscript."""
    return isinstance(formula, Scripts) and formula.sup is not None


def is_unit(formula: Formula) -> bool:
    """Tell whether a divisor needs no parentheses: a number, a letter, a word, a bracket, a call."""
    match formula:
        case Symbol(text=text, word=word, role=Role.ORDINARY):
            capitals = len(text) >= _NAME_OF_CAPITALS and text.isupper()
            return len(text) == 1 or word or capitals or text.replace(".", "").replace(",", "").isdigit()
        case Scripts(base=base):
            return is_unit(base)
        case Fenced(left=left, right=right):
            return bool(left and right)
        case Accent() | Root():
            return True
        case Row(items=(function, Fenced(left="(", right=")"))):
            return _is_name(function)
        case _:
            return False


def _is_name(function: Formula) -> bool:
    match function:
        case Symbol(text=text, role=Role.ORDINARY | Role.FUNCTION):
            return text.isalpha()
        case Scripts(base=base):
            return _is_name(base)
        case _:
            return False


def is_product(formula: Formula) -> bool:
    """Tell whether a dividend needs no parentheses: factors and calls, and nothing between them."""
    items = [
        item
        for item in (formula.items if isinstance(formula, Row) else (formula,))
        if not isinstance(item, Space)
    ]
    for place, item in enumerate(items):
        called = place + 1 < len(items) and isinstance(items[place + 1], Fenced) and _is_name(item)
        if not (called or _is_factor(item)):
            return False
    return bool(items)


def _is_factor(item: Formula) -> bool:
    match item:
        case Symbol(text=text, role=role):
            return role is Role.ORDINARY and text not in {"/", "!", "…", "⋯", ""} and " " not in text
        case Scripts(base=base):
            return _is_factor(base)
        case Fenced(left=left, right=right):
            return bool(left and right)
        case Accent() | Root():
            return True
        case _:
            return False


def are_differentials(fraction: Fraction) -> bool:
    """Tell whether a fraction is a derivative such as ∂L/∂w or dL/dw, which reads as one sign."""
    top, bottom = (
        part.items if isinstance(part, Row) else (part,) for part in (fraction.top, fraction.bottom)
    )
    if not top or not bottom or not all(_is_factor(item) and not isinstance(item, Fenced) for item in bottom):
        return False
    if _starts_with(top[0], "∂"):
        return _starts_with(bottom[0], "∂")
    one = len(bottom) == 1 or (len(bottom) == 2 and bottom[0] == Symbol("d"))
    return one and _starts_with(top[0], "d") and _starts_with(bottom[0], "d")


def _starts_with(item: Formula, letter: str) -> bool:
    base = item.base if isinstance(item, Scripts) else item
    return isinstance(base, Symbol) and base.text.startswith(letter)
