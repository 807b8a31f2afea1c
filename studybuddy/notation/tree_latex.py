"""A tree of checked math in, LaTeX source that means the same out, with parentheses where they are needed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from studybuddy.notation.alphabets import GREEK
from studybuddy.notation.declared import Declarations
from studybuddy.notation.errors import NotationError
from studybuddy.notation.shapes import shape_of
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
    Reduction,
    Relation,
    Transpose,
    Variance,
    walk,
)

# How tightly a node binds when it is written. _OPEN is a product that ends in a sum over an index or a
# gradient: whatever follows on its right would seem to belong to it.
_RELATION, _SUM, _OPEN, _PRODUCT, _FACTOR, _RAISED, _ATOM = range(7)

_LETTERS = GREEK.keys() | {"varepsilon"}
_ACCENTS = frozenset({"hat", "bar", "tilde"})
_CONSTANTS = {"pi": r"\pi", "e": "e", "inf": r"\infty"}
_RELATORS = {"=": "=", "<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "!=": r"\ne"}
_FUNCTIONS: Mapping[str, str] = {
    **{name: f"\\{name}" for name in ("exp", "log", "ln", "max", "min", "sin", "cos", "tanh", "det")},
    "log2": r"\log_{2}",
    "log10": r"\log_{10}",
    "logdet": r"\log\det",
    "relu": r"\operatorname{ReLU}",
    "gamma": r"\Gamma",
    "argmax": r"\operatorname{argmax}",
}
_ENDS_IN_WORD = re.compile(r"\\mathrm\{\w+\}$")
_NUMBER = re.compile(r"(?P<digits>[\d.]+)(?:[eE](?P<power>[+-]?\d+))?")


def latex_of(tree: Node, declarations: Declarations | None = None) -> str:
    """Return a tree as LaTeX for math mode: display formulas, exports and the web.

    With the `declarations` of its names, products of vectors that make a number keep their parentheses.
    """
    names = {node.name for node in walk(tree) if isinstance(node, Name)}
    sigmoid = r"\operatorname{sigmoid}" if "sigma" in names else r"\sigma"
    return _Writer(sigmoid, declarations).text(tree, _RELATION)


class _Writer:
    """How a tree is written; `sigmoid` is σ unless a variable has that name."""

    def __init__(self, sigmoid: str, declarations: Declarations | None) -> None:
        self._functions = {**_FUNCTIONS, "sigmoid": sigmoid}
        self._declarations = declarations

    def text(self, node: Node, place: int) -> str:
        """Return `node` for a place that asks for a tightness."""
        level, written = self._written(node)
        return f"\\left({written}\\right)" if level < place else written

    def _written(self, node: Node) -> tuple[int, str]:  # noqa: PLR0911  # one return for each kind
        match node:
            case Relation(relator=relator, left=left, right=right):
                return _RELATION, f"{self.text(left, _SUM)} {_RELATORS[relator]} {self.text(right, _SUM)}"
            case Binary():
                return self._binary(node)
            case Negate(operand=operand):
                return _SUM, "-" + self.text(operand, _OPEN)
            case Power(base=base, exponent=exponent):
                return _RAISED, f"{self.text(base, _ATOM)}^{{{self.text(exponent, _RELATION)}}}"
            case Transpose(operand=operand):
                return _RAISED, f"{self.text(operand, _ATOM)}^\\top"
            case Factorial(operand=operand):
                return _FACTOR, f"{self.text(operand, _ATOM)}!"
            case Reduce() | Gradient() | Jacobian():
                return self._bound(node)
            case Call():
                return self._call(node)
            case Number(text=text):
                return _number(text)
            case _:
                return _ATOM, self._atom(node)

    def _binary(self, node: Binary) -> tuple[int, str]:
        operator, left, right = node.operator, node.left, node.right
        positive = _without_sign(node)
        if positive is not None:
            return self._written(Negate(positive))
        if operator in (Operator.ADD, Operator.SUBTRACT):
            return _SUM, f"{self.text(left, _SUM)} {operator} {self.text(right, _OPEN)}"
        if operator is Operator.DIVIDE:
            return _FACTOR, f"\\frac{{{self.text(left, _RELATION)}}}{{{self.text(right, _RELATION)}}}"
        level, _ = self._written(right)
        place = _OPEN if level is _OPEN and not _is_product(right) else _FACTOR
        first = self.text(left, _FACTOR if self._makes_number(left) and self._rank(right) else _PRODUCT)
        second = self.text(right, place)
        sign = "\\odot" if operator is Operator.ELEMENTWISE else _product_sign(node, first, second)
        return (_OPEN if place is _OPEN else _PRODUCT), f"{first} {sign} {second}".replace("  ", " ")

    def _makes_number(self, node: Node) -> bool:
        """Say whether a product of vectors or matrices is a number."""
        return isinstance(node, Binary) and bool(self._rank(node.right)) and self._rank(node) == 0

    def _rank(self, node: Node) -> int | None:
        """Return how many dimensions a value has, None where that is not known: an index stands for none."""
        if self._declarations is None:
            return None
        try:
            return len(shape_of(node, self._declarations))
        except NotationError:
            return None

    def _atom(self, node: Node) -> str:  # noqa: PLR0911  # one return for each kind
        match node:
            case Constant(name=name):
                return _CONSTANTS[name]
            case Name(name=name):
                return _name(name)
            case Element(base=base, indices=indices):
                shown = self.text(base, _ATOM)
                if "_" in shown or "^" in shown:
                    shown = f"\\left({shown}\\right)"
                separator = (
                    "" if all(isinstance(index, Name) and len(index.name) == 1 for index in indices) else ", "
                )
                return f"{shown}_{{{self._list(indices, separator)}}}"
            case Absolute(operand=operand):
                return f"\\left|{self.text(operand, _SUM)}\\right|"
            case Norm(operand=operand):
                return f"\\left\\|{self.text(operand, _SUM)}\\right\\|"
            case Matrix(rows=rows):
                lines = r" \\ ".join(self._list(cells, " & ") for cells in rows)
                return f"\\begin{{bmatrix}} {lines} \\end{{bmatrix}}"
            case Collection(members=members):
                return f"\\left\\{{{self._list(members)}\\right\\}}"
            case Expectation(body=body, conditions=conditions):
                return f"\\mathbb{{E}}\\left[{self._given((body,), conditions)}\\right]"
            case Variance(body=body, conditions=conditions):
                return f"\\operatorname{{Var}}\\left[{self._given((body,), conditions)}\\right]"
            case Probability(events=events, conditions=conditions):
                return f"P\\left[{self._given(events, conditions)}\\right]"
            case _:
                raise TypeError(type(node).__name__)

    def _list(self, nodes: Sequence[Node], separator: str = ", ") -> str:
        return separator.join(self.text(node, _SUM) for node in nodes)

    def _given(self, subjects: Sequence[Node], conditions: Sequence[Node]) -> str:
        shown = ", ".join(self.text(node, _RELATION) for node in subjects)
        given = ", ".join(self.text(node, _RELATION) for node in conditions)
        return f"{shown} \\mid {given}" if conditions else shown

    def _bound(self, node: Node) -> tuple[int, str]:
        match node:
            case Reduce(kind=kind, body=body, index=index, lower=lower, upper=upper):
                sign = "\\sum" if kind is Reduction.SUM else "\\prod"
                if lower is None or upper is None:
                    limits = f"_{{{_name(index)}}}"
                else:
                    limits = f"_{{{_name(index)}={self.text(lower, _SUM)}}}^{{{self.text(upper, _SUM)}}}"
                return _OPEN, f"{sign}{limits} {self.text(body, _OPEN)}"
            case Gradient(body=body, variable=variable):
                return _OPEN, f"\\nabla_{{{self.text(variable, _ATOM)}}} {self.text(body, _RAISED)}"
            case Jacobian(body=Name() | Element() as body, variable=variable):
                return _FACTOR, self._derivative(self.text(body, _ATOM), variable)
            case Jacobian(body=body, variable=variable):
                return _OPEN, f"{self._derivative('', variable)} \\left({self.text(body, _RELATION)}\\right)"
            case _:
                raise TypeError(type(node).__name__)

    def _derivative(self, body: str, variable: Node) -> str:
        return f"\\frac{{\\partial {body}}}{{\\partial {self.text(variable, _ATOM)}}}"

    def _call(self, node: Call) -> tuple[int, str]:  # noqa: PLR0911  # one return for each kind
        function, arguments = node.function, node.arguments
        first = arguments[0]
        match function:
            case "sqrt":
                return _ATOM, f"\\sqrt{{{self.text(first, _RELATION)}}}"
            case "abs":
                return self._written(Absolute(first))
            case "factorial":
                return self._written(Factorial(first))
            case "inv":
                return _RAISED, f"{self.text(first, _ATOM)}^{{-1}}"
            case "norm":
                order = f"_{{{self.text(arguments[1], _SUM)}}}" if len(arguments) > 1 else ""
                return _ATOM if not order else _RAISED, self._atom(Norm(first)) + order
            case "binom":
                return _ATOM, f"\\binom{{{self.text(first, _SUM)}}}{{{self.text(arguments[1], _SUM)}}}"
            case "eye" | "ones" | "zeros":
                letter = {"eye": "I", "ones": r"\mathbf{1}", "zeros": r"\mathbf{0}"}[function]
                sizes = self._list(arguments, r" \times ")
                return _RAISED, f"{letter}_{{{sizes}}}"
            case _:
                shown = self._functions.get(function) or f"\\operatorname{{{function}}}"
                return _FACTOR, f"{shown}\\left({self._list(arguments)}\\right)"


def _without_sign(node: Binary) -> Binary | None:
    """Return a product or quotient without the minus of its first factor, None if there is none."""
    if node.operator in (Operator.ADD, Operator.SUBTRACT):
        return None
    left = node.left
    first = (
        left.operand
        if isinstance(left, Negate)
        else _without_sign(left)
        if isinstance(left, Binary)
        else None
    )
    return None if first is None else replace(node, left=first)


def _is_product(node: Node) -> bool:
    return isinstance(node, Binary)


def _product_sign(node: Binary, first: str, second: str) -> str:
    """Return what stands between two factors: a dot where it was typed or numbers would touch."""
    if not node.implicit or second[0].isdigit() or second.startswith("-"):
        return "\\cdot"
    called = isinstance(node.left, Name) or (
        isinstance(node.left, Binary) and isinstance(node.left.right, Name)
    )
    words = _ENDS_IN_WORD.search(first) is not None or second.startswith("\\mathrm")
    return "\\," if words or (called and second.startswith("\\left(")) else ""


def _number(text: str) -> tuple[int, str]:
    match = _NUMBER.fullmatch(text)
    if match is None or match["power"] is None:
        return _ATOM, text
    power = f"10^{{{int(match['power'])}}}"
    return (_RAISED, power) if match["digits"] == "1" else (_PRODUCT, f"{match['digits']} \\cdot {power}")


def _name(name: str) -> str:
    """Return a name as a letter with accents and subscripts: `y_hat`, `beta_1`, `w_old`, `x2`."""
    head, *tails = name.split("_")
    if head == "eps":
        head = "varepsilon"
    letters = head.rstrip("0123456789")
    shown = (
        f"\\{letters}" if letters in _LETTERS else letters if len(letters) == 1 else f"\\mathrm{{{letters}}}"
    )
    subscripts = [head[len(letters) :]] if len(head) > len(letters) else []
    for tail in tails:
        if tail in _ACCENTS and not subscripts:
            shown = f"\\{tail}{{{shown}}}"
        elif tail:
            subscripts.append(tail if len(tail) == 1 or tail.isdigit() else f"\\mathrm{{{tail}}}")
    return f"{shown}_{{{','.join(subscripts)}}}" if subscripts else shown
