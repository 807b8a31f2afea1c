"""Declared random variables in; a finite space of outcomes, with their probabilities and values, out.

An identity about expectations holds on every probability space if it holds on random finite ones. Variables
declared plain `rv` share one space and depend on each other; `independent` and `iid` ones, and those with a
distribution, have factors of their own. A normal distribution becomes the nodes of a quadrature rule.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.declared import Declarations, Variable
from studybuddy.notation.domains import concrete, draw_one
from studybuddy.notation.errors import UnsettledError
from studybuddy.notation.points import Value

Array = NDArray[Any]
Generator = np.random.Generator

SHARED_OUTCOMES = 9
FEWEST_LEVELS = 2
LEVELS = 3  # values that a plain random variable takes, few enough that it can be conditioned on
MOST_OUTCOMES = 16_000
REACH = 11.0  # quadrature nodes go this many standard deviations out
NODES = {1: 129, 2: 81}  # per variable, by the number of variables; from three on Gauss–Hermite
HERMITE_NODES = {3: 15, 4: 9, 5: 6}


@dataclass(frozen=True, slots=True)
class Space:
    """Outcomes of a batch of points: `weights` (points, outcomes); values (points, outcomes, *shape)."""

    weights: Array
    values: Mapping[str, Value]
    noise: Mapping[str, Value]
    approximate: bool


@dataclass(frozen=True, slots=True)
class _Factor:
    """One independent part of a space: what it weighs and the values it gives, (points, outcomes, *shape)."""

    weights: Array
    values: Mapping[str, Array]
    is_noise: bool = False


def outcome_space(
    declarations: Declarations, sizes: Mapping[str, int], count: int, generator: Generator, shift: float
) -> Space:
    """Return the product of the factors that the declared random variables need, for `count` points.

    `shift` moves the nodes of quadratures, as a share of their distance.

    Raises:
        UnsettledError: if there are too many independent variables to enumerate.
    """
    random = [variable for variable in declarations.variables.values() if variable.is_random]
    if not random:
        return Space(np.ones((count, 1)), {}, {}, approximate=False)
    normals = [variable for variable in random if variable.normal]
    factors = [_shared(random, sizes, count, generator)]
    own = [v for v in random if not v.normal and v.words & {"independent", "iid"}]
    widths = [math.prod(concrete(v, sizes)) if "iid" in v.words else 1 for v in own]
    levels = LEVELS if LEVELS ** sum(widths) <= MOST_OUTCOMES // SHARED_OUTCOMES else FEWEST_LEVELS
    for variable in own:
        factors += _own_factors(variable, sizes, count, generator, levels)
    factors += _normal_factors(normals, sizes, count, shift)
    return _product([factor for factor in factors if factor.values], count, approximate=bool(normals))


def _shared(random: list[Variable], sizes: Mapping[str, int], count: int, generator: Generator) -> _Factor:
    joint = [v for v in random if not v.normal and not v.words & {"independent", "iid"}]
    weights = _weights(count, SHARED_OUTCOMES, generator)
    values = {v.name: _levels(v, sizes, weights, generator) for v in joint}
    return _Factor(weights, values)


def _weights(count: int, outcomes: int, generator: Generator) -> Array:
    raw = generator.uniform(0.2, 1.0, (count, outcomes))
    return np.asarray(raw / raw.sum(axis=1, keepdims=True))


def _levels(variable: Variable, sizes: Mapping[str, int], weights: Array, generator: Generator) -> Array:
    """Return values of one variable on each outcome: a few levels, each in several random places."""
    count, outcomes = weights.shape
    shape = concrete(variable, sizes)
    drawn = np.empty((count, outcomes, *shape))
    for point in range(count):
        count_of_levels = min(LEVELS, outcomes)
        levels = [_level(variable, shape, at, generator) for at in range(count_of_levels)]
        places = generator.permutation(np.arange(outcomes) % count_of_levels)
        drawn[point] = np.stack([levels[place] for place in places])
    return _centred(drawn, weights) if "zeromean" in variable.words else drawn


def _level(variable: Variable, shape: tuple[int, ...], at: int, generator: Generator) -> Array:
    if "binary" in variable.words and not shape:
        return np.asarray(float(at % 2))
    return draw_one(variable.words, shape, 1.0, generator)


def _centred(values: Array, weights: Array) -> Array:
    weight = weights.reshape((*weights.shape, *(1 for _ in values.shape[2:])))
    return np.asarray(values - (values * weight).sum(axis=1, keepdims=True))


def _own_factors(
    variable: Variable, sizes: Mapping[str, int], count: int, generator: Generator, outcomes: int
) -> list[_Factor]:
    shape = concrete(variable, sizes)
    weights = _weights(count, outcomes, generator)
    if "iid" not in variable.words:
        return [_Factor(weights, {variable.name: _levels(variable, sizes, weights, generator)})]
    elements = Variable(variable.name, (), variable.words)
    levels = _levels(elements, sizes, weights, generator)
    return [_Factor(weights, {f"{variable.name}[{at}]": levels}) for at in range(shape[0])]


def _normal_factors(
    normals: list[Variable], sizes: Mapping[str, int], count: int, shift: float
) -> list[_Factor]:
    widths = [math.prod(concrete(variable, sizes)) for variable in normals]
    if not normals:
        return []
    nodes, weights = _nodes(sum(widths), shift)
    factors = []
    for variable in normals:
        shape = concrete(variable, sizes)
        if len(shape) > 1:
            raise UnsettledError(f"{variable.name} is a normal matrix, which is not enumerated")
        names = [f"{variable.name}[{at}]" for at in range(shape[0])] if shape else [variable.name]
        spread = np.broadcast_to(nodes, (count, nodes.size))
        weight = np.broadcast_to(weights, (count, nodes.size))
        factors += [_Factor(weight, {name: spread}, is_noise=True) for name in names]
    return factors


def _nodes(variables: int, shift: float) -> tuple[Array, Array]:
    """Return nodes and weights for a standard normal variable, `variables` of them in all.

    The trapezoidal rule converges exponentially for smooth integrands; `shift`, in node distances, must
    not matter then, so that two shifts show where it has not converged.
    """
    if variables in NODES:
        step = 2 * REACH / (NODES[variables] - 1)
        nodes = np.linspace(-REACH, REACH, NODES[variables]) + shift * step
        weights = np.exp(-(nodes**2) / 2)
    elif variables in HERMITE_NODES:
        nodes, weights = np.polynomial.hermite_e.hermegauss(HERMITE_NODES[variables])
    else:
        raise UnsettledError(f"{variables} independent normal variables are too many to integrate over")
    return nodes, np.asarray(weights / weights.sum())


def _product(factors: list[_Factor], count: int, *, approximate: bool) -> Space:
    outcomes = math.prod(factor.weights.shape[1] for factor in factors)
    if outcomes > MOST_OUTCOMES:
        raise UnsettledError("too many independent random variables to enumerate their outcomes")
    weights = np.ones((count, 1))
    spread: dict[str, Array] = {}
    noise_names: set[str] = set()
    for factor in factors:
        before, own = weights.shape[1], factor.weights.shape[1]
        weights = (weights[:, :, None] * factor.weights[:, None, :]).reshape(count, before * own)
        spread = {name: np.repeat(array, own, axis=1) for name, array in spread.items()}
        for name, array in factor.values.items():
            spread[name] = np.concatenate([array] * before, axis=1)
            if factor.is_noise:
                noise_names.add(name)
    values = {name: array for name, array in spread.items() if name not in noise_names}
    noise = {name: array for name, array in spread.items() if name in noise_names}
    return Space(weights, _joined(values), _joined(noise), approximate)


def _joined(arrays: Mapping[str, Array]) -> Mapping[str, Value]:
    """Put the elements `x[0]`, `x[1]`, … of independent vectors together."""
    joined: dict[str, Value] = {}
    vectors: dict[str, list[Array]] = {}
    for name, array in arrays.items():
        base, bracket, _ = name.partition("[")
        if bracket:
            vectors.setdefault(base, []).append(array)
        else:
            joined[name] = Value(array, array.ndim - 2)
    for base, elements in vectors.items():
        joined[base] = Value(np.stack(elements, axis=-1), 1)
    return joined
