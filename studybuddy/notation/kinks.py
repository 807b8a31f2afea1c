"""Two trees and a seed in; points close to the kinks of relu, step, max and |x|, on both sides, out.

Formulas with kinks are alike or not piece by piece, and a piece may be too narrow, or too far off, for random
points to meet it. Wherever what a kink hangs on changes its sign, the border is searched for between two
points, and both of its sides are looked at, closely and from afar.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import is_nested, names_used, walk_through
from studybuddy.notation.errors import UnsettledError
from studybuddy.notation.evaluate import kinks_met
from studybuddy.notation.evaluate_calls import KINKED
from studybuddy.notation.points import Points, Value
from studybuddy.notation.sample import sample_points
from studybuddy.notation.tree import Absolute, Call, Node

Array = NDArray[Any]
Generator = np.random.Generator

CROWD = 6
STRETCHES = (1.0, 30.0, 1000.0, 1e-3)  # of the sampled values: a kink may lie far out, or close to zero
MOST_KINKS = 12
PAIRS = 6
MOST_OUTCOMES = 64
HALVINGS = 22
FEW_HALVINGS = 10  # beside a derivative of a derivative, whose differences need room on both sides
DISTANCES = (0.15, 1e-2, 1e-4)  # from the kink, as shares of the way between the two points

_WITH_KINKS = KINKED | {"max", "min", "argmax"}
_PINNED = frozenset({"binary", "integer", "onehot", "unit", "orthogonal"})  # no way leads between two values
_BOUNDED = frozenset({"prob", "simplex"})


def has_kinks(declarations: Declarations, *trees: Node) -> bool:
    """Say whether any function in `trees` has a kink."""
    return any(
        isinstance(node, Absolute) or (isinstance(node, Call) and node.function in _WITH_KINKS)
        for tree in trees
        for node in walk_through(tree, declarations)
    )


def points_at_kinks(left: Node, right: Node, declarations: Declarations, seed: int) -> Iterator[Points]:
    """Yield batches of points on both sides of the kinks of two expressions, none where there are none."""
    if not has_kinks(declarations, left, right):
        return
    names = names_used(declarations, left, right)
    nested = is_nested(left, declarations) or is_nested(right, declarations)
    generator = np.random.default_rng([seed & (2**63 - 1), 3])
    try:
        for points in sample_points(declarations, seed + 2, names=names, crowd=CROWD)[:2]:
            if points.quadrature or points.weights.shape[1] > MOST_OUTCOMES:
                return
            found = _around(
                _stretched(points), (left, right), generator, FEW_HALVINGS if nested else HALVINGS
            )
            if found is not None:
                yield found
    except UnsettledError:
        return


def _free(points: Points) -> tuple[str, ...]:
    """Return the names of values that may be moved freely."""
    return tuple(
        name
        for name, variable in points.declarations.variables.items()
        if name in points.values
        and not variable.is_random
        and not variable.words & _PINNED
        and not points.declarations.eigenpairs
    )


def _stretched(points: Points) -> Points:
    """Return the points together with copies of them that are far out, or close to zero."""
    names = [n for n in _free(points) if not points.declarations.variables[n].words & _BOUNDED]
    copies = [
        points.with_values({n: Value(points.values[n].array * stretch, points.values[n].rank) for n in names})
        for stretch in STRETCHES
    ]
    joined = {
        name: Value(np.concatenate([copy.values[name].array for copy in copies]), value.rank)
        for name, value in points.values.items()
    }
    return replace(
        points,
        values=joined,
        weights=np.concatenate([points.weights] * len(copies)),
        far=np.zeros(len(copies) * points.count, dtype=bool),
    )


def _around(points: Points, trees: tuple[Node, Node], generator: Generator, halvings: int) -> Points | None:
    """Return points on both sides of each kink that lies between two of `points`."""
    signs = kinks_met(points, *trees)
    columns, above, below = _pairs(signs, generator)
    if not columns.size:
        return None
    start, end = points.only(above), points.only(below)
    low, high = np.zeros(columns.size), np.ones(columns.size)
    for _ in range(halvings):
        middle = (low + high) / 2
        on_this_side = _signs(_between(start, end, middle), trees, columns) > 0
        low, high = np.where(on_this_side, middle, low), np.where(on_this_side, high, middle)
    steps = [np.clip(edge + sign * far, 0, 1) for far in DISTANCES for edge, sign in ((low, -1), (high, 1))]
    every = np.tile(np.arange(columns.size), len(steps))
    return _between(start.only(every), end.only(every), np.concatenate(steps))


def _signs(points: Points, trees: tuple[Node, Node], columns: Array) -> Array:
    return kinks_met(points, *trees)[np.arange(columns.size), columns]


def _pairs(signs: Array, generator: Generator) -> tuple[Array, Array, Array]:
    """Return for each kink that can be met its column, once a pair, and points above and below it.

    The first pair is the nearest, the others are any: a kink may be met in several places.
    """
    usable = np.isfinite(signs)
    positive, negative = usable & (signs > 0), usable & (signs < 0)
    columns = np.flatnonzero(positive.any(axis=0) & negative.any(axis=0))
    if columns.size > MOST_KINKS:
        columns = columns[np.linspace(0, columns.size - 1, MOST_KINKS).astype(int)]
    positive, negative, signs = positive[:, columns], negative[:, columns], signs[:, columns]
    above = [np.where(positive, signs, np.inf).argmin(axis=0)]
    below = [np.where(negative, signs, -np.inf).argmax(axis=0)]
    for _ in range(PAIRS - 1):
        order = generator.random(signs.shape)
        above.append(np.where(positive, order, -1.0).argmax(axis=0))
        below.append(np.where(negative, order, 2.0).argmin(axis=0))
    return np.tile(columns, PAIRS), np.concatenate(above), np.concatenate(below)


def _between(start: Points, end: Points, shares: Array) -> Points:
    """Return the points that are these shares of the way from `start` to `end`."""
    moved = {}
    for name in _free(start):
        first, last = start.values[name], end.values[name]
        share = shares.reshape((-1, *(1,) * (first.array.ndim - 1)))
        moved[name] = Value(first.array + share * (last.array - first.array), first.rank)
    return start.with_values(moved)
