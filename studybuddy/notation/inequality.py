"""An inequality in; a point where it fails, if a search finds one, out: evidence, and no proof.

Many random points are tried first. Then the search goes on around those where the two sides are nearest.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.confirm import ROUNDING_MARGIN, precise_gaps
from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import is_nested
from studybuddy.notation.domains import rounded
from studybuddy.notation.evaluate import largest_term, rounding_spread
from studybuddy.notation.kinks import points_at_kinks
from studybuddy.notation.numeric import Agreement, Status
from studybuddy.notation.points import Points, Value
from studybuddy.notation.sides import CLOSE_TO_LARGEST, Sides, sides_at, sides_on
from studybuddy.notation.tree import Relation, Relator
from studybuddy.notation.wording import at_point, told_apart

Array = NDArray[Any]

CROWD = 40
CROWD_INTEGRATING = 2
NEAREST = 5  # points around which the search goes on
COPIES = 24
WIDTHS = (0.5, 0.15, 0.05, 0.015)  # of the search around them, relative
MOST_OUTCOMES = 64
MOST_CLOSE = 24  # points where the sides are too close to be told apart in floating point

_MOVED = frozenset(
    {"positive", "prob", "tall", "invertible"}
)  # what stays so, with care, when moved a little
_STRICT = frozenset({Relator.LESS, Relator.GREATER, Relator.NOT_EQUAL})


def holds_everywhere(relation: Relation, declarations: Declarations, seed: int) -> Agreement:
    """Search many points for one where a relation fails; agreement is evidence and no proof."""
    integrates = any(variable.normal for variable in declarations.variables.values())
    usable = clear = 0
    for sides in _tried(relation, declarations, seed, CROWD_INTEGRATING if integrates else CROWD):
        broken, close = _broken(sides, relation)
        if broken is not None:
            where = at_point(sides.points, broken[0], (relation,))
            left, right = told_apart(float(sides.left[broken]), float(sides.right[broken]))
            return Agreement(Status.DIFFER, f"{where}the left side is {left}, the right side {right}")
        usable += int(sides.usable.sum())
        clear += int(sides.usable.sum()) - close
    if not usable:
        return Agreement(Status.UNSETTLED, reason="no point was found where both sides are finite")
    if not clear and relation.relator in _STRICT:
        return Agreement(Status.DIFFER, reason="both sides are equal wherever they were tried")
    return Agreement(Status.AGREE)


def _tried(relation: Relation, declarations: Declarations, seed: int, crowd: int) -> Iterator[Sides]:
    """Yield both sides at random points, then around those where they are nearest, then beside kinks."""
    generator = np.random.default_rng([seed & (2**63 - 1), 5])
    nested = is_nested(relation, declarations)
    for sides in sides_at(relation.left, relation.right, declarations, seed, crowd=crowd):
        yield sides
        points = sides.points
        if points.quadrature or points.weights.shape[1] > MOST_OUTCOMES:
            continue
        nearest = sides
        for width in WIDTHS:
            around = _around(nearest, width, generator)
            if around is None:
                break
            nearest = sides_on(around, relation.left, relation.right, nested=nested)
            yield nearest
    for points in points_at_kinks(relation.left, relation.right, declarations, seed):
        yield sides_on(points, relation.left, relation.right, nested=nested)


def _around(sides: Sides, width: float, generator: np.random.Generator) -> Points | None:
    """Return points around those where the two sides are nearest to each other, None if there are none."""
    best = _nearest(sides)
    points = sides.points.only(best).repeated(COPIES) if best.size else None
    if points is None:
        return None
    moved = {
        name: _moved(points.values[name], variable.words, width, generator)
        for name, variable in points.declarations.variables.items()
        if name in points.values
        and not variable.is_random
        and variable.words <= _MOVED
        and name not in points.declarations.tied
    }
    return points.with_values(moved) if moved else None


def _nearest(sides: Sides) -> Array:
    """Return the numbers of the points where the sides are nearest, in themselves and for their size."""
    with np.errstate(all="ignore"):
        gaps = sides.differences()
        shares = gaps / sides.scales()
    most = min(NEAREST, int(np.isfinite(shares).sum()))
    return np.unique(np.concatenate([np.argsort(gaps)[:most], np.argsort(shares)[:most]]))


def _moved(value: Value, words: frozenset[str], width: float, generator: np.random.Generator) -> Value:
    shift = width * generator.normal(size=value.array.shape)
    if words & {"positive", "prob"}:
        moved = value.array * np.exp(shift)
    else:
        moved = value.array + shift * np.maximum(np.abs(value.array), 0.3)
    if "prob" in words:
        moved = np.clip(moved, 0.001, 0.999)
    half = moved.shape[0] // 2
    # Round numbers are where sides often touch, and others where they cross.
    return Value(np.concatenate([rounded(moved[:half]), moved[half:]]), value.rank)


def _broken(sides: Sides, relation: Relation) -> tuple[tuple[int, int] | None, int]:
    """Return the first point and element where the relation fails, and at how many nobody can tell."""
    fails = ~_RULES[relation.relator](sides.left - sides.right) & sides.usable[:, None]
    suspects, close = np.flatnonzero(fails.any(axis=1)), 0
    for at in suspects:
        if close >= MOST_CLOSE:
            return None, int(suspects.size)
        gap = np.where(fails[at], np.abs(sides.left[at] - sides.right[at]), -1.0)
        really = _fails(sides, int(at), float(gap.max()), relation)
        if really:
            return (int(at), int(gap.argmax())), close
        close += really is None
    return None, close


def _fails(sides: Sides, at: int, gap: float, relation: Relation) -> bool | None:
    """Say whether a relation that fails in floating point at a point really does, None if nobody can tell."""
    point = sides.points.at(at)
    precise = precise_gaps(point, relation.left, relation.right)
    if precise is not None:
        known = ~np.isnan(precise)
        fails = not _RULES[relation.relator](precise[known]).all()
        return True if fails else False if known.all() else None
    largest = max(largest_term(point, relation.left, relation.right, least=0.0), float(sides.scales()[at]))
    spread = rounding_spread(point, relation.left, relation.right)
    return True if gap > max(CLOSE_TO_LARGEST * largest, ROUNDING_MARGIN * spread) else None


_RULES: Mapping[Relator, Callable[[Array], Array]] = MappingProxyType(
    {
        Relator.LESS: lambda gap: np.asarray(gap < 0),
        Relator.LESS_EQUAL: lambda gap: np.asarray(gap <= 0),
        Relator.GREATER: lambda gap: np.asarray(gap > 0),
        Relator.GREATER_EQUAL: lambda gap: np.asarray(gap >= 0),
        Relator.NOT_EQUAL: lambda gap: np.asarray(gap != 0),
        Relator.EQUAL: lambda gap: np.asarray(gap == 0),
    }
)
