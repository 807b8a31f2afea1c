"""A tree and its declarations in; what stands in it, seen through its definitions, out."""

from collections.abc import Iterator

from studybuddy.notation.declared import Declarations
from studybuddy.notation.tree import Gradient, Jacobian, Name, Node, Reduce, children, walk, with_children

MOST_NODES = 2_000  # of a tree without its definitions: some double with each of them


def walk_through(tree: Node, declarations: Declarations) -> Iterator[Node]:
    """Yield every node of a tree and of the definitions that it uses, each definition once."""
    seen: set[str] = set()
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(children(node))
        if isinstance(node, Name) and node.name in declarations.definitions and node.name not in seen:
            seen.add(node.name)
            stack.append(declarations.definitions[node.name])


def spelled_out(tree: Node, declarations: Declarations) -> Node:
    """Return a tree with what is defined in the place of its names; as it is where that is too large."""
    while any(_is_defined(node, declarations) for node in walk(tree)):
        longer = _once_spelled_out(tree, declarations)
        if sum(1 for _ in walk(longer)) > MOST_NODES:
            return tree
        tree = longer
    return tree


def _once_spelled_out(node: Node, declarations: Declarations) -> Node:
    if isinstance(node, Name) and node.name in declarations.definitions:
        return declarations.definitions[node.name]
    return with_children(node, iter([_once_spelled_out(child, declarations) for child in children(node)]))


def _is_defined(node: Node, declarations: Declarations) -> bool:
    return isinstance(node, Name) and node.name in declarations.definitions


def names_used(declarations: Declarations, *trees: Node) -> frozenset[str]:
    """Return the declared names whose values decide those of `trees`: those that they depend on included."""
    used: set[str] = set()
    waiting = list(trees)
    while waiting:
        for node in walk_through(waiting.pop(), declarations):
            name = node.name if isinstance(node, Name) else node.index if isinstance(node, Reduce) else None
            if name is not None and name not in used:
                used.add(name)
                waiting += _behind(name, declarations)
    return frozenset(used)


def is_plain(tree: Node, declarations: Declarations) -> bool:
    """Say whether a tree is made of numbers alone, definitions and indices of bounded sums included."""
    seen: set[str] = set()
    waiting: list[tuple[Node, frozenset[str]]] = [(tree, frozenset())]
    while waiting:
        node, bound = waiting.pop()
        if isinstance(node, Name):
            if node.name in bound or node.name in seen:
                continue
            if node.name not in declarations.definitions:
                return False
            seen.add(node.name)
            waiting.append((declarations.definitions[node.name], frozenset()))
        elif isinstance(node, Reduce):
            if node.lower is None or node.upper is None:
                return False
            waiting += [(node.lower, bound), (node.upper, bound), (node.body, bound | {node.index})]
        else:
            waiting += [(child, bound) for child in children(node)]
    return True


def _behind(name: str, declarations: Declarations) -> Iterator[Node]:
    """Yield the trees that fix the value of a variable: parameters of its distribution, its matrix."""
    variable = declarations.variables.get(name)
    if variable is not None and variable.normal is not None:
        yield from variable.normal
    for pair in declarations.eigenpairs:
        if name in (pair.value, pair.vector):
            yield pair.matrix
            yield from (Name(pair.value), Name(pair.vector))


def is_nested(tree: Node, declarations: Declarations) -> bool:
    """Say whether a derivative is taken inside a derivative."""
    return _derivative_depth(tree, declarations, {}) > 1


def _derivative_depth(tree: Node, declarations: Declarations, known: dict[str, int]) -> int:
    below = max((_derivative_depth(child, declarations, known) for child in children(tree)), default=0)
    if isinstance(tree, Name) and tree.name in declarations.definitions:
        if tree.name not in known:
            known[tree.name] = 0
            known[tree.name] = _derivative_depth(declarations.definitions[tree.name], declarations, known)
        return known[tree.name]
    return below + isinstance(tree, Gradient | Jacobian)
