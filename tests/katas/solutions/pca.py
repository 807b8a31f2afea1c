"""PCA by the thin SVD of the centred data."""

import numpy as np


def pca(x, k):
    centred = x - x.mean(axis=0)
    _, singular, directions = np.linalg.svd(centred, full_matrices=False)
    components = directions[:k]
    return components, singular[:k] ** 2 / (len(x) - 1), centred @ components.T
