"""A `derivation` block and a typed line go in, what becomes of the line comes out; or a block's faults."""

from studybuddy.kinds.derivation_block import asked_from, parsed, read_typed
from studybuddy.kinds.protocol import Claim, Fault
from studybuddy.model import Heard, Reply, Severity
from studybuddy.notation.errors import NotationError
from studybuddy.notation.progress import progress, read_line
from studybuddy.notation.sentences import as_sentence
from studybuddy.notation.standing import Progress, Standing
from studybuddy.notation.tree import Relator
from studybuddy.notation.verdicts import Label
from studybuddy.notation.verify import verify

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
    found = progress(text, parsed(block), place, seed)
    latex, shape = understood.latex, understood.shape
    if found.is_right and found.step is not None:
        steps = parsed(block).steps
        return Reply(Heard.TAKEN, asked_from(steps, found.step + 1), _praise(found, place), latex, shape)
    heard = _HEARD.get(found.standing, Heard.UNDECIDED)
    declarations = parsed(block).steps[place].declarations
    notes = (as_sentence(note, declarations) for note in (found.reason, found.counterexample) if note)
    return Reply(heard, place, tuple(notes), latex, shape)


def claim_of(block: str, text: str, place: int) -> Claim | None:
    """Return what a line that was taken claims: an equation may be proved, an inequality has evidence."""
    derivation = parsed(block)
    try:
        typed = read_line(text, derivation, place)
    except NotationError:
        return None
    if typed.relator is not Relator.EQUAL:
        return Claim(Label.EVIDENCE)
    return Claim(Label.NUMERICAL, (typed.left, typed.right, derivation.steps[place].declarations))


def _praise(found: Progress, place: int) -> tuple[str, ...]:
    if found.step is not None and found.step > place:
        skipped = found.step - place
        return (f"It is {skipped} line{'s' * (skipped > 1)} further on.",)
    other = "It is not the line of the card, but does what is asked."
    return (other,) if found.standing is Standing.GOAL else ()


def verify_block(block: str) -> tuple[Fault, ...]:
    """Verify every step of a block, mutate it, and drop its assumptions one at a time."""
    derivation = parsed(block)
    report = verify(derivation, _SEED)
    known = {(fault.line, fault.message) for fault in derivation.faults}
    return tuple(
        Fault(fault.line, fault.message, fault.hint, is_error=fault.severity is Severity.ERROR)
        for fault in report.faults
        if (fault.line, fault.message) not in known  # said when the deck was read
    )
