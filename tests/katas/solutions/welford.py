"""Streaming moments: each chunk's two-pass moments are merged into the running ones (Chan et al.)."""

import numpy as np


def stream_moments(chunks):
    count, mean, squares = 0, 0.0, 0.0
    for chunk in chunks:
        n = len(chunk)
        chunk_mean = chunk.mean(axis=0)
        chunk_squares = ((chunk - chunk_mean) ** 2).sum(axis=0)
        delta = chunk_mean - mean
        total = count + n
        mean = mean + delta * (n / total)
        squares = squares + chunk_squares + delta**2 * (count * n / total)
        count = total
    var = squares / (count - 1) if count > 1 else np.full_like(mean, np.nan)
    return count, mean, var
