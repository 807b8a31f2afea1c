"""A walker and a name, operator or part of a matrix in; its value out."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation import linear
from studybuddy.notation.errors import UnsettledError
from studybuddy.notation.points import Value
from studybuddy.notation.tree import (
    Absolute,
    Binary,
    Constant,
    Element,
    Factorial,
    Matrix,
    Name,
    Negate,
    Node,
    Norm,
    Number,
    Operator,
    Power,
    Relation,
    Relator,
    Transpose,
)
from studybuddy.notation.walker import MOST_ELEMENTS, Walker, elementwise

Array = NDArray[Any]


def number(walker: Walker, node: Number) -> Value:
    """Return a literal."""
    return Value(walker.arithmetic.number(node.text), 0)


def constant(walker: Walker, node: Constant) -> Value:
    """Return pi, e or inf."""
    return Value(walker.arithmetic.constant(node.name), 0)


def name(walker: Walker, node: Name) -> Value:
    """Return what a name stands for: a value in force, a dimension, a definition."""
    name = node.name
    if name in walker.values:
        return walker.values[name]
    if name in walker.definitions:
        return walker.definitions[name]
    if name in walker.points.sizes:
        return Value(walker.arithmetic.number(str(walker.points.sizes[name])), 0)
    value = _normal(walker, name) if name in walker.points.noise else _definition(walker, name)
    walker.definitions[name] = value
    return value


def _definition(walker: Walker, name: str) -> Value:
    return walker.of(walker.points.declarations.definitions[name])


def _normal(walker: Walker, name: str) -> Value:
    normal = walker.points.declarations.variables[name].normal
    if normal is None:
        raise TypeError(name)
    mean, spread = walker.of(normal[0]), walker.of(normal[1])
    noise = walker.points.noise[name]
    return elementwise(np.add, mean, elementwise(np.multiply, spread, noise))


def negate(walker: Walker, node: Negate) -> Value:
    """Return the negative."""
    value = walker.of(node.operand)
    return Value(np.asarray(-value.array), value.rank)


def binary(walker: Walker, node: Binary) -> Value:
    """Return a sum, difference, product or quotient; matrices multiply as such."""
    left, right = walker.of(node.left), walker.of(node.right)
    if node.operator in (Operator.ADD, Operator.SUBTRACT):
        walker.record(left)
        walker.record(right)
    if node.operator is Operator.MULTIPLY and left.rank and right.rank:
        return _product(walker, left, right)
    walker.refuse_huge(left, right)
    return elementwise(_UFUNCS[node.operator], left, right)


def _product(walker: Walker, left: Value, right: Value) -> Value:
    walker.refuse_huge(left, right)
    x = left.array[..., None] if left.rank == 1 else left.array
    y = right.array[..., None] if right.rank == 1 else right.array
    product = np.asarray(x @ y)
    if walker.largest is not None:
        walker.record(Value(np.asarray(np.abs(x) @ np.abs(y)), 2))
    rank = right.rank
    if right.rank == 1:
        product = product[..., 0]
    if all(size == 1 for size in product.shape[product.ndim - rank :]):
        return Value(product.reshape(product.shape[: product.ndim - rank]), 0)
    return Value(product, rank)


def power(walker: Walker, node: Power) -> Value:
    """Return a power: of a square matrix the matrix power."""
    base, exponent = walker.of(node.base), walker.of(node.exponent)
    if base.rank == 2 and base.array.shape[-2] != 1:
        return Value(linear.matrix_power(walker.floats(base.array), exponent.array), 2)
    return elementwise(walker.arithmetic.power, base, exponent)


def transpose(walker: Walker, node: Transpose) -> Value:
    """Return the transpose; a vector becomes one row."""
    value = walker.of(node.operand)
    if value.rank == 0:
        return value
    if value.rank == 1:
        return Value(value.array[..., None, :], 2)
    if value.array.shape[-2] == 1:
        return Value(value.array[..., 0, :], 1)
    return Value(np.swapaxes(value.array, -1, -2), 2)


def relation(walker: Walker, node: Relation) -> Value:
    """Return 1 where a relation holds for all elements, else 0."""
    left, right = walker.of(node.left), walker.of(node.right)
    holds = elementwise(_RELATORS[node.relator], left, right)
    both = holds.array.all(axis=tuple(range(-holds.rank, 0))) if holds.rank else holds.array
    return Value(np.where(both, walker.arithmetic.number("1"), walker.arithmetic.number("0")), 0)


def element(walker: Walker, node: Element) -> Value:
    """Return an element, or a row."""
    value = walker.of(node.base)
    for index in node.indices:
        value = picked(walker, value, index)
    return value


def picked(walker: Walker, value: Value, index: Node) -> Value:
    """Return the part of `value` that `index`, from 1, points at; NaN where there is none."""
    size = value.array.shape[value.array.ndim - value.rank]
    if isinstance(index, Number):
        at = min(int(float(index.text)), size) - 1
        return Value(np.moveaxis(value.array, -value.rank, 0)[at], value.rank - 1)
    places = np.asarray(walker.of(index).array.real, float) - 1
    inside = (places >= 0) & (places < size) & (places == np.round(places))
    whole = np.where(inside, places, 0).astype(int)
    batch = np.broadcast_shapes(value.batch, whole.shape)
    shape = value.array.shape[value.array.ndim - value.rank :]
    if np.prod(batch, dtype=float) * np.prod(shape, dtype=float) > MOST_ELEMENTS:
        raise UnsettledError("the formula takes too much memory to evaluate", "make its sums smaller")
    spread = np.broadcast_to(value.array, (*batch, *shape))
    at_all = np.broadcast_to(whole, batch).reshape((*batch, *(1 for _ in shape)))
    picked = np.take_along_axis(spread, at_all, axis=-value.rank).squeeze(axis=-value.rank)
    rest = value.rank - 1
    return Value(np.where(inside.reshape((*inside.shape, *(1,) * rest)), picked, np.nan), rest)


def matrix(walker: Walker, node: Matrix) -> Value:
    """Return a matrix or vector written out."""
    rows = [[walker.of(element).array for element in row] for row in node.rows]
    flat = np.broadcast_arrays(*(element for row in rows for element in row))
    stacked = np.stack(flat, axis=-1)
    if len(rows[0]) == 1:
        return Value(stacked, 1)
    return Value(stacked.reshape((*stacked.shape[:-1], len(rows), len(rows[0]))), 2)


def absolute(walker: Walker, node: Absolute) -> Value:
    """Return absolute values."""
    value = walker.of(node.operand)
    walker.record_kink(value)
    return Value(walker.arithmetic.apply("abs", value.array), value.rank)


def factorial(walker: Walker, node: Factorial) -> Value:
    """Return a factorial."""
    return Value(walker.arithmetic.apply("factorial", walker.of(node.operand).array), 0)


def norm(walker: Walker, node: Norm) -> Value:
    """Return the Euclidean or Frobenius norm."""
    value = walker.of(node.operand)
    return Value(linear.norm(walker.floats(value.array), value.rank, 2), 0)


def _equal(x: Array, y: Array) -> Array:
    a, b = x.real, y.real
    return np.asarray(abs(a - b) <= 1e-9 * (1 + abs(a)))


_UFUNCS: Mapping[Operator, Callable[..., Any]] = MappingProxyType(
    {
        Operator.ADD: np.add,
        Operator.SUBTRACT: np.subtract,
        Operator.MULTIPLY: np.multiply,
        Operator.ELEMENTWISE: np.multiply,
        Operator.DIVIDE: np.divide,
    }
)
_RELATORS: Mapping[Relator, Callable[[Array, Array], Array]] = MappingProxyType(
    {
        Relator.EQUAL: _equal,
        Relator.NOT_EQUAL: lambda x, y: ~_equal(x, y),
        Relator.LESS: lambda x, y: np.asarray(x.real < y.real),
        Relator.LESS_EQUAL: lambda x, y: np.asarray(x.real <= y.real),
        Relator.GREATER: lambda x, y: np.asarray(x.real > y.real),
        Relator.GREATER_EQUAL: lambda x, y: np.asarray(x.real >= y.real),
    }
)
