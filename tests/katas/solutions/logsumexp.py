"""Log-sum-exp: shift by the maximum wherever that is finite."""

import numpy as np


def logsumexp(x, axis=-1):
    peak = x.max(axis=axis, keepdims=True)
    peak = np.where(np.isfinite(peak), peak, 0.0)
    with np.errstate(divide="ignore", over="ignore"):
        total = np.log(np.exp(x - peak).sum(axis=axis))
    return total + peak.squeeze(axis=axis)
