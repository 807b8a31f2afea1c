"""A given and an expected formula in; a verdict with its label, counterexample and reason out.

Random points reject, fifty digits confirm what is scalar, and a prover, where the caller has one, upgrades
the label. Then the form is looked at. A rejected formula is searched for a known mistake.
"""

from collections.abc import Callable, Sequence

import numpy as np

from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import is_plain
from studybuddy.notation.errors import NotationError, UnsettledError
from studybuddy.notation.evaluate import evaluate
from studybuddy.notation.forms import UP_TO_CONSTANT, form_fault
from studybuddy.notation.mistakes import explain
from studybuddy.notation.numeric import Agreement, Status, agree
from studybuddy.notation.offsets import agree_up_to_constant
from studybuddy.notation.parser import parse
from studybuddy.notation.relations import agree_on_relation
from studybuddy.notation.sample import sample_points
from studybuddy.notation.shapes import shape_of, shape_text
from studybuddy.notation.source import text_of
from studybuddy.notation.tree import Collection, Node, Relation, Transpose
from studybuddy.notation.verdicts import DEFAULT_WITHIN, Comparison, Label, Verdict, Within, parse_within

__all__ = [
    "DEFAULT_WITHIN",
    "Comparison",
    "Label",
    "Prover",
    "Verdict",
    "Within",
    "compare",
    "compare_texts",
    "parse_within",
]

MOST_MEMBERS = 12

# Takes two expressions of equal shape and their declarations, and says whether their equality was proved.
Prover = Callable[[Node, Node, Declarations], bool]


def compare(
    given: Node,
    expected: Node,
    declarations: Declarations,
    *,
    seed: int,
    form: str | None = None,
    within: Within | None = None,
    rejects: Sequence[tuple[Node, str]] = (),
    prove: Prover | None = None,
) -> Comparison:
    """Judge `given` against `expected`; the same seed gives the same verdict.

    `within` counts only where both are plain numbers; without it they must be equal to fifty digits.
    `form` is one of `forms.FORMS`. `rejects` are known wrong answers with their reasons.
    """
    try:
        found = _agreement(given, expected, declarations, seed, form=form, within=within)
    except NotationError as error:
        return Comparison(Verdict.ERROR, reason=str(error))
    except UnsettledError as error:
        return Comparison(Verdict.UNDECIDED, reason=error.message)
    if found.status is Status.UNSETTLED:
        return Comparison(Verdict.UNDECIDED, reason=found.reason)
    if found.status is Status.DIFFER:
        return _different(found, given, expected, declarations, seed, rejects, within)
    fault = form_fault(given, expected, form, declarations) if form else ""
    if fault:
        return Comparison(Verdict.WRONG_FORM, reason=f"the value is right, but {fault}")
    return Comparison(Verdict.EQUAL, _label(given, expected, declarations, prove))


def compare_texts(
    given: str, expected: str, declarations: Declarations, *, seed: int, form: str | None = None,
    within: Within | None = None, rejects: Sequence[tuple[Node, str]] = (), prove: Prover | None = None,
) -> Comparison:  # fmt: skip
    """Like `compare`, from text; what cannot be read is the verdict `ERROR` with the reason."""
    try:
        mine, theirs = parse(given, declarations), parse(expected, declarations)
    except NotationError as error:
        return Comparison(Verdict.ERROR, reason=str(error))
    return compare(
        mine, theirs, declarations, seed=seed, form=form, within=within, rejects=rejects, prove=prove
    )


def _agreement(
    given: Node,
    expected: Node,
    declarations: Declarations,
    seed: int,
    *,
    form: str | None,
    within: Within | None,
) -> Agreement:
    _refuse_other_kind(given, expected)
    mine, theirs = shape_of(given, declarations), shape_of(expected, declarations)
    if isinstance(given, Relation) and isinstance(expected, Relation):
        return agree_on_relation(given, expected, declarations, seed)
    if isinstance(given, Collection) and isinstance(expected, Collection):
        return _agree_on_sets(given, expected, declarations, seed, within)
    if mine != theirs:
        hint = "transpose it" if shape_of(Transpose(given), declarations) == theirs else ""
        message = f"yours is {shape_text(mine)}, {shape_text(theirs)} is expected"
        raise NotationError(given.at, message, hint)
    if form and form.startswith(UP_TO_CONSTANT):
        return agree_up_to_constant(given, expected, declarations, seed, form)
    return _values_agree(given, expected, declarations, seed, within)


