"""Two expressions in; whether they differ by no more than a constant out."""

import numpy as np

from studybuddy.notation.declared import Declarations
from studybuddy.notation.errors import NotationError
from studybuddy.notation.numeric import Agreement, Status
from studybuddy.notation.points import Points, Value
from studybuddy.notation.sample import sample_points
from studybuddy.notation.sides import CLOSE_TO_LARGEST, largest_met, sides_on
from studybuddy.notation.tree import Node
from studybuddy.notation.wording import at_point


def agree_up_to_constant(
    given: Node, expected: Node, declarations: Declarations, seed: int, form: str
) -> Agreement:
    """Say whether the difference stays the same when variables move.

    The form `up to constant` moves all of them, `up to constant in w, b` those that it names.

    Raises:
        NotationError: if the form names something that is no variable.
    """
    moved = _moved_names(form, declarations)
    settled = 0
    for points in sample_points(declarations, seed, crowd=2):
        target = _moved(points, moved)
        first, second = sides_on(points, given, expected), sides_on(target, given, expected)
        usable = np.flatnonzero(first.usable & second.usable)
        gaps = np.abs((first.left - first.right) - (second.left - second.right)).max(axis=1)
        for at in usable:
            largest = largest_met(points, int(at), given, expected)
            largest = max(largest, largest_met(target, int(at), given, expected))
            if gaps[at] > 1000 * CLOSE_TO_LARGEST * largest:
                where = at_point(target, int(at), (given, expected))
                return Agreement(Status.DIFFER, f"{where}the difference is not the same as elsewhere")
        settled += usable.size
    if settled == 0:
        return Agreement(Status.UNSETTLED, reason="no point was found where both sides are finite")
    return Agreement(Status.AGREE)


def _moved_names(form: str, declarations: Declarations) -> tuple[str, ...]:
    listed = form.partition(" in ")[2]
    if not listed:
        return tuple(declarations.variables)
    names = tuple(name.strip() for name in listed.split(","))
    for name in names:
        if name not in declarations.variables:
            raise NotationError(0, f"{name} is no variable", f"form {form.partition(' in ')[0]} in …")
    return names


def _moved(points: Points, names: tuple[str, ...]) -> Points:
    """Return `points` with the values that `names` have at the neighbouring point."""
    changed = {name: points.values[name] for name in names if name in points.values}
    return points.with_values(
        {name: Value(np.roll(value.array, 1, axis=0), value.rank) for name, value in changed.items()}
    )
