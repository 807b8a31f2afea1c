"""Declarations and a seed in; random points of their domains, of unequal dimensions and mixed scales, out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.chance import outcome_space
from studybuddy.notation.declared import Declarations, Eigenpair, Variable
from studybuddy.notation.domains import concrete, draw_one
from studybuddy.notation.evaluate import evaluate
from studybuddy.notation.points import Points, Value

Array = NDArray[Any]
Generator = np.random.Generator

# Ordinary points first, then far ones: exp overflows there, but a wrong power or sign shows at once.
NEAR_SCALES = (1.0, 1.0, 0.5, 2.0, 1.0)
FAR_SCALES = (0.05, 8.0, 40.0)
SIZES = (2, 3, 4, 5, 6, 7, 8)
BATCHES = 3


def sample_points(
    declarations: Declarations,
    seed: int,
    *,
    names: frozenset[str] | None = None,
    crowd: int = 1,
    shift: float = 0.0,
) -> tuple[Points, ...]:
    """Return batches of points, each with dimensions of its own; eight points in all, times `crowd`.

    Only `names` get values, if they are given. What has no dimensions needs one batch only. The same seed
    gives the same points; `shift` moves the nodes of quadratures and nothing else.
    """
    generator = np.random.default_rng([seed & (2**63 - 1), 8])
    scales = np.array([scale for scale in (*NEAR_SCALES, *FAR_SCALES) for _ in range(crowd)])
    far = np.repeat([False] * len(NEAR_SCALES) + [True] * len(FAR_SCALES), crowd)
    needed = declarations if names is None else _only(declarations, names)
    if not (needed.dimensions or (declarations.dimensions & (names or frozenset()))):
        return (_batch(needed, {}, scales, far, generator, shift),)
    return tuple(
        _batch(
            needed,
            _sizes(declarations, generator),
            scales[first::BATCHES],
            far[first::BATCHES],
            generator,
            shift,
        )
        for first in range(BATCHES)
    )


def _only(declarations: Declarations, names: frozenset[str]) -> Declarations:
    return replace(
        declarations,
        variables={name: each for name, each in declarations.variables.items() if name in names},
        indices={name: size for name, size in declarations.indices.items() if name in names},
        eigenpairs=tuple(pair for pair in declarations.eigenpairs if pair.value in names),
    )


def _sizes(declarations: Declarations, generator: Generator) -> Mapping[str, int]:
    """Return unequal sizes for the dimensions, such that tall matrices are tall."""
    names = sorted(declarations.dimensions)
    pool = np.array(SIZES[: max(len(names) + 1, 4)])
    tall = [
        (str(variable.shape[0]), str(variable.shape[1]))
        for variable in declarations.variables.values()
        if "tall" in variable.words
    ]
    for _ in range(64):
        chosen = generator.permutation(np.resize(pool, max(len(names), pool.size)))[: len(names)]
        sizes = dict(zip(names, (int(size) for size in chosen), strict=True))
        if all(sizes.get(rows, 12) > sizes.get(columns, 2) for rows, columns in tall):
            break
    return sizes


def _batch(
    declarations: Declarations,
    sizes: Mapping[str, int],
    scales: Array,
    far: Array,
    generator: Generator,
    shift: float,
) -> Points:
    values: dict[str, Value] = {}
    for variable in declarations.variables.values():
        if not variable.is_random:
            values[variable.name] = _fixed(variable, sizes, scales, generator)
    for name, runs_to in declarations.indices.items():
        size = sizes[runs_to] if isinstance(runs_to, str) else runs_to
        values[name] = Value(generator.integers(1, size + 1, (scales.size, 1)).astype(float), 0)
    for draw in declarations.draws.values():
        steps = max(1, int((draw.high - draw.low) / draw.step))
        drawn = [float(draw.low + draw.step * int(k)) for k in generator.integers(0, steps + 1, scales.size)]
        values[draw.name] = Value(np.array(drawn)[:, None], 0)
    space = outcome_space(declarations, sizes, scales.size, generator, shift)
    points = Points(
        declarations, sizes, {**values, **space.values}, space.weights, far, space.noise, space.approximate
    )
    for pair in declarations.eigenpairs:
        points = _with_eigenpair(points, pair, generator)
    return points


def _with_eigenpair(points: Points, pair: Eigenpair, generator: Generator) -> Points:
    """Return the points with some eigenvalue and unit eigenvector of the pair's matrix at each."""
    matrix = evaluate(pair.matrix, points).array
    usable = np.asarray(np.isfinite(matrix).all(axis=(-1, -2)))
    values, vectors = np.linalg.eigh(np.where(usable[..., None, None], matrix, np.eye(matrix.shape[-1])))
    which = int(generator.integers(values.shape[-1]))
    shape = (points.count, 1)
    value = np.broadcast_to(values[..., which], shape)
    vector = np.broadcast_to(vectors[..., which], (*shape, vectors.shape[-1]))
    return points.with_values({pair.value: Value(value, 0), pair.vector: Value(vector, 1)})


def _fixed(variable: Variable, sizes: Mapping[str, int], scales: Array, generator: Generator) -> Value:
    shape = concrete(variable, sizes)
    drawn = np.stack([draw_one(variable.words, shape, float(scale), generator) for scale in scales])
    return Value(drawn[:, None], len(shape))
