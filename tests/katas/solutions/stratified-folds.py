"""Rows sorted by class, shuffled within it, and dealt round robin to the folds in a random order."""

import numpy as np


def stratified_folds(y, k, rng):
    _, counts = np.unique(y, return_counts=True)
    if np.any(counts < k):
        raise ValueError(f"every class needs at least {k} rows")
    shuffled = rng.permutation(len(y))
    by_class = shuffled[np.argsort(y[shuffled], kind="stable")]
    folds = np.empty(len(y), dtype=np.int64)
    folds[by_class] = rng.permutation(k)[np.arange(len(y)) % k]
    return folds
