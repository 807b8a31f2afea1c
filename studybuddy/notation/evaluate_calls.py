"""A walker and a call of a function in; its value out."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation import linear
from studybuddy.notation.points import Value
from studybuddy.notation.source import text_of
from studybuddy.notation.tree import Call
from studybuddy.notation.walker import Walker, elementwise

Array = NDArray[Any]

KINKED = frozenset({"relu", "step", "sign", "abs"})  # at zero; the extremes where two values meet


def call(walker: Walker, node: Call) -> Value:
    """Return a function of the language."""
    rule = _FUNCTIONS.get(node.function)
    if rule is not None:
        return rule(walker, node)
    value = walker.of(node.arguments[0])
    if node.function in KINKED:
        walker.record_kink(value)
    return Value(walker.arithmetic.apply(node.function, value.array), value.rank)


def _extreme(walker: Walker, node: Call) -> Value:
    largest = node.function == "max"
    values = [walker.of(argument) for argument in node.arguments]
    if len(values) == 1:
        _record_ties(walker, values[0], largest=largest)
        return Value(linear.extreme(values[0].array, values[0].rank, largest=largest), 0)
    result = values[0]
    for value in values[1:]:
        walker.record_kink(elementwise(np.subtract, result, value))
        result = elementwise(_larger if largest else _smaller, result, value)
    return result


def _record_ties(walker: Walker, value: Value, *, largest: bool) -> None:
    """Note where another element of a vector or matrix becomes its extreme."""
    if walker.kinks is None:
        return
    flat = value.array.real.reshape((*value.batch, -1))
    size = flat.shape[-1]
    others = flat[..., None, :] + np.where(np.eye(size, dtype=bool), -np.inf if largest else np.inf, 0.0)
    rival = (np.max if largest else np.min)(others, axis=-1)
    walker.record_kink(Value(np.asarray(flat - rival if size > 1 else flat[..., :0]), 1))


def _softmax(walker: Walker, node: Call) -> Value:
    value = walker.of(node.arguments[0])
    return Value(linear.softmax(walker.floats(value.array)), value.rank)


def _log_sum_exp(walker: Walker, node: Call) -> Value:
    return Value(linear.log_sum_exp(walker.floats(walker.of(node.arguments[0]).array)), 0)


def _norm_call(walker: Walker, node: Call) -> Value:
    value = walker.of(node.arguments[0])
    order = {"1": 1.0, "inf": np.inf}.get(text_of(node.arguments[1]), 2.0) if len(node.arguments) > 1 else 2.0
    if order == 1.0:
        walker.record_kink(value)
    elif order == np.inf:
        _record_ties(walker, Value(np.abs(value.array.real), value.rank), largest=True)
    return Value(linear.norm(walker.floats(value.array), value.rank, order), 0)


def _total(walker: Walker, node: Call) -> Value:
    value = walker.of(node.arguments[0])
    walker.record(value)
    axes = tuple(range(-value.rank, 0))
    total = value.array.sum(axis=axes)
    if node.function == "mean":
        size = int(np.prod(value.array.shape[value.array.ndim - value.rank :]))
        total = total / walker.arithmetic.number(str(size))
    return Value(np.asarray(total), 0)


def _argmax(walker: Walker, node: Call) -> Value:
    value = walker.of(node.arguments[0])
    _record_ties(walker, value, largest=True)
    return Value(np.argmax(value.array.real, axis=-1) + 1.0, 0)


def _trace(walker: Walker, node: Call) -> Value:
    return Value(np.asarray(np.trace(walker.of(node.arguments[0]).array, axis1=-2, axis2=-1)), 0)


def _det(walker: Walker, node: Call) -> Value:
    return Value(linear.determinant(walker.floats(walker.of(node.arguments[0]).array)), 0)


def _logdet(walker: Walker, node: Call) -> Value:
    return Value(linear.log_determinant(walker.floats(walker.of(node.arguments[0]).array)), 0)


def _inv(walker: Walker, node: Call) -> Value:
    return Value(linear.inverse(walker.floats(walker.of(node.arguments[0]).array)), 2)


def _diag(walker: Walker, node: Call) -> Value:
    value = walker.of(node.arguments[0])
    if value.rank == 2:
        return Value(np.asarray(np.diagonal(value.array, axis1=-2, axis2=-1)), 1)
    return Value(value.array[..., None] * np.eye(value.array.shape[-1], dtype=int), 2)


def _make(walker: Walker, node: Call) -> Value:
    sizes = [int(walker.of(argument).array) for argument in node.arguments]
    if node.function == "eye":
        return Value(np.eye(sizes[0], dtype=int), 2)
    return Value(np.full(sizes, int(node.function == "ones")), len(sizes))


def _binom(walker: Walker, node: Call) -> Value:
    top, bottom = walker.of(node.arguments[0]), walker.of(node.arguments[1])
    return elementwise(walker.arithmetic.binomial, top, bottom)


def _larger(x: Array, y: Array) -> Array:
    return np.where(x.real >= y.real, x, y)


def _smaller(x: Array, y: Array) -> Array:
    return np.where(x.real <= y.real, x, y)


_FUNCTIONS: Mapping[str, Callable[[Walker, Call], Value]] = MappingProxyType(
    {
        "max": _extreme,
        "min": _extreme,
        "softmax": _softmax,
        "logsumexp": _log_sum_exp,
        "norm": _norm_call,
        "mean": _total,
        "sumall": _total,
        "argmax": _argmax,
        "tr": _trace,
        "det": _det,
        "logdet": _logdet,
        "inv": _inv,
        "diag": _diag,
        "eye": _make,
        "ones": _make,
        "zeros": _make,
        "binom": _binom,
    }
)
