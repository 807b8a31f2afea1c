"""A line that a learner typed and the derivation so far in; whether it is true, and a step, out."""

import re

from studybuddy.notation.canonical import canonical
from studybuddy.notation.chain import along_the_chain, is_about, said_above
from studybuddy.notation.declared import Declarations
from studybuddy.notation.derivation import parse_checked
from studybuddy.notation.errors import NotationError, UnsettledError
from studybuddy.notation.inequality import holds_everywhere
from studybuddy.notation.mistakes import explain
from studybuddy.notation.numeric import Status
from studybuddy.notation.relations import agree_on_relation, is_identity, turned
from studybuddy.notation.shapes import shape_of
from studybuddy.notation.standing import Progress, Standing
from studybuddy.notation.steps import Derivation, Step, StepKind
from studybuddy.notation.tree import Name, Node, Relation, Relator, walk

_STRICT = frozenset({Relator.LESS, Relator.GREATER})
_ALIKE = (
    {Relator.LESS},
    {Relator.LESS_EQUAL},
    {Relator.GREATER},
    {Relator.GREATER_EQUAL},
    {Relator.LESS, Relator.LESS_EQUAL},
    {Relator.GREATER, Relator.GREATER_EQUAL},
)
_START = re.compile(r"\s*(?:ineq\b|[^:]*:)?\s*")  # what comes before a colon repeats the question


def progress(line: str, derivation: Derivation, at: int, seed: int) -> Progress:
    """Judge a line typed where step `at`, from 0, is expected.

    The line may be `left = right`, `= right` to go on, or the right side alone.
    """
    step = derivation.steps[at]
    try:
        return _judged(read_line(line, derivation, at), derivation, at, seed)
    except NotationError as error:
        return Progress(Standing.UNREADABLE, reason=str(error))
    except UnsettledError as error:
        return Progress(Standing.UNDECIDED, step.line, reason=error.message)


def read_line(line: str, derivation: Derivation, at: int) -> Relation:
    """Return a line typed where step `at` is expected as a relation.

    Raises:
        NotationError: if it cannot be read.
    """
    start = _START.match(line)
    offset = start.end() if start else 0
    try:
        return _read(line[offset:], derivation, at)
    except NotationError as error:
        error.column += offset
        raise


def _read(text: str, derivation: Derivation, at: int) -> Relation:
    """Return the typed line as a relation; a side that was left out comes from the step."""
    step = derivation.steps[at]
    declarations = step.declarations
    sign = re.match(r"\s*(<=|>=|!=|<|>|=)", text)
    if sign is not None:
        right = _right_side(text, sign.end(), declarations)
        left = _left_side(step, text)
        claim = Relation(Relator(sign[1]), left, right)
        shape_of(claim, declarations)
        return claim
    tree = parse_checked(text, declarations)
    if isinstance(tree, Relation):
        return tree
    claim = Relation(step.claim.relator if step.claim else Relator.EQUAL, _left_side(step, text), tree)
    shape_of(claim, declarations)
    return claim


def _right_side(text: str, start: int, declarations: Declarations) -> Node:
    try:
        return parse_checked(text[start:], declarations)
    except NotationError as error:
        error.column += start
        raise


def _left_side(step: Step, text: str) -> Node:
    if step.claim is None or (step.kind is StepKind.SOLVE and not isinstance(step.claim.left, Name)):
        raise NotationError(len(text) - len(text.lstrip()), "an equation is expected", "write left = right")
    return step.claim.left


def _judged(typed: Relation, derivation: Derivation, at: int, seed: int) -> Progress:
    step = derivation.steps[at]
    if step.claim is None or step.kind is StepKind.UNCHECKED:
        return Progress(Standing.UNDECIDED, at, typed, reason="this line is not checked: compare it yourself")
    mine = canonical(typed, step.declarations)
    if mine != canonical(step.claim, step.declarations):
        if mine in said_above(derivation, at):
            return Progress(Standing.NO_STEP, None, typed, reason="it is a line above in other words")
        exactly = _later_line(typed, derivation, at, seed)
        if exactly is not None:
            return Progress(Standing.LATER, exactly, typed)
    if step.kind is StepKind.EQUATION:
        found = along_the_chain(typed, derivation, at, seed)
    elif step.kind is StepKind.INEQUALITY:
        found = _inequality(typed, step, at, seed)
    else:
        found = _solution(typed, step, at, seed)
    if found.is_right:
        return found
    return _among_later(typed, derivation, at, seed) or found


