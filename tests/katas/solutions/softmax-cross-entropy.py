"""Cross-entropy through shifted log-softmax, over the rows that count."""

import numpy as np


def loss_and_gradient(logits, targets):
    gradient = np.zeros_like(logits, dtype=np.float64)
    kept = np.flatnonzero(targets >= 0)
    if len(kept) == 0:
        return 0.0, gradient
    rows = np.arange(len(kept))
    labels = targets[kept]
    shifted = logits[kept] - logits[kept].max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    slope = np.exp(log_p)
    slope[rows, labels] -= 1.0
    gradient[kept] = slope / len(kept)
    return float(-log_p[rows, labels].mean()), gradient
