"""NaN-aware standardizing by the training columns; constant ones are found by minimum and maximum."""

import numpy as np


def standardize(train, test):
    low = np.nanmin(train, axis=0)
    constant = low == np.nanmax(train, axis=0)
    mean = np.where(constant, low, np.nanmean(train, axis=0))
    deviation = np.where(constant, 1.0, np.nanstd(train, axis=0))
    return (train - mean) / deviation, (test - mean) / deviation
