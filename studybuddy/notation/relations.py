"""Two equations or two inequalities in; whether they say the same out."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.declared import Declarations
from studybuddy.notation.implication import FAILS, implies
from studybuddy.notation.numeric import Agreement, Status, agree
from studybuddy.notation.roots import residual
from studybuddy.notation.shapes import shape_of
from studybuddy.notation.sides import Sides, sides_at
from studybuddy.notation.tree import Relation, Relator
from studybuddy.notation.wording import at_point

Array = NDArray[Any]

_REVERSED = {
    Relator.LESS: Relator.GREATER,
    Relator.GREATER: Relator.LESS,
    Relator.LESS_EQUAL: Relator.GREATER_EQUAL,
    Relator.GREATER_EQUAL: Relator.LESS_EQUAL,
    Relator.EQUAL: Relator.EQUAL,
    Relator.NOT_EQUAL: Relator.NOT_EQUAL,
}
CROWD = 40


def agree_on_relation(
    given: Relation, expected: Relation, declarations: Declarations, seed: int
) -> Agreement:
    """Say whether two relations are equivalent: the same sides, or the same solutions."""
    other_way = turned(given)
    for relation in (given, other_way):
        if relation.relator is expected.relator and _same_sides(relation, expected, declarations, seed):
            return Agreement(Status.AGREE)
    if {given.relator, expected.relator} <= {Relator.EQUAL} or {given.relator, expected.relator} <= {
        Relator.NOT_EQUAL
    }:
        return _agree_on_equation(given, expected, declarations, seed)
    if Relator.EQUAL in (given.relator, expected.relator):
        return Agreement(Status.DIFFER, reason=f"{expected.relator} is expected, not {given.relator}")
    pointing = given if given.relator is expected.relator else other_way
    if pointing.relator is not expected.relator:
        return Agreement(Status.DIFFER, reason=f"the relation is {given.relator} and not the one expected")
    return _agree_on_inequality(pointing, expected, declarations, seed)


def turned(relation: Relation) -> Relation:
    """Return a relation with its sides swapped."""
    return Relation(_REVERSED[relation.relator], relation.right, relation.left)


def _same_sides(given: Relation, expected: Relation, declarations: Declarations, seed: int) -> bool:
    return all(
        agree(mine, theirs, declarations, seed).status is Status.AGREE
        for mine, theirs in ((given.left, expected.left), (given.right, expected.right))
    )


def is_identity(relation: Relation, declarations: Declarations, seed: int) -> bool:
    """Say whether an equation holds everywhere."""
    return agree(relation.left, relation.right, declarations, seed).status is Status.AGREE


def _agree_on_equation(
    given: Relation, expected: Relation, declarations: Declarations, seed: int
) -> Agreement:
    mine, theirs = is_identity(given, declarations, seed), is_identity(expected, declarations, seed)
    if mine and theirs:
        return Agreement(Status.DIFFER, reason="it is true, but it is not the equation that is expected")
    if mine or theirs:
        which = "yours" if mine else "the expected one"
        return Agreement(Status.DIFFER, reason=f"{which} holds everywhere, the other does not")
    ratio = residual_ratio(given, expected, declarations, seed)
    if ratio is not None and ratio != 0:
        return Agreement(Status.AGREE)
    there = _said(implies(given, expected, declarations, seed), "yours holds and the expected one does not")
    if there.status is Status.DIFFER:
        return there
    back = _said(implies(expected, given, declarations, seed), "the expected one holds and yours does not")
    return back if back.status is Status.DIFFER else there if there.status is Status.UNSETTLED else back


def _said(found: Agreement, words: str) -> Agreement:
    return replace(found, counterexample=found.counterexample.replace(FAILS, words))


def residual_ratio(
    given: Relation, expected: Relation, declarations: Declarations, seed: int
) -> float | None:
    """Return by what number the differences of the sides are multiples of each other at all points, or None.

    For vectors it may vary.
    """
    if shape_of(given, declarations) != shape_of(expected, declarations):
        return None
    ratios: list[float] = []
    vector = True
    for sides in sides_at(residual(given), residual(expected), declarations, seed):
        found = _ratios(sides)
        if found is None:
            return None
        vector = vector and sides.left.shape[1] > 1
        ratios.extend(found)
    if len(ratios) < 2 or 0.0 in ratios:
        return None
    spread = max(ratios) - min(ratios)
    if spread <= 1e-8 * max(abs(ratio) for ratio in ratios) or vector:
        return ratios[-1]
    return None


def _ratios(sides: Sides) -> list[float] | None:
    """Return for each usable point the ratio of the two sides, None if they are not proportional."""
    found = []
    for at in np.flatnonzero(sides.usable):
        left, right = sides.left[at], sides.right[at]
        norm = float(right @ right)
        if norm == 0:
            return None
        ratio = float(left @ right) / norm
        if np.abs(left - ratio * right).max() > 1e-8 * np.abs(left).max():
            return None
        found.append(ratio)
    return found


def _agree_on_inequality(
    given: Relation, expected: Relation, declarations: Declarations, seed: int
) -> Agreement:
    ratio = residual_ratio(given, expected, declarations, seed)
    if ratio is not None and ratio > 0:
        return Agreement(Status.AGREE)
    for sides in sides_at(given, expected, declarations, seed, crowd=CROWD):
        unequal = np.flatnonzero((sides.left != sides.right).any(axis=1) & sides.usable)
        if unequal.size:
            at = int(unequal[0])
            which = "yours holds, the expected one does not"
            if not sides.left[at].all():
                which = "the expected one holds, yours does not"
            return Agreement(Status.DIFFER, f"{at_point(sides.points, at, (given, expected))}{which}")
    return _same_border(given, expected, declarations, seed)


def _same_border(given: Relation, expected: Relation, declarations: Declarations, seed: int) -> Agreement:
    """Compare where two inequalities, alike at many points, change from true to false."""
    mine = Relation(Relator.EQUAL, given.left, given.right)
    theirs = Relation(Relator.EQUAL, expected.left, expected.right)
    border = implies(theirs, mine, declarations, seed)
    return Agreement(
        border.status, border.counterexample and f"the border differs: {border.counterexample}", border.reason
    )
