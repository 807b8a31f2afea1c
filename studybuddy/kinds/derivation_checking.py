"""A `derivation` block and a typed line go in, what becomes of the line comes out; or a block's faults."""

from studybuddy.kinds.derivation_block import asked_from, parsed, read_typed, sign_of
from studybuddy.kinds.protocol import Claim, Fault
from studybuddy.model import Heard, Reply, Severity
from studybuddy.notation.errors import NotationError
from studybuddy.notation.progress import progress, read_line
from studybuddy.notation.sentences import as_sentence
from studybuddy.notation.standing import Progress, Standing
from studybuddy.notation.tree import Relation, Relator
from studybuddy.notation.tree_latex import latex_of
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
    if found.step is not None:  # it stands in the derivation, or may stand there
        understood = understood._replace(latex=_as_line(understood.latex, found, block, place))
    if found.is_right and found.step is not None:
        after = asked_from(parsed(block).steps, found.step + 1)
        return understood._replace(heard=Heard.TAKEN, place=after, notes=_praise(found, place))
    heard = _HEARD.get(found.standing, Heard.UNDECIDED)
    declarations = parsed(block).steps[place].declarations
    notes = (as_sentence(note, declarations) for note in (found.reason, found.counterexample) if note)
    return understood._replace(heard=heard, notes=tuple(notes))


def _as_line(latex: str, found: Progress, block: str, place: int) -> str:
    """Return a typed line as it stands among the others: a left side that was left out is put in.

    A line of a chain goes on from the one above it.
    """
    steps = parsed(block).steps
    if not isinstance(found.tree, Relation) or found.step is None:
        return latex
    whole = latex_of(found.tree, steps[place].declarations)
    if latex == whole or not steps[found.step].chained:
        return whole
    return f"{sign_of(found.tree.relator)} {latex_of(found.tree.right, steps[place].declarations)}"


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
