"""Arrays in, function values out: the functions that act on each element, in float64.

A derivative travels as an imaginary part so small that its square vanishes (the complex step; Squire and
Trapp 1998). The functions keep it to first order: f(a + ih) = f(a) + ih f'(a). Outside its domain a
function is NaN.
"""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_Real = Callable[[Array], Array]

_DIGAMMA_SHIFT = 10.0
_DIGAMMA_LARGEST = 1e9
LARGEST_BINOMIAL = 2_000  # the upper number; beyond, the result is taken for infinite


def _where_positive(x: Array, values: Array) -> Array:
    return np.where(x > 0, values, np.nan)


def _log(x: Array) -> Array:
    return np.where(x > 0, np.log(np.abs(x)), np.nan)


def _sigmoid(x: Array) -> Array:
    small = np.exp(-np.abs(x))
    return np.asarray(np.where(x >= 0, 1.0, small) / (1.0 + small))


def _softplus(x: Array) -> Array:
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


def _tanh_slope(x: Array) -> Array:
    return np.asarray(1.0 - np.tanh(x) ** 2)


def _erf_slope(x: Array) -> Array:
    return np.asarray(2.0 / math.sqrt(math.pi) * np.exp(-(x**2)))


def _step(x: Array) -> Array:
    return np.where(np.isnan(x), np.nan, (x > 0) * 1.0)


def _nothing(x: Array) -> Array:
    return np.zeros_like(x)


def _each(function: Callable[[float], float]) -> _Real:
    def applied(x: Array) -> Array:
        return np.vectorize(function, otypes=[float])(x) if x.size else x

    return applied


def _gamma_of(x: float) -> float:
    if not math.isfinite(x):
        return math.inf if x > 0 else math.nan
    if x <= 0 and x == math.floor(x):
        return math.inf  # a pole, so that 1/(-1)! is 0
    try:
        return math.gamma(x)
    except OverflowError:
        return math.inf


def _factorial_of(x: float) -> float:
    if not math.isfinite(x):
        return _gamma_of(x)
    return _gamma_of(round(x) + 1.0) if abs(x - round(x)) < 1e-9 else math.nan


def _digamma(x: float) -> float:
    """Return the logarithmic derivative of gamma, NaN at its poles and next to them.

    Reflection (DLMF 5.5.4), recurrence, then its asymptotic series (DLMF 5.11.2).
    """
    if not math.isfinite(x) or (x <= 0 and x == math.floor(x)):
        return math.nan
    total = 0.0
    if x < 0:
        total = -math.pi / math.tan(math.pi * (x - math.floor(x)))
        x = 1.0 - x
    while x < _DIGAMMA_SHIFT:
        total -= 1.0 / x
        x += 1.0
    if abs(total) > _DIGAMMA_LARGEST:
        return math.nan
    y = 1.0 / (x * x)
    series = y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y / 132))))
    return total + math.log(x) - 0.5 / x - series


def _gamma_slope(x: Array) -> Array:
    return _each(_gamma_of)(x) * _each(_digamma)(x)


# Each function with its derivative.
_PAIRS: Mapping[str, tuple[_Real, _Real]] = MappingProxyType(
    {
        "exp": (np.exp, np.exp),
        "log": (_log, lambda x: _where_positive(x, 1.0 / x)),
        "ln": (_log, lambda x: _where_positive(x, 1.0 / x)),
        "log2": (lambda x: _log(x) / math.log(2), lambda x: _where_positive(x, 1.0 / (x * math.log(2)))),
        "log10": (lambda x: _log(x) / math.log(10), lambda x: _where_positive(x, 1.0 / (x * math.log(10)))),
        "sqrt": (np.sqrt, lambda x: 0.5 / np.sqrt(x)),
        "abs": (np.abs, np.sign),
        "sign": (np.sign, _nothing),
        "sin": (np.sin, np.cos),
        "cos": (np.cos, lambda x: -np.sin(x)),
        "tanh": (np.tanh, _tanh_slope),
        "sigmoid": (_sigmoid, lambda x: _sigmoid(x) * _sigmoid(-x)),
        "relu": (lambda x: np.maximum(x, 0.0), _step),
        "step": (_step, _nothing),
        "softplus": (_softplus, _sigmoid),
        "erf": (_each(math.erf), _erf_slope),
        "gamma": (_each(_gamma_of), _gamma_slope),
        "factorial": (_each(_factorial_of), lambda x: _gamma_slope(x + 1.0)),
    }
)


def apply(name: str, x: Array) -> Array:
    """Return the function `name` of each element of `x`, its derivative carried along."""
    function, slope = _PAIRS[name]
    if not np.iscomplexobj(x):
        return function(x)
    return np.asarray(function(x.real) + 1j * (slope(x.real) * x.imag))


def binomial(n: Array, k: Array) -> Array:
    """Return the binomial coefficients of whole numbers `n` over `k`, 0 where k is negative or beyond n."""
    return np.asarray(np.vectorize(_binomial_of, otypes=[float])(n.real, k.real))


def _binomial_of(n: float, k: float) -> float:
    if not (math.isfinite(n) and math.isfinite(k)) or n < 0:
        return math.nan
    if abs(n - round(n)) > 1e-9 or abs(k - round(k)) > 1e-9:
        return math.nan
    if n > LARGEST_BINOMIAL:
        return math.inf
    try:
        return float(math.comb(round(n), round(k))) if k >= 0 else 0.0
    except OverflowError:
        return math.inf


def power(base: Array, exponent: Array) -> Array:
    """Return real powers; a negative base has a power only where the exponent is a whole number."""
    b, e = base.real, exponent.real
    value = np.power(np.asarray(b, float), np.asarray(e, float))
    if not (np.iscomplexobj(base) or np.iscomplexobj(exponent)):
        return np.asarray(value)
    tangent = np.where(base.imag != 0, e * np.power(np.asarray(b, float), e - 1.0) * base.imag, 0.0)
    if np.iscomplexobj(exponent):
        tangent = tangent + np.where(exponent.imag != 0, value * _log(b) * exponent.imag, 0.0)
    return np.asarray(value + 1j * tangent)
