"""A walker and an expectation, variance or probability in; its value, folded over outcomes, out."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybuddy.notation.expectation import covariance, expected
from studybuddy.notation.points import Value
from studybuddy.notation.tree import Expectation, Name, Node, Probability, Relation, Variance
from studybuddy.notation.walker import Walker, elementwise

Array = NDArray[Any]


def expectation(walker: Walker, node: Expectation) -> Value:
    """Return an expected value."""
    body = walker.of(node.body)
    walker.record(body)
    return expected(body, _weights(walker), _conditions(walker, node.conditions))


def variance(walker: Walker, node: Variance) -> Value:
    """Return a variance, or the covariance matrix of a vector."""
    body = walker.of(node.body)
    walker.record(Value(np.asarray(body.array * body.array), body.rank))
    return covariance(body, _weights(walker), _conditions(walker, node.conditions))


def probability(walker: Walker, node: Probability) -> Value:
    """Return the probability that all events happen."""
    both = Value(walker.arithmetic.number("1"), 0)
    for event in node.events:
        both = elementwise(np.multiply, both, walker.of(event))
    conditions = tuple((walker.of(each), _is_event(walker, each)) for each in node.conditions)
    return expected(both, _weights(walker), conditions)


def _weights(walker: Walker) -> Array:
    return walker.points.weights


def _conditions(walker: Walker, nodes: tuple[Node, ...]) -> tuple[tuple[Value, bool], ...]:
    """Return the value of each condition, and whether it is an event."""
    return tuple((walker.of(node), isinstance(node, Relation)) for node in nodes)


def _is_event(walker: Walker, node: Node) -> bool:
    """Say whether `P[… | node]` conditions on something that happens, not on the value of a variable."""
    if not isinstance(node, Name):
        return isinstance(node, Relation)
    variable = walker.points.declarations.variables.get(node.name)
    return variable is not None and "binary" in variable.words
