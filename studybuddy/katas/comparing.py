"""The learner's value and the reference's go in; nothing or the first difference comes out, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from studybuddy.katas.travelling import Handle

RTOL, ATOL = 1e-7, 1e-9
KIND_NAMES = {"f": "floats", "i": "integers", "u": "integers", "b": "booleans", "c": "complex numbers"}
PRECISION = 6


@dataclass(frozen=True, slots=True)
class Difference:
    """How two values differ: `kind` is structure, shape, dtype, nonfinite or values."""

    kind: str
    sentence: str


Comparison = Callable[[Any, Any], Difference | None]


def is_numeric(value: Any) -> bool:
    """Return whether the value is a number or an array of numbers or truth values."""
    if isinstance(value, np.ndarray | np.generic):
        return value.dtype.kind in "biufc"
    return isinstance(value, bool | int | float | complex)


def describe_type(value: Any) -> str:
    """Return a few words for what a value is, such as "an array of shape (3, 4)"."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if value is None:
        return "None (is a return missing?)"
    if isinstance(value, Handle):
        return f"an object of type {value.type_name}"
    name = "list" if isinstance(value, list) else type(value).__name__
    size = f" of {len(value)}" if isinstance(value, list | tuple | dict | set | str) else ""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}{size}"


def close(rtol: float = RTOL, atol: float = ATOL) -> Comparison:
    """Return the comparison that is used by default: same structure, exact shape, same kind, close values.

    Closeness is |got − expected| ≤ atol + rtol·|expected|, elementwise; NaN equals NaN, ∞ equals ∞.
    """

    def compare(got: Any, expected: Any) -> Difference | None:
        return _compare(got, expected, rtol, atol)

    return compare


def _compare(got: Any, expected: Any, rtol: float, atol: float) -> Difference | None:
    if is_numeric(expected):
        return _compare_numbers(got, expected, rtol, atol)
    if isinstance(expected, list | tuple):
        return _compare_sequences(got, expected, rtol, atol)
    if isinstance(expected, dict):
        return _compare_mappings(got, expected, rtol, atol)
    if isinstance(expected, np.ndarray | np.generic):
        same = isinstance(got, np.ndarray | np.generic) and np.array_equal(got, expected)
    else:
        same = type(got) is type(expected) and got == expected
    return None if same else Difference("values", f"returned {show(got)}, expected {show(expected)}")


def _compare_sequences(got: Any, expected: Any, rtol: float, atol: float) -> Difference | None:
    if not isinstance(got, list | tuple):
        return Difference("structure", f"returned {describe_type(got)}, expected {describe_type(expected)}")
    if len(got) != len(expected):
        return Difference("shape", f"returned {len(got)} items, expected {len(expected)}")
    for index, (mine, right) in enumerate(zip(got, expected, strict=True)):
        difference = _compare(mine, right, rtol, atol)
        if difference:
            return Difference(difference.kind, f"item {index}: {difference.sentence}")
    return None


def _compare_mappings(got: Any, expected: Any, rtol: float, atol: float) -> Difference | None:
    if not isinstance(got, dict):
        return Difference("structure", f"returned {describe_type(got)}, expected {describe_type(expected)}")
    if got.keys() != expected.keys():
        odd = sorted(map(repr, got.keys() ^ expected.keys()))[:3]
        return Difference("structure", f"the keys differ: {', '.join(odd)}")
    for key, right in expected.items():
        difference = _compare(got[key], right, rtol, atol)
        if difference:
            return Difference(difference.kind, f"key {key!r}: {difference.sentence}")
    return None


def _compare_numbers(got: Any, expected: Any, rtol: float, atol: float) -> Difference | None:
    if not is_numeric(got):
        return Difference("structure", f"returned {describe_type(got)}, expected {describe_type(expected)}")
    mine, right = np.asarray(got), np.asarray(expected)
    if mine.shape != right.shape:
        return Difference("shape", f"shape {mine.shape}, expected {right.shape}")
    return _kind_difference(got, mine, right) or _value_difference(mine, right, rtol, atol)


def _kind_difference(got: Any, mine: Any, right: Any) -> Difference | None:
    kinds = KIND_NAMES[mine.dtype.kind], KIND_NAMES[right.dtype.kind]
    whole_for_float = type(got) is int and right.dtype.kind == "f"
    if kinds[0] != kinds[1] and not whole_for_float:
        return Difference("dtype", f"{kinds[0]} ({mine.dtype}), expected {kinds[1]} ({right.dtype})")
    if right.dtype.kind in "fc" and mine.dtype.kind in "fc" and mine.dtype.itemsize < right.dtype.itemsize:
        return Difference("dtype", f"dtype {mine.dtype}, expected {right.dtype}: precision was lost")
    return None


def _value_difference(mine: Any, right: Any, rtol: float, atol: float) -> Difference | None:
    if np.array_equal(mine, right):
        return None
    if right.dtype.kind in "biu" and mine.dtype.kind in "biu":
        wrong = mine != right
    else:
        wrong = ~np.isclose(mine, right, rtol=rtol, atol=atol, equal_nan=True)
    if not wrong.any():
        return None
    if right.dtype.kind in "fc":
        lost = ~np.isfinite(mine) & np.isfinite(right)
        if lost.any():
            at = tuple(int(index) for index in np.argwhere(lost)[0])
            place = f" at {list(at)}" if at else ""
            bad = f"{int(lost.sum())} of {mine.size} values are" if mine.size > 1 else "the value is"
            return Difference(
                "nonfinite", f"{bad} not finite: {mine[at]}{place}, expected {_number(right[at])}"
            )
    return Difference("values", _worst(mine, right, wrong))


