"""A parsed derivation and a seed in; whether each step follows, what it says, and what it used, out."""

from dataclasses import dataclass, replace

from studybuddy.model import Severity
from studybuddy.notation.compare import Prover
from studybuddy.notation.definitions import walk_through
from studybuddy.notation.errors import NotationError
from studybuddy.notation.following import step_holds
from studybuddy.notation.forms import checked_form, form_fault
from studybuddy.notation.implication import Roots
from studybuddy.notation.mistakes import explain
from studybuddy.notation.mutate import Mutant, mutants, of_right_side
from studybuddy.notation.numeric import Status
from studybuddy.notation.source import text_of
from studybuddy.notation.steps import Derivation, Fault, Step, StepKind
from studybuddy.notation.tree import Name, Relation
from studybuddy.notation.verdicts import Label, Verdict

MOST_MUTANTS = 40
MOST_SOLVE_MUTANTS = 10  # each costs a search for roots
DROP_SEEDS = 3  # a step without an assumption is given several chances to fail
MOST_UNCHECKED_SHARE = 0.34

# Assumptions that shape a space of outcomes: dropping `rv` itself would change what is talked about.
_KEPT_WORDS = frozenset({"rv"})


@dataclass(frozen=True, slots=True)
class StepReport:
    """What is known of one step.

    `mutants` single mistakes were tried in it and `survivors` of them (as text) were not noticed. `used`
    are the assumptions, such as `tall X`, without which it fails. `from_above` says that it needed an
    equation established above, and is no identity by itself.
    """

    line: int
    verdict: Verdict
    label: Label = Label.NONE
    counterexample: str = ""
    reason: str = ""
    mutants: int = 0
    survivors: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    from_above: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The reports of all steps, in order, and everything an author should mend."""

    steps: tuple[StepReport, ...]
    faults: tuple[Fault, ...]

    @property
    def verified(self) -> bool:
        """Whether nothing is wrong with the derivation; warnings aside."""
        return not any(fault.severity is Severity.ERROR for fault in self.faults)


def verify(derivation: Derivation, seed: int, *, prove: Prover | None = None, analyse: bool = True) -> Report:
    """Verify every step; with `analyse`, also mutate it and drop its assumptions one at a time."""
    reports: list[StepReport] = []
    faults = list(derivation.faults)
    for at, step in enumerate(derivation.steps):
        above = derivation.steps[:at]
        report = _reported(step, above, seed, prove)
        if analyse and report.verdict is Verdict.EQUAL and step.kind in _ANALYSED:
            report = _analysed(report, step, above, seed)
        reports.append(report)
        faults += _faults(step, report, analyse=analyse)
    faults += _unchecked_faults(derivation)
    return Report(tuple(reports), tuple(sorted(faults, key=lambda fault: fault.line)))


_ANALYSED = frozenset({StepKind.EQUATION, StepKind.SOLVE})


def _reported(step: Step, above: tuple[Step, ...], seed: int, prove: Prover | None) -> StepReport:
    if step.kind is StepKind.UNCHECKED:
        return StepReport(step.line, Verdict.UNDECIDED, reason=step.reason)
    found, from_above = step_holds(step, above, seed)
    if found.status is Status.UNSETTLED:
        return StepReport(step.line, Verdict.UNDECIDED, reason=found.reason)
    if found.status is Status.DIFFER:
        hint = found.reason
        if not hint and step.claim is not None and step.kind is StepKind.EQUATION:
            left, right = step.claim.left, step.claim.right
            hint = explain(right, left, step.declarations, seed).replace("yours", "the right side")
            hint = hint or explain(left, right, step.declarations, seed).replace("yours", "the left side")
        return StepReport(step.line, Verdict.DIFFERENT, counterexample=found.counterexample, reason=hint)
    return StepReport(step.line, Verdict.EQUAL, _label(step, prove), from_above=from_above)


def _label(step: Step, prove: Prover | None) -> Label:
    if step.kind is StepKind.INEQUALITY:
        return Label.EVIDENCE
    claim = step.claim if step.kind is StepKind.EQUATION else None
    if prove is not None and claim is not None and prove(claim.left, claim.right, step.declarations):
        return Label.PROVED
    return Label.NUMERICAL


# --- what a step says, and what it uses --------------------------------------------------------------------


def _analysed(report: StepReport, step: Step, above: tuple[Step, ...], seed: int) -> StepReport:
    tried = _mutants(step)
    roots: Roots = {}
    helping = above if report.from_above else ()  # what is right at a solution only is no survivor
    survivors = tuple(
        text_of(mutant.tree)
        for mutant in tried
        if isinstance(mutant.tree, Relation)
        and step_holds(replace(step, claim=mutant.tree), helping, seed, roots)[0].status is Status.AGREE
    )
    return replace(report, mutants=len(tried), survivors=survivors, used=used_assumptions(step, above, seed))


def _mutants(step: Step) -> tuple[Mutant, ...]:
    if step.claim is None:
        return ()
    if step.kind is StepKind.SOLVE:
        return _spread(mutants(step.claim, step.declarations), MOST_SOLVE_MUTANTS)
    return _spread(of_right_side(step.claim, step.declarations), MOST_MUTANTS)


def _spread(found: tuple[Mutant, ...], most: int) -> tuple[Mutant, ...]:
    """Return at most `most` of the mutants, evenly spread over them."""
    if len(found) <= most:
        return found
    return tuple(found[at * len(found) // most] for at in range(most))


def used_assumptions(step: Step, above: tuple[Step, ...], seed: int) -> tuple[str, ...]:
    """Return the assumptions, such as `tall X`, without which the step cannot be verified."""
    used: list[str] = []
    for name in _names_of(step):
        variable = step.declarations.variables.get(name)
        for word in sorted(variable.words - _KEPT_WORDS) if variable is not None else ():
            weaker = replace(step, declarations=step.declarations.without_word(name, word))
            if any(
                step_holds(weaker, above, seed + more)[0].status is not Status.AGREE
                for more in range(DROP_SEEDS)
            ):
                used.append(f"{word} {name}")
    return tuple(used)


def _names_of(step: Step) -> tuple[str, ...]:
    trees = [tree for tree in (step.claim, step.premise) if tree is not None]
    names = {
        node.name
        for tree in trees
        for node in walk_through(tree, step.declarations)
        if isinstance(node, Name)
    }
    return tuple(sorted(names))


# --- what an author should mend ----------------------------------------------------------------------------


def _faults(step: Step, report: StepReport, *, analyse: bool) -> list[Fault]:
    found: list[Fault] = []
    if step.kind is not StepKind.UNCHECKED and report.verdict is not Verdict.EQUAL:
        found.append(_failure(step, report))
    if not step.reason and step.kind is not StepKind.GIVEN:
        found.append(Fault(step.line, "the step has no reason", "write  | why it follows", Severity.WARNING))
    if step.goal:
        found += _goal_faults(step)
    if not analyse or report.verdict is not Verdict.EQUAL or step.kind not in _ANALYSED:
        return found
    if report.mutants and len(report.survivors) == report.mutants:
        message = f"the step says nothing: all {report.mutants} variants of it hold as well"
        found.append(Fault(step.line, message, f"for example {report.survivors[0]}", Severity.WARNING))
    words = {used.split()[0] for used in report.used}
    for word in step.uses:
        if word not in words:
            really = ", ".join(report.used) or "no assumption"
            message = f"the step holds without '{word}', which it says it uses"
            found.append(Fault(step.line, message, f"it used {really}"))
    return found


def _failure(step: Step, report: StepReport) -> Fault:
    if report.verdict is Verdict.UNDECIDED:
        return Fault(
            step.line, f"the step could not be settled: {report.reason}", "unchecked: … with a reason"
        )
    what = "does not hold" if step.kind is StepKind.INEQUALITY else "does not follow"
    where = f": {report.counterexample}" if report.counterexample else ""
    where = where.replace("yours is", "the left side is").replace("expected", "the right side")
    return Fault(step.line, f"the step {what}{where}", report.reason)


def _goal_faults(step: Step) -> list[Fault]:
    try:
        form = checked_form(step.goal)
    except NotationError as error:
        return [Fault(step.line, error.message, error.suggestion)]
    if step.claim is None:
        return []
    fault = form_fault(step.claim, step.claim, form, step.declarations)
    return [Fault(step.line, f"the step misses its own goal: {fault}", "")] if fault else []


def _unchecked_faults(derivation: Derivation) -> list[Fault]:
    unchecked = [step for step in derivation.steps if step.kind is StepKind.UNCHECKED]
    if len(unchecked) <= max(1, int(MOST_UNCHECKED_SHARE * len(derivation.steps))):
        return []
    message = f"{len(unchecked)} of {len(derivation.steps)} steps are unchecked"
    return [Fault(unchecked[-1].line, message, "split them into steps that can be checked")]
