"""Two trees, declarations and a seed in; whether they agree at random points, and if not where, out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

import numpy as np

from studybuddy.notation.confirm import is_rounding, precise_difference, settled_by_precision
from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import is_nested, names_used
from studybuddy.notation.errors import UnsettledError
from studybuddy.notation.kinks import points_at_kinks
from studybuddy.notation.points import Points
from studybuddy.notation.sample import sample_points
from studybuddy.notation.sides import CLOSE, CLOSE_TO_LARGEST, Array, Sides, largest_met, sides_at, sides_on
from studybuddy.notation.tree import Node
from studybuddy.notation.wording import at_point, sides_text

CLOSE_NESTED = 1e-7  # derivatives of derivatives are differences
DROWNING = 1e8  # terms this large that cancel leave nothing to compare
FEWEST_POINTS = 3
UNDEFINED_SHARE = 0.15


class Status(Enum):
    """What random points say of two expressions."""

    AGREE = auto()
    DIFFER = auto()
    UNSETTLED = auto()


@dataclass(frozen=True, slots=True)
class Agreement:
    """A status with its words: where the sides differ, or the reason why nothing is settled."""

    status: Status
    counterexample: str = ""
    reason: str = ""


def agree(
    left: Node, right: Node, declarations: Declarations, seed: int, *, strict: bool = False
) -> Agreement:
    """Compare two expressions of equal shape at random points.

    `left` is the one to judge: where it is undefined and `right` is not, they differ. With `strict` the
    same is true the other way round.
    """
    try:
        found = _settled(left, right, declarations, seed, strict=strict, crowd=1)
        if found is None:
            found = _settled(left, right, declarations, seed + 1, strict=strict, crowd=6)
    except UnsettledError as error:
        found = _by_precision_alone(left, right, declarations, seed) or Agreement(
            Status.UNSETTLED, reason=error.message
        )
    if found is None:
        found = _by_precision_alone(left, right, declarations, seed)
    if found is None and left == right and _is_defined(left, declarations, seed):
        found = Agreement(Status.AGREE)
    if found is not None and found.status is Status.AGREE:
        found = _different_at_kinks(left, right, declarations, seed) or found
    return found or Agreement(
        Status.UNSETTLED, reason="both sides overflow, or are undefined, wherever they were tried"
    )


def one_sided(left: Node, right: Node, declarations: Declarations, seed: int) -> str:
    """Say where only one of two expressions that agree elsewhere has a value; empty where none is found."""
    try:
        found = list(sides_at(left, right, declarations, seed, crowd=6))
        undefined = _undefined(found, (left, right), strict=True)
    except UnsettledError:
        return ""
    return _words(*undefined[:2], left, right) if undefined else ""


def _is_defined(tree: Node, declarations: Declarations, seed: int) -> bool:
    """Say whether an expression has a value anywhere, be it infinite; what has none equals nothing."""
    try:
        found = list(sides_at(tree, tree, declarations, seed))
    except UnsettledError:
        return True  # it is too large for an evaluation
    return not all(np.isnan(sides.left).any(axis=1).all() for sides in found)


def _settled(
    left: Node, right: Node, declarations: Declarations, seed: int, *, strict: bool, crowd: int
) -> Agreement | None:
    """Return what one sample of points says, None if it says too little."""
    found = list(sides_at(left, right, declarations, seed, crowd=crowd))
    for at_batch, sides in enumerate(found):
        differing, drowned = _first_difference(sides, left, right)
        if differing is not None:
            return Agreement(Status.DIFFER, _words(sides, differing, left, right))
        found[at_batch] = replace(sides, reliable=sides.reliable & ~drowned)
    usable = sum(int(sides.usable.sum()) for sides in found)
    total = sum(sides.points.count for sides in found)
    undefined = _undefined(found, (left, right), strict=strict)
    share = undefined[2] if undefined is not None else 0.0
    if crowd == 1 and share < 1 and (share or any(np.isnan(sides.left).any() for sides in found)):
        return None  # so few points may miss those where it alone has no value
    if undefined is not None and share > UNDEFINED_SHARE:
        sides, at, _ = undefined
        # it may be overflow on the way to a finite value
        precise = _by_precision_alone(left, right, declarations, seed) if share == 1 else None
        return precise or Agreement(Status.DIFFER, _words(sides, at, left, right))
    if usable < min(FEWEST_POINTS, total):
        return None
    return _confirmed(found, left, right)


def _different_at_kinks(left: Node, right: Node, declarations: Declarations, seed: int) -> Agreement | None:
    """Return where two expressions that agree elsewhere differ between kinks; differences straddle them."""
    nested = is_nested(left, declarations) or is_nested(right, declarations)
    for points in points_at_kinks(left, right, declarations, seed):
        sides = sides_on(points, left, right, nested=nested)
        differing, _ = _first_difference(sides, left, right)
        if differing is not None:
            return Agreement(Status.DIFFER, _words(sides, differing, left, right))
    return None


def _first_difference(sides: Sides, left: Node, right: Node) -> tuple[int | None, Array]:
    """Return the first point where the sides differ by more than rounding, and where rounding drowns all."""
    with np.errstate(all="ignore"):
        differences, scales = sides.differences(), sides.scales()
        close = CLOSE_NESTED if sides.nested else CLOSE
        suspects = np.flatnonzero(differences > close * scales)
    drowned = np.zeros(sides.points.count, dtype=bool)
    for at in suspects:
        largest = largest_met(sides.points, int(at), left, right)
        if differences[at] <= (CLOSE_NESTED if sides.nested else CLOSE_TO_LARGEST) * largest:
            drowned[at] = largest > DROWNING
        elif is_rounding(sides.points.at(int(at)), float(differences[at]), left, right):
            drowned[at] = True
        else:
            return int(at), drowned
    return None, drowned


def _undefined(
    found: list[Sides], trees: tuple[Node, Node], *, strict: bool
) -> tuple[Sides, int, float] | None:
    """Return a near point where one side alone is undefined, and the share of such points.

    It is that among the near points where not both are undefined. Infinite values count only if they are
    infinite everywhere: a pole at some points is overflow or chance.
    """
    for is_missing in (np.isnan, _is_infinite):
        bad, near, either, first = 0, 0, 0, None
        for sides in found:
            one = _one_sided(sides, is_missing, strict=strict) & ~sides.points.far
            if one.any() and precise_difference(sides.points.at(int(np.flatnonzero(one)[0])), *trees) == "":
                continue  # digits were lost on the way, and nothing else
            finite = np.isfinite(sides.left).all(axis=1) | np.isfinite(sides.right).all(axis=1)
            near += int((~sides.points.far).sum())
            either += int((finite & ~sides.points.far).sum())
            bad += int(one.sum())
            if first is None and one.any():
                first = (sides, int(np.flatnonzero(one)[0]))
        if first is not None and (is_missing is np.isnan or bad == near):
            return (*first, bad / either)
    return None


def _is_infinite(values: Array) -> Array:
    return ~np.isfinite(values)


def _one_sided(sides: Sides, is_missing: Callable[[Array], Array], *, strict: bool) -> Array:
    left, right = is_missing(sides.left).any(axis=1), is_missing(sides.right).any(axis=1)
    one = left & np.isfinite(sides.right).all(axis=1)
    if strict:
        one = one | (right & np.isfinite(sides.left).all(axis=1))
    return np.asarray(one)


def _words(sides: Sides, at: int, left: Node, right: Node) -> str:
    where = at_point(sides.points, at, (left, right))
    return where + sides_text(sides.left[at], sides.right[at], sides.rank)


def _confirmed(found: list[Sides], left: Node, right: Node) -> Agreement:
    """Return agreement unless fifty digits show a difference."""
    sides = found[0]
    for at in np.flatnonzero(sides.usable & ~sides.points.far)[:2]:
        difference = precise_difference(sides.points.at(int(at)), left, right)
        if difference:
            return Agreement(Status.DIFFER, f"{at_point(sides.points, int(at), (left, right))}{difference}")
    return Agreement(Status.AGREE)


def _by_precision_alone(left: Node, right: Node, declarations: Declarations, seed: int) -> Agreement | None:
    """Settle with fifty digits what overflows in floating point."""
    difference = settled_by_precision(left, right, _first_points(left, right, declarations, seed))
    if difference is None:
        return None
    return Agreement(Status.DIFFER, difference) if difference else Agreement(Status.AGREE)


def _first_points(left: Node, right: Node, declarations: Declarations, seed: int) -> Points:
    return sample_points(declarations, seed, names=names_used(declarations, left, right))[0]
