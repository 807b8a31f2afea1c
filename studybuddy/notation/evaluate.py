"""A tree and points in; its value at every point, as arrays, out.

Values are computed for all points at once. Sums, derivatives and expectations are axes of the same arrays: a
sum puts an axis for its terms in front, a derivative one for the directions, an expectation folds the axis
of outcomes. A derivative is a complex step; a derivative inside another one is a central difference.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation import evaluate_calls as calls
from studybuddy.notation import evaluate_chance as chances
from studybuddy.notation import evaluate_derivatives as derivatives
from studybuddy.notation import evaluate_operators as operators
from studybuddy.notation import evaluate_sums as sums
from studybuddy.notation.arithmetic import Arithmetic, FloatArithmetic
from studybuddy.notation.points import Points, Value
from studybuddy.notation.tree import (
    Absolute,
    Binary,
    Call,
    Constant,
    Element,
    Expectation,
    Factorial,
    Gradient,
    Jacobian,
    Matrix,
    Name,
    Negate,
    Node,
    Norm,
    Number,
    Power,
    Probability,
    Reduce,
    Relation,
    Transpose,
    Variance,
)
from studybuddy.notation.walker import Walker

Array = NDArray[Any]

SHAKES = 12  # walks that are compared to see what rounding does


def evaluate(tree: Node, points: Points, arithmetic: Arithmetic | None = None) -> Value:
    """Return the value of `tree`, batch axes (points, outcomes) or a part of them; NaN where undefined.

    Raises:
        UnsettledError: if that would take too long or too much memory.
        NotationError: for a sum whose bounds are no whole numbers.
    """
    with np.errstate(all="ignore"):
        return walker_at(points, arithmetic).of(tree)


def slopes(tree: Node, name: str, points: Points) -> Value:
    """Return the derivative of `tree` by the variable `name`, along whose components the last axis runs."""
    with np.errstate(all="ignore"):
        return derivatives.slopes(walker_at(points), tree, name)


def largest_term(points: Points, *trees: Node, least: float = 1.0) -> float:
    """Return the largest term of any sum in `trees`, at least `least`; rounding errors are relative to it."""
    walker = Walker(points, FloatArithmetic(), _RULES, least=least)
    with np.errstate(all="ignore"):
        for tree in trees:
            walker.of(tree)
    return least if walker.largest is None else walker.largest


def rounding_spread(point: Points, *trees: Node) -> float:
    """Return how far rounding alone moves the values of `trees` at one point; infinite out of all bounds.

    Each of several walks changes the last bit of every value on the way at random (Vignes 1993).
    """
    generator = np.random.default_rng(SHAKES)
    copies = point.repeated(SHAKES)
    spread = 0.0
    with np.errstate(all="ignore"):
        for tree in trees:
            value = Walker(copies, FloatArithmetic(), _RULES, shaken=generator).of(tree)
            if len(value.batch) < 2:
                continue
            moved = np.ptp(np.asarray(value.array.real, float), axis=value.array.ndim - value.rank - 2)
            spread = max(spread, float(np.where(np.isnan(moved), np.inf, moved).max(initial=0.0)))
    return spread


def kinks_met(points: Points, *trees: Node) -> Array:
    """Return what changes its sign at the kinks of functions in `trees`, as (points, kinks)."""
    walker = Walker(points, FloatArithmetic(), _RULES, record_kinks=True)
    with np.errstate(all="ignore"):
        for tree in trees:
            walker.of(tree)
    return np.concatenate([np.empty((points.count, 0)), *(walker.kinks or ())], axis=1)


def straddling(points: Points, *trees: Node) -> Array:
    """Return at which points a derivative of a derivative in `trees` is taken across a kink."""
    walker = Walker(points, FloatArithmetic(), _RULES, record_kinks=True)
    with np.errstate(all="ignore"):
        for tree in trees:
            walker.of(tree)
    return walker.straddling


def walker_at(points: Points, arithmetic: Arithmetic | None = None) -> Walker:
    """Return a walker for `points`; float64 unless told otherwise."""
    return Walker(points, arithmetic or FloatArithmetic(), _RULES)


_RULES: Mapping[type[Node], Callable[[Walker, Any], Value]] = MappingProxyType(
    {
        Number: operators.number,
        Constant: operators.constant,
        Name: operators.name,
        Negate: operators.negate,
        Binary: operators.binary,
        Power: operators.power,
        Transpose: operators.transpose,
        Relation: operators.relation,
        Element: operators.element,
        Matrix: operators.matrix,
        Absolute: operators.absolute,
        Factorial: operators.factorial,
        Norm: operators.norm,
        Call: calls.call,
        Reduce: sums.reduce_terms,
        Gradient: derivatives.derivative,
        Jacobian: derivatives.derivative,
        Expectation: chances.expectation,
        Variance: chances.variance,
        Probability: chances.probability,
    }
)
