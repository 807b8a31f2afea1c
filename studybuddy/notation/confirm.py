"""Two trees and a point in; whether they still agree with fifty digits, where those can be had, out."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import walk_through
from studybuddy.notation.errors import UnsettledError
from studybuddy.notation.evaluate import evaluate
from studybuddy.notation.points import Points
from studybuddy.notation.tree import Expectation, Gradient, Jacobian, Name, Node, Probability, Variance
from studybuddy.notation.wording import at_point, sides_text

Array = NDArray[Any]

CLOSE_PRECISE = 1e-32
SMALLEST_SCALE = 1e-6  # what cancels to less is compared with this


def precise_difference(point: Points, left: Node, right: Node) -> str:
    """Return in words how two values differ after fifty digits; empty if they do not, or are out of reach."""
    values = _precise(point, left, right)
    if values is None:
        return ""
    worst, largest = _worst(values), max(SMALLEST_SCALE, *(abs(x) for pair in values for x in pair))
    if worst <= CLOSE_PRECISE * largest:
        return ""
    shown = next((pair for pair in values if abs(pair[0] - pair[1]) == worst), values[0])
    mine, theirs = (np.array([_as_float(side)]) for side in shown)
    return sides_text(mine, theirs, 0, precise=True)


def _worst(values: list[tuple[Any, Any]]) -> Any:
    return max(abs(x - y) for x, y in values)


def _precise(point: Points, left: Node, right: Node) -> list[tuple[Any, Any]] | None:
    """Return both sides with fifty digits, element by element, or None where that is out of reach."""
    if _needs_floats(left, point.declarations) or _needs_floats(right, point.declarations):
        return None
    from studybuddy.notation.precise import PreciseArithmetic  # mpmath: only when something agrees

    arithmetic = PreciseArithmetic()
    try:
        at_point_values = arithmetic.values(point)
        x, y = (
            evaluate(left, at_point_values, arithmetic).array,
            evaluate(right, at_point_values, arithmetic).array,
        )
        pairs = [(a, b) for a, b in zip(*(np.ravel(each) for each in np.broadcast_arrays(x, y)), strict=True)]
    except (UnsettledError, ArithmeticError, ValueError):
        return None
    mpf = arithmetic.number("1")[()].__class__
    values = [value for pair in pairs for value in pair]
    if not pairs or not all(isinstance(value, mpf | int | float) for value in values):
        return None
    if not all(abs(value) < math.inf for value in values):  # infinite, or NaN: no digits to compare
        return None
    return pairs


def _needs_floats(tree: Node, declarations: Declarations) -> bool:
    """Say whether fifty digits do not reach a tree: derivatives, chance, values exact in float64 only."""
    for node in walk_through(tree, declarations):
        if isinstance(node, _FLOAT_ONLY):
            return True
        variable = declarations.variables.get(node.name) if isinstance(node, Name) else None
        if variable is not None and (variable.words & _ROUNDED_WORDS or variable.is_random):
            return True
        if isinstance(node, Name) and node.name in declarations.tied:
            return True
    return False


_FLOAT_ONLY = (Gradient, Jacobian, Expectation, Variance, Probability)
_ROUNDED_WORDS = frozenset({"simplex", "unit", "orthogonal"})


def settled_by_precision(left: Node, right: Node, points: Points) -> str | None:
    """Return what `precise_difference` says at the first few points, None if it reaches none of them."""
    settled = False
    for at in range(min(3, points.count)):
        point = points.at(at)
        if _precise(point, left, right) is None:
            continue
        settled = True
        difference = precise_difference(point, left, right)
        if difference:
            return f"{at_point(points, at, (left, right))}{difference}"
    return "" if settled else None


def _as_float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf")
