"""Nucleus sampling: sort by probability, keep up to the first running total that reaches p."""

import numpy as np


def nucleus(logits, p, temperature):
    weights = np.exp((logits - logits.max()) / temperature)
    probabilities = weights / weights.sum()
    if p >= 1:
        return probabilities
    order = np.argsort(-probabilities, kind="stable")
    reached = np.cumsum(probabilities[order]) >= p - 1e-12
    kept = order[: reached.argmax() + 1]
    result = np.zeros_like(probabilities)
    result[kept] = probabilities[kept] / probabilities[kept].sum()
    return result


def sample(logits, p, temperature, rng):
    return int(rng.choice(len(logits), p=nucleus(logits, p, temperature)))
