"""Counts of successes go in, exact probabilities of a count as far out come out (Fisher's tests)."""

import math


def binomial(successes: int, runs: int, share: float) -> float:
    """Return the two-sided p-value of `successes` in `runs` independent trials of probability `share`."""
    if not 0 <= share <= 1:
        return 0.0
    if share in (0, 1):
        return float(successes == share * runs)
    odds = [
        math.exp(_log_choose(runs, k) + k * math.log(share) + (runs - k) * math.log1p(-share))
        for k in range(runs + 1)
    ]
    return _two_sided(odds, successes)


def hypergeometric(mine: int, theirs: int, runs: int) -> float:
    """Return the two-sided p-value of two counts in `runs` trials each, if both shares are the same.

    Given the sum of both counts, which says nothing about a difference, the first one is hypergeometric.
    """
    both = mine + theirs
    least, most = max(0, both - runs), min(runs, both)
    total = _log_choose(2 * runs, both)
    odds = [
        math.exp(_log_choose(runs, k) + _log_choose(runs, both - k) - total) for k in range(least, most + 1)
    ]
    return _two_sided(odds, mine - least)


def _two_sided(odds: list[float], at: int) -> float:
    return min(1.0, 2 * min(math.fsum(odds[: at + 1]), math.fsum(odds[at:])))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
