"""A walker and a gradient or Jacobian in; its value, by complex step or difference, out."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.errors import UnsettledError
from studybuddy.notation.evaluate_operators import picked
from studybuddy.notation.points import Value
from studybuddy.notation.tree import Element, Gradient, Jacobian, Name, Node
from studybuddy.notation.walker import Walker, elementwise

Array = NDArray[Any]

TINY = 1e-30  # the complex step; it is carried to first order only, so it cannot be too small
STEP = "0.001953125"  # of a central difference, relative
PRECISE_STEP = "1e-8"  # with fifty digits, of which its sixth power leaves 48 and dividing by it 42
MOST_PRECISE_DIRECTIONS = 6  # each costs six evaluations
# Sixth-order central difference (Fornberg 1988): offsets in steps, and sixty times their weights.
STENCIL = ((-3, -1), (-2, 9), (-1, -45), (1, 45), (2, -9), (3, 1))
STENCIL_DIVISOR = 60


def slopes(walker: Walker, node: Node, name: str) -> Value:
    """Return the derivative of `node` by the variable `name`, its directions as the last axis of a vector.

    The result has the rank of `node` plus one; the components of the variable are flattened.
    """
    _, point, directions = _directions(walker, Name(name))
    derivative = _by_complex_step(walker, node, name, point, directions)
    return Value(np.moveaxis(derivative.array, 0, derivative.array.ndim - 1), derivative.rank + 1)


def derivative(walker: Walker, node: Gradient | Jacobian) -> Value:
    """Return a gradient or Jacobian."""
    variable = node.variable
    name, point, directions = _directions(walker, variable)
    shape = point.array.shape[point.array.ndim - point.rank :]
    if walker.arithmetic.exact:
        derivative = _precisely(walker, node.body, name, point, directions)
    elif walker.differentiating:
        derivative = _by_difference(walker, node.body, name, point, directions)
    else:
        derivative = _by_complex_step(walker, node.body, name, point, directions)
    array = np.moveaxis(derivative.array, 0, derivative.array.ndim - 1)
    if isinstance(variable, Element):
        return _element_of_derivative(
            walker, variable, Value(array.reshape((*array.shape[:-1], *shape)), point.rank)
        )
    if isinstance(node, Jacobian):
        return _jacobian(array, derivative.rank, point.rank)
    return Value(array.reshape((*array.shape[:-1], *shape)), point.rank)


def _element_of_derivative(walker: Walker, variable: Element, gradient: Value) -> Value:
    for index in variable.indices:
        gradient = picked(walker, gradient, index)
    return gradient


def _directions(walker: Walker, variable: Node) -> tuple[str, Value, Array]:
    """Return the variable's name, its value, and unit directions (directions, 1, …, *shape)."""
    named = variable.base if isinstance(variable, Element) else variable
    if not isinstance(named, Name):
        raise TypeError(type(variable).__name__)
    point = walker.of(named)
    shape = point.array.shape[point.array.ndim - point.rank :]
    size = int(np.prod(shape))
    unit = np.eye(size).reshape(size, *(1 for _ in range(walker.depth)), *shape)
    return named.name, point, unit


def _by_complex_step(walker: Walker, body: Node, name: str, point: Value, directions: Array) -> Value:
    walker.differentiating = True
    with walker.scope({name: Value(point.array + 1j * TINY * directions, point.rank)}):
        value = walker.of(body)
    walker.differentiating = False
    slope = value.array.imag / TINY
    slope = np.where(np.isfinite(value.array.real), slope, np.nan)
    return _with_directions(walker, Value(slope, value.rank), directions.shape[0])


def _precisely(walker: Walker, body: Node, name: str, point: Value, directions: Array) -> Value:
    """Return a derivative with some forty digits."""
    if walker.differentiating:
        raise UnsettledError("too few digits are left to a derivative of a derivative")
    if directions.shape[0] > MOST_PRECISE_DIRECTIONS:
        raise UnsettledError("a derivative by too many components to be had with many digits")
    walker.differentiating = True
    found = _by_difference(walker, body, name, point, directions)
    walker.differentiating = False
    return found


def _by_difference(walker: Walker, body: Node, name: str, point: Value, directions: Array) -> Value:
    step = walker.arithmetic.number(PRECISE_STEP if walker.arithmetic.exact else STEP)
    scale = step * np.maximum(np.abs(point.array.real), 0.05)
    kinks = _kinks_of(walker, body, name, Value(point.array + 0 * directions, point.rank))
    total: Value | None = None
    for offset, weight in STENCIL:
        moved = Value(point.array + offset * scale * directions, point.rank)
        with walker.scope({name: moved}):
            value, met = walker.beside(body)
        for here, there in zip(kinks, met, strict=True):
            walker.straddling |= (np.sign(here) != np.sign(there)).any(axis=1)
        value = _with_directions(walker, value, directions.shape[0])
        term = Value(np.asarray(weight * value.array), value.rank)
        total = term if total is None else elementwise(np.add, total, term)
    if total is None:
        raise TypeError(name)
    scale = STENCIL_DIVISOR * scale
    widths = (scale * directions).sum(axis=tuple(range(-point.rank, 0))) if point.rank else scale * directions
    return elementwise(np.divide, total, Value(np.asarray(widths), 0))


def _kinks_of(walker: Walker, body: Node, name: str, point: Value) -> list[Array]:
    """Return the kinks met at a point, and note them; none if nobody asked for kinks."""
    if walker.kinks is None:
        return []
    with walker.scope({name: point}):
        _, met = walker.beside(body)
    walker.kinks += met
    return met


def _with_directions(walker: Walker, value: Value, count: int) -> Value:
    """Return `value` with its axis of directions, also where it does not depend on the variable."""
    if len(value.batch) > walker.depth:  # the axis is there, of one element where a derivative inside made it
        return Value(np.broadcast_to(value.array, (count, *value.array.shape[1:])), value.rank)
    batch = (count, *(1,) * (walker.depth - len(value.batch)), *value.batch)
    shape = value.array.shape[value.array.ndim - value.rank :]
    return Value(np.broadcast_to(value.array, (*batch, *shape)), value.rank)


def _jacobian(array: Array, body_rank: int, point_rank: int) -> Value:
    if body_rank == 2:  # a transposed vector: its rows are one
        array, body_rank = array[..., 0, :, :], 1
    if body_rank == 0 and point_rank == 0:
        return Value(array[..., 0], 0)
    if body_rank == 0:
        return Value(array[..., None, :], 2)
    return Value(array[..., 0], 1) if point_rank == 0 else Value(array, 2)
