"""A tree in; ASCII text that parses to the same tree out, for messages, hints and exports."""

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
    Operator,
    Power,
    Probability,
    Reduce,
    Relation,
    Transpose,
    Variance,
)

# How tightly a node binds when printed; a child that binds looser than its place allows gets parentheses.
_RELATION, _SUM, _PRODUCT, _UNARY, _POWER, _POSTFIX = range(6)


def text_of(node: Node) -> str:
    """Return `node` as text; `parse(text_of(node))` is `node` again."""
    return _text(node, _RELATION)


def _text(node: Node, place: int) -> str:
    level, text = _written(node)
    return f"({text})" if level < place else text


def _written(node: Node) -> tuple[int, str]:  # noqa: PLR0911 (one return for each kind of node)
    """Return how tightly `node` binds, and its text."""
    match node:
        case Relation(relator=relator, left=left, right=right):
            return _RELATION, f"{_text(left, _SUM)} {relator} {_text(right, _SUM)}"
        case Binary():
            return _binary(node)
        case Negate(operand=operand):
            return _UNARY, "-" + _text(operand, _UNARY)
        case Power(base=base, exponent=exponent):
            return _POWER, f"{_text(base, _POSTFIX)}^{_text(exponent, _UNARY)}"
        case Transpose(operand=operand):
            inside = _text(operand, _POSTFIX)
            return _POSTFIX, f"({inside})'" if isinstance(operand, Number) else f"{inside}'"
        case Factorial(operand=operand):
            inside = _text(operand, _POSTFIX)
            return _POSTFIX, f"({inside})!" if isinstance(operand, Factorial) else f"{inside}!"
        case _:
            return _POSTFIX, _atom(node)


def _binary(node: Binary) -> tuple[int, str]:
    operator = node.operator
    if operator in (Operator.ADD, Operator.SUBTRACT):
        return _SUM, f"{_text(node.left, _SUM)} {operator} {_text(node.right, _PRODUCT)}"
    left, right = _text(node.left, _PRODUCT), _text(node.right, _POWER)
    if operator is Operator.DIVIDE:
        return _PRODUCT, f"{left}/{right}"
    if operator is Operator.ELEMENTWISE:
        return _PRODUCT, f"{left} .* {right}"
    if node.implicit and (right[0].isalpha() or right[0] == "(") and "|" not in (left[-1], left[0]):
        return _PRODUCT, f"{left} {right}"
    return _PRODUCT, f"{left}*{right}"


def _atom(node: Node) -> str:  # noqa: PLR0911 (one return for each kind of node)
    match node:
        case Number(text=text):
            return text
        case Constant(name=name) | Name(name=name):
            return name
        case Element():
            return _element(node)
        case Call(function=function, arguments=arguments):
            return f"{function}({_list(arguments)})"
        case Absolute(operand=operand):
            return f"abs({_text(operand, _SUM)})" if _has_bars(operand) else f"|{_text(operand, _SUM)}|"
        case Norm(operand=operand):
            return f"norm({_text(operand, _SUM)})" if _has_bars(operand) else f"||{_text(operand, _SUM)}||"
        case Matrix(rows=rows):
            return f"[{'; '.join(_list(row) for row in rows)}]"
        case Collection(members=members):
            return f"{{{_list(members)}}}"
        case _:
            return _bound(node)


def _bound(node: Node) -> str:
    match node:
        case Reduce(kind=kind, body=body, index=index, lower=lower, upper=upper):
            bounds = f"={_text(lower, _SUM)}..{_text(upper, _SUM)}" if lower and upper else ""
            return f"{kind}({_text(body, _SUM)}, {index}{bounds})"
        case Gradient(body=body, variable=variable):
            return f"grad({_text(body, _SUM)}, {_text(variable, _POSTFIX)})"
        case Jacobian(body=body, variable=variable):
            return f"jac({_text(body, _SUM)}, {_text(variable, _POSTFIX)})"
        case Expectation(body=body, conditions=conditions):
            return f"E[{_given((body,), conditions)}]"
        case Variance(body=body, conditions=conditions):
            return f"Var[{_given((body,), conditions)}]"
        case Probability(events=events, conditions=conditions):
            return f"P[{_given(events, conditions)}]"
        case _:
            raise TypeError(type(node).__name__)


def _element(node: Element) -> str:
    if isinstance(node.base, Name) and len(node.indices) == 1 and isinstance(node.indices[0], Name | Number):
        return f"{node.base.name}_{_text(node.indices[0], _POSTFIX)}"
    base = _text(node.base, _POSTFIX)
    if isinstance(node.base, Name | Element) or base.endswith(")"):
        return f"{base}[{_list(node.indices)}]"
    return f"({base})[{_list(node.indices)}]"


def _list(nodes: tuple[Node, ...]) -> str:
    return ", ".join(_text(node, _SUM) for node in nodes)


def _given(subjects: tuple[Node, ...], conditions: tuple[Node, ...]) -> str:
    shown = ", ".join(_text(node, _RELATION) for node in subjects)
    return shown + (f" | {', '.join(_text(node, _RELATION) for node in conditions)}" if conditions else "")


def _has_bars(node: Node) -> bool:
    return "|" in _text(node, _SUM)
