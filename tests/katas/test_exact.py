import math

import pytest

from studybuddy.katas.exact import binomial, hypergeometric


@pytest.mark.parametrize(
    ("successes", "runs", "share", "p"),
    [
        (0, 10, 0.5, 2 / 1024),
        (5, 10, 0.5, 1.0),
        (3, 3, 0.1, 2 * 0.001),
        (0, 200, 0.0, 1.0),
        (1, 200, 0.0, 0.0),
        (200, 200, 1.0, 1.0),
        (3, 10, 1.5, 0.0),
    ],
)
def test_binomial_by_hand(successes: int, runs: int, share: float, p: float) -> None:
    assert binomial(successes, runs, share) == pytest.approx(p, abs=1e-12)


def test_binomial_is_never_below_what_it_says() -> None:
    runs, share, level = 60, 0.02, 0.01
    odds = [math.comb(runs, k) * share**k * (1 - share) ** (runs - k) for k in range(runs + 1)]
    alarm = sum(p for k, p in enumerate(odds) if binomial(k, runs, share) < level)
    assert 0 < alarm <= level


def test_hypergeometric_by_hand() -> None:
    assert hypergeometric(0, 0, 30) == 1.0
    assert hypergeometric(3, 0, 3) == pytest.approx(2 / math.comb(6, 3))
    assert hypergeometric(4, 9, 20) == pytest.approx(hypergeometric(9, 4, 20))
    assert hypergeometric(50, 0, 100) < 1e-12
