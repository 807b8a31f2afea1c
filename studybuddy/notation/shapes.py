"""A tree and its declarations in; the shape of its value out, or an error that says what does not fit."""

from itertools import chain

from studybuddy.notation.declared import Declarations, Dimension, Shape
from studybuddy.notation.errors import NotationError
from studybuddy.notation.shapes_of_calls import Finder, call_shape
from studybuddy.notation.shapes_of_operators import (
    binary_shape,
    power_shape,
    relation_shape,
    shape_text,
    transposed,
)
from studybuddy.notation.source import text_of
from studybuddy.notation.tree import (
    Absolute,
    Binary,
    Call,
    Collection,
    Constant,
    Element,
    Expectation,
    Factorial,
    Gradient,
    Jacobian,
    Matrix,
    Name,
    Negate,
    Node,
    Norm,
    Number,
    Power,
    Probability,
    Reduce,
    Relation,
    Transpose,
    Variance,
)

__all__ = ["shape_of", "shape_text"]


def shape_of(tree: Node, declarations: Declarations) -> Shape:
    """Return () for a scalar, (n,) for a vector, (n, d) for a matrix; a transposed vector is (1, n).

    A relation has the shape of its sides, a set that of its members.

    Raises:
        NotationError: where shapes do not fit together, or a set stands inside of something.
    """
    shapes = _Shapes(declarations)
    return shapes.of_set(tree) if isinstance(tree, Collection) else shapes.of(tree)


