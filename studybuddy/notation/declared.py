"""What a card or a derivation declares, as values: variables with shapes and assumptions, definitions, draws."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from studybuddy.notation.tree import Negate, Node, Number

Dimension = str | int
Shape = tuple[Dimension, ...]

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
class Declarations:
    """All names that formulas may use. Dimension names come from shapes and indices, and are integers."""

    variables: Mapping[str, Variable] = field(default_factory=dict)
    definitions: Mapping[str, Node] = field(default_factory=dict)
    indices: Mapping[str, Dimension] = field(default_factory=dict)
    draws: Mapping[str, Draw] = field(default_factory=dict)

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
