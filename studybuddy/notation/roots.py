"""An equation, one of its variables and a seed in; random points where the equation holds out."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.declared import SINGULAR, WITH_ZERO, Declarations
from studybuddy.notation.definitions import walk_through
from studybuddy.notation.evaluate import evaluate, slopes
from studybuddy.notation.points import Points, Value
from studybuddy.notation.sample import sample_points
from studybuddy.notation.sides import largest_met
from studybuddy.notation.tree import Binary, Name, Node, Operator, Relation

Array = NDArray[Any]

MOST_STEPS = 40
HALVINGS = 8
SMALL = 1e-10  # of a residual, relative to the numbers that it comes from

# Variables that no equation can be solved for step by step: their values are not a continuum.
_UNSOLVABLE = frozenset(
    {"binary", "integer", "onehot", "simplex", "orthogonal", "unit", "spd", "symmetric", "rv"}
    | {SINGULAR, WITH_ZERO}
)


def residual(relation: Relation) -> Node:
    """Return the difference of the two sides."""
    return Binary(Operator.SUBTRACT, relation.left, relation.right)


def unknowns(relations: tuple[Relation, ...], declarations: Declarations) -> tuple[str, ...]:
    """Return the variables that occur in all relations and can be solved for, those standing alone first."""
    alone = [side.name for each in relations for side in (each.left, each.right) if isinstance(side, Name)]
    shared: set[str] | None = None
    for relation in relations:
        names = {node.name for node in walk_through(relation, declarations) if isinstance(node, Name)}
        shared = names if shared is None else shared & names
    candidates = [
        name
        for name, variable in declarations.variables.items()
        if shared is not None
        and name in shared
        and not variable.words & _UNSOLVABLE
        and variable.normal is None
        and name not in declarations.tied
    ]
    return tuple(sorted(candidates, key=lambda name: (name not in alone, candidates.index(name))))


def solved_points(
    relation: Relation, name: str, declarations: Declarations, seed: int, *, names: frozenset[str]
) -> Iterator[Points]:
    """Yield batches of points in which `name` was moved until `relation` holds; some may be empty.

    Gauss–Newton with step halving from each random point. Roots outside the declared domain are left out.
    `names` are those that get values. What is random may occur inside of expectations only.
    """
    tree = residual(relation)
    for points in sample_points(declarations, seed, names=names, crowd=2):
        near = points.only(~points.far)
        if near.count == 0 or _is_random(tree, near):
            continue
        moved, held = _newton(tree, name, near)
        inside = _inside(moved.values[name].array, declarations.variables[name].words)
        yield moved.only(held & inside & ~_vanished(moved.values[name]))


def _is_random(tree: Node, points: Points) -> bool:
    """Say whether the value of `tree` itself, not only something inside it, varies with the outcome."""
    if points.weights.shape[1] == 1:
        return False
    batch = evaluate(tree, points).batch
    return bool(batch) and batch[-1] > 1


def _newton(tree: Node, name: str, points: Points) -> tuple[Points, Array]:
    rest, slope = _residual_and_slope(tree, name, points)
    with np.errstate(all="ignore"):
        for _ in range(MOST_STEPS):
            step = _least_squares(slope, rest)
            points, rest, improved = _stepped(tree, name, points, rest, step)
            if not improved:
                break
            _, slope = _residual_and_slope(tree, name, points)
    largest = np.array([largest_met(points, at, tree) for at in range(points.count)])
    return points, np.asarray(_size(rest) <= SMALL * largest)


def _residual_and_slope(tree: Node, name: str, points: Points) -> tuple[Array, Array]:
    """Return the residual (points, elements) and its slope (points, elements, components of the variable)."""
    derivative = slopes(tree, name, points)
    components = derivative.array.shape[-1]
    slope = np.broadcast_to(
        derivative.array,
        (points.count, 1, *derivative.array.shape[derivative.array.ndim - derivative.rank :]),
    )
    return _flat(tree, points), slope.reshape((points.count, -1, components))


def _flat(tree: Node, points: Points) -> Array:
    value = evaluate(tree, points)
    shape = value.array.shape[value.array.ndim - value.rank :]
    return np.broadcast_to(value.array, (points.count, 1, *shape)).reshape((points.count, -1))


def _least_squares(slope: Array, rest: Array) -> Array:
    usable = np.asarray(np.isfinite(slope).all(axis=(1, 2)) & np.isfinite(rest).all(axis=1))
    cleaned = np.where(usable[:, None, None], slope, 0.0)
    step = np.linalg.pinv(cleaned, rcond=1e-11) @ np.where(usable[:, None], rest, 0.0)[..., None]
    return np.asarray(-step[..., 0])


def _stepped(tree: Node, name: str, points: Points, rest: Array, step: Array) -> tuple[Points, Array, bool]:
    """Return the points after a step, each halved until its residual shrinks, and whether any did."""
    value = points.values[name]
    size = _size(rest)
    length = np.ones(points.count)
    current, best = value.array, rest
    done = ~np.isfinite(size) | (size == 0)
    for _ in range(HALVINGS):
        trial = value.array + (length[:, None] * step).reshape(value.array.shape)
        tried = _flat(tree, points.with_values({name: Value(trial, value.rank)}))
        better = (_size(tried) < size * (1 - 1e-3)) & ~done
        shown = better.reshape((-1, *(1 for _ in value.array.shape[1:])))
        current = np.where(shown, trial, current)
        best = np.where(better[:, None], tried, best)
        done |= better
        if done.all():
            break
        length = np.where(done, length, length / 2)
    improved = bool((_size(best) < size).any())
    return points.with_values({name: Value(current, value.rank)}), best, improved


def _size(rest: Array) -> Array:
    size = np.abs(rest).max(axis=1)
    return np.where(np.isnan(size), np.inf, size)


def _vanished(value: Value) -> Array:
    """Say where a vector or matrix went to zero, the root of every homogeneous equation: it shows nothing."""
    if value.rank == 0:
        return np.zeros(value.array.shape[0], dtype=bool)
    return np.asarray(np.abs(value.array.reshape((value.array.shape[0], -1))).max(axis=1) < 1e-6)


def _inside(array: Array, words: frozenset[str]) -> Array:
    flat = array.reshape((array.shape[0], -1))
    inside = np.isfinite(flat).all(axis=1)
    if "positive" in words:
        inside &= (flat > 0).all(axis=1)
    if "prob" in words:
        inside &= ((flat > 0) & (flat < 1)).all(axis=1)
    return np.asarray(inside)
