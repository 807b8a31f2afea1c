"""Points and values in; the words of a counterexample out: "at z = 1.3 yours is 0.17, expected 0.21"."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.points import Points
from studybuddy.notation.tree import Name, Node, Reduce, children

Array = NDArray[Any]

MOST_NAMES = 4
MOST_ELEMENTS = 4


def at_point(points: Points, at: int, trees: tuple[Node, ...]) -> str:
    """Return `at x = 1.3, w = [0.2; 1]: ` for the names that the trees use, empty if they use none."""
    names = sorted({name for tree in trees for name in _names(tree, points)})
    shown = [text for name in names if (text := _value_text(points, name, at))]
    if not shown:
        return ""
    more = ", …" if len(shown) > MOST_NAMES or len(shown) < len(names) else ""
    return f"at {', '.join(shown[:MOST_NAMES])}{more} "


def _names(tree: Node, points: Points) -> Iterator[str]:
    """Yield the names that a value hangs on: not the indices that sums run over."""
    definitions = points.declarations.definitions
    seen: set[str] = set()
    stack: list[tuple[Node, frozenset[str]]] = [(tree, frozenset())]
    while stack:
        node, bound = stack.pop()
        if isinstance(node, Reduce):
            bound |= {node.index}
        stack.extend((child, bound) for child in children(node))
        if isinstance(node, Name) and node.name not in seen | bound:
            seen.add(node.name)
            if node.name in definitions:
                stack.append((definitions[node.name], frozenset()))
            elif node.name in points.values or node.name in points.sizes:
                yield node.name


def _value_text(points: Points, name: str, at: int) -> str:
    if name in points.sizes:
        return f"{name} = {points.sizes[name]}"
    value = points.values[name]
    if value.array.shape[1] > 1:
        return ""  # a random variable has no one value
    array = value.array[min(at, value.array.shape[0] - 1), 0]
    if array.size > MOST_ELEMENTS:
        return ""
    return f"{name} = {array_text(array)}"


def array_text(array: Array) -> str:
    """Return a small array as the language writes it."""
    if array.ndim == 0:
        return number_text(float(array))
    if array.ndim == 1:
        return f"[{'; '.join(number_text(float(x)) for x in array)}]"
    return f"[{'; '.join(', '.join(number_text(float(x)) for x in row) for row in array)}]"


def number_text(x: float, digits: int = 4) -> str:
    """Return a number in a few digits; NaN is called undefined."""
    if np.isnan(x):
        return "undefined"
    if np.isinf(x):
        return "infinite" if x > 0 else "minus infinity"
    return f"{x:.{digits}g}"


def sides_text(left: Array, right: Array, rank: int, *, precise: bool = False) -> str:
    """Return `yours is 0.17, expected 0.21`, of the element that differs most."""
    with np.errstate(all="ignore"):
        gap = np.abs(left - right)
        at = int(np.argmax(np.where(np.isnan(gap), np.inf, gap)))
    where = f"element {at + 1} of " if rank and left.size > 1 else ""
    yours, expected = told_apart(float(left[at]), float(right[at]))
    if yours == expected and precise:
        return f"{where}yours is {yours} only in its first digits"
    return f"{where}yours is {yours}, expected {expected}"


def told_apart(x: float, y: float) -> tuple[str, str]:
    """Return two numbers with as many digits as it takes to tell them apart."""
    for digits in (3, 5, 8, 11, 14, 17):
        if number_text(x, digits) != number_text(y, digits):
            return number_text(x, digits), number_text(y, digits)
    return number_text(x, 8), number_text(y, 8)
