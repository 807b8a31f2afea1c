"""A tree in; a key that does not change when a line is merely rewritten in other words out.

Order of terms and of scalar factors, signs, double transposes, the inverse of a transpose, `ln` for `log`,
`e^x` for `exp(x)`, a transposed scalar: none of them is a step of a derivation. Multiplying out, or a norm
written as a product, is one.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

from studybuddy.notation.declared import Declarations
from studybuddy.notation.errors import NotationError
from studybuddy.notation.shapes import shape_of
from studybuddy.notation.tree import (
    Absolute,
    Binary,
    Call,
    Constant,
    Factorial,
    Negate,
    Node,
    Norm,
    Number,
    Operator,
    Power,
    Transpose,
)

Key = tuple[Any, ...]

_ONE = Fraction(1)


def canonical(tree: Node, declarations: Declarations) -> Key:
    """Return the key of `tree`: equal keys mean the same line in other words."""
    return _Keys(declarations).of(tree)


def likeness(one: Key, other: Key) -> float:
    """Return how much two lines share, from 0 to 1: their common parts over all their parts."""
    mine, theirs = Counter(_parts(one)), Counter(_parts(other))
    return (mine & theirs).total() / max(1, (mine | theirs).total())


def _parts(key: Key) -> Iterator[Key]:
    yield key
    for item in key:
        if isinstance(item, tuple):
            yield from _parts(item)


class _Keys:
    """Builds keys. A product is a coefficient, a sorted bag of scalars and a chain of everything else."""

    def __init__(self, declarations: Declarations) -> None:
        self._declarations = declarations

    def of(self, node: Node) -> Key:  # noqa: PLR0911 (one return for each kind of node)
        match node:
            case Binary(operator=Operator.ADD | Operator.SUBTRACT) | Negate():
                return self._sum(node)
            case Binary() | Number() | Power() | Transpose():
                return _term(*self._product(node, transposed=False))
            case Call(function="ln", arguments=arguments):
                return ("log", *(self.of(argument) for argument in arguments))
            case Call(function=function, arguments=arguments):
                return (function, *(self.of(argument) for argument in arguments))
            case Absolute(operand=operand):
                return ("abs", self._unsigned(operand))
            case Norm(operand=operand):
                return ("norm", self._unsigned(operand))
            case Factorial(operand=operand):
                return ("factorial", self.of(operand))
            case _:
                parts = (self._field(getattr(node, each.name)) for each in fields(node)[1:])
                return (type(node).__name__, *parts)

    def _unsigned(self, node: Node) -> Key:
        """Return the same key for an expression and its negative."""
        return min(self.of(node), self.of(Negate(node)), key=repr)

    def _field(self, value: object) -> object:
        if isinstance(value, Node):
            return self.of(value)
        if isinstance(value, tuple):
            return tuple(self._field(item) for item in value)
        return value

    def _sum(self, node: Node) -> Key:
        collected: dict[Key, Fraction] = {}
        for sign, term in _signed_terms(node, 1):
            coefficient, scalars, chain = self._product(term, transposed=False)
            rest = _term(_ONE, scalars, chain)
            collected[rest] = collected.get(rest, Fraction(0)) + sign * coefficient
        kept = sorted(((rest, value) for rest, value in collected.items() if value), key=repr)
        if not kept:
            return _term(Fraction(0), [], [])
        if len(kept) == 1:
            return _scaled(*kept[0])
        return ("sum", *((rest, value) for rest, value in kept))

    def _product(  # noqa: PLR0911 (one return for each kind of node)
        self, node: Node, *, transposed: bool
    ) -> tuple[Fraction, list[Key], list[Key]]:
        """Return coefficient, scalar factors and the chain of other factors of a term."""
        match node:
            case Number(text=text):
                return Fraction(text), [], []
            case Negate(operand=operand):
                coefficient, scalars, chain = self._product(operand, transposed=transposed)
                return -coefficient, scalars, chain
            case Transpose(operand=operand):
                return self._product(operand, transposed=not transposed)
            case Call(function="inv", arguments=(operand,)) if transposed:
                return self._single(replace(node, arguments=(Transpose(operand),)), transposed=False)
            case Binary(operator=Operator.MULTIPLY, left=left, right=right):
                return self._multiplied(node, left, right, transposed=transposed)
            case Binary(operator=Operator.DIVIDE, left=left, right=right) if not self._shape(right):
                coefficient, scalars, chain = self._product(left, transposed=transposed)
                divisor, below = self._inverted(right)
                return coefficient / divisor, scalars + below, chain
            case _:
                return self._single(node, transposed=transposed)

    def _multiplied(
        self, node: Node, left: Node, right: Node, *, transposed: bool
    ) -> tuple[Fraction, list[Key], list[Key]]:
        first, second = (right, left) if transposed else (left, right)
        c1, scalars1, chain1 = self._product(first, transposed=transposed)
        c2, scalars2, chain2 = self._product(second, transposed=transposed)
        chain = chain1 + chain2
        if chain and not self._shape(node):
            # A scalar made of vectors is its own transpose: take the reading that sorts first.
            turned = [_transposed_key(key) for key in reversed(chain)]
            return c1 * c2, [*scalars1, *scalars2, ("chain", *min(chain, turned, key=repr))], []
        return c1 * c2, scalars1 + scalars2, chain

    def _single(self, node: Node, *, transposed: bool) -> tuple[Fraction, list[Key], list[Key]]:
        if isinstance(node, Power) and not self._shape(node):
            return self._power(node)
        if isinstance(node, Power | Binary):
            key: Key = (
                type(node).__name__,
                *(self._field(getattr(node, each.name)) for each in fields(node)[1:3]),
            )
            if isinstance(node, Binary):
                key = (str(node.operator), self.of(node.left), self.of(node.right))
                if node.operator in (Operator.ADD, Operator.SUBTRACT):
                    key = self._sum(node)
        else:
            key = self.of(node)
        if not self._shape(node):
            return _ONE, [key], []
        return _ONE, [], [_transposed_key(key) if transposed else key]

    def _power(self, node: Power) -> tuple[Fraction, list[Key], list[Key]]:
        if node.base == Constant("e"):
            return _ONE, [("exp", self.of(node.exponent))], []
        if (
            isinstance(node.exponent, Number)
            and node.exponent.text.isdigit()
            and int(node.exponent.text) <= 6
        ):
            times = int(node.exponent.text)
            if isinstance(node.base, Number):
                return Fraction(node.base.text) ** times, [], []
            base = self.of(node.base) if times % 2 else self._unsigned(node.base)
            return _ONE, [base] * times, []
        return _ONE, [("power", self.of(node.base), self.of(node.exponent))], []

    def _inverted(self, node: Node) -> tuple[Fraction, list[Key]]:
        coefficient, scalars, chain = self._product(node, transposed=False)
        below: list[Key] = [("1/", key) for key in (*scalars, *chain)]
        return (coefficient, below) if coefficient else (_ONE, [*below, ("1/", "0")])

    def _shape(self, node: Node) -> tuple[object, ...]:
        try:
            return shape_of(node, self._declarations)
        except NotationError:
            return ()


def _signed_terms(node: Node, sign: int) -> Iterator[tuple[int, Node]]:
    match node:
        case Binary(operator=Operator.ADD, left=left, right=right):
            yield from _signed_terms(left, sign)
            yield from _signed_terms(right, sign)
        case Binary(operator=Operator.SUBTRACT, left=left, right=right):
            yield from _signed_terms(left, sign)
            yield from _signed_terms(right, -sign)
        case Negate(operand=operand):
            yield from _signed_terms(operand, -sign)
        case _:
            yield sign, node


def _term(coefficient: Fraction, scalars: list[Key], chain: list[Key]) -> Key:
    factors = (*sorted(scalars, key=repr), *chain)
    if coefficient == 1 and len(factors) == 1:
        return factors[0]
    return ("term", coefficient, *factors)


def _scaled(key: Key, coefficient: Fraction) -> Key:
    """Return the key of a term whose coefficient was 1 with another coefficient."""
    if coefficient == 1:
        return key
    return ("term", coefficient, *(key[2:] if key[0] == "term" else (key,)))


def _transposed_key(key: Key) -> Key:
    if key and key[0] == "'":
        inside: Key = key[1]
        return inside
    return ("'", key)
