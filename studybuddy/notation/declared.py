"""What a card or a derivation declares, as values: variables with their assumptions, definitions, draws."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType

from studybuddy.notation.tree import Negate, Node, Number

Dimension = str | int
Shape = tuple[Dimension, ...]

# The worst case once an assumption is dropped; no declaration can say these words.
SINGULAR = "singular (not to be declared)"  # a matrix that was tall or invertible
WITH_ZERO = "zero included (not to be declared)"  # a number that was positive
_WORST: Mapping[str, str] = MappingProxyType(
    {"tall": SINGULAR, "invertible": SINGULAR, "spd": SINGULAR, "positive": WITH_ZERO, "prob": WITH_ZERO}
)


@dataclass(frozen=True, slots=True)
class Variable:
    """A declared variable. `shape` is () for a scalar; `words` are its assumptions.

    `normal` holds mean and standard deviation of `x ~ normal(m, s)`; elements of a vector are independent.
    """

    name: str
    shape: Shape = ()
    words: frozenset[str] = frozenset()
    normal: tuple[Node, Node] | None = None

    @property
    def is_random(self) -> bool:
        """Whether expectations run over it."""
        return "rv" in self.words or self.normal is not None


@dataclass(frozen=True, slots=True)
class Draw:
    """Numbers to draw one from: `low`, `low + step`, … up to `high`, or else the `choices`."""

    name: str
    low: Fraction
    high: Fraction
    step: Fraction
    choices: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Eigenpair:
    """`value` and `vector` name some eigenvalue and its unit eigenvector of the symmetric `matrix`."""

    value: str
    vector: str
    matrix: Node


@dataclass(frozen=True, slots=True)
class Declarations:
    """All names that formulas may use. Dimension names come from shapes and indices, and are integers."""

    variables: Mapping[str, Variable] = field(default_factory=dict)
    definitions: Mapping[str, Node] = field(default_factory=dict)
    indices: Mapping[str, Dimension] = field(default_factory=dict)
    draws: Mapping[str, Draw] = field(default_factory=dict)
    eigenpairs: tuple[Eigenpair, ...] = ()

    @property
    def tied(self) -> frozenset[str]:
        """The names of variables that are not free, since they are eigenvalues or eigenvectors."""
        return frozenset(name for pair in self.eigenpairs for name in (pair.value, pair.vector))

    @property
    def dimensions(self) -> frozenset[str]:
        """The names of dimensions."""
        shapes = [size for variable in self.variables.values() for size in variable.shape]
        return frozenset(size for size in (*shapes, *self.indices.values()) if isinstance(size, str))

    @property
    def names(self) -> frozenset[str]:
        """Everything that may be called by name."""
        own = (*self.variables, *self.definitions, *self.indices, *self.draws)
        return frozenset(own) | self.dimensions

    def with_variable(self, variable: Variable) -> "Declarations":
        """Return these declarations with one variable more, or replaced."""
        return replace(self, variables={**self.variables, variable.name: variable})

    def without_word(self, name: str, word: str) -> "Declarations":
        """Return these declarations with one assumption of one variable dropped.

        Its place is taken by the worst case, where a random value would satisfy the assumption anyway.
        """
        variable = self.variables[name]
        instead = {_WORST[word]} if word in _WORST else set()
        words = (variable.words - {word} - ({"zeromean"} if word == "rv" else set())) | instead
        return self.with_variable(replace(variable, words=frozenset(words)))

    def with_definition(self, name: str, tree: Node) -> "Declarations":
        """Return these declarations with one definition more."""
        return replace(self, definitions={**self.definitions, name: tree})

    def with_numbers(self, numbers: Mapping[str, str]) -> "Declarations":
        """Return these declarations with each drawn name defined as its decimal number.

        `numbers` maps draws to texts such as `draws.draw_values` returns.
        """
        known = {name: _number(text) for name, text in numbers.items()}
        left = {name: draw for name, draw in self.draws.items() if name not in known}
        return replace(self, definitions={**self.definitions, **known}, draws=left)


def _number(text: str) -> Node:
    return Negate(Number(text.removeprefix("-"))) if text.startswith("-") else Number(text)
