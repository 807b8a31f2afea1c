"""A step and the steps above it in; whether it follows, and whether it needed one of them, out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import walk_through
from studybuddy.notation.errors import NotationError, UnsettledError
from studybuddy.notation.implication import Roots, implies
from studybuddy.notation.inequality import holds_everywhere
from studybuddy.notation.numeric import Agreement, Status, agree
from studybuddy.notation.relations import is_identity, residual_ratio
from studybuddy.notation.steps import Step, StepKind
from studybuddy.notation.tree import Gradient, Jacobian, Name, Relation


def step_holds(
    step: Step, above: tuple[Step, ...], seed: int, roots: Roots | None = None
) -> tuple[Agreement, bool]:
    """Say whether a step follows, and whether it needed an equation from above.

    `roots` may be shared between variants of a step with the same declarations.
    """
    roots = {} if roots is None else roots
    if step.claim is None:
        return Agreement(Status.AGREE), False
    try:
        return _RULES[step.kind](step, step.claim, above, seed, roots)
    except UnsettledError as error:
        return Agreement(Status.UNSETTLED, reason=error.message), False
    except NotationError as error:
        return Agreement(Status.UNSETTLED, reason=str(error)), False


def variant_holds(
    step: Step, claim: Relation, above: tuple[Step, ...], seed: int, roots: Roots | None = None
) -> Agreement:
    """Say whether a step with another claim follows.

    Solutions found above help it only if the step itself needs them: otherwise what is wrong in general, and
    right at a solution, would pass for the step.
    """
    variant = replace(step, claim=claim)
    found, _ = step_holds(variant, (), seed, roots)
    if found.status is not Status.DIFFER or step.kind is not StepKind.EQUATION or not _has_solution(above):
        return found
    if step_holds(step, (), seed)[0].status is Status.AGREE:
        return found
    return step_holds(variant, above, seed, roots)[0]


def _has_solution(above: tuple[Step, ...]) -> bool:
    return any(step.kind is StepKind.SOLVE for step in above)


def _equation(
    step: Step, claim: Relation, above: tuple[Step, ...], seed: int, roots: Roots
) -> tuple[Agreement, bool]:
    found = agree(claim.left, claim.right, step.declarations, seed, strict=True)
    if found.status is not Status.DIFFER:
        return found, False
    for earlier in reversed(above):
        if earlier.kind is not StepKind.SOLVE or earlier.claim is None:
            continue
        solved = _with_solution(step.declarations, earlier.claim, claim)
        if solved is not None and agree(claim.left, claim.right, solved, seed).status is Status.AGREE:
            return Agreement(Status.AGREE), True
        if implies(earlier.claim, claim, step.declarations, seed, roots).status is Status.AGREE:
            return Agreement(Status.AGREE), True
    return found, False


def _with_solution(declarations: Declarations, solution: Relation, claim: Relation) -> Declarations | None:
    """Return the declarations with a variable replaced by its solution, if the claim allows that."""
    if not isinstance(solution.left, Name) or solution.left.name not in declarations.variables:
        return None
    name = solution.left.name
    inside = {node.name for node in walk_through(solution.right, declarations) if isinstance(node, Name)}
    derived = any(isinstance(node, Gradient | Jacobian) for node in walk_through(claim, declarations))
    if name in inside or derived:
        return None
    others = {key: variable for key, variable in declarations.variables.items() if key != name}
    return replace(declarations, variables=others).with_definition(name, solution.right)


def _solve(
    step: Step, claim: Relation, above: tuple[Step, ...], seed: int, roots: Roots
) -> tuple[Agreement, bool]:
    del above
    if step.premise is None:
        return Agreement(Status.UNSETTLED, reason="there is nothing to solve"), False
    if is_identity(claim, step.declarations, seed):
        return Agreement(
            Status.DIFFER, reason="it holds whatever the variables are, and solves nothing"
        ), False
    ratio = residual_ratio(step.premise, claim, step.declarations, seed)
    if ratio is not None:
        return Agreement(Status.AGREE), False
    return implies(step.premise, claim, step.declarations, seed, roots), False


def _inequality(
    step: Step, claim: Relation, above: tuple[Step, ...], seed: int, roots: Roots
) -> tuple[Agreement, bool]:
    del above, roots
    return holds_everywhere(claim, step.declarations, seed), False


def _given(
    step: Step, claim: Relation, above: tuple[Step, ...], seed: int, roots: Roots
) -> tuple[Agreement, bool]:
    del above, roots
    return agree(claim.left, claim.right, step.declarations, seed), False


def _unchecked(
    step: Step, claim: Relation, above: tuple[Step, ...], seed: int, roots: Roots
) -> tuple[Agreement, bool]:
    del step, claim, above, seed, roots
    return Agreement(Status.AGREE), False


_Rule = Callable[[Step, Relation, tuple[Step, ...], int, Roots], tuple[Agreement, bool]]
_RULES: Mapping[StepKind, _Rule] = MappingProxyType(
    {
        StepKind.EQUATION: _equation,
        StepKind.SOLVE: _solve,
        StepKind.INEQUALITY: _inequality,
        StepKind.GIVEN: _given,
        StepKind.UNCHECKED: _unchecked,
    }
)
