"""Points and rules in; values of trees out. What the rules share: names in force, batch axes, limits."""

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.arithmetic import Arithmetic
from studybuddy.notation.errors import UnsettledError
from studybuddy.notation.points import Points, Value
from studybuddy.notation.tree import Binary, Call, Name, Negate, Node, Number, Operator, Relation

Array = NDArray[Any]

MOST_VISITS = 4_000  # nodes, definitions looked through
MOST_ELEMENTS = 1_000_000  # of one array
MOST_WORK = 10_000_000  # elements computed in all
MOST_PRECISE_WORK = 20_000  # elements computed in all with fifty digits
EPSILON = 2.0**-52  # how far rounding moves a value, relative


class Walker:
    """Walks a tree, computing all points at once.

    `values` are the values of names in force; `definitions` those of definitions met so far; `depth` is the
    number of batch axes; `differentiating` says that a complex step is under way. `largest` is the largest
    term of any sum, if a `least` value was given: rounding errors are relative to it. With `shaken`, every
    value is moved by as much as rounding may move it, so that several walks show which digits mean something.
    `kinks` collects, if asked for, what changes its sign at the kinks of relu, step, max and the like, and
    `straddling` the points at which a difference was taken across a kink.
    """

    def __init__(
        self,
        points: Points,
        arithmetic: Arithmetic,
        rules: Mapping[type[Node], Callable[["Walker", Any], Value]],
        *,
        least: float | None = None,
        record_kinks: bool = False,
        shaken: np.random.Generator | None = None,
    ) -> None:
        self.points = points
        self.arithmetic = arithmetic
        self.values: Mapping[str, Value] = points.values
        self.definitions: dict[str, Value] = {}
        self.depth = 2
        self.differentiating = False
        self.largest = least
        self.kinks: list[Array] | None = [] if record_kinks else None
        self.straddling = np.zeros(points.count, dtype=bool)
        self._shaken = shaken
        self._rules = rules
        self._most_work = MOST_PRECISE_WORK if arithmetic.exact else MOST_WORK
        self._most_elements = MOST_PRECISE_WORK if arithmetic.exact else MOST_ELEMENTS
        self._visits = 0
        self._work = 0

    def of(self, node: Node) -> Value:
        """Return the value of `node`.

        Raises:
            UnsettledError: when the work is more than an answer may cost.
        """
        self._visits += 1
        if self._visits > MOST_VISITS:
            raise UnsettledError("the formula is too large to evaluate", "definitions multiply")
        value = self._rules[type(node)](self, node)
        self._work += value.array.size
        if self._work > self._most_work:
            raise UnsettledError("the formula takes too long to evaluate", "make its sums smaller")
        if self._shaken is None or self._counts(node):
            return value
        return _shaken(value, self._shaken)

    def _counts(self, node: Node) -> bool:  # noqa: PLR0911 (one return for each kind of node)
        """Say whether a node is a whole number by its nature: a bound, an index, an exponent."""
        match node:
            case Number() | Relation():
                return True
            case Name(name=name):
                declarations = self.points.declarations
                variable = declarations.variables.get(name)
                if variable is not None:
                    return bool(variable.words & {"integer", "binary", "onehot"})
                return name not in declarations.definitions or self._counts(declarations.definitions[name])
            case Negate(operand=operand):
                return self._counts(operand)
            case Binary(operator=operator, left=left, right=right) if operator is not Operator.DIVIDE:
                return self._counts(left) and self._counts(right)
            case Call(function=function):
                return function in _COUNTING
            case _:
                return False

    @contextmanager
    def scope(self, values: Mapping[str, Value]) -> Iterator[None]:
        """For the length of a block, give some names other values, with one batch axis more in front."""
        before = self.values, self.definitions
        self.values, self.definitions = {**self.values, **values}, {}
        self.depth += 1
        yield
        self.values, self.definitions = before
        self.depth -= 1

    def record(self, value: Value) -> None:
        """Note how large something is that is about to be added, where digits may cancel."""
        if self.largest is None:
            return
        finite = np.abs(value.array.real)
        finite = finite[np.isfinite(finite)]
        if finite.size:
            self.largest = max(self.largest, float(finite.max()))

    def record_kink(self, value: Value) -> None:
        """Note something at whose zeros a function has a kink; what is random is left out."""
        if self.kinks is None or len(value.batch) < 2 or value.batch[-1] != 1:
            return
        if value.batch[-2] == self.points.count:
            columns = np.moveaxis(value.array.real, value.array.ndim - value.rank - 2, 0)
            self.kinks.append(np.asarray(columns.reshape((self.points.count, -1)), float))

    def beside(self, node: Node) -> tuple[Value, list[Array]]:
        """Return the value of `node` and the kinks met on the way, which are not noted."""
        before, self.kinks = self.kinks, None if self.kinks is None else []
        value = self.of(node)
        met, self.kinks = self.kinks or [], before
        return value, met

    def refuse_huge(self, left: Value, right: Value) -> None:
        """Raise before two values are broadcast to more elements than fit."""
        size = math.prod(np.broadcast_shapes(left.batch, right.batch))
        shapes = (each.array.shape[each.array.ndim - each.rank :] for each in (left, right))
        if size * max(math.prod(shape) for shape in shapes) > self._most_elements:
            raise UnsettledError("the formula takes too much memory to evaluate", "make its sums smaller")

    def floats(self, array: Array) -> Array:
        """Return `array`, or raise where the arithmetic is not floating point."""
        if self.arithmetic.exact:
            raise UnsettledError("matrix functions are computed in floating point only")
        return array


_COUNTING = frozenset({"step", "sign", "argmax", "eye", "ones", "zeros", "factorial", "binom"})


def _shaken(value: Value, generator: np.random.Generator) -> Value:
    """Return a value with its last bits changed at random."""
    x = value.array
    real = x.real * (1 + EPSILON * generator.uniform(-2.0, 2.0, x.shape))
    if not np.iscomplexobj(x):
        return Value(np.asarray(real), value.rank)
    slope = x.imag * (1 + EPSILON * generator.uniform(-2.0, 2.0, x.shape))
    return Value(np.asarray(real + 1j * slope), value.rank)


def elementwise(function: Callable[..., Any], left: Value, right: Value) -> Value:
    """Apply `function` with the shapes broadcast as the shape rules allow: a scalar to anything."""
    x, y, rank = left.array, right.array, max(left.rank, right.rank)
    if left.rank < rank:
        x = x.reshape((*x.shape, *(1,) * (rank - left.rank)))
    elif right.rank < rank:
        y = y.reshape((*y.shape, *(1,) * (rank - right.rank)))
    return Value(np.asarray(function(x, y)), rank)
