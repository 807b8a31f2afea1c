"""Two equations in; whether the second holds wherever the first does, at points that were solved for, out."""

import numpy as np

from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import names_used
from studybuddy.notation.errors import UnsettledError
from studybuddy.notation.numeric import Agreement, Status
from studybuddy.notation.points import Points
from studybuddy.notation.roots import residual, solved_points, unknowns
from studybuddy.notation.sides import largest_met, sides_on
from studybuddy.notation.tree import Number, Relation
from studybuddy.notation.wording import at_point

SATISFIED = 3e-7  # of a residual at a root that is itself known to about 1e-10
FEWEST_ROOTS = 2
MOST_UNKNOWNS = 3
FAILS = "the first equation holds and the second does not"


# Where an equation holds, by the variable that it was solved for and the random ones that have values.
Roots = dict[tuple[Relation, str, frozenset[str]], tuple[Points, ...]]


def implies(
    first: Relation, second: Relation, declarations: Declarations, seed: int, roots: Roots | None = None
) -> Agreement:
    """Say whether `second` holds at roots of `first`, searched for by each shared variable in turn.

    One variable with enough roots settles it; a root where `second` fails is a counterexample. `roots`
    collects what was found, for asking about other seconds with the same declarations and seed.
    """
    roots = {} if roots is None else roots
    names = _wanted(declarations, first, second)
    for name in unknowns((second, first), declarations)[:MOST_UNKNOWNS]:
        try:
            key = (first, name, names)
            if key not in roots:
                roots[key] = tuple(solved_points(first, name, declarations, seed, names=names))
            found = _by(first, second, name, roots[key])
        except UnsettledError as error:
            return Agreement(Status.UNSETTLED, reason=error.message)
        if found.status is not Status.UNSETTLED:
            return found
    return Agreement(Status.UNSETTLED, reason="no point was found where the first equation holds")


def _wanted(declarations: Declarations, *relations: Relation) -> frozenset[str]:
    """Return all names but the random variables that the relations do not speak of: they cost, and vary."""
    used = names_used(declarations, *relations)
    idle = {name for name, variable in declarations.variables.items() if variable.is_random} - used
    return declarations.names - idle


def _by(first: Relation, second: Relation, name: str, solved: tuple[Points, ...]) -> Agreement:
    roots = 0
    for points in solved:
        failing = _first_failure(points, second)
        if failing is not None:
            where = at_point(points, failing, (first, second))
            return Agreement(Status.DIFFER, f"{where}{FAILS}")
        roots += points.count
    if roots < FEWEST_ROOTS:
        return Agreement(Status.UNSETTLED, reason=f"no {name} was found for which the first equation holds")
    return Agreement(Status.AGREE)


def _first_failure(points: Points, relation: Relation) -> int | None:
    if points.count == 0:
        return None
    tree = residual(relation)
    rest = sides_on(points, tree, Number("0")).left
    size = np.abs(rest).max(axis=1)
    for at in range(points.count):
        allowed = SATISFIED * largest_met(points, at, tree)
        if not size[at] <= allowed:  # NaN is a failure too
            return at
    return None
