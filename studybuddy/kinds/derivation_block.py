"""The text of a `derivation` block goes in; its lines as shown, and how a typed line is read, come out."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from studybuddy.kinds.blanks import kind_text
from studybuddy.kinds.protocol import Fault
from studybuddy.model import Heard, Reply, Severity
from studybuddy.notation.declared import Declarations, Shape, Variable
from studybuddy.notation.derivation import parse_checked, parse_derivation
from studybuddy.notation.errors import NotationError
from studybuddy.notation.sentences import as_sentence
from studybuddy.notation.source import text_of
from studybuddy.notation.steps import Derivation, Step, StepKind
from studybuddy.notation.tree import Collection, Name, Node, Relation, walk
from studybuddy.notation.tree_latex import latex_of

_START = re.compile(r"\s*(?:ineq\b|[^:]*:)?\s*(?P<sign><=|>=|!=|<|>|=|≤|≥|≠)?")
_SIGNS = {"≤": r"\le", "<=": r"\le", "≥": r"\ge", ">=": r"\ge", "≠": r"\ne", "!=": r"\ne"}
_GOALS = {
    "no grad": "no derivative left",
    "no inv": "no inverse left",
    "no sum": "no sum left",
    "lowest": "in lowest terms",
}
_UNASKED = frozenset({StepKind.GIVEN, StepKind.UNCHECKED})
_KEPT = 64


class ReadLines(NamedTuple):
    """What a block says, as JSON values: what is given, as Markdown, the lines, and the faults."""

    given: str
    lines: tuple[dict[str, Any], ...]
    faults: tuple[Fault, ...]


@lru_cache(maxsize=_KEPT)
def parsed(block: str) -> Derivation:
    """Parse a block, once."""
    return parse_derivation(block)


def read_lines(block: str) -> ReadLines:
    """Read a block as far as showing and asking it needs."""
    derivation = parsed(block)
    faults = [
        Fault(each.line, each.message, each.hint, is_error=each.severity is Severity.ERROR)
        if not each.column
        else Fault(each.line, f"column {each.column + 1}: {each.message}", each.hint)
        for each in derivation.faults
    ]
    lines = tuple(map(_stored, derivation.steps))
    if lines and not any(line.get("asked", True) for line in lines):
        faults.append(Fault(0, "no line of the derivation can be asked", "write steps that can be checked"))
    first = derivation.steps[0].declarations if derivation.steps else derivation.declarations
    return ReadLines(_given(first), lines, tuple(faults))


def _stored(step: Step) -> dict[str, Any]:
    claim = step.claim
    known = step.declarations
    latex = "" if claim is None else latex_of(claim, known)
    if claim is not None and step.chained:
        latex = f"{sign_of(claim.relator.value)} {latex_of(claim.right, known)}"
    if step.kind is StepKind.GIVEN and "eigpair" in step.text:
        latex += rf", \quad \left\|{latex_of(Name(known.eigenpairs[-1].vector))}\right\| = 1"
    stored = {
        "latex": latex,
        "words": step.text if claim is None else "",
        "reason": step.reason,
        "start": "" if step.kind in _UNASKED else _start(step),
        "goal": _GOALS.get(step.goal, step.goal),
        "uses": list(step.uses),
    }
    kept: dict[str, Any] = {key: value for key, value in stored.items() if value or key == "latex"}
    kept |= {"asked": False} if step.kind in _UNASKED else {}
    return kept | ({"unchecked": True} if step.kind is StepKind.UNCHECKED else {})


def sign_of(relator: str) -> str:
    """Return a relator as LaTeX."""
    return _SIGNS.get(relator, relator)


def _start(step: Step) -> str:
    """Return as LaTeX what the learner is told to go on from."""
    claim = step.claim
    if claim is None:
        return ""
    if step.kind is StepKind.SOLVE and step.premise is not None:
        target = (
            rf" \;\Rightarrow\; {latex_of(claim.left, step.declarations)} = \;?"
            if isinstance(claim.left, Name)
            else r" \;\Rightarrow\; ?"
        )
        return f"{latex_of(step.premise, step.declarations)}{target}"
    sign = sign_of(claim.relator.value)
    return rf"{sign} \;?" if step.chained else rf"{latex_of(claim.left, step.declarations)} {sign} \;?"


# --- what is given -----------------------------------------------------------------------------------------


def _given(declarations: Declarations) -> str:
    names = [_variable(variable) for variable in declarations.variables.values()]
    names += [f"{name}: 1…{size}" for name, size in declarations.indices.items()]
    defined = [
        f"$${latex_of(Name(name))} = {latex_of(tree, declarations)}$$"
        for name, tree in declarations.definitions.items()
    ]
    return "\n\n".join(filter(None, [" · ".join(names), *defined]))


def _variable(variable: Variable) -> str:
    if variable.normal is not None:
        mean, deviation = map(text_of, variable.normal)
        return _plain(f"{variable.name} ~ normal({mean}, {deviation}){_shape(variable.shape, lead=', ')}")
    words = sorted(variable.words, key=lambda word: (word != "rv", word))
    said = " ".join(filter(None, [_shape(variable.shape), *words])) or "number"
    return _plain(f"{variable.name}: {said}")


def _shape(shape: Shape, lead: str = "") -> str:
    return lead + "×".join(map(str, shape)) if shape else ""


def _plain(text: str) -> str:
    return re.sub(r"([*_~$\\`\[\]<])", r"\\\1", text)


# --- what is typed -----------------------------------------------------------------------------------------


def read_typed(block: str, text: str, place: int) -> Reply:
    """Say how a line typed at a place is understood: `left = right`, `= right`, or the right side alone."""
    step = parsed(block).steps[place]
    start = _START.match(text)
    offset = start.end() if start else 0
    sign = start["sign"] if start else None
    try:
        tree = _without_sets(parse_checked(text[offset:], step.declarations))
    except NotationError as error:
        error.column += offset
        return Reply(Heard.UNREADABLE, place, (as_sentence(str(error), step.declarations),))
    latex = latex_of(tree, step.declarations)
    latex = f"{sign_of(sign)} {latex}" if sign else latex
    shown = tree.right if isinstance(tree, Relation) else tree
    return Reply(Heard.TAKEN, place, (), latex, kind_text(shown, step.declarations))


def _without_sets(tree: Node) -> Node:
    if any(isinstance(node, Collection) for node in walk(tree)):
        raise NotationError(0, "a set stands in no line of a derivation", "write left = right")
    return tree


def asked_from(steps: Mapping[int, Step] | tuple[Step, ...], place: int) -> int:
    """Return the first place from `place` on whose line is asked; past the end if there is none."""
    while place < len(steps) and steps[place].kind in _UNASKED:
        place += 1
    return place
