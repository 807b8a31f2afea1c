"""Two trees and their declarations in; whether SymPy reduces their difference to zero out.

Trees are translated node by node into SymPy objects. No text is ever parsed by SymPy, and symbols have
made-up names. Imported only in the prover's own process.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import sympy  # type: ignore[import-untyped]  # ships no types

from studybuddy.notation.declared import Declarations, Variable
from studybuddy.notation.tree import (
    Absolute,
    Binary,
    Call,
    Constant,
    Factorial,
    Gradient,
    Name,
    Negate,
    Node,
    Number,
    Operator,
    Power,
    Reduce,
    Reduction,
)


class UntranslatedError(Exception):
    """A tree with something that is not handed to SymPy: vectors, matrices, chance."""


def is_proved(left: Node, right: Node, declarations: Declarations) -> bool:
    """Say whether the difference of two scalar expressions simplifies to zero.

    Raises:
        UntranslatedError: for expressions that are not translated.
    """
    translator = _Translator(declarations)
    difference = translator.of(left) - translator.of(right)
    return any(attempt(difference) == 0 for attempt in _ATTEMPTS)


_ATTEMPTS: tuple[Callable[[Any], Any], ...] = (
    lambda difference: difference,
    sympy.expand,
    lambda difference: sympy.together(sympy.expand(difference)),
    lambda difference: sympy.expand_log(sympy.expand(difference)),
    sympy.simplify,
)


class _Translator:
    """Translates trees, giving each variable one symbol with its assumptions."""

    def __init__(self, declarations: Declarations) -> None:
        self._declarations = declarations
        self._symbols: dict[str, Any] = {}
        self._bound: dict[str, Any] = {}

    def of(self, node: Node) -> Any:  # noqa: PLR0911 (one return for each kind of node)
        """Return `node` as a SymPy object."""
        match node:
            case Number(text=text):
                return sympy.Rational(text)
            case Constant(name=name):
                return {"pi": sympy.pi, "e": sympy.E, "inf": sympy.oo}[name]
            case Name(name=name):
                return self._name(name)
            case Negate(operand=operand):
                return -self.of(operand)
            case Binary():
                return self._binary(node)
            case Power(base=base, exponent=exponent):
                return self.of(base) ** self.of(exponent)
            case Factorial(operand=operand):
                return sympy.factorial(self.of(operand))
            case Absolute(operand=operand):
                return sympy.Abs(self.of(operand))
            case _:
                return self._other(node)

    def _other(self, node: Node) -> Any:
        match node:
            case Call(function=function, arguments=arguments) if function in _FUNCTIONS:
                return _FUNCTIONS[function](*(self.of(argument) for argument in arguments))
            case Gradient(body=body, variable=Name(name=name)) if self._is_scalar(name):
                return sympy.diff(self.of(body), self._name(name))
            case Reduce():
                return self._reduce(node)
            case _:
                raise UntranslatedError(type(node).__name__)

    def _is_scalar(self, name: str) -> bool:
        variable = self._declarations.variables.get(name)
        return variable is not None and not variable.shape

    def _name(self, name: str) -> Any:
        if name in self._bound:
            return self._bound[name]
        if name in self._declarations.definitions:
            return self.of(self._declarations.definitions[name])
        if name not in self._symbols:
            self._symbols[name] = self._symbol(name, self._declarations.variables.get(name))
        return self._symbols[name]

    def _symbol(self, name: str, variable: Variable | None) -> Any:
        made_up = f"v{len(self._symbols)}"
        if variable is None:
            if name in self._declarations.dimensions or name in self._declarations.indices:
                return sympy.Symbol(made_up, integer=True, positive=True)
            return sympy.Symbol(made_up, real=True)
        if variable.shape or variable.is_random or name in self._declarations.tied:
            raise UntranslatedError(name)
        positive = True if variable.words & {"positive", "prob"} else None
        integer = True if variable.words & {"integer", "binary"} else None
        return sympy.Symbol(made_up, real=True, positive=positive, integer=integer)

    def _binary(self, node: Binary) -> Any:
        left, right = self.of(node.left), self.of(node.right)
        match node.operator:
            case Operator.ADD:
                return left + right
            case Operator.SUBTRACT:
                return left - right
            case Operator.DIVIDE:
                return left / right
            case _:
                return left * right

    def _reduce(self, node: Reduce) -> Any:
        if node.lower is None or node.upper is None:
            raise UntranslatedError(node.index)
        lower, upper = self.of(node.lower), self.of(node.upper)
        before = self._bound.get(node.index)
        index = sympy.Symbol(f"k{len(self._bound)}", integer=True)
        self._bound[node.index] = index
        body = self.of(node.body)
        if before is None:
            del self._bound[node.index]
        else:
            self._bound[node.index] = before
        fold = sympy.summation if node.kind is Reduction.SUM else sympy.product
        return fold(body, (index, lower, upper))


def _sigmoid(x: Any) -> Any:
    return 1 / (1 + sympy.exp(-x))


_FUNCTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "exp": sympy.exp,
        "log": sympy.log,
        "ln": sympy.log,
        "log2": lambda x: sympy.log(x) / sympy.log(2),
        "log10": lambda x: sympy.log(x) / sympy.log(10),
        "sqrt": sympy.sqrt,
        "abs": sympy.Abs,
        "sin": sympy.sin,
        "cos": sympy.cos,
        "tanh": sympy.tanh,
        "sigmoid": _sigmoid,
        "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
        "relu": lambda x: sympy.Max(x, 0),
        "erf": sympy.erf,
        "gamma": sympy.gamma,
        "factorial": sympy.factorial,
        "binom": sympy.binomial,
        "max": sympy.Max,
        "min": sympy.Min,
    }
)
