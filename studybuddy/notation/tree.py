"""What the parser builds from math as text, and what everything else walks: frozen nodes of one tree.

Parentheses are not kept: whoever prints a tree puts them back where they are needed. Names stay names: a
name that was defined (`def L = …`) is looked up in the declarations when it is evaluated. Two trees are
equal when they say the same, wherever in the text (`at`) they stood.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Node:
    """Any node. `at` is the column, from 0, of the text where it starts; it takes no part in equality."""

    at: int = field(default=0, kw_only=True, compare=False, repr=False)


class Operator(StrEnum):
    """The binary operators; `MULTIPLY` is a matrix product between matrices, `ELEMENTWISE` never is."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"  # written `*`, `@` or by juxtaposition
    ELEMENTWISE = ".*"
    DIVIDE = "/"


class Relator(StrEnum):
    """What a relation claims of its two sides."""

    EQUAL = "="
    LESS = "<"
    LESS_EQUAL = "<="
    GREATER = ">"
    GREATER_EQUAL = ">="
    NOT_EQUAL = "!="


@dataclass(frozen=True, slots=True)
class Number(Node):
    """An unsigned decimal literal, exactly as written: `2`, `0.05`, `1e-6`."""

    text: str


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """`pi`, `e` (Euler's number) or `inf`, where no declaration shadows it."""

    name: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A declared name: a variable, a dimension (`n`), an index (`i`), a definition (`L`)."""

    name: str


@dataclass(frozen=True, slots=True)
class Element(Node):
    """Parts of a vector or matrix, indices from 1: `x_i`, `X[i,j]`; `X_i` is row i, as a vector."""

    base: Node
    indices: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """`-operand`. A leading plus leaves no trace."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """`left operator right`. `implicit` (no part of equality) says that a product was juxtaposed."""

    operator: Operator
    left: Node
    right: Node
    implicit: bool = field(default=False, kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Power(Node):
    """`base ^ exponent`; of a square matrix the matrix power, of a vector elementwise."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Transpose(Node):
    """`operand'`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Factorial(Node):
    """`operand!`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A named function of `functions.FUNCTIONS`: `exp(x)`, `max(a, b)`, `eye(n)`, `inv(A)`."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Absolute(Node):
    """`|operand|`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Norm(Node):
    """`||operand||`, Euclidean for vectors and Frobenius for matrices."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Matrix(Node):
    """`[a, b; c, d]` by rows; `[a; b]` (rows of one) is a vector, `[a, b]` a row."""

    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Collection(Node):
    """A set `{a, b}`: order and repetition do not matter."""

    members: tuple[Node, ...]


class Reduction(StrEnum):
    """How `Reduce` folds its terms."""

    SUM = "sum"
    PRODUCT = "prod"


@dataclass(frozen=True, slots=True)
class Reduce(Node):
    """`sum(body, i)` over a declared index (no bounds), or `sum(body, i=lower..upper)`, both included."""

    kind: Reduction
    body: Node
    index: str
    lower: Node | None = None
    upper: Node | None = None


@dataclass(frozen=True, slots=True)
class Gradient(Node):
    """`grad(body, variable)` of a scalar, in the shape of the variable (a `Name` or an `Element`)."""

    body: Node
    variable: Node


@dataclass(frozen=True, slots=True)
class Jacobian(Node):
    """`jac(body, variable)`, rows by the body's components and columns by the variable's."""

    body: Node
    variable: Node


@dataclass(frozen=True, slots=True)
class Expectation(Node):
    """`E[body]` or `E[body | conditions…]`; a condition is a random variable or an event (`Relation`)."""

    body: Node
    conditions: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Variance(Node):
    """`Var[body]` or `Var[body | conditions…]`; of a vector the covariance matrix."""

    body: Node
    conditions: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Probability(Node):
    """`P[events…]` (all of them), `P[events… | conditions…]`; an event is a relation or a binary variable."""

    events: tuple[Node, ...]
    conditions: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation(Node):
    """`left relator right`; stands at the root of a line, or as an event inside `P[…]` and `E[… | …]`."""

    relator: Relator
    left: Node
    right: Node


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes directly below `node`, in the order of the text."""
    for each in fields(node):
        yield from _nodes_in(getattr(node, each.name))


def _nodes_in(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes_in(item)


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and everything below it, parents first."""
    stack = [node]
    while stack:
        top = stack.pop()
        yield top
        stack.extend(reversed(tuple(children(top))))


def with_children(node: Node, new: Iterator[Node]) -> Node:
    """Return `node` with the nodes below it replaced, in order, by the next ones of `new`."""
    changes: dict[str, Any] = {
        each.name: _refilled(value, new)
        for each in fields(node)
        if isinstance(value := getattr(node, each.name), Node | tuple)
    }
    return replace(node, **changes) if changes else node


def _refilled(value: object, new: Iterator[Node]) -> object:
    if isinstance(value, Node):
        return next(new)
    if isinstance(value, tuple):
        return tuple(_refilled(item, new) for item in value)
    return value