def _values_agree(
    given: Node, expected: Node, declarations: Declarations, seed: int, within: Within | None
) -> Agreement:
    """Compare two values of equal shape; plain numbers may differ by as much as is allowed."""
    if within is not None and is_plain(given, declarations) and is_plain(expected, declarations):
        return _near(given, expected, declarations, within)
    return agree(given, expected, declarations, seed)


def _refuse_other_kind(given: Node, expected: Node) -> None:
    for kind, named in ((Relation, "an equation"), (Collection, "a set")):
        if isinstance(expected, kind) and not isinstance(given, kind):
            raise NotationError(given.at, f"{named} is expected")
        if isinstance(given, kind) and not isinstance(expected, kind):
            hint = "type the right side alone" if kind is Relation else ""
            raise NotationError(given.at, f"{named} is not expected here", hint)


def _near(given: Node, expected: Node, declarations: Declarations, within: Within) -> Agreement:
    points = sample_points(declarations, 0)[0]
    mine = np.ravel(np.asarray(evaluate(given, points).array, float))
    theirs = np.ravel(np.asarray(evaluate(expected, points).array, float))
    mine, theirs = np.broadcast_arrays(mine, theirs)
    if not (np.isfinite(mine).all() and np.isfinite(theirs).all()):
        return agree(given, expected, declarations, 0)
    if all(within.accepts(float(x), float(y)) for x, y in zip(mine, theirs, strict=True)):
        return Agreement(Status.AGREE)
    at = int(np.argmax(np.abs(mine - theirs)))
    return Agreement(Status.DIFFER, f"yours is {mine[at]:.6g}, expected {theirs[at]:.6g}")


def _agree_on_sets(
    given: Collection, expected: Collection, declarations: Declarations, seed: int, within: Within | None
) -> Agreement:
    if max(len(given.members), len(expected.members)) > MOST_MEMBERS:
        return Agreement(
            Status.UNSETTLED, reason=f"sets of more than {MOST_MEMBERS} members are not compared"
        )
    alike = [
        [
            _values_agree(mine, theirs, declarations, seed, within).status is Status.AGREE
            for theirs in expected.members
        ]
        for mine in given.members
    ]
    for mine, found in zip(given.members, alike, strict=True):
        if not any(found):
            return Agreement(Status.DIFFER, reason=f"{text_of(mine)} does not belong in the set")
    if not all(any(column) for column in zip(*alike, strict=True)) or (expected.members and not alike):
        return Agreement(Status.DIFFER, reason="a member is missing in your set")
    return Agreement(Status.AGREE)


def _different(
    found: Agreement,
    given: Node,
    expected: Node,
    declarations: Declarations,
    seed: int,
    rejects: Sequence[tuple[Node, str]],
    within: Within | None,
) -> Comparison:
    for wrong, reason in rejects:
        if compare(given, wrong, declarations, seed=seed, within=within).verdict is Verdict.EQUAL:
            return Comparison(Verdict.DIFFERENT, counterexample=found.counterexample, reason=reason)
    reason = found.reason or explain(given, expected, declarations, seed)
    return Comparison(Verdict.DIFFERENT, counterexample=found.counterexample, reason=reason)


def _label(given: Node, expected: Node, declarations: Declarations, prove: Prover | None) -> Label:
    if isinstance(given, Relation) and isinstance(expected, Relation):
        if given.left != expected.left or prove is None:
            return Label.NUMERICAL
        given, expected = given.right, expected.right
    if prove is not None and not isinstance(given, Collection) and prove(given, expected, declarations):
        return Label.PROVED
    return Label.NUMERICAL
