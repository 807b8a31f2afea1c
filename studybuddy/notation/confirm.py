"""Two trees and a point in; whether they still agree with fifty digits, where those can be had, out."""

import math
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import walk_through
from studybuddy.notation.errors import UnsettledError
from studybuddy.notation.evaluate import evaluate, rounding_spread
from studybuddy.notation.points import Points
from studybuddy.notation.tree import Expectation, Gradient, Jacobian, Name, Node, Probability, Variance
from studybuddy.notation.wording import at_point, sides_text

Array = NDArray[Any]

DIGITS = 50
MANY_DIGITS = 300
CLOSE_PRECISE = 1e-32
CLOSE_MANY = 1e-200
CLOSE_DERIVATIVES = 1e-22  # they are differences, and divide by what cancels
SMALLEST_SCALE = 1e-6  # what cancels to less is compared with this
CLEAR_MARGIN = 1e4
ROUNDING_MARGIN = 64.0  # few walks see but a part of what rounding can do


def precise_difference(point: Points, left: Node, right: Node) -> str | None:
    """Return in words how two values differ after fifty digits, empty if they do not; None out of reach.

    Where they seem to differ, many more digits have to say so too: fifty may cancel as well.
    """
    declarations = point.declarations
    if _needs_floats(left, declarations) or _needs_floats(right, declarations):
        return None
    close = CLOSE_DERIVATIVES if _derives(declarations, left, right) else CLOSE_PRECISE
    found = None
    for digits in (DIGITS, MANY_DIGITS):
        values = _precise(point, left, right, digits)
        found = None if values is None else _in_words(values, close)
        if found == "":
            return found
    return found


def _in_words(values: list[tuple[Any, Any]], close: float) -> str:
    worst = max(abs(x - y) for x, y in values)
    if worst <= close * max(SMALLEST_SCALE, *(abs(x) for pair in values for x in pair)):
        return ""
    shown = next((pair for pair in values if abs(pair[0] - pair[1]) == worst), values[0])
    if max(abs(side) for side in shown) > sys.float_info.max:
        return _large_in_words(*shown)
    mine, theirs = (np.array([float(side)]) for side in shown)
    return sides_text(mine, theirs, 0, precise=True)


def _large_in_words(mine: Any, theirs: Any) -> str:
    """Say how two values differ of which a float would hold one at most."""
    from mpmath import nstr  # type: ignore[import-untyped]  # ships no types

    texts: tuple[str, ...] = ("", "")
    for digits in (4, 8, 17, DIGITS):
        texts = tuple(nstr(side, digits).removesuffix(".0") for side in (mine, theirs))
        if texts[0] != texts[1]:
            break
    return f"yours is {texts[0]}, expected {texts[1]}"


def precise_gaps(point: Points, left: Node, right: Node) -> Array | None:
    """Return the signs of the differences of two values, with very many digits; None out of reach.

    The sign is NaN where the digits do not suffice.
    """
    trees, declarations = (left, right), point.declarations
    if any(_needs_floats(tree, declarations) for tree in trees) or _derives(declarations, *trees):
        return None
    values = _precise(point, left, right, MANY_DIGITS)
    if values is None:
        return None
    close = CLOSE_MANY * max(abs(x) for pair in values for x in pair)
    return np.array([math.nan if 0 < abs(x - y) <= close else float((x > y) - (x < y)) for x, y in values])


def is_rounding(point: Points, difference: float, left: Node, right: Node) -> bool:
    """Say whether two values differ at a point only by what rounding does to them on the way.

    How far the values move when their last bits change decides; close to that, fifty digits do, where they
    can be had.
    """
    spread = rounding_spread(point, left, right)
    if difference > CLEAR_MARGIN * spread:
        return False
    precise = precise_difference(point, left, right)
    return not difference > ROUNDING_MARGIN * spread if precise is None else not precise


def _derives(declarations: Declarations, *trees: Node) -> bool:
    return any(
        isinstance(node, Gradient | Jacobian) for tree in trees for node in walk_through(tree, declarations)
    )


def _precise(point: Points, left: Node, right: Node, digits: int) -> list[tuple[Any, Any]] | None:
    """Return both sides with so many digits, element by element, or None where that is out of reach."""
    from studybuddy.notation.precise import PreciseArithmetic  # mpmath: only when something agrees

    arithmetic = PreciseArithmetic(digits)
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
    """Say whether fifty digits do not reach a tree: chance, values exact in float64 only."""
    for node in walk_through(tree, declarations):
        if isinstance(node, _FLOAT_ONLY):
            return True
        variable = declarations.variables.get(node.name) if isinstance(node, Name) else None
        if variable is not None and (variable.words & _ROUNDED_WORDS or variable.is_random):
            return True
        if isinstance(node, Name) and node.name in declarations.tied:
            return True
    return False


_FLOAT_ONLY = (Expectation, Variance, Probability)
_ROUNDED_WORDS = frozenset({"simplex", "unit", "orthogonal"})


def settled_by_precision(left: Node, right: Node, points: Points) -> str | None:
    """Return what `precise_difference` says at the first few points, None if it reaches none of them."""
    settled = False
    for at in range(min(3, points.count)):
        difference = precise_difference(points.at(at), left, right)
        settled = settled or difference is not None
        if difference:
            return f"{at_point(points, at, (left, right))}{difference}"
    return "" if settled else None
