"""Batch norm: two-pass statistics; the backward pass projects out the mean and the normalized direction."""

import numpy as np


def forward(x, gamma, beta, eps):
    centred = x - x.mean(axis=0)
    inverse_std = 1.0 / np.sqrt((centred**2).mean(axis=0) + eps)
    normalized = centred * inverse_std
    return gamma * normalized + beta, (normalized, inverse_std, gamma)


def backward(grad, cache):
    normalized, inverse_std, gamma = cache
    dbeta = grad.sum(axis=0)
    dgamma = (grad * normalized).sum(axis=0)
    dx = gamma * inverse_std * (grad - (dbeta + normalized * dgamma) / len(grad))
    return dx, dgamma, dbeta
