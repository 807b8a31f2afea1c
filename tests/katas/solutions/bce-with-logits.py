"""Binary cross-entropy through softplus, with a sigmoid that never overflows."""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def bce_with_logits(z, y, pos_weight):
    cost = pos_weight * y * np.logaddexp(0.0, -z) + (1.0 - y) * np.logaddexp(0.0, z)
    gradient = (1.0 - y) * sigmoid(z) - pos_weight * y * sigmoid(-z)
    return float(cost.mean()), gradient / z.size
