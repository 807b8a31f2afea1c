"""What an answer card expects, rejects and draws goes in; the draws for which a reject is right come out."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.kinds.blanks import Blank
from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import is_plain
from studybuddy.notation.derivation import parse_checked
from studybuddy.notation.draws import combinations
from studybuddy.notation.errors import NotationError, UnsettledError
from studybuddy.notation.evaluate import evaluate
from studybuddy.notation.points import Points, Value
from studybuddy.notation.tree import Collection, Relation
from studybuddy.notation.verdicts import DEFAULT_WITHIN, parse_within

MOST = 3_000  # combinations of numbers that are looked at

Numbers = Sequence[Mapping[str, str]]


def ties(declared: str, blank: Blank) -> dict[str, list[Mapping[str, str]]]:
    """Return for each reject that is right by chance the numbers with which it is.

    What is no plain number, or takes its numbers one at a time, has none.
    """
    declarations = parse_declarations(declared)
    if not declarations.draws:
        return {}
    numbers = combinations(declarations, MOST)
    expected = _values(blank["expect"], declarations, numbers)
    if expected is None:
        return {}
    within = parse_within(blank["within"]) if blank["within"] else DEFAULT_WITHIN
    allowed = within.amount * (np.abs(expected) if within.relative else 1.0) * (1 + 1e-9)
    found = {}
    for wrong, *_ in blank["rejects"]:
        values = _values(wrong, declarations, numbers)
        if values is None or values.shape != expected.shape:
            continue
        equal = (np.abs(values - expected) <= allowed).all(axis=1)
        if equal.any():
            found[wrong] = [numbers[at] for at in np.flatnonzero(equal)]
    return found


def _values(text: str, declarations: Declarations, numbers: Numbers) -> NDArray[Any] | None:
    """Return the elements of a formula's value, one row for each of the `numbers`."""
    known = declarations.with_numbers(numbers[0])
    try:
        tree = parse_checked(text, known)
        if isinstance(tree, Relation | Collection) or not is_plain(tree, known):
            return None
        drawn = {name: Value(np.array([[float(one[name])] for one in numbers]), 0) for name in numbers[0]}
        count = len(numbers)
        value = evaluate(tree, Points(known, {}, drawn, np.ones((count, 1)), np.zeros(count, dtype=bool)))
    except (NotationError, UnsettledError):
        return None
    array = np.asarray(value.array.real, float)
    elements = array.shape[array.ndim - value.rank :]
    return np.broadcast_to(array, (count, 1, *elements)).reshape(count, -1)
