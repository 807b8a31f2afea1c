"""A tree in; the trees that differ from it by one typical mistake, each with a sentence, out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from studybuddy.notation.declared import Declarations
from studybuddy.notation.errors import NotationError
from studybuddy.notation.shapes import shape_of
from studybuddy.notation.source import text_of
from studybuddy.notation.tree import (
    Absolute,
    Binary,
    Call,
    Element,
    Gradient,
    Jacobian,
    Name,
    Negate,
    Node,
    Norm,
    Number,
    Operator,
    Power,
    Reduce,
    Relation,
    Transpose,
    children,
    with_children,
)

_TWO = Number("2")

# What a function is mistaken for.
_CONFUSED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "log": ("log2", "exp"), "ln": ("log2", "exp"), "log2": ("log",), "log10": ("log",), "exp": ("log",),
        "sin": ("cos",), "cos": ("sin",), "tanh": ("sigmoid",), "sigmoid": ("tanh",),
        "relu": ("step", "softplus"),
        "step": ("relu", "sigmoid"), "softplus": ("sigmoid", "relu"), "max": ("min",), "min": ("max",),
        "mean": ("sumall",), "sumall": ("mean",), "det": ("tr", "logdet"), "logdet": ("det",), "tr": ("det",),
        "sqrt": ("abs",), "softmax": ("sigmoid",),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A tree with one edit. `kind` groups edits; `sentence` tells a learner who made it what happened."""

    kind: str
    tree: Node
    sentence: str


def mutants(tree: Node, declarations: Declarations) -> tuple[Mutant, ...]:
    """Return the single-edit variants of `tree` that still have its shape, in a fixed order, none twice.

    Of a relation both sides are edited. Whether a variant is really different is for the caller to check:
    some edits lead to a true identity again.
    """
    shape = shape_of(tree, declarations)
    seen = {tree}
    kept: list[Mutant] = []
    for mutant in _edited(tree, declarations):
        if mutant.tree in seen:
            continue
        seen.add(mutant.tree)
        try:
            fits = shape_of(mutant.tree, declarations) == shape
        except NotationError:
            continue
        if fits:
            kept.append(mutant)
    return tuple(kept)


def _edited(node: Node, declarations: Declarations) -> Iterator[Mutant]:
    """Yield `node` with one edit, at itself or anywhere below."""
    for edit in _EDITS:
        yield from edit(node, declarations)
    below = tuple(children(node))
    for at, child in enumerate(below):
        if isinstance(node, Gradient | Jacobian) and at == 1:
            continue
        for mutant in _edited(child, declarations):
            if at == 0 and _ignores_sign(node) and mutant.tree in _negatives(child):
                continue
            replaced = (*below[:at], mutant.tree, *below[at + 1 :])
            yield Mutant(mutant.kind, with_children(node, iter(replaced)), mutant.sentence)


def _ignores_sign(node: Node) -> bool:
    """Say whether the value of `node` stays when what is inside it changes its sign."""
    if isinstance(node, Power):
        exponent = node.exponent
        return isinstance(exponent, Number) and exponent.text.isdigit() and int(exponent.text) % 2 == 0
    return isinstance(node, Absolute | Norm)


def _negatives(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Binary) and node.operator is Operator.SUBTRACT:
        return (Negate(node), Binary(node.operator, node.right, node.left))
    return (Negate(node),)


def _signs(node: Node, _: Declarations) -> Iterator[Mutant]:
    if isinstance(node, Binary) and node.operator in _OPPOSITE:
        flipped = Binary(_OPPOSITE[node.operator], node.left, node.right)
        yield Mutant("sign", flipped, f"a sign: {text_of(node.right)} should have the other sign")
    elif isinstance(node, Negate):
        yield Mutant("sign", node.operand, f"a sign: {text_of(node.operand)} should be negative")
    elif isinstance(node, Call | Power | Element | Norm | Reduce | Gradient):
        yield Mutant("sign", Negate(node), f"a sign: {text_of(node)} should be positive")


_OPPOSITE: Mapping[Operator, Operator] = MappingProxyType(
    {Operator.ADD: Operator.SUBTRACT, Operator.SUBTRACT: Operator.ADD}
)


def _numbers(node: Node, _: Declarations) -> Iterator[Mutant]:
    if isinstance(node, Number) and node.text.isdigit():
        value = int(node.text)
        yield Mutant("number", Number(str(value + 1)), f"a number: {node.text} became {value + 1}")
        if value > 1:
            yield Mutant("number", Number(str(value - 1)), f"a number: {node.text} became {value - 1}")


