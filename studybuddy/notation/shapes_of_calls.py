"""A call of a function and the means to find shapes in; the shape of its value out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from studybuddy.notation.declared import Declarations, Dimension, Shape
from studybuddy.notation.errors import NotationError
from studybuddy.notation.functions import FUNCTIONS, Family
from studybuddy.notation.shapes_of_operators import shape_text
from studybuddy.notation.source import text_of
from studybuddy.notation.tree import Call, Name, Node, Number


@dataclass(frozen=True, slots=True)
class Finder:
    """How the shapes of arguments are found, and the declarations in force."""

    of: Callable[[Node], Shape]
    declarations: Declarations


def call_shape(finder: Finder, node: Call) -> Shape:
    """Return the shape of a function's value."""
    function = FUNCTIONS[node.function]
    return _CALLS[function.family](finder, node)


def _elementwise(finder: Finder, node: Call) -> Shape:
    shapes = [finder.of(argument) for argument in node.arguments]
    kept = next((shape for shape in shapes if shape), ())
    for argument, shape in zip(node.arguments, shapes, strict=True):
        if shape not in ((), kept):
            message = f"the arguments of {node.function} differ in shape"
            raise NotationError(argument.at, f"{message}: {shape_text(kept)} and {shape_text(shape)}")
    return kept


def _extreme(finder: Finder, node: Call) -> Shape:
    if len(node.arguments) > 1:
        return _elementwise(finder, node)
    _filled(finder, node, node.arguments[0])
    return ()


def _filled(finder: Finder, node: Call, argument: Node) -> Shape:
    shape = finder.of(argument)
    if not shape:
        message = f"{node.function} is of a vector, but {text_of(argument)} is a scalar"
        hint = "declare its shape: let x: [n]"
        raise NotationError(argument.at, message, hint)
    return shape


def _reducing(finder: Finder, node: Call) -> Shape:
    shape = (
        _filled(finder, node, node.arguments[0]) if node.function != "norm" else finder.of(node.arguments[0])
    )
    if len(shape) == 2 and node.function in ("logsumexp", "argmax"):
        raise NotationError(node.at, f"{node.function} is of a vector", "take a row: X_i")
    if len(node.arguments) > 1:
        _order(node.arguments[1], shape)
    return ()


def _order(order: Node, shape: Shape) -> None:
    if text_of(order) not in ("1", "2", "inf") or len(shape) == 2:
        raise NotationError(order.at, "norms of a vector are of order 1, 2 or inf", "norm(x, 1)")


def _square(finder: Finder, node: Call) -> Shape:
    shape = finder.of(node.arguments[0])
    if len(shape) != 2 or shape[0] != shape[1]:
        given = f"{text_of(node.arguments[0])} is {shape_text(shape)}"
        raise NotationError(node.at, f"{node.function} needs a square matrix, but {given}")
    return shape


def _diagonal(finder: Finder, node: Call) -> Shape:
    shape = _filled(finder, node, node.arguments[0])
    return (shape[0], shape[0]) if len(shape) == 1 else (_square(finder, node)[0],)


def _making(finder: Finder, node: Call) -> Shape:
    sizes = tuple(_size(finder, node, argument) for argument in node.arguments)
    return (sizes[0], sizes[0]) if node.function == "eye" else sizes


def _size(finder: Finder, node: Call, argument: Node) -> Dimension:
    if isinstance(argument, Name) and argument.name in finder.declarations.dimensions:
        return argument.name
    if isinstance(argument, Number) and argument.text.isdigit() and 2 <= int(argument.text) <= 12:
        return int(argument.text)
    raise NotationError(
        argument.at, f"{text_of(argument)} is no dimension", f"{node.function}(n) of a declared n"
    )


_CALLS: Mapping[Family, Callable[[Finder, Call], Shape]] = MappingProxyType(
    {
        Family.ELEMENTWISE: _elementwise,
        Family.COUNTING: _elementwise,
        Family.EXTREME: _extreme,
        Family.ROWWISE: lambda finder, node: _filled(finder, node, node.arguments[0]),
        Family.REDUCING: _reducing,
        Family.SQUARE_TO_SCALAR: lambda finder, node: _square(finder, node)[:0],
        Family.SQUARE_TO_SQUARE: _square,
        Family.DIAGONAL: _diagonal,
        Family.MAKING: _making,
    }
)
