"""Inverted dropout with a mask drawn from the given generator."""

import numpy as np


def dropout(x, p, training, rng):
    if not 0 <= p < 1:
        raise ValueError("p must satisfy 0 <= p < 1")
    if not training:
        return x.copy()
    return np.where(rng.random(x.shape) >= p, x / (1 - p), 0.0)
