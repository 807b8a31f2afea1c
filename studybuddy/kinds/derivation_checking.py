"""A `derivation` block and a typed line go in, what becomes of the line comes out; or a block's faults."""

from studybuddy.kinds.derivation_block import asked_from, parsed, read_typed
from studybuddy.kinds.protocol import Fault
from studybuddy.model import Heard, Reply, Severity
from studybuddy.notation.derivation import Derivation, Step, StepKind
from studybuddy.notation.errors import NotationError, UnsettledError
from studybuddy.notation.numeric import Status, agree
from studybuddy.notation.progress import Progress, Standing, progress
from studybuddy.notation.tree import Relation
from studybuddy.notation.verify import verify

# A factorial of infinity, a number beside a matrix: what a formula comes to may be too odd for NumPy.
UNEVALUATED = (ArithmeticError, ValueError)

_SEED = 20_260  # any will do: the same block must give the same faults
_HEARD = {
    Standing.NO_STEP: Heard.NO_STEP,
    Standing.WRONG: Heard.WRONG,
    Standing.UNDECIDED: Heard.UNDECIDED,
    Standing.UNREADABLE: Heard.UNREADABLE,
}


def check_line(block: str, text: str, place: int, seed: int) -> Reply:
    """Judge a line typed where line `place` is expected."""
    understood = read_typed(block, text, place)
    if understood.heard is Heard.UNREADABLE:
        return understood
    try:
        found = _found(text, parsed(block), place, seed)
    except UNEVALUATED as error:
        found = Progress(Standing.UNDECIDED, place, reason=f"it could not be evaluated: {error}")
    latex, shape = understood.latex, understood.shape
    if found.is_right and found.step is not None:
        steps = parsed(block).steps
        return Reply(Heard.TAKEN, asked_from(steps, found.step + 1), _praise(found, place), latex, shape)
    heard = _HEARD.get(found.standing, Heard.UNDECIDED)
    return Reply(heard, place, tuple(filter(None, (found.reason, found.counterexample))), latex, shape)


def _found(text: str, derivation: Derivation, place: int, seed: int) -> Progress:
    """Judge a line where it is expected, or an equation about something else where that is asked."""
    found = progress(text, derivation, place, seed)
    if not found.is_right or _is_about(found, derivation.steps[found.step or place], seed):
        return found
    for later in range(place + 1, len(derivation.steps)):
        if derivation.steps[later].kind is StepKind.EQUATION and _is_about(
            found, derivation.steps[later], seed
        ):
            there = progress(text, derivation, later, seed)
            if there.is_right:
                return there
    reason = "it is true, but says nothing of what is asked"
    return Progress(Standing.NO_STEP, None, found.tree, reason=reason)


def _is_about(found: Progress, step: Step, seed: int) -> bool:
    """Tell whether the left side of a typed equation is what the step is about; other steps are not asked."""
    if step.kind is not StepKind.EQUATION or step.claim is None or not isinstance(found.tree, Relation):
        return True
    mine, asked = found.tree.left, step.claim.left
    if mine == asked:
        return True
    try:
        return agree(mine, asked, step.declarations, seed).status is Status.AGREE
    except (NotationError, UnsettledError):
        return False  # not even of the same shape


def _praise(found: Progress, place: int) -> tuple[str, ...]:
    if found.step is not None and found.step > place:
        skipped = found.step - place
        return (f"it is {skipped} line{'s' * (skipped > 1)} further on",)
    return (
        ("it is not the line of the card, but does what is asked",) if found.standing is Standing.GOAL else ()
    )


def verify_block(block: str) -> tuple[Fault, ...]:
    """Verify every step of a block, mutate it, and drop its assumptions one at a time."""
    derivation = parsed(block)
    try:
        report = verify(derivation, _SEED)
    except UNEVALUATED as error:
        return (Fault(0, f"the derivation could not be evaluated: {error}", "write its lines more simply"),)
    known = {(fault.line, fault.message) for fault in derivation.faults}
    return tuple(
        Fault(fault.line, fault.message, fault.hint, is_error=fault.severity is Severity.ERROR)
        for fault in report.faults
        if (fault.line, fault.message) not in known  # said when the deck was read
    )
