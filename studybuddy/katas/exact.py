"""Counts of successes go in, exact probabilities of a count as far out come out (Fisher's tests)."""

import functools
import math
from typing import Any

import numpy as np


def binomial(successes: int, runs: int, share: float) -> float:
    """Return the two-sided p-value of `successes` in `runs` independent trials of probability `share`."""
    if not 0 <= share <= 1:
        return 0.0
    if share in (0, 1):
        return float(successes == share * runs)
    k = np.arange(runs + 1)
    logs = _log_choose(runs) + k * math.log(share) + (runs - k) * math.log1p(-share)
    return _two_sided(np.exp(logs), successes)


def hypergeometric(mine: int, theirs: int, runs: int) -> float:
    """Return the two-sided p-value of two counts in `runs` trials each, if both shares are the same.

    Given the sum of both counts, which says nothing about a difference, the first one is hypergeometric.
    """
    both = mine + theirs
    least, most = max(0, both - runs), min(runs, both)
    k = np.arange(least, most + 1)
    logs = _log_choose(runs)[k] + _log_choose(runs)[both - k] - _log_choose(2 * runs)[both]
    return _two_sided(np.exp(logs), mine - least)


def _two_sided(odds: Any, at: int) -> float:
    return min(1.0, 2 * float(min(odds[: at + 1].sum(), odds[at:].sum())))


@functools.lru_cache(maxsize=16)
def _log_choose(n: int) -> Any:
    """Return the logarithm of n over k for all k (n + 1)."""
    factorials = np.array([math.lgamma(k + 1) for k in range(n + 1)])
    return factorials[n] - factorials - factorials[::-1]
