"""Values on outcomes, their probabilities and conditions in; expectations and covariances out."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.errors import UnsettledError
from studybuddy.notation.points import Value

Array = NDArray[Any]

MOST_GROUPED = 600  # outcomes that are compared pair by pair when conditioning on a variable

# A condition with its value, and whether it is an event (else a variable, whose value is known).
Condition = tuple[Value, bool]


def expected(value: Value, weights: Array, conditions: tuple[Condition, ...] = ()) -> Value:
    """Return the mean over outcomes, the axis before the shape; given variables it still varies with them.

    `weights` is (points, outcomes) and adds up to 1 over outcomes. NaN where a condition never holds.
    """
    if not conditions:
        if len(value.batch) == 0:
            return value
        return _weighted(value, weights)
    given = _events(weights, conditions)
    variables = tuple(condition for condition, is_event in conditions if not is_event)
    if not variables:
        return _weighted(value, given / given.sum(axis=-1, keepdims=True))
    return _by_groups(value, given, variables)


def covariance(value: Value, weights: Array, conditions: tuple[Condition, ...] = ()) -> Value:
    """Return the variance of a scalar, the covariance matrix of a vector."""
    mean = expected(value, weights, conditions)
    deviation = np.asarray(value.array - mean.array)
    if value.rank == 0:
        return expected(Value(deviation * deviation, 0), weights, conditions)
    product = deviation[..., :, None] * deviation[..., None, :]
    return expected(Value(product, 2), weights, conditions)


def _weighted(value: Value, weights: Array) -> Value:
    outcome_axis = -1 - value.rank
    if len(value.batch) == 0:
        return value
    if value.array.shape[outcome_axis] == 1:
        # Constant over outcomes: its mean is itself, unless the condition is void.
        void = weights.sum(axis=-1, keepdims=True)
        return Value(value.array * void.reshape((*void.shape, *(1,) * value.rank)), value.rank)
    spread = weights.reshape((*weights.shape, *(1,) * value.rank))
    return Value(np.asarray((value.array * spread).sum(axis=outcome_axis, keepdims=True)), value.rank)


def _events(weights: Array, conditions: tuple[Condition, ...]) -> Array:
    """Return the weights of the outcomes in which every event among the conditions happens."""
    kept = weights
    for condition, is_event in conditions:
        if is_event:
            kept = kept * condition.array
    return kept


def _by_groups(value: Value, weights: Array, variables: tuple[Value, ...]) -> Value:
    """Return, for each outcome, the mean over the outcomes with the same values of `variables`."""
    outcomes = weights.shape[-1]
    if outcomes > MOST_GROUPED:
        raise UnsettledError("too many outcomes to condition on a variable")
    same: Array = np.ones((1, 1, 1), dtype=bool)
    for variable in variables:
        flat = variable.array.real.reshape((*variable.batch, -1))
        near = np.abs(flat[..., :, None, :] - flat[..., None, :, :]) <= 1e-9
        same = same & near.all(axis=-1)
    shares = same * weights[..., None, :]
    shares = shares / shares.sum(axis=-1, keepdims=True)
    batch = np.broadcast_shapes(value.batch, (outcomes,))
    shape = value.array.shape[value.array.ndim - value.rank :]
    flat_value = np.broadcast_to(value.array, (*batch, *shape)).reshape((*batch, -1))
    mean = np.asarray(shares @ flat_value)
    return Value(mean.reshape((*mean.shape[:-1], *shape)), value.rank)
