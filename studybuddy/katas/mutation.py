"""A solution's text goes in, small plausible mistakes in it come out: the mutants that cases must kill.

Each mutant differs in one place of the syntax tree: an operator, a constant, a comparison, a condition, an
argument, a function's name, a slice's bound, a deleted statement. Texts come from `ast.unparse`.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
FUNCTIONS = {
    "max": "min", "min": "max", "maximum": "minimum", "minimum": "maximum", "argmax": "argmin",
    "argmin": "argmax", "sum": "mean", "mean": "sum", "zeros": "ones", "ones": "zeros", "floor": "ceil",
    "ceil": "floor", "any": "all", "all": "any", "std": "var", "var": "std", "cumsum": "cumprod",
    "log": "log1p", "log2": "log", "exp": "expm1", "sin": "cos", "cos": "sin", "hstack": "vstack",
    "vstack": "hstack", "append": "extend", "popleft": "pop", "zeros_like": "ones_like",
    "ones_like": "zeros_like",
}  # fmt: skip
SYMMETRIC = frozenset({"isclose", "allclose", "array_equal", "maximum", "minimum", "max", "min", "hypot"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed solution. `before` and `after` are the innermost statement, or the head of a compound one.

    `block` is "reference" or an accept's name; `line` is the Markdown line of the change.
    """

    block: str
    line: int
    before: str
    after: str
    code: str


def mutants(code: str, block: str, line: int) -> tuple[Mutant, ...]:
    """Return all mutants of a solution that starts on Markdown line `line`, without doubles.

    Raises: SyntaxError, if the code does not parse.
    """
    tree = ast.parse(code)
    original = ast.unparse(tree)
    seen = {original}
    found = []
    for statement, parent, field, index in _places(tree):
        node = _get(parent, field, index)
        before = head(statement)
        for replacement in _replacements(node, statement):
            _put(parent, field, index, replacement)
            text = ast.unparse(ast.fix_missing_locations(tree))
            if text not in seen:
                seen.add(text)
                is_whole = node is statement
                after = head(replacement if is_whole and isinstance(replacement, ast.stmt) else statement)
                found.append(Mutant(block, line + getattr(node, "lineno", 1) - 1, before, after, text + "\n"))
            _put(parent, field, index, node)
    return tuple(found)


def head(statement: ast.AST) -> str:
    """Return a statement's text, of a compound one its first line."""
    return ast.unparse(statement).split("\n", 1)[0]


Place = tuple[ast.AST, ast.AST, str, int | None]


def _places(tree: ast.AST) -> Iterator[Place]:
    """Yield (innermost statement, parent, field, index) of every node inside functions and classes."""

    def visit(node: ast.AST, statement: ast.AST) -> Iterator[Place]:
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Raise | ast.arguments | ast.JoinedStr):
            return
        for field, value in ast.iter_fields(node):
            if field in {"decorator_list", "returns", "annotation", "ctx"}:
                continue
            children = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
            for index, child in children:
                if isinstance(child, ast.AST):
                    nearest = child if isinstance(child, ast.stmt) else statement
                    yield nearest, node, field, index
                    yield from visit(child, nearest)

    return visit(tree, tree)


def _get(parent: ast.AST, field: str, index: int | None) -> ast.AST:
    value = getattr(parent, field)
    found: ast.AST = value if index is None else value[index]
    return found


def _put(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _changed(node: ast.AST, **fields: object) -> ast.AST:
    twin = copy.copy(node)
    for name, value in fields.items():
        setattr(twin, name, value)
    return twin


def _replacements(node: ast.AST, statement: ast.AST) -> Iterator[ast.AST]:
    if node is statement:
        yield from _of_statement(node)
    match node:
        case ast.Constant():
            yield from _of_constant(node)
        case ast.BinOp():
            yield from _of_operation(node)
        case ast.Compare(ops=[op]):
            for other in COMPARISONS[type(op)]:
                yield _changed(node, ops=[other()])
        case ast.BoolOp(op=op):
            yield _changed(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.IfExp(test=test):
            yield _changed(node, test=ast.UnaryOp(ast.Not(), test))
        case ast.Call():
            yield from _of_call(node)
        case ast.Attribute(attr="T", value=value):
            yield value
        case ast.Slice(lower=lower, upper=upper):
            if lower is not None:
                yield _changed(node, lower=None)
            if upper is not None:
                yield _changed(node, upper=None)


def _of_statement(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Expr(value=ast.Constant()):
            return  # a docstring
        case ast.AugAssign(op=op):
            for other in OPERATORS.get(type(op), ()):
                yield _changed(node, op=other())
            yield ast.Pass()
        case ast.Assign() | ast.Expr() | ast.Delete() | ast.Break() | ast.Continue():
            yield ast.Pass()
        case ast.If(test=test):
            yield _changed(node, test=ast.UnaryOp(ast.Not(), test))


def _of_constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1)
    elif isinstance(value, float):
        yield ast.Constant(value * 2 if value else 1.0)


def _of_operation(node: ast.BinOp) -> Iterator[ast.AST]:
    for other in OPERATORS.get(type(node.op), ()):
        yield _changed(node, op=other())
    if isinstance(node.op, ast.MatMult):
        yield _changed(node, left=node.right, right=node.left)
    if isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
        yield node.left


def _of_call(node: ast.Call) -> Iterator[ast.AST]:
    match node.func:
        case ast.Attribute(attr=name) if name in FUNCTIONS:
            yield _changed(node, func=_changed(node.func, attr=FUNCTIONS[name]))
        case ast.Name(id=name) if name in FUNCTIONS and name != "log":
            yield _changed(node, func=_changed(node.func, id=FUNCTIONS[name]))
    for index in range(len(node.keywords)):
        yield _changed(node, keywords=node.keywords[:index] + node.keywords[index + 1 :])
    if len(node.args) > 1 and _name(node) not in SYMMETRIC:
        yield _changed(node, args=[node.args[1], node.args[0], *node.args[2:]])
    if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value):
        if not node.args and not node.keywords:
            yield node.func.value  # x.copy() → x
    elif len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
        yield node.args[0]  # sqrt(x) → x


def _name(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _is_module(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in {"np", "numpy", "math", "heapq", "bisect", "itertools"}
