"""Where a formula is evaluated: values for every name, on a batch of random points and outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.declared import Declarations

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Value:
    """Values of one expression. The last `rank` axes of `array` are its shape, those before batch axes.

    The last batch axes are points and outcomes (each of length 1 where nothing varies along it, or missing);
    sums and derivatives put their axes in front of them.
    """

    array: Array
    rank: int

    @property
    def batch(self) -> tuple[int, ...]:
        """The lengths of the batch axes."""
        return self.array.shape[: self.array.ndim - self.rank]


@dataclass(frozen=True, slots=True)
class Points:
    """A batch of random points with the same dimensions.

    `values` has arrays of shape (points, outcomes or 1, *shape); `noise` holds the standard-normal nodes of
    the variables with a distribution. `weights`, (points, outcomes), add up to 1. `far` marks the points at
    large scales, where overflow is no wonder. `quadrature` says that some expectations are approximate.
    """

    declarations: Declarations
    sizes: Mapping[str, int]
    values: Mapping[str, Value]
    weights: Array
    far: Array
    noise: Mapping[str, Value] = field(default_factory=dict)
    quadrature: bool = False

    @property
    def count(self) -> int:
        """How many points there are."""
        return int(self.weights.shape[0])

    def with_values(self, values: Mapping[str, Value]) -> "Points":
        """Return these points with some names given other values."""
        return replace(self, values={**self.values, **values})

    def at(self, place: int) -> "Points":
        """Return one of these points."""
        return self.only(np.arange(self.count) == place)

    def repeated(self, times: int) -> "Points":
        """Return these points several times over."""
        return self.only(np.tile(np.arange(self.count), times))

    def only(self, keep: Array) -> "Points":
        """Return the points that `keep`, a boolean per point or their numbers, selects."""
        return replace(
            self,
            values={name: _kept(value, keep, self.count) for name, value in self.values.items()},
            weights=self.weights[keep],
            far=self.far[keep],
            noise={name: _kept(value, keep, self.count) for name, value in self.noise.items()},
        )


def _kept(value: Value, keep: Array, count: int) -> Value:
    if value.array.shape[0] == 1 and count != 1:
        return value  # the same at all points
    return Value(np.asarray(value.array[keep]), value.rank)
