"""Gradient clipping by the norm of all arrays together."""

import numpy as np


def clip_by_global_norm(grads, limit):
    if not all(np.isfinite(g).all() for g in grads):
        raise ValueError("gradients must be finite")
    norm = float(np.sqrt(sum(np.sum(g**2) for g in grads)))
    factor = limit / norm if norm > limit else 1.0
    return [np.array(g * factor) for g in grads], norm
