"""Gradient descent on a float copy of the weights, all components updated at once."""

import numpy as np


def descend(x, y, start, rate, steps):
    x = np.asarray(x, dtype=np.float64)
    y = np.asarray(y, dtype=np.float64)
    w = np.array(start, dtype=np.float64)
    error = x @ w - y
    losses = [float(np.mean(error**2 / 2))]
    for _ in range(steps):
        w = w - rate * (x.T @ error) / len(x)
        error = x @ w - y
        losses.append(float(np.mean(error**2 / 2)))
    return w, losses
