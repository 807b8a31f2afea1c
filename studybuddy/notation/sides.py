"""Two trees and points in; their values side by side, and which of the points count, out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import is_nested, names_used
from studybuddy.notation.errors import UnsettledError
from studybuddy.notation.evaluate import largest_term, straddling, walker_at
from studybuddy.notation.kinks import has_kinks
from studybuddy.notation.points import Points
from studybuddy.notation.sample import sample_points
from studybuddy.notation.tree import Node

Array = NDArray[Any]

CLOSE = 1e-9  # relative to the values
CLOSE_TO_LARGEST = 2e-12  # relative to the largest number met on the way


@dataclass(frozen=True, slots=True)
class Sides:
    """Two values at the same points, flattened to (points, elements), and which points count.

    `largest` is the largest magnitude met; only known where the sides are not plainly equal.
    """

    points: Points
    left: Array
    right: Array
    rank: int
    reliable: Array
    nested: bool

    @property
    def usable(self) -> Array:
        """Whether both sides are finite at each point, and the point counts."""
        finite = np.isfinite(self.left).all(axis=1) & np.isfinite(self.right).all(axis=1)
        return np.asarray(finite & self.reliable)

    def differences(self) -> Array:
        """Return the largest difference at each point, and NaN where it is not usable."""
        with np.errstate(all="ignore"):
            return np.where(self.usable, np.abs(self.left - self.right).max(axis=1), np.nan)

    def scales(self) -> Array:
        """Return the largest magnitude of either side at each point."""
        return np.asarray(np.maximum(np.abs(self.left).max(axis=1), np.abs(self.right).max(axis=1)))


def sides_at(
    left: Node, right: Node, declarations: Declarations, seed: int, *, crowd: int = 1
) -> Iterator[Sides]:
    """Yield the values of both expressions on each batch of random points."""
    nested = is_nested(left, declarations) or is_nested(right, declarations)
    names = names_used(declarations, left, right)
    batches = sample_points(declarations, seed, names=names, crowd=crowd)
    again = batches
    if batches[0].quadrature:
        again = sample_points(declarations, seed, names=names, crowd=crowd, shift=0.37)
    for points, shifted in zip(batches, again, strict=True):
        sides = sides_on(points, left, right, nested=nested)
        if points.quadrature:
            other = sides_on(shifted, left, right, nested=nested)
            sides = _reliable(sides, other, (left, right))
        yield sides


def sides_on(points: Points, left: Node, right: Node, *, nested: bool = False) -> Sides:
    """Return the values of both expressions at `points`; a number stands beside anything.

    Raises:
        UnsettledError: for vectors or matrices of different shapes.
    """
    walker = walker_at(points)
    with np.errstate(all="ignore"):
        x, y = walker.of(left), walker.of(right)
    rank = max(x.rank, y.rank)
    shapes = {value.array.shape[value.array.ndim - value.rank :] for value in (x, y) if value.rank}
    if len(shapes) > 1:
        one, other = ("×".join(map(str, shape)) for shape in sorted(shapes))
        raise UnsettledError(f"values of shapes {one} and {other} cannot be compared")
    shape = shapes.pop() if shapes else ()
    batch = np.broadcast_shapes(x.batch, y.batch, (points.count, 1))
    flat = [
        np.broadcast_to(v.array.reshape((*v.array.shape, *(1,) * (rank - v.rank))), (*batch, *shape)).reshape(
            points.count, -1
        )
        for v in (x, y)
    ]
    reliable = ~points.far if nested or points.quadrature else np.ones(points.count, dtype=bool)
    if nested and has_kinks(points.declarations, left, right):
        reliable &= ~straddling(points, left, right)
    return Sides(points, np.asarray(flat[0], float), np.asarray(flat[1], float), rank, reliable, nested)


def _reliable(sides: Sides, other: Sides, trees: tuple[Node, Node]) -> Sides:
    """Return `sides` without the points where a quadrature has not converged."""
    with np.errstate(all="ignore"):
        if other.left.shape == sides.left.shape and sides.left.shape[1] < 40:
            moved = np.maximum(
                np.abs(sides.left - other.left).max(axis=1), np.abs(sides.right - other.right).max(axis=1)
            )
            largest = np.array([largest_met(sides.points, at, *trees) for at in range(sides.points.count)])
            settled = moved <= 0.1 * CLOSE * sides.scales() + 5 * CLOSE_TO_LARGEST * largest
        else:
            settled = np.ones(sides.points.count, dtype=bool)
    return Sides(sides.points, sides.left, sides.right, sides.rank, sides.reliable & settled, sides.nested)


def largest_met(points: Points, at: int, *trees: Node) -> float:
    """Return the largest term of any sum in `trees` at one point, at least 1; rounding is relative to it."""
    return largest_term(points.at(at), *trees)
