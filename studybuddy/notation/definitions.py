"""A tree and its declarations in; what stands in it, seen through its definitions, out."""

from collections.abc import Iterator

from studybuddy.notation.declared import Declarations
from studybuddy.notation.tree import Gradient, Jacobian, Name, Node, children


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
