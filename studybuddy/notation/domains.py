"""A shape, assumption words, a scale and a generator in; one random array that satisfies the words out."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.declared import SINGULAR, WITH_ZERO, Variable

Array = NDArray[Any]
Generator = np.random.Generator


def concrete(variable: Variable, sizes: Mapping[str, int]) -> tuple[int, ...]:
    """Return the shape of a variable in numbers."""
    return tuple(sizes[size] if isinstance(size, str) else size for size in variable.shape)


def draw_one(words: frozenset[str], shape: tuple[int, ...], scale: float, generator: Generator) -> Array:
    """Return one random array of the given shape that satisfies the assumption `words`."""
    for word, drawn in _SHAPED.items():
        if word in words:
            return drawn(shape, scale, generator)
    if "invertible" in words:
        return _invertible(shape, scale, generator, symmetric="symmetric" in words)
    array = _elements(words, shape, scale, generator)
    if "symmetric" in words:
        array = (array + array.T) / 2
    return rounded(array)


def rounded(array: Array) -> Array:
    """Return the numbers with three significant digits, so that a counterexample reads well."""
    size = 10.0 ** (np.floor(np.log10(np.abs(np.where(array == 0, 1.0, array)))) - 2)
    return np.asarray(np.round(array / size) * size)


def _elements(words: frozenset[str], shape: tuple[int, ...], scale: float, generator: Generator) -> Array:
    if "binary" in words:
        return np.asarray(generator.integers(0, 2, shape), float)
    if "prob" in words:
        return np.asarray(generator.uniform(0.04, 0.96, shape))
    if "integer" in words:
        low = 1 if "positive" in words else -6
        return np.asarray(generator.integers(low, 8, shape), float)
    if "positive" in words:
        return np.asarray(scale * np.exp(generator.normal(0.0, 0.6, shape)))
    if WITH_ZERO in words:
        return np.asarray(scale * generator.normal(0.0, 1.2, shape) * generator.integers(0, 2, shape))
    return np.asarray(scale * generator.normal(0.0, 1.2, shape))


def _simplex(shape: tuple[int, ...], _: float, generator: Generator) -> Array:
    weights = generator.uniform(0.1, 1.0, shape)
    return np.asarray(weights / weights.sum())


def _onehot(shape: tuple[int, ...], _: float, generator: Generator) -> Array:
    return np.asarray(np.eye(shape[0])[generator.integers(shape[0])])


def _unit(shape: tuple[int, ...], _: float, generator: Generator) -> Array:
    vector = generator.normal(size=shape)
    return np.asarray(vector / np.linalg.norm(vector))


def _spd(shape: tuple[int, ...], scale: float, generator: Generator) -> Array:
    factor = generator.normal(size=shape)
    return np.asarray(scale * (factor @ factor.T / shape[0] + 0.3 * np.eye(shape[0])))


def _orthogonal(shape: tuple[int, ...], _: float, generator: Generator) -> Array:
    q, _r = np.linalg.qr(generator.normal(size=(max(shape), max(shape))))
    return np.asarray(q[: shape[0], : shape[1]])


def _singular(shape: tuple[int, ...], scale: float, generator: Generator) -> Array:
    rank = min(shape) - 1
    return np.asarray(
        scale * generator.normal(size=(shape[0], rank)) @ generator.normal(size=(rank, shape[1]))
    )


def _invertible(
    shape: tuple[int, ...], scale: float, generator: Generator, *, symmetric: bool = False
) -> Array:
    left, right = _orthogonal(shape, 1.0, generator), _orthogonal(shape, 1.0, generator)
    stretch = generator.uniform(0.4, 2.0, shape[0]) * generator.choice([-1.0, 1.0], shape[0])
    return np.asarray(scale * (left * stretch) @ (left.T if symmetric else right))


_SHAPED: Mapping[str, Callable[[tuple[int, ...], float, Generator], Array]] = MappingProxyType(
    {
        "simplex": _simplex,
        "onehot": _onehot,
        "unit": _unit,
        "spd": _spd,
        "orthogonal": _orthogonal,
        SINGULAR: _singular,
    }
)
