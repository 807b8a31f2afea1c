"""A typed equation and the chain of equal lines that it may belong to in; which of the lines it is out."""

from dataclasses import replace

from studybuddy.notation.canonical import Key, canonical, likeness
from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import spelled_out
from studybuddy.notation.errors import NotationError, UnsettledError
from studybuddy.notation.following import variant_holds
from studybuddy.notation.forms import checked_form, form_fault
from studybuddy.notation.mistakes import explain
from studybuddy.notation.numeric import Status, agree
from studybuddy.notation.shapes import shape_of
from studybuddy.notation.standing import Progress, Standing
from studybuddy.notation.steps import Derivation, Step, StepKind
from studybuddy.notation.tree import Name, Node, Relation, Relator

STILL_LIKE = 0.3  # what shares less with the line above is a line of its own, however far from the card's
_ABOVE = "it is a line above in other words"


def along_the_chain(typed: Relation, derivation: Derivation, at: int, seed: int) -> Progress:
    """Judge a typed equation against the chain of equal lines that step `at` belongs to."""
    step = derivation.steps[at]
    if step.claim is None:
        raise TypeError(step.text)
    above = derivation.steps[:at]
    meant = step.claim.left if not _starts_chain(typed, derivation, at) else typed.left
    claim = Relation(Relator.EQUAL, meant, typed.right)
    held = variant_holds(step, claim, above, seed)
    if held.status is Status.UNSETTLED:
        return Progress(Standing.UNDECIDED, at, typed, reason=held.reason)
    if held.status is Status.DIFFER:
        reason = explain(typed.right, step.claim.right, step.declarations, seed)
        where = agree(typed.right, meant, step.declarations, seed, strict=True).counterexample
        return Progress(Standing.WRONG, None, typed, where or held.counterexample, reason)
    if typed.relator is not Relator.EQUAL:
        return Progress(Standing.NO_STEP, None, typed, reason="an equation is expected")
    if not is_about(typed, step, seed):
        return _on_a_later_chain(typed, derivation, at, seed)
    return _nearest(typed, derivation, at)


def is_about(typed: Relation, step: Step, seed: int) -> bool:
    """Say whether the left side of a typed equation is what an equation of the derivation is about.

    Without that any identity would do as its next line: `0 = 0` is as true as what is asked.
    """
    if step.claim is None:
        return False
    if typed.left == step.claim.left:
        return True
    try:
        if shape_of(typed.left, step.declarations) != shape_of(step.claim.left, step.declarations):
            return False
        return agree(typed.left, step.claim.left, step.declarations, seed).status is Status.AGREE
    except (NotationError, UnsettledError):
        return False


def _on_a_later_chain(typed: Relation, derivation: Derivation, at: int, seed: int) -> Progress:
    """Judge a true equation about something else than step `at`, where a chain further on is about it."""
    for number in range(at + 1, len(derivation.steps)):
        step = derivation.steps[number]
        if step.kind is StepKind.EQUATION and not step.chained and is_about(typed, step, seed):
            found = along_the_chain(typed, derivation, number, seed)
            if found.is_right:
                return replace(found, standing=Standing.LATER)
    return Progress(Standing.NO_STEP, None, typed, reason="it is true, but says nothing of what is asked")


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


def said_above(derivation: Derivation, at: int) -> frozenset[Key]:
    """Return what every line above step `at` says, and what those in a chain say of its first left side."""
    declarations = derivation.steps[at].declarations
    said: set[Key] = set()
    for number, step in enumerate(derivation.steps[:at]):
        if step.claim is None or step.kind is StepKind.UNCHECKED:
            continue
        said.add(canonical(step.claim, declarations))
        if step.chained:
            whole = replace(step.claim, left=_lines_above(derivation, number)[0])
            said.add(canonical(whole, declarations))
    return frozenset(said)


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
    coming = [(number, canonical(line, declarations)) for number, line in _coming(derivation, at)]
    for number, key in coming:
        if key == mine:
            return Progress(Standing.NEXT if number == at else Standing.LATER, number, typed)
    goal = _goal_fault(typed, step)
    if mine in above:
        return Progress(Standing.NO_STEP, None, typed, reason=_ABOVE)
    if goal:
        return Progress(Standing.NO_STEP, None, typed, reason=goal)
    found = _in_full(typed, derivation, at)
    if found is not None or step.goal:
        return found or Progress(Standing.GOAL, at, typed)
    behind = max(likeness(mine, key) for key in above)
    ahead, number = max((likeness(mine, key), -number) for number, key in coming)
    if behind > max(ahead, STILL_LIKE):
        return Progress(
            Standing.NO_STEP, None, typed, reason="it is nearer to the line above than to the next"
        )
    return Progress(Standing.NEXT if -number == at else Standing.LATER, -number, typed)


def _coming(derivation: Derivation, at: int) -> list[tuple[int, Node]]:
    """Return the right sides of the chain from step `at` on, with the numbers of their steps."""
    found = []
    for number in range(at, len(derivation.steps)):
        step = derivation.steps[number]
        if step.claim is None or step.kind is not StepKind.EQUATION or (number > at and not step.chained):
            break
        found.append((number, step.claim.right))
    return found


def _in_full(typed: Relation, derivation: Derivation, at: int) -> Progress | None:
    """Say which line of the chain a true line is with all definitions spelled out; None if it is unclear."""
    declarations = derivation.steps[at].declarations

    def in_full(line: Node) -> Key:
        return canonical(spelled_out(line, declarations), declarations)

    mine = in_full(typed.right)
    above = any(in_full(line) == mine for line in _lines_above(derivation, at))
    coming = next((number for number, line in _coming(derivation, at) if in_full(line) == mine), None)
    if above and coming is None:
        return Progress(Standing.NO_STEP, None, typed, reason=_ABOVE)
    if coming is None or above:  # to spell a definition out may be the step
        return None
    return Progress(Standing.NEXT if coming == at else Standing.LATER, coming, typed)


def _goal_fault(typed: Relation, step: Step) -> str:
    if not step.goal or step.claim is None:
        return ""
    try:
        form = checked_form(step.goal)
    except NotationError:
        return ""
    return form_fault(typed, step.claim, form, step.declarations)
