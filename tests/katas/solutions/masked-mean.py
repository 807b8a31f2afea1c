"""A masked mean that selects instead of multiplying, so that padding never enters the sum."""

import numpy as np


def masked_mean(x, mask):
    total = np.where(mask[:, :, None], x, 0.0).sum(axis=1)
    count = mask.sum(axis=1)[:, None]
    return total / np.maximum(count, 1)
