"""A walker and a sum or product over an index in; its value, from one axis more in front, out."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.errors import NotationError, UnsettledError
from studybuddy.notation.points import Value
from studybuddy.notation.source import text_of
from studybuddy.notation.tree import Reduce, Reduction
from studybuddy.notation.walker import Walker

Array = NDArray[Any]

MOST_TERMS = 20_000  # of one sum
MOST_PRECISE_TERMS = 1_000
INFINITE_TERMS = 4096


def reduce_terms(walker: Walker, node: Reduce) -> Value:
    """Return a sum or product over an index."""
    lower, upper = _bounds(walker, node)
    endless = bool(np.isposinf(upper).all())
    if not np.isfinite(lower).all() or not (endless or np.isfinite(upper).all()):
        raise UnsettledError("a sum starts at infinity, or has no end that can be told")
    if endless:
        return _infinite(walker, node, int(lower.max()))
    first, last = int(lower.min()), int(upper.max())
    count = last - first + 1
    if count > (MOST_PRECISE_TERMS if walker.arithmetic.exact else MOST_TERMS):
        raise UnsettledError(f"a sum of {count} terms; at most {MOST_TERMS} are added up")
    if count <= 0:
        return Value(walker.arithmetic.number("0" if node.kind is Reduction.SUM else "1"), 0)
    index, terms = _terms(walker, node, first, count)
    inside = (index >= lower) & (index <= upper)
    empty = walker.arithmetic.number("0" if node.kind is Reduction.SUM else "1")
    shown = inside.reshape((*inside.shape, *(1,) * terms.rank))
    batch = np.broadcast_shapes(terms.batch, inside.shape)
    full = np.broadcast_to(terms.array, (*batch, *terms.array.shape[terms.array.ndim - terms.rank :]))
    if not inside.all():
        full = np.where(shown, full, empty)
    walker.record(terms)
    folded = full.sum(axis=0) if node.kind is Reduction.SUM else full.prod(axis=0)
    return Value(np.asarray(folded), terms.rank)


def _bounds(walker: Walker, node: Reduce) -> tuple[Array, Array]:
    if node.lower is None or node.upper is None:
        runs_to = walker.points.declarations.indices[node.index]
        size = walker.points.sizes[runs_to] if isinstance(runs_to, str) else runs_to
        return np.asarray(1.0), np.asarray(float(size))
    found = []
    for bound in (node.lower, node.upper):
        value = np.asarray(walker.of(bound).array.real, float)
        if np.isnan(value).any() or not (np.round(value) == value).all():
            name = text_of(bound)
            raise NotationError(
                bound.at, f"the bound {name} is no whole number", f"declare {name}: integer positive"
            )
        found.append(value)
    return found[0], found[1]


def _terms(walker: Walker, node: Reduce, first: int, count: int) -> tuple[Array, Value]:
    """Return the index, with a new axis in front, and the value of the body for each."""
    index = (first + np.arange(count, dtype=float)).reshape(count, *(1 for _ in range(walker.depth)))
    with walker.scope({node.index: Value(_numbers(walker, index), 0)}):
        return index, walker.of(node.body)


def _numbers(walker: Walker, array: Array) -> Array:
    if not walker.arithmetic.exact:
        return array
    converted: Array = np.empty(array.shape, dtype=object)
    for at, value in np.ndenumerate(array):
        converted[at] = walker.arithmetic.number(repr(float(value)))[()]
    return converted


def _infinite(walker: Walker, node: Reduce, first: int) -> Value:
    if node.kind is Reduction.PRODUCT or walker.arithmetic.exact:
        raise UnsettledError("an infinite product is not evaluated")
    _, terms = _terms(walker, node, first, INFINITE_TERMS)
    if len(terms.batch) <= walker.depth:
        return Value(np.asarray(np.nan), 0)
    return Value(_limit(np.cumsum(terms.array, axis=0)), terms.rank)


def _limit(partial: Array) -> Array:
    """Return the limit of partial sums: at once, or with powers of 1/n eliminated (Richardson); else NaN."""
    sums = [partial[2**j - 1] for j in range(4, INFINITE_TERMS.bit_length())]
    at_once = np.abs(sums[-1] - sums[-2]) <= 1e-15 * np.abs(sums[-1])
    table, previous = sums, sums
    for order in range(1, 7):
        factor = 2.0**order
        previous = table
        table = [(factor * late - early) / (factor - 1) for early, late in pairwise(table)]
    settled = np.abs(table[-1] - previous[-1]) <= 1e-11 * np.abs(table[-1])
    return np.where(at_once, sums[-1], np.where(settled, table[-1], np.nan))
