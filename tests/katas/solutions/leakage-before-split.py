"""Imputing, scaling and selecting, each learned from the training rows and applied to both parts."""

import numpy as np


def prepare(x, y, train, test, k):
    known = x[train]
    constant = np.nanmin(known, axis=0) == np.nanmax(known, axis=0)
    fill = np.nanmean(known, axis=0)
    filled_train = np.where(np.isnan(known), fill, known)
    filled_test = np.where(np.isnan(x[test]), fill, x[test])

    mean = filled_train.mean(axis=0)
    deviation = np.where(constant, 1.0, filled_train.std(axis=0))
    scaled_train = (filled_train - mean) / deviation
    scaled_test = (filled_test - mean) / deviation

    target = y[train] - y[train].mean()
    strength = np.where(constant, 0.0, np.abs(scaled_train.T @ target))
    kept = np.sort(np.argsort(-strength, kind="stable")[:k])
    return scaled_train[:, kept], scaled_test[:, kept], kept
