"""An operator and the shapes of its sides in; the shape of the result, or an error that suggests, out."""

from studybuddy.notation.declared import Shape
from studybuddy.notation.errors import NotationError
from studybuddy.notation.source import text_of
from studybuddy.notation.tree import (
    Binary,
    Call,
    Constant,
    Element,
    Name,
    Negate,
    Node,
    Number,
    Operator,
    Power,
    Relation,
    Transpose,
)


def shape_text(shape: Shape) -> str:
    """Return a shape as the declarations write it; a scalar is called one."""
    return f"[{','.join(map(str, shape))}]" if shape else "a scalar"


def transposed(shape: Shape) -> Shape:
    """Return the shape of a transpose; that of a vector is one row."""
    if len(shape) == 2:
        return (shape[1],) if shape[0] == 1 else (shape[1], shape[0])
    return (1, *shape) if shape else ()


def binary_shape(node: Binary, left: Shape, right: Shape) -> Shape:
    """Return the shape of a sum, difference, product or quotient from those of its sides."""
    if node.operator in (Operator.ADD, Operator.SUBTRACT):
        return _added(node, left, right)
    if node.operator is Operator.DIVIDE:
        return _divided(node, left, right)
    if not left or not right:
        return left or right
    if node.operator is Operator.ELEMENTWISE:
        if left != right:
            raise _misfit(node, left, right, "elementwise products need equal shapes")
        return left
    return _multiplied(node, left, right)


def power_shape(node: Power, base: Shape, exponent: Shape) -> Shape:
    """Return the shape of a power from those of its base and exponent."""
    if len(exponent) == 2 or (exponent and base not in ((), exponent)):
        raise NotationError(node.at, f"the exponent {text_of(node.exponent)} is {shape_text(exponent)}")
    if len(base) == 2:
        if base[0] != base[1]:
            name = _factor(node.base)
            hint = f"did you mean {name}'{name} or {name} .* {name}?"
            raise NotationError(
                node.at, f"a power of {name}, which is {shape_text(base)} and not square", hint
            )
        if not _is_integer(node.exponent):
            raise NotationError(node.at, "the power of a matrix needs a whole number")
    return base or exponent


def relation_shape(node: Relation, left: Shape, right: Shape) -> Shape:
    """Return the shape of a relation from those of its sides, which must fit."""
    if left == right or (_is_zero(node.right) and left) or (_is_zero(node.left) and right):
        return left or right
    if (not left and isinstance(node.left, Number)) or (not right and isinstance(node.right, Number)):
        return left or right
    sides = f"{text_of(node.left)} is {shape_text(left)}, {text_of(node.right)} is {shape_text(right)}"
    hint = "did you forget a transpose?" if transposed(left) == right else ""
    raise NotationError(node.at, f"the two sides differ in shape: {sides}", hint)


def _added(node: Binary, left: Shape, right: Shape) -> Shape:
    if left == right:
        return left
    if () in (left, right):
        shape, scalar = (right, node.left) if left == () else (left, node.right)
        if len(shape) == 1:
            return shape
        if shape[0] == shape[1]:
            hint = f"did you mean {_factor(scalar)}*eye({shape[0]})?"
        else:
            hint = f"did you mean {_factor(scalar)}*ones({shape[0]},{shape[1]})?"
        raise _misfit(node, left, right, "a scalar and a matrix do not add", hint)
    hint = ""
    if transposed(left) == right:
        hint = f"did you mean {_factor(node.left)}' or {_factor(node.right)}'?"
    raise _misfit(node, left, right, "shapes differ", hint)


def _divided(node: Binary, left: Shape, right: Shape) -> Shape:
    if not right:
        return left
    if len(right) == 2:
        raise _misfit(node, left, right, "nothing is divided by a matrix", "use inv(A)")
    if left not in ((), right):
        raise _misfit(node, left, right, "elementwise quotients need equal shapes")
    return right


def _multiplied(node: Binary, left: Shape, right: Shape) -> Shape:
    x, y = _factor(node.left), _factor(node.right)
    if len(left) == len(right) == 1:
        hint = f"{x}'{y} is the inner product, {x} .* {y} elementwise, {x} {y}' the outer product"
        raise _misfit(node, left, right, "a vector times a vector is ambiguous", hint)
    rows, inner = (left[0], left[1]) if len(left) == 2 else (left[0], 1)
    inner_right, columns = (right[0], right[1]) if len(right) == 2 else (right[0], None)
    if inner != inner_right:
        turned = x.removesuffix("'") if isinstance(node.left, Transpose) else f"{x}'"
        hint = f"did you mean {turned} {y}?" if left[0] == right[0] else ""
        raise _misfit(node, left, right, f"inner dimensions {inner} and {inner_right} differ", hint)
    kept = (rows,) if columns is None else (rows, columns)
    return () if set(kept) == {1} else kept


def _misfit(node: Binary, left: Shape, right: Shape, why: str, hint: str = "") -> NotationError:
    sides = f"{text_of(node.left)} is {shape_text(left)}, {text_of(node.right)} is {shape_text(right)}"
    return NotationError(node.at, f"{why}: {sides}", hint)


def _factor(node: Node) -> str:
    text = text_of(node)
    return text if isinstance(node, Name | Number | Constant | Element | Call | Transpose) else f"({text})"


def _is_zero(node: Node) -> bool:
    return isinstance(node, Number) and not float(node.text)


def _is_integer(node: Node) -> bool:
    inside = node.operand if isinstance(node, Negate) else node
    return (isinstance(inside, Number) and inside.text.isdigit()) or isinstance(inside, Name)