class _Shapes:
    """Infers shapes bottom up. Definitions are looked through, each once."""

    def __init__(self, declarations: Declarations) -> None:
        self._declarations = declarations
        self._definitions: dict[str, Shape] = {}

    def of_set(self, node: Collection) -> Shape:
        shapes = {self.of(member) for member in node.members}
        if len(shapes) > 1:
            raise NotationError(node.members[0].at, "the members of this set differ in shape")
        return shapes.pop() if shapes else ()

    def of(self, node: Node) -> Shape:  # noqa: PLR0911 (one return for each kind of node)
        match node:
            case Number() | Constant():
                return ()
            case Name(name=name):
                return self._name(name)
            case Negate(operand=operand):
                return self.of(operand)
            case Binary():
                return binary_shape(node, self.of(node.left), self.of(node.right))
            case Power():
                return power_shape(node, self.of(node.base), self.of(node.exponent))
            case Transpose(operand=operand):
                return transposed(self.of(operand))
            case Relation(left=left, right=right):
                return relation_shape(node, self.of(left), self.of(right))
            case Element():
                return self._element(node)
            case Call():
                return call_shape(Finder(self.of, self._declarations), node)
            case _:
                return self._other(node)

    def _other(self, node: Node) -> Shape:  # noqa: PLR0911 (one return for each kind of node)
        match node:
            case Factorial(operand=operand):
                return self._scalar(operand, "a factorial")
            case Absolute(operand=operand):
                return self._absolute(operand)
            case Norm(operand=operand):
                self.of(operand)
                return ()
            case Matrix(rows=rows):
                return self._matrix(rows)
            case Collection():
                message = f"the set {text_of(node)} stands inside of something"
                raise NotationError(node.at, message, "a set is an answer of its own: {a, b}")
            case Reduce():
                return self._reduce(node)
            case Gradient(body=body, variable=variable):
                self._scalar(body, "the body of grad", "did you mean jac?")
                return self._variable(variable)
            case Jacobian(body=body, variable=variable):
                return self._jacobian(body, variable)
            case _:
                return self._probabilistic(node)

    def _probabilistic(self, node: Node) -> Shape:
        match node:
            case Expectation(body=body, conditions=conditions):
                self._all(conditions)
                return self.of(body)
            case Variance(body=body, conditions=conditions):
                self._all(conditions)
                shape = self.of(body)
                if len(shape) > 1:
                    raise NotationError(
                        body.at, f"Var of {text_of(body)}, which is {shape_text(shape)}", "of a vector"
                    )
                return (shape[0], shape[0]) if shape else ()
            case Probability(events=events, conditions=conditions):
                self._all(conditions)
                for event in events:
                    if self.of(event) and not isinstance(event, Relation):
                        raise NotationError(event.at, f"{text_of(event)} is no event", "P[x > 0]")
                return ()
            case _:
                raise TypeError(type(node).__name__)

    def _all(self, nodes: tuple[Node, ...]) -> None:
        for node in nodes:
            self.of(node)

    def _name(self, name: str) -> Shape:
        variable = self._declarations.variables.get(name)
        if variable is not None:
            return variable.shape
        if name in self._declarations.definitions:
            if name not in self._definitions:
                self._definitions[name] = self.of(self._declarations.definitions[name])
            return self._definitions[name]
        return ()

    def _scalar(self, node: Node, what: str, hint: str = "") -> Shape:
        shape = self.of(node)
        if shape:
            raise NotationError(
                node.at, f"{what} is a scalar, but {text_of(node)} is {shape_text(shape)}", hint
            )
        return ()

    def _absolute(self, operand: Node) -> Shape:
        shape = self.of(operand)
        if len(shape) == 2:
            hint = f"det({text_of(operand)}) or ||{text_of(operand)}||"
            raise NotationError(operand.at, f"|{text_of(operand)}| is of a matrix", hint)
        return shape

    def _element(self, node: Element) -> Shape:
        base = self.of(node.base)
        for index in node.indices:
            self._scalar(index, "an index")
        if len(node.indices) > len(base):
            count = len(node.indices)
            counted = f"{count} ind{'ex' if count == 1 else 'ices'}"
            message = f"{text_of(node.base)} is {shape_text(base)} and takes no {counted}"
            raise NotationError(node.at, message, "declare its shape: let x: [n]" if not base else "")
        for index, size in zip(node.indices, base, strict=False):
            self._in_range(node, index, size)
        return base[len(node.indices) :]

    def _in_range(self, node: Element, index: Node, size: Dimension) -> None:
        if isinstance(index, Number) and index.text.isdigit():
            if int(index.text) == 0 or (isinstance(size, int) and int(index.text) > size):
                raise NotationError(node.at, f"{text_of(node)} is out of range: indices run from 1 to {size}")
        elif isinstance(index, Name):
            runs = self._declarations.indices.get(index.name)
            if isinstance(runs, str) and isinstance(size, str) and runs != size:
                message = f"{index.name} runs to {runs}, but this dimension of {text_of(node.base)} is {size}"
                raise NotationError(node.at, message, f"index {index.name}: {size}")

    def _matrix(self, rows: tuple[tuple[Node, ...], ...]) -> Shape:
        for element in chain.from_iterable(rows):
            self._scalar(element, "an element of a matrix")
        return (len(rows),) if len(rows[0]) == 1 else (len(rows), len(rows[0]))

    def _reduce(self, node: Reduce) -> Shape:
        for bound in (node.lower, node.upper):
            if bound is not None:
                self._scalar(bound, "a bound")
        if node.lower is None and node.index not in self._declarations.indices:
            hint = f"index {node.index}: n, or {node.kind}(…, {node.index}=1..n)"
            raise NotationError(node.at, f"{node.index} is no declared index", hint)
        return self.of(node.body)

    def _variable(self, variable: Node) -> Shape:
        named = variable.base if isinstance(variable, Element) else variable
        name = named.name if isinstance(named, Name) else ""
        if name not in self._declarations.variables:
            what = "a definition" if name in self._declarations.definitions else "no variable"
            raise NotationError(
                variable.at, f"{name} is {what}; a derivative is taken by a declared variable"
            )
        return self.of(variable)

    def _jacobian(self, body: Node, variable: Node) -> Shape:
        above, below = self.of(body), self._variable(variable)
        above = above[1:] if above[:1] == (1,) else above
        if len(above) == 2 or len(below) == 2:
            raise NotationError(body.at, "jac is of a vector by a vector", "take an element, or a row")
        if not above:
            return (1, *below) if below else ()
        return (*above, *below)
