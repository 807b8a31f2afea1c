"""AUC as the Mann–Whitney statistic: negatives below and tied, counted per distinct score."""

import numpy as np


def roc_auc(y, scores):
    positive = y == 1
    n_positive = int(positive.sum())
    n_negative = len(y) - n_positive
    if n_positive == 0 or n_negative == 0:
        raise ValueError("AUC needs both classes")
    distinct, codes = np.unique(scores, return_inverse=True)
    positives = np.bincount(codes[positive], minlength=len(distinct))
    negatives = np.bincount(codes[~positive], minlength=len(distinct))
    below = np.cumsum(negatives) - negatives
    return float((positives * (below + negatives / 2)).sum() / (n_positive * n_negative))
