"""Literals and elementwise functions in; arrays of numbers with fifty digits, or many more, out.

float64 takes 3.14159265358979 for pi; here they differ. Whatever would need numbers of millions of digits
is refused before it is started.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from mpmath import MPContext  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray

from studybuddy.notation.errors import UnsettledError
from studybuddy.notation.points import Points, Value

Array = NDArray[Any]

LARGEST_EXPONENT_BITS = 4_000  # arguments of exp and the like stay below 2 to this power
LARGEST_LOGARITHM = 10_000_000.0  # results stay below e to this power
LARGEST_FACTORIAL = 1_000_000


class PreciseArithmetic:
    """Many decimal digits, real numbers only; no matrix functions."""

    exact = True

    def __init__(self, digits: int) -> None:
        self._context = MPContext()
        self._context.dps = digits

    def number(self, text: str) -> Array:
        """Return a decimal literal."""
        return np.asarray(self._context.mpf(text), dtype=object)

    def constant(self, name: str) -> Array:
        """Return pi, e or inf."""
        mp = self._context
        return np.asarray({"pi": +mp.pi, "e": +mp.e, "inf": mp.inf}[name], dtype=object)

    def values(self, points: Points) -> Points:
        """Return `points` with every value as a number of this kind."""
        return points.with_values({name: self._converted(value) for name, value in points.values.items()})

    def _converted(self, value: Value) -> Value:
        return Value(self._each(self._number, value.array), value.rank)

    def apply(self, name: str, x: Array) -> Array:
        """Return an elementwise function.

        Raises:
            UnsettledError: where an argument is beyond reach or outside the domain.
        """
        return self._each(lambda each: self._one(name, each), x)

    def _each(self, function: Callable[[Any], Any], x: Array) -> Array:
        result: Array = np.empty(np.shape(x), dtype=object)
        for at, each in np.ndenumerate(x):
            result[at] = function(each)
        return result

    def _number(self, x: Any) -> Any:
        """Return a number of this kind; mpmath takes no whole numbers of NumPy's."""
        return self._context.mpf(x.item() if isinstance(x, np.generic) else x)

    def _one(self, name: str, x: Any) -> Any:
        mp = self._context
        x = self._number(x)
        if mp.isnan(x) or (mp.isfinite(x) and x != 0 and mp.mag(x) > LARGEST_EXPONENT_BITS):
            raise UnsettledError("a number is too large to be computed with")
        if name in ("exp", "sigmoid", "softplus", "tanh") and abs(x) > LARGEST_LOGARITHM:
            raise UnsettledError("a number is too large to be computed with")
        if name in ("log", "ln", "log2", "log10", "sqrt") and x < 0:
            raise UnsettledError(f"{name} of a negative number")
        return self._function(name, x)

    def _function(self, name: str, x: Any) -> Any:  # noqa: PLR0911 (one return for each function)
        mp = self._context
        match name:
            case "log" | "ln" | "log2" | "log10":
                return mp.log(x) / {"log2": mp.log(2), "log10": mp.log(10)}.get(name, 1)
            case "sign":
                return mp.sign(x)
            case "abs":
                return abs(x)
            case "sigmoid":
                return 1 / (1 + mp.exp(-x))
            case "softplus":
                return mp.log(1 + mp.exp(x))
            case "relu":
                return max(x, mp.mpf(0))
            case "step":
                return mp.mpf(int(x > 0))
            case "gamma" | "factorial":
                return self._factorial(x if name == "factorial" else x - 1, whole=name == "factorial")
            case _:
                return {
                    "exp": mp.exp,
                    "sqrt": mp.sqrt,
                    "sin": mp.sin,
                    "cos": mp.cos,
                    "tanh": mp.tanh,
                    "erf": mp.erf,
                }[name](x)

    def _factorial(self, x: Any, *, whole: bool) -> Any:
        mp = self._context
        if x > LARGEST_FACTORIAL or (whole and x != mp.floor(x)) or (x < 0 and x == mp.floor(x)):
            raise UnsettledError("a factorial out of reach")
        return mp.factorial(x)

    def power(self, base: Array, exponent: Array) -> Array:
        """Return powers, elementwise."""
        x, y = np.broadcast_arrays(base, exponent)
        result: Array = np.empty(x.shape, dtype=object)
        for at, each in np.ndenumerate(x):
            result[at] = self._power(self._number(each), self._number(y[at]))
        return result

    def _power(self, base: Any, exponent: Any) -> Any:
        mp = self._context
        whole = mp.isfinite(exponent) and exponent == mp.floor(exponent)
        if base == 0:
            if exponent < 0 or not mp.isfinite(exponent):
                raise UnsettledError("a power of zero")
            return mp.mpf(int(exponent == 0))
        if not mp.isfinite(base) or not mp.isfinite(exponent) or (base < 0 and not whole):
            raise UnsettledError("a power outside its domain")
        if abs(exponent) * abs(mp.log(abs(base))) > LARGEST_LOGARITHM:
            raise UnsettledError("a number is too large to be computed with")
        return base ** (int(exponent) if whole else exponent)

    def binomial(self, n: Array, k: Array) -> Array:
        """Return binomial coefficients of whole numbers."""
        x, y = np.broadcast_arrays(n, k)
        result: Array = np.empty(x.shape, dtype=object)
        for at, each in np.ndenumerate(x):
            top, bottom = self._number(each), self._number(y[at])
            if (
                top != self._context.floor(top)
                or not 0 <= top <= 100_000
                or bottom != self._context.floor(bottom)
            ):
                raise UnsettledError("a binomial coefficient out of reach")
            result[at] = self._context.binomial(top, bottom) if bottom >= 0 else self._context.mpf(0)
        return result