def _solution(  # noqa: PLR0911 (one return for each standing)
    typed: Relation, step: Step, at: int, seed: int
) -> Progress:
    if step.claim is None:
        raise TypeError(step.text)
    declarations = step.declarations
    mine = canonical(typed, declarations)
    if mine == canonical(step.claim, declarations):
        return Progress(Standing.NEXT, at, typed)
    if step.premise is not None and mine == canonical(step.premise, declarations):
        return Progress(Standing.NO_STEP, None, typed, reason="it is the equation that is to be solved")
    if is_identity(typed, declarations, seed):
        return Progress(Standing.NO_STEP, None, typed, reason="it holds whatever the variables are")
    found = agree_on_relation(typed, step.claim, declarations, seed)
    if found.status is Status.UNSETTLED:
        return Progress(Standing.UNDECIDED, at, typed, reason=found.reason)
    if found.status is Status.DIFFER:
        reason = found.reason or _solution_mistake(typed, step.claim, declarations, seed)
        return Progress(Standing.WRONG, None, typed, found.counterexample, reason)
    if isinstance(step.claim.left, Name) and not _is_solved_for(step.claim.left, typed):
        return Progress(
            Standing.NO_STEP, None, typed, reason=f"it is not solved for {step.claim.left.name} yet"
        )
    return Progress(Standing.NEXT, at, typed)


def _is_solved_for(name: Name, typed: Relation) -> bool:
    """Say whether a name stands alone on a side, be it the right one, and nowhere on the other."""
    sides = (typed.left, typed.right), (typed.right, typed.left)
    return any(alone == name and name not in walk(other) for alone, other in sides)


def _solution_mistake(typed: Relation, claim: Relation, declarations: Declarations, seed: int) -> str:
    if typed.left != claim.left:
        return ""
    return explain(typed.right, claim.right, declarations, seed)


def _inequality(typed: Relation, step: Step, at: int, seed: int) -> Progress:
    if step.claim is None:
        raise TypeError(step.text)
    found = holds_everywhere(typed, step.declarations, seed)
    if found.status is Status.DIFFER:
        return Progress(Standing.WRONG, None, typed, found.counterexample)
    if typed.relator is Relator.EQUAL and step.claim.relator is not Relator.EQUAL:
        return Progress(Standing.NO_STEP, None, typed, reason="an inequality is expected")
    if agree_on_relation(typed, step.claim, step.declarations, seed).status is Status.AGREE:
        return Progress(Standing.NEXT, at, typed)
    follows = _compared(step.claim, typed, step.declarations, seed)
    if follows is Status.AGREE:
        return Progress(Standing.NO_STEP, None, typed, reason="it is true, but says less than what is asked")
    if _compared(typed, step.claim, step.declarations, seed) is Status.AGREE:
        return Progress(Standing.GOAL, at, typed)
    return Progress(Standing.UNDECIDED, at, typed, reason="no counterexample was found; compare it yourself")


def _compared(strong: Relation, weak: Relation, declarations: Declarations, seed: int) -> Status:
    """Say whether one inequality follows from another that has a side in common with it."""
    for one in (strong, turned(strong)):
        for other in (weak, turned(weak)):
            if one.left != other.left or {one.relator, other.relator} not in _ALIKE:
                continue
            if one.right == other.right:
                return Status.AGREE if one.relator in _STRICT else Status.DIFFER
            between = Relation(one.relator, one.right, other.right)
            return holds_everywhere(between, declarations, seed).status
    return Status.UNSETTLED


def _later_line(typed: Relation, derivation: Derivation, at: int, seed: int) -> int | None:
    """Return the number of a later step that is the typed line in these or other words."""
    for number in range(at + 1, len(derivation.steps)):
        step = derivation.steps[number]
        if step.claim is None or step.kind in (StepKind.UNCHECKED, StepKind.GIVEN):
            continue
        for said in (typed, turned(typed)):
            if canonical(said, step.declarations) != canonical(step.claim, step.declarations):
                continue
            if step.kind is not StepKind.EQUATION or is_about(said, step, seed):
                return number
    return None


def _among_later(typed: Relation, derivation: Derivation, at: int, seed: int) -> Progress | None:
    """Return the later solution that a typed line is equivalent to."""
    for number in range(at + 1, len(derivation.steps)):
        step = derivation.steps[number]
        if step.claim is None or step.kind is not StepKind.SOLVE or typed.left != step.claim.left:
            continue
        try:
            found = agree_on_relation(typed, step.claim, step.declarations, seed)
        except (NotationError, UnsettledError):
            continue
        if found.status is Status.AGREE:
            return Progress(Standing.LATER, number, typed)
    return None
