"""The numbers that an evaluation is done in: literals, constants and elementwise functions in, arrays out."""

import math
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation import elementwise

Array = NDArray[Any]


class Arithmetic(Protocol):
    """A kind of number, with what the evaluator cannot leave to NumPy."""

    exact: bool
    """Whether matrix functions and derivatives, which need floating point, are out of reach."""

    def number(self, text: str) -> Array:
        """Return a decimal literal."""

    def constant(self, name: str) -> Array:
        """Return pi, e or inf."""

    def apply(self, name: str, x: Array) -> Array:
        """Return an elementwise function."""

    def power(self, base: Array, exponent: Array) -> Array:
        """Return powers, elementwise."""

    def binomial(self, n: Array, k: Array) -> Array:
        """Return binomial coefficients."""


class FloatArithmetic:
    """float64, and complex128 where a derivative is carried along."""

    exact = False

    def number(self, text: str) -> Array:
        """Return a decimal literal."""
        return np.asarray(float(text))

    def constant(self, name: str) -> Array:
        """Return pi, e or inf."""
        return np.asarray({"pi": math.pi, "e": math.e, "inf": math.inf}[name])

    def apply(self, name: str, x: Array) -> Array:
        """Return an elementwise function."""
        return elementwise.apply(name, x)

    def power(self, base: Array, exponent: Array) -> Array:
        """Return powers, elementwise."""
        return elementwise.power(base, exponent)

    def binomial(self, n: Array, k: Array) -> Array:
        """Return binomial coefficients."""
        return elementwise.binomial(n, k)
