"""A tree and the name of a form in; whether the tree has that form, as a reason why not, out.

The forms are about writing, not about value: factored, expanded, lowest terms, no derivative left.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import walk_through
from studybuddy.notation.errors import NotationError
from studybuddy.notation.functions import FUNCTIONS
from studybuddy.notation.source import text_of
from studybuddy.notation.tree import (
    Binary,
    Call,
    Constant,
    Expectation,
    Gradient,
    Jacobian,
    Negate,
    Node,
    Number,
    Operator,
    Power,
    Probability,
    Reduce,
    Relation,
    Variance,
    walk,
)

FORMS = ("factored", "expanded", "lowest", "no grad", "no inv", "up to constant")
UP_TO_CONSTANT = "up to constant"
NOT_WORKED_OUT: Mapping[str, tuple[type[Node], ...]] = MappingProxyType(
    {
        "grad": (Gradient, Jacobian),
        "sum": (Reduce,),
        "prod": (Reduce,),
        "E": (Expectation,),
        "Var": (Variance,),
        "P": (Probability,),
    }
)  # what `no …` may forbid beside a function's name


def checked_form(text: str) -> str:
    """Return a form as written on a card, with its spaces collapsed.

    `up to constant in w` names a variable, `no inv, det` functions of which none may be left.

    Raises:
        NotationError: if there is no such form.
    """
    form = " ".join(text.split())
    if form in FORMS or form.startswith(f"{UP_TO_CONSTANT} in "):
        return form
    if form.startswith("no "):
        for name in _forbidden(form):
            if name not in FUNCTIONS and name not in NOT_WORKED_OUT:
                raise NotationError(0, f"'{name}' is no function", "form no grad, or no inv, det")
        return form
    raise NotationError(0, f"there is no form '{form}'", "one of: " + ", ".join(FORMS))


def form_fault(given: Node, expected: Node, form: str, declarations: Declarations) -> str:
    """Return why `given` does not have the form; empty if it does."""
    sides = (given.left, given.right) if isinstance(given, Relation) else (given,)
    models = (expected.left, expected.right) if isinstance(expected, Relation) else (expected,)
    if form.startswith("no "):
        # The left side of an equation says what is asked for and may name the derivative.
        return _left_over(sides[-1], _forbidden(form), declarations)
    rule = _RULES.get(form)
    if rule is None:
        return ""
    return next(
        (fault for side, model in zip(sides, models, strict=False) if (fault := rule(side, model))), ""
    )


def _forbidden(form: str) -> tuple[str, ...]:
    return tuple(name for name in re.split(r"[,\s]+", form.removeprefix("no ")) if name)


def _left_over(tree: Node, forbidden: tuple[str, ...], declarations: Declarations) -> str:
    kinds = tuple(kind for name in forbidden for kind in NOT_WORKED_OUT.get(name, ()))
    for node in walk_through(tree, declarations):
        if isinstance(node, kinds) or (isinstance(node, Call) and node.function in forbidden):
            return f"{text_of(node)} is still to be worked out"
    return ""


def factors(node: Node) -> Iterator[Node]:
    """Yield the factors of a product or quotient that are no numbers; a power counts by its exponent."""
    match node:
        case Binary(operator=Operator.MULTIPLY | Operator.DIVIDE, left=left, right=right):
            yield from factors(left)
            yield from factors(right)
        case Negate(operand=operand):
            yield from factors(operand)
        case Power(base=base, exponent=Number(text=text)) if text.isdigit() and int(text) <= 20:
            for _ in range(int(text)):
                yield from factors(base)
        case Number() | Constant():
            pass
        case _:
            yield node


def terms(node: Node) -> Iterator[Node]:
    """Yield the terms of a sum, without their signs."""
    match node:
        case Binary(operator=Operator.ADD | Operator.SUBTRACT, left=left, right=right):
            yield from terms(left)
            yield from terms(right)
        case Negate(operand=operand):
            yield from terms(operand)
        case _:
            yield node


def _factored(given: Node, expected: Node) -> str:
    wanted, found = len(tuple(factors(expected))), len(tuple(factors(given)))
    if found < wanted:
        return f"it is not factored: {found} factor{'s' if found != 1 else ''}, there are {wanted}"
    # Numbers are not counted, so that 2x + 2 has as many factors as 2(x + 1).
    bare = given.operand if isinstance(given, Negate) else given
    return f"it is not factored: {text_of(given)} is a sum" if _is_sum(bare) else ""


def _expanded(given: Node, expected: Node) -> str:
    for node in walk(given):
        match node:
            case Binary(operator=Operator.MULTIPLY, left=left, right=right) if _is_sum(left) or _is_sum(
                right
            ):
                return f"{text_of(node)} is not multiplied out"
            case Power(base=base, exponent=Number(text=text)) if _is_sum(base) and text.isdigit():
                return f"{text_of(node)} is not multiplied out"
            case _:
                continue
    wanted, found = len(tuple(terms(expected))), len(tuple(terms(given)))
    return f"like terms are not collected: {found} terms, {wanted} are enough" if found > wanted else ""


def _is_sum(node: Node) -> bool:
    return isinstance(node, Binary) and node.operator in (Operator.ADD, Operator.SUBTRACT)


def _lowest(given: Node, _: Node) -> str:
    for node in walk(given):
        if not (isinstance(node, Binary) and node.operator is Operator.DIVIDE):
            continue
        if any(
            isinstance(each, Binary) and each.operator is Operator.DIVIDE for each in (node.left, node.right)
        ):
            return f"{text_of(node)} is a fraction within a fraction"
        shared = math.gcd(_whole_factor(node.left), _whole_factor(node.right))
        if shared > 1:
            return f"{text_of(node)} can be reduced by {shared}"
        common = set(factors(node.left)) & set(factors(node.right))
        if common:
            return f"{text_of(node)} can be reduced by {text_of(min(common, key=text_of))}"
    return ""


def _whole_factor(node: Node) -> int:
    """Return the product of the whole numbers among the factors; of a sum, what its terms have in common."""
    match node:
        case Number(text=text):
            return int(text) if text.isdigit() else 1
        case Negate(operand=operand):
            return _whole_factor(operand)
        case Binary(operator=Operator.MULTIPLY, left=left, right=right):
            return _whole_factor(left) * _whole_factor(right)
        case Binary(operator=Operator.ADD | Operator.SUBTRACT):
            return math.gcd(*(_whole_factor(term) for term in terms(node)))
        case _:
            return 1


_RULES: Mapping[str, Callable[[Node, Node], str]] = MappingProxyType(
    {"factored": _factored, "expanded": _expanded, "lowest": _lowest}
)
