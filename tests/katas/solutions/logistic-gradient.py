"""Logistic loss through softplus, its gradient through a sigmoid that never overflows."""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def loss_and_gradient(w, x, y, penalty):
    z = x @ w
    cost = y * np.logaddexp(0.0, -z) + (1 - y) * np.logaddexp(0.0, z)
    slope = (1 - y) * sigmoid(z) - y * sigmoid(-z)
    loss = float(cost.mean() + penalty / 2 * (w @ w))
    return loss, x.T @ slope / len(x) + penalty * w
