"""Stacks of matrices and vectors in; norms, inverses, determinants, powers and softmaxes out.

As in `elementwise`, a tiny imaginary part is a derivative and is kept to first order. Matrices that are
singular to working precision have no inverse: their results are NaN.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

WORST_CONDITION = 1e11
LARGEST_POWER = 64


def inverse(x: Array) -> Array:
    """Return the inverse of each square matrix in the last two axes."""
    real = np.asarray(x.real, float)
    usable = _is_regular(real)
    filled = np.where(usable[..., None, None], real, np.eye(real.shape[-1]))
    inverted = np.where(usable[..., None, None], np.linalg.inv(filled), np.nan)
    if not np.iscomplexobj(x):
        return inverted
    return np.asarray(inverted - 1j * (inverted @ x.imag @ inverted))


def _is_regular(x: Array) -> Array:
    finite = _is_finite(x)
    singular = np.linalg.svd(np.asarray(np.where(finite[..., None, None], x, 0.0), float), compute_uv=False)
    return np.asarray(finite & (singular[..., 0] < WORST_CONDITION * singular[..., -1]))


def _is_finite(x: Array) -> Array:
    return np.asarray(np.isfinite(x).all(axis=(-1, -2)))


def determinant(x: Array) -> Array:
    """Return the determinant of each square matrix."""
    finite = _is_finite(x)
    return np.where(finite, np.linalg.det(np.where(finite[..., None, None], x, 0.0)), np.nan)


def log_determinant(x: Array) -> Array:
    """Return the logarithm of each determinant, NaN where it is not positive."""
    real = np.asarray(x.real, float)
    usable = _is_regular(real)
    sign, log = np.linalg.slogdet(np.where(usable[..., None, None], real, np.eye(real.shape[-1])))
    value = np.where(usable & (sign > 0), log, np.nan)
    if not np.iscomplexobj(x):
        return value
    return np.asarray(value + 1j * np.trace(inverse(real) @ x.imag, axis1=-2, axis2=-1))


def matrix_power(x: Array, exponents: Array) -> Array:
    """Return whole powers of each square matrix; `exponents` broadcasts over the stack."""
    wanted = np.unique(exponents.real)
    if wanted.size > 8 or not np.all(np.abs(wanted) <= LARGEST_POWER):
        return np.full(np.broadcast_shapes(x.shape, (*exponents.shape, 1, 1)), np.nan)
    result: Array = np.full(np.broadcast_shapes(x.shape, (*exponents.shape, 1, 1)), np.nan, dtype=x.dtype)
    for exponent in wanted:
        if exponent == round(exponent):
            powered = np.linalg.matrix_power(inverse(x) if exponent < 0 else x, abs(round(exponent)))
            result = np.where((exponents.real == exponent)[..., None, None], powered, result)
    return result


def softmax(x: Array) -> Array:
    """Return the softmax along the last axis."""
    real = x.real - x.real.max(axis=-1, keepdims=True)
    weights = np.exp(real)
    weights = weights / weights.sum(axis=-1, keepdims=True)
    if not np.iscomplexobj(x):
        return np.asarray(weights)
    tangent = weights * (x.imag - (weights * x.imag).sum(axis=-1, keepdims=True))
    return np.asarray(weights + 1j * tangent)


def log_sum_exp(x: Array) -> Array:
    """Return log of the sum of exponentials along the last axis."""
    largest = x.real.max(axis=-1, keepdims=True)
    value = np.log(np.exp(x.real - largest).sum(axis=-1)) + largest[..., 0]
    if not np.iscomplexobj(x):
        return np.asarray(value)
    return np.asarray(value + 1j * (softmax(x.real) * x.imag).sum(axis=-1))


def norm(x: Array, rank: int, order: float) -> Array:
    """Return the norm over the last `rank` axes: Euclidean, or a vector's 1-norm or largest element."""
    if rank == 0:
        return np.abs(x) if not np.iscomplexobj(x) else np.abs(x.real) + 1j * np.sign(x.real) * x.imag
    axes = tuple(range(-rank, 0))
    if order == 1:
        return np.asarray((x * np.sign(x.real)).sum(axis=axes))
    if order == np.inf:
        return extreme(x * np.sign(x.real), 1, largest=True)
    value = np.sqrt((x.real**2).sum(axis=axes))
    if not np.iscomplexobj(x):
        return np.asarray(value)
    return np.asarray(value + 1j * (x.real * x.imag).sum(axis=axes) / value)


def extreme(x: Array, rank: int, *, largest: bool) -> Array:
    """Return the largest or smallest element over the last `rank` axes."""
    flat = x.reshape(*x.shape[: x.ndim - rank], -1)
    at = (np.argmax if largest else np.argmin)(flat.real, axis=-1)
    return np.asarray(np.take_along_axis(flat, at[..., None], axis=-1)[..., 0])