def _factors(node: Node, _: Declarations) -> Iterator[Mutant]:
    if isinstance(node, Power | Norm | Reduce) or (isinstance(node, Call) and node.function != "eye"):
        doubled = Binary(Operator.MULTIPLY, _TWO, node)
        yield Mutant("factor 2", doubled, f"a factor of 2 too many, at {text_of(node)}")
    if isinstance(node, Binary) and node.operator in (Operator.MULTIPLY, Operator.ELEMENTWISE):
        for kept, lost in ((node.right, node.left), (node.left, node.right)):
            yield Mutant("factor", kept, _missing_factor(lost))
    if isinstance(node, Binary) and node.operator is Operator.DIVIDE:
        divisor = text_of(node.right)
        yield Mutant("divisor", node.left, f"the division by {divisor} is missing")
        if not isinstance(node.left, Number):
            multiplied = Binary(Operator.MULTIPLY, node.left, node.right)
            yield Mutant("divisor", multiplied, f"multiplied by {divisor} where it divides")


def _missing_factor(lost: Node) -> str:
    inside = text_of(lost)
    if isinstance(lost, Number | Transpose) or (isinstance(lost, Call) and lost.function == "inv"):
        return f"the factor {inside} is missing"
    return f"the factor {inside} is missing; was it the inner derivative of a chain rule?"


def _terms(node: Node, _: Declarations) -> Iterator[Mutant]:
    if isinstance(node, Binary) and node.operator in _OPPOSITE:
        yield Mutant("term", node.left, f"the term {text_of(node.right)} is missing")
        right = node.right if node.operator is Operator.ADD else Negate(node.right)
        yield Mutant("term", right, f"the term {text_of(node.left)} is missing")


def _transposes(node: Node, declarations: Declarations) -> Iterator[Mutant]:
    if isinstance(node, Transpose):
        yield Mutant("transpose", node.operand, f"the transpose of {text_of(node.operand)} is missing")
    elif isinstance(node, Name):
        variable = declarations.variables.get(node.name)
        if variable is not None and len(variable.shape) == 2:
            yield Mutant("transpose", Transpose(node), f"{node.name} is transposed where it should not be")


def _orders(node: Node, declarations: Declarations) -> Iterator[Mutant]:
    if not isinstance(node, Binary):
        return
    matters = node.operator in (Operator.DIVIDE, Operator.SUBTRACT)
    if node.operator is Operator.MULTIPLY:
        matters = bool(shape_of(node.left, declarations) and shape_of(node.right, declarations))
    if matters:
        swapped = Binary(node.operator, node.right, node.left)
        yield Mutant(
            "order", swapped, f"{text_of(node.left)} and {text_of(node.right)} are in the other order"
        )


def _powers(node: Node, _: Declarations) -> Iterator[Mutant]:
    if isinstance(node, Power):
        yield Mutant("power", node.base, f"the power of {text_of(node.base)} is missing")
    elif isinstance(node, Norm | Reduce):
        yield Mutant("power", Power(node, _TWO), f"{text_of(node)} is squared where it should not be")


def _functions(node: Node, _: Declarations) -> Iterator[Mutant]:
    if not isinstance(node, Call):
        return
    for other in _CONFUSED.get(node.function, ()):
        sentence = f"{other} where it should be {node.function}"
        if {node.function, other} <= {"log", "ln", "log2", "log10"}:
            sentence = f"the base of the logarithm: {sentence}"
        yield Mutant("function", Call(other, node.arguments), sentence)
    if len(node.arguments) == 1:
        yield Mutant(
            "function", node.arguments[0], f"{node.function} is missing around {text_of(node.arguments[0])}"
        )


def _names(node: Node, declarations: Declarations) -> Iterator[Mutant]:
    if not isinstance(node, Name) or node.name not in declarations.variables:
        return
    shape = declarations.variables[node.name].shape
    for other in declarations.variables.values():
        if other.name != node.name and other.shape == shape:
            yield Mutant("name", Name(other.name), f"{other.name} where it should be {node.name}")


def _bounds(node: Node, _: Declarations) -> Iterator[Mutant]:
    if isinstance(node, Reduce) and node.lower is not None and node.upper is not None:
        later = Binary(Operator.ADD, node.lower, Number("1"))
        yield Mutant(
            "bound", Reduce(node.kind, node.body, node.index, later, node.upper), "the sum starts too late"
        )


_EDITS: tuple[Callable[[Node, Declarations], Iterator[Mutant]], ...] = (
    _signs,
    _factors,
    _terms,
    _transposes,
    _numbers,
    _functions,
    _powers,
    _orders,
    _names,
    _bounds,
)


def of_right_side(relation: Relation, declarations: Declarations) -> tuple[Mutant, ...]:
    """Return mutants of a relation that edit its right side alone."""
    return tuple(
        Mutant(mutant.kind, Relation(relation.relator, relation.left, mutant.tree), mutant.sentence)
        for mutant in mutants(relation.right, declarations)
    )
