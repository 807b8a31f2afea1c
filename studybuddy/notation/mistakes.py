"""A wrong formula and the right one in; the mistake that explains the difference, as a sentence, out."""

import math
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from studybuddy.errors import StudyBuddyError
from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import names_used
from studybuddy.notation.evaluate import evaluate
from studybuddy.notation.mutate import Mutant, mutants
from studybuddy.notation.numeric import Status, agree
from studybuddy.notation.points import Points, Value
from studybuddy.notation.sample import sample_points
from studybuddy.notation.shapes import shape_of
from studybuddy.notation.sides import CLOSE, Sides, sides_at
from studybuddy.notation.tree import Node, Relation, walk

MOST_WORK = 1_000  # nodes times mutants that are tried

_RATIOS: Mapping[float, str] = MappingProxyType(
    {
        -1.0: "the sign: yours is the negative of it",
        2.0: "a factor of 2: yours is twice as large",
        0.5: "a factor of 2: yours is half as large",
        -2.0: "sign and a factor of 2: yours is -2 times it",
        -0.5: "sign and a factor of 2: yours is -1/2 times it",
        1 / math.log(2): "the base of the logarithm: yours is in bits, base 2, it should be natural",
        math.log(2): "the base of the logarithm: yours is natural, it should be base 2",
        1 / math.log(10): "the base of the logarithm: yours is base 10, it should be natural",
        math.log(10): "the base of the logarithm: yours is natural, it should be base 10",
    }
)


def explain(given: Node, expected: Node, declarations: Declarations, seed: int) -> str:
    """Return the known mistake that leads from `expected` to `given`, empty if none does."""
    if isinstance(given, Relation) or isinstance(expected, Relation):
        return ""
    try:
        if shape_of(given, declarations) != shape_of(expected, declarations):
            return ""
        found = list(sides_at(given, expected, declarations, seed))
        return _by_ratio(found) or _by_mutant(given, expected, declarations, seed)
    except StudyBuddyError:
        return ""


def _by_ratio(found: list[Sides]) -> str:  # noqa: PLR0911 (one return for each mistake)
    """Recognise a constant factor, or the size of a dimension, between the two sides."""
    ratios: list[tuple[float, Points]] = []
    for sides in found:
        for at in np.flatnonzero(sides.usable):
            left, right = sides.left[at], sides.right[at]
            norm = float(right @ right)
            if norm == 0 and not left.any():
                continue  # both vanish there, and tell nothing
            ratio = float(left @ right) / norm if norm > 0 else math.nan
            if not np.abs(left - ratio * right).max() <= CLOSE * max(np.abs(left).max(), 1e-300):
                return ""
            ratios.append((ratio, sides.points))
    if len(ratios) < 2:
        return ""
    for known, sentence in _RATIOS.items():
        if all(math.isclose(ratio, known, rel_tol=1e-8) for ratio, _ in ratios):
            return sentence
    for name in sorted(found[0].points.sizes):
        if all(math.isclose(ratio, points.sizes[name], rel_tol=1e-8) for ratio, points in ratios):
            return f"a missing 1/{name}: yours is {name} times as large"
        if all(math.isclose(ratio * points.sizes[name], 1, rel_tol=1e-8) for ratio, points in ratios):
            return f"a factor 1/{name} too many"
    first = ratios[0][0]
    if (
        abs(first) > 1e-6
        and abs(first - 1) > 1e-3
        and all(math.isclose(ratio, first, rel_tol=1e-8) for ratio, _ in ratios)
    ):
        return f"a constant factor: yours is {first:.4g} times it"
    return _by_inner_derivative(found)


def _by_inner_derivative(found: list[Sides]) -> str:
    """Recognise a missing factor that is one of the scalar variables."""
    for name, value in found[0].points.values.items():
        if value.rank or value.array.shape[1] > 1:
            continue
        if all(
            np.allclose(
                sides.left[sides.usable] * sides.points.values[name].array[sides.usable],
                sides.right[sides.usable],
                rtol=1e-8,
                atol=0.0,
            )
            for sides in found
        ):
            return f"the factor {name} is missing; was it the inner derivative of a chain rule?"
    return ""


def _by_mutant(given: Node, expected: Node, declarations: Declarations, seed: int) -> str:
    work = MOST_WORK
    variants = mutants(expected, declarations)
    points = sample_points(declarations, seed, names=_names(given, expected, variants, declarations))[0]
    typed = evaluate(given, points)
    size = sum(1 for _ in walk(expected))
    for mutant in variants:
        work -= size
        if work < 0:
            return ""
        if _alike(typed, evaluate(mutant.tree, points)):
            found = agree(given, mutant.tree, declarations, seed)
            if found.status is Status.AGREE:
                return mutant.sentence
    return ""


def _names(
    given: Node, expected: Node, variants: tuple[Mutant, ...], declarations: Declarations
) -> frozenset[str]:
    others = (mutant.tree for mutant in variants if mutant.kind == "name")
    return names_used(declarations, given, expected, *others)


def _alike(one: Value, other: Value) -> bool:
    """Say whether two values agree where both are finite, and somewhere are."""
    with np.errstate(all="ignore"):
        gap = np.abs(one.array - other.array)
        allowed = 1e-6 * np.abs(one.array).max(initial=0.0, where=np.isfinite(one.array))
    finite = gap[np.isfinite(gap)]
    return bool(finite.size and (finite <= allowed).all())
