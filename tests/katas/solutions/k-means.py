"""Lloyd's algorithm with squared distances from broadcast differences."""

import numpy as np


def nearest(x, centers):
    return ((x[:, None, :] - centers[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)


def kmeans(x, centers, steps):
    x = np.asarray(x, dtype=np.float64)
    centers = np.array(centers, dtype=np.float64)
    for _ in range(steps):
        labels = nearest(x, centers)
        for k in range(len(centers)):
            members = x[labels == k]
            if len(members):
                centers[k] = members.mean(axis=0)
    return centers, nearest(x, centers)