def _worst(mine: Any, right: Any, wrong: Any) -> str:
    """Name the element that is farthest off, and how many are wrong."""
    with np.errstate(all="ignore"):
        if right.dtype.kind == "b":
            distance = wrong.astype(float)
        else:
            distance = np.abs(mine.astype(complex) - right.astype(complex))
    distance = np.where(wrong, np.nan_to_num(distance, nan=np.inf, posinf=np.inf), -1.0)
    at = np.unravel_index(int(np.argmax(distance)), distance.shape)
    pair = _pair(mine[at], right[at])
    if mine.ndim == 0:
        return f"returned {pair}"
    place = [int(index) for index in at]
    return f"{int(wrong.sum())} of {wrong.size} elements differ; the worst, at {place}: {pair}"


def _pair(got: Any, expected: Any) -> str:
    """Spell both numbers with as many digits as it takes to tell them apart."""
    for digits in (PRECISION, 10, 17):
        mine, right = _number(got, digits), _number(expected, digits)
        if mine != right:
            break
    return f"{mine}, expected {right}"


def _number(value: Any, digits: int = PRECISION) -> str:
    return f"{value:.{digits}g}" if value.dtype.kind in "fc" else str(value)


def show(value: Any, limit: int = 300) -> str:
    """Return a short text of a value, as it would be typed."""
    if isinstance(value, np.ndarray):
        text = np.array2string(
            value, precision=4, threshold=24, edgeitems=2, separator=", ", max_line_width=70
        )
        kind = f"  (shape {value.shape}, {value.dtype})"
        return _cut(text, limit - len(kind)) + kind
    if isinstance(value, np.generic):
        text = str(value)
    elif isinstance(value, Handle):
        text = describe_type(value)
    elif isinstance(value, list | tuple) and any(isinstance(each, np.ndarray) for each in value):
        text = "(" + ", ".join(show(each, limit) for each in value) + ")"
    else:
        text = repr(value)
    return _cut(text, limit)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def up_to_sign(axis: int = 0, rtol: float = RTOL, atol: float = ATOL) -> Comparison:
    """Return a comparison for vectors whose sign is free, such as eigenvectors.

    `axis` is the one along which a vector's components lie: 0 when the vectors are the columns.
    """

    def compare(got: Any, expected: Any) -> Difference | None:
        if not is_numeric(got) or np.shape(got) != np.shape(expected):
            return _compare(got, expected, rtol, atol)
        mine, right = np.asarray(got), np.asarray(expected)
        if mine.dtype.kind != "f" or right.dtype.kind != "f":
            return _compare(got, expected, rtol, atol)
        with np.errstate(all="ignore"):
            flip = np.sum(mine * right, axis=axis, keepdims=True) < 0
        return _compare(np.where(flip, -mine, mine), right, rtol, atol)

    return compare


def up_to_permutation(axis: int = 0, rtol: float = RTOL, atol: float = ATOL) -> Comparison:
    """Return a comparison for items whose order is free: arrays along `axis`, lists item by item.

    Each item is matched with the nearest one of the expected items that is not taken.
    """

    def compare(got: Any, expected: Any) -> Difference | None:
        if isinstance(expected, list | tuple):
            return _matched_lists(got, expected)
        if not is_numeric(got) or np.shape(got) != np.shape(expected) or np.asarray(got).dtype.kind == "c":
            return _compare(got, expected, rtol, atol)
        mine, right = np.moveaxis(np.asarray(got), axis, 0), np.moveaxis(np.asarray(expected), axis, 0)
        order: list[int] = []
        free = list(range(len(mine)))
        for item in right:
            with np.errstate(all="ignore"):
                gaps = [float(np.abs(mine[at].astype(float) - item.astype(float)).sum()) for at in free]
            order.append(free.pop(int(np.argmin(np.nan_to_num(gaps, nan=np.inf)))))
        return _compare(mine[order], right, rtol, atol)

    def _matched_lists(got: Any, expected: Any) -> Difference | None:
        if not isinstance(got, list | tuple) or len(got) != len(expected):
            return _compare(got, expected, rtol, atol)
        free = list(got)
        for item in expected:
            match = next((at for at, each in enumerate(free) if not _compare(each, item, rtol, atol)), None)
            if match is None:
                return Difference("values", f"no item equals {show(item)}; the order of the items is free")
            free.pop(match)
        return None

    return compare


def in_parts(*comparisons: Comparison | None) -> Comparison:
    """Return a comparison of tuples that uses one comparison per item; None stands for the default."""

    def compare(got: Any, expected: Any) -> Difference | None:
        if not isinstance(got, list | tuple) or len(got) != len(expected):
            return _compare(got, expected, RTOL, ATOL)
        for index, (mine, right) in enumerate(zip(got, expected, strict=True)):
            same = (comparisons[index] if index < len(comparisons) else None) or close()
            difference = same(mine, right)
            if difference:
                return Difference(difference.kind, f"item {index}: {difference.sentence}")
        return None

    return compare
