"""A line that a learner typed and the derivation so far in; whether it is true, and a step, out."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from studybuddy.notation.canonical import Key, canonical, likeness
from studybuddy.notation.declared import Declarations
from studybuddy.notation.derivation import Derivation, Step, StepKind, parse_checked
from studybuddy.notation.errors import NotationError, UnsettledError
from studybuddy.notation.forms import checked_form, form_fault
from studybuddy.notation.mistakes import explain
from studybuddy.notation.numeric import Status, agree
from studybuddy.notation.relations import agree_on_relation, holds_everywhere, is_identity
from studybuddy.notation.shapes import shape_of
from studybuddy.notation.tree import Name, Node, Relation, Relator
from studybuddy.notation.verify import step_holds


class Standing(StrEnum):
    """How a typed line stands to the derivation."""

    NEXT = "next"  # it is the next line, in these or other words
    LATER = "later"  # it is a later line: lines were skipped
    GOAL = "goal"  # it is another line, but it does what the step asks for
    NO_STEP = "true, but no step"
    WRONG = "wrong"
    UNDECIDED = "undecided"  # the learner decides
    UNREADABLE = "unreadable"  # costs nothing: type it again


@dataclass(frozen=True, slots=True)
class Progress:
    """The judgement of a typed line. `step` is the number, from 0, of the step that it completes."""

    standing: Standing
    step: int | None = None
    tree: Node | None = None
    counterexample: str = ""
    reason: str = ""

    @property
    def is_right(self) -> bool:
        """Whether the learner may go on."""
        return self.standing in (Standing.NEXT, Standing.LATER, Standing.GOAL)


_START = re.compile(r"\s*(?:ineq\b|[^:]*:)?\s*")  # what comes before a colon repeats the question


def progress(line: str, derivation: Derivation, at: int, seed: int) -> Progress:
    """Judge a line typed where step `at`, from 0, is expected.

    The line may be `left = right`, `= right` to go on, or the right side alone.
    """
    step = derivation.steps[at]
    start = _START.match(line)
    offset = start.end() if start else 0
    try:
        typed = _read(line[offset:], derivation, at)
        return _judged(typed, derivation, at, seed)
    except NotationError as error:
        moved = NotationError(offset + error.column, error.message, error.suggestion)
        return Progress(Standing.UNREADABLE, reason=str(moved))
    except UnsettledError as error:
        return Progress(Standing.UNDECIDED, step.line, reason=error.message)


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
        raise NotationError(start + error.column, error.message, error.suggestion) from error


def _left_side(step: Step, text: str) -> Node:
    if step.claim is None or (step.kind is StepKind.SOLVE and not isinstance(step.claim.left, Name)):
        raise NotationError(len(text) - len(text.lstrip()), "an equation is expected", "write left = right")
    return step.claim.left


def _judged(typed: Relation, derivation: Derivation, at: int, seed: int) -> Progress:
    step = derivation.steps[at]
    if step.claim is None or step.kind is StepKind.UNCHECKED:
        return Progress(Standing.UNDECIDED, at, typed, reason="this line is not checked: compare it yourself")
    if canonical(typed, step.declarations) != canonical(step.claim, step.declarations):
        exactly = _later_line(typed, derivation, at)
        if exactly is not None:
            return Progress(Standing.LATER, exactly, typed)
    if step.kind is StepKind.EQUATION:
        found = _along_the_chain(typed, derivation, at, seed)
    elif step.kind is StepKind.INEQUALITY:
        found = _inequality(typed, step, at, seed)
    else:
        found = _solution(typed, step, at, seed)
    if found.is_right:
        return found
    return _among_later(typed, derivation, at, seed) or found


# --- equations ---------------------------------------------------------------------------------------------


def _along_the_chain(typed: Relation, derivation: Derivation, at: int, seed: int) -> Progress:
    """Judge a typed equation against the chain of equal lines that step `at` belongs to."""
    step = derivation.steps[at]
    if step.claim is None:
        raise TypeError(step.text)
    above = derivation.steps[:at]
    meant = step.claim.left if not _starts_chain(typed, derivation, at) else typed.left
    claim = Relation(Relator.EQUAL, meant, typed.right)
    held, _ = step_holds(replace(step, claim=claim), above, seed)
    if held.status is Status.UNSETTLED:
        return Progress(Standing.UNDECIDED, at, typed, reason=held.reason)
    if held.status is Status.DIFFER:
        reason = explain(typed.right, step.claim.right, step.declarations, seed)
        return Progress(Standing.WRONG, None, typed, held.counterexample, reason)
    if typed.relator is not Relator.EQUAL:
        return Progress(Standing.NO_STEP, None, typed, reason="an equation is expected")
    return _nearest(typed, derivation, at)


def _starts_chain(typed: Relation, derivation: Derivation, at: int) -> bool:
    """Say whether the typed left side is none of the lines above in the same chain."""
    return all(typed.left != line for line in _lines_above(derivation, at))


def _lines_above(derivation: Derivation, at: int) -> list[Node]:
    """Return what stands above step `at` in its chain, the first left side first."""
    first = at
    while first > 0 and derivation.steps[first].chained and derivation.steps[first - 1].claim is not None:
        first -= 1
    chain = [step.claim for step in derivation.steps[first : at + 1] if step.claim is not None]
    return [chain[0].left, *(claim.right for claim in chain[:-1])]


def _with_definition(lines: list[Node], declarations: Declarations) -> list[Node]:
    """Return the lines, and what the first stands for if it is defined: to spell that out is no step."""
    first = lines[0]
    if isinstance(first, Name) and first.name in declarations.definitions:
        return [declarations.definitions[first.name], *lines]
    return lines


def _nearest(typed: Relation, derivation: Derivation, at: int) -> Progress:
    """Say which line of the chain a true line is: one above, the next, or a later one."""
    step = derivation.steps[at]
    declarations = step.declarations
    mine = canonical(typed.right, declarations)
    above = [
        canonical(line, declarations) for line in _with_definition(_lines_above(derivation, at), declarations)
    ]
    coming = _coming(derivation, at, declarations)
    for number, key in coming:
        if key == mine:
            return Progress(Standing.NEXT if number == at else Standing.LATER, number, typed)
    goal = _goal_fault(typed, step)
    if mine in above:
        return Progress(Standing.NO_STEP, None, typed, reason="it is a line above in other words")
    if step.goal:
        if goal:
            return Progress(Standing.NO_STEP, None, typed, reason=goal)
        return Progress(Standing.GOAL, at, typed)
    behind = max(likeness(mine, key) for key in above)
    ahead, number = max((likeness(mine, key), -number) for number, key in coming)
    if behind > ahead:
        return Progress(
            Standing.NO_STEP, None, typed, reason="it is nearer to the line above than to the next"
        )
    return Progress(Standing.NEXT if -number == at else Standing.LATER, -number, typed)


def _coming(derivation: Derivation, at: int, declarations: Declarations) -> list[tuple[int, Key]]:
    found = []
    for number in range(at, len(derivation.steps)):
        step = derivation.steps[number]
        if step.claim is None or step.kind is not StepKind.EQUATION or (number > at and not step.chained):
            break
        found.append((number, canonical(step.claim.right, declarations)))
    return found


def _goal_fault(typed: Relation, step: Step) -> str:
    if not step.goal or step.claim is None:
        return ""
    try:
        form = checked_form(step.goal)
    except NotationError:
        return ""
    return form_fault(typed, step.claim, form, step.declarations)


# --- solutions and inequalities ----------------------------------------------------------------------------


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
    if isinstance(step.claim.left, Name) and not isinstance(typed.left, Name):
        return Progress(
            Standing.NO_STEP, None, typed, reason=f"it is not solved for {step.claim.left.name} yet"
        )
    return Progress(Standing.NEXT, at, typed)


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
    same = (
        agree(typed.left, step.claim.left, step.declarations, seed).status is Status.AGREE
        and agree(typed.right, step.claim.right, step.declarations, seed).status is Status.AGREE
    )
    if same and typed.relator is step.claim.relator:
        return Progress(Standing.NEXT, at, typed)
    return Progress(Standing.UNDECIDED, at, typed, reason="no counterexample was found; compare it yourself")


def _later_line(typed: Relation, derivation: Derivation, at: int) -> int | None:
    """Return the number of a later step that is the typed line in these or other words."""
    for number in range(at + 1, len(derivation.steps)):
        step = derivation.steps[number]
        if step.claim is None or step.kind in (StepKind.UNCHECKED, StepKind.GIVEN):
            continue
        if canonical(typed, step.declarations) == canonical(step.claim, step.declarations):
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
