"""The text of a `derivation` block in; its steps, each with the declarations in force, and its faults out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from studybuddy.notation.declarations import ASSUMPTIONS, KEYWORDS, parse_declarations
from studybuddy.notation.declared import Declarations, Eigenpair, Variable
from studybuddy.notation.errors import NotationError
from studybuddy.notation.parser import parse
from studybuddy.notation.shapes import shape_of, shape_text
from studybuddy.notation.steps import Derivation, Fault, Step, StepKind
from studybuddy.notation.tree import Binary, Name, Node, Operator, Relation, Relator

MOST_STEPS = 40


@dataclass(frozen=True, slots=True)
class _Line:
    """One line taken apart: the formula with its column, and what is written after it."""

    number: int
    formula: str
    at: int
    reason: str = ""
    goal: str = ""
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """What has been read so far."""

    declarations: Declarations = field(default_factory=Declarations)
    steps: tuple[Step, ...] = ()
    faults: tuple[Fault, ...] = ()


def parse_derivation(text: str) -> Derivation:
    """Read a block; a line that cannot be read is a fault and the others are read all the same."""
    reading = _Reading()
    for number, raw in enumerate(text.splitlines()):
        line = without_comment(raw)
        if not line.strip():
            continue
        try:
            reading = _with_line(reading, number, line)
        except NotationError as error:
            fault = Fault(number, error.message, error.suggestion, column=error.column)
            reading = replace(reading, faults=(*reading.faults, fault))
    faults = reading.faults
    if not reading.steps and not faults:
        faults = (Fault(0, "a derivation without a step", "write L = …  | reason"),)
    if len(reading.steps) > MOST_STEPS:
        faults = (
            *faults,
            Fault(reading.steps[MOST_STEPS].line, f"more than {MOST_STEPS} steps", "split the card"),
        )
    return Derivation(reading.steps[:MOST_STEPS], reading.declarations, faults)


_COMMENT = re.compile(r"(?:^|\s\s)#.*$")
_ANNOTATION = re.compile(r"\s*\[(goal|uses):\s*([^\[\]]*)\]\s*$")


def without_comment(line: str) -> str:
    """Return a line without its comment: `#` at its start, or after two spaces."""
    return _COMMENT.sub("", line)


def _with_line(reading: _Reading, number: int, text: str) -> _Reading:
    first = text.split(maxsplit=1)[0]
    if first in KEYWORDS:
        return replace(reading, declarations=parse_declarations(text, reading.declarations))
    line = _taken_apart(number, text)
    word = re.match(r"\s*(solve|ineq|given|unchecked)\b(?!\s*[=<>*/+^)])", line.formula)
    kind = StepKind(word[1]) if word and word[1] not in reading.declarations.names else StepKind.EQUATION
    if word and kind is not StepKind.EQUATION:
        line = replace(line, formula=line.formula[word.end() :], at=line.at + word.end())
    try:
        return _READERS[kind](reading, line)
    except NotationError as error:
        error.column += line.at
        raise


def _taken_apart(number: int, text: str) -> _Line:
    notes: dict[str, str] = {}
    while found := _ANNOTATION.search(text):
        notes[found[1]] = found[2].strip()
        text = text[: found.start()]
    cut = _reason_start(text)
    formula, reason = (text, "") if cut is None else (text[:cut], text[cut + 2 :].strip())
    uses = tuple(word for word in re.split(r"[,\s]+", notes.get("uses", "")) if word)
    for word in uses:
        if word not in ASSUMPTIONS:
            raise NotationError(0, f"'{word}' is no assumption", "one of: " + " ".join(ASSUMPTIONS))
    return _Line(number, formula, 0, reason, notes.get("goal", ""), uses)


def _reason_start(text: str) -> int | None:
    """Return where ` | ` stands outside brackets. Bars of a formula touch what they enclose."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if depth <= 0 and text.startswith(" | ", at):
            return at + 1
        if depth <= 0 and text.endswith(" |") and at == len(text) - 2:
            return at
    return None


def _step(reading: _Reading, line: _Line, kind: StepKind, claim: Relation | None, **more: object) -> _Reading:
    step = Step(
        kind, " ".join(line.formula.split()), line.number, claim, reading.declarations,
        reason=line.reason, goal=line.goal, uses=line.uses,
    )  # fmt: skip
    step = replace(step, **more)  # type: ignore[arg-type]  # the two optional fields of a step
    return replace(reading, steps=(*reading.steps, step))


def _equation(reading: _Reading, line: _Line) -> _Reading:
    claim, chained = _relation(reading, line)
    if claim.relator is not Relator.EQUAL:
        raise NotationError(claim.at, f"a step with {claim.relator}", "write ineq in front of it")
    return _step(reading, line, StepKind.EQUATION, claim, chained=chained)


def _inequality(reading: _Reading, line: _Line) -> _Reading:
    claim, chained = _relation(reading, line)
    return _step(reading, line, StepKind.INEQUALITY, claim, chained=chained)


_RELATOR = re.compile(r"\s*(<=|>=|!=|<|>|=)")


def _relation(reading: _Reading, line: _Line) -> tuple[Relation, bool]:
    """Return the relation of a line, taking the left side from above where it starts with a sign."""
    start = _RELATOR.match(line.formula)
    if start is None:
        return as_relation(parse_checked(line.formula, reading.declarations)), False
    above = next((step.claim for step in reversed(reading.steps) if step.claim is not None), None)
    if above is None:
        raise NotationError(0, f"nothing stands above to go on with {start[1]}", "start with L = …")
    rest = line.formula[start.end() :]
    try:
        right = parse(rest, reading.declarations)
    except NotationError as error:
        error.column += start.end()
        raise
    claim = Relation(Relator(start[1]), above.right, right, at=start.start(1))
    shape_of(claim, reading.declarations)
    return claim, True


def parse_checked(text: str, declarations: Declarations) -> Node:
    """Read a formula and make sure that its shapes fit."""
    tree = parse(text, declarations)
    shape_of(tree, declarations)
    return tree


def as_relation(tree: Node) -> Relation:
    """Return `tree` if it is a relation.

    Raises:
        NotationError: if it is not.
    """
    if not isinstance(tree, Relation):
        raise NotationError(tree.at, "a step is an equation", "write left = right, or = right to go on")
    return tree


def _solve(reading: _Reading, line: _Line) -> _Reading:
    cut = line.formula.find(":")
    if cut < 0:
        raise NotationError(0, "solve needs an equation and what follows", "solve A = 0 : w = …")
    premise = as_relation(parse_checked(line.formula[:cut], reading.declarations))
    try:
        claim = as_relation(parse_checked(line.formula[cut + 1 :], reading.declarations))
    except NotationError as error:
        error.column += cut + 1
        raise
    return _step(reading, line, StepKind.SOLVE, claim, premise=premise)


_EIGENPAIR = re.compile(r"\s*(\w+)\s*,\s*(\w+)\s*=\s*eigpair\((.*)\)\s*")
_GIVEN_NAME = re.compile(r"\s*(\w+)\s*=(?!=)(.*)", re.DOTALL)


def _given(reading: _Reading, line: _Line) -> _Reading:
    found = _EIGENPAIR.fullmatch(line.formula)
    if found:
        return _given_eigenpair(reading, line, found)
    named = _GIVEN_NAME.fullmatch(line.formula)
    if named is None or named[1] not in reading.declarations.variables:
        raise NotationError(0, "given fixes a declared variable", "given l, v = eigpair(S), or given x = …")
    known = reading.declarations
    body = parse_checked(named[2], known)
    variable = known.variables[named[1]]
    if shape_of(body, known) != variable.shape:
        raise NotationError(0, f"{named[1]} is {shape_text(variable.shape)}, this is not")
    others = {name: other for name, other in known.variables.items() if name != named[1]}
    declarations = replace(known, variables=others).with_definition(named[1], body)
    return _step(
        replace(reading, declarations=declarations),
        line,
        StepKind.GIVEN,
        Relation(Relator.EQUAL, Name(named[1]), body),
    )


def _given_eigenpair(reading: _Reading, line: _Line, found: re.Match[str]) -> _Reading:
    known = reading.declarations
    matrix = parse_checked(found[3], known)
    shape = shape_of(matrix, known)
    if len(shape) != 2 or shape[0] != shape[1]:
        raise NotationError(found.start(3), f"eigpair needs a square matrix, this is {shape_text(shape)}")
    value, vector = found[1], found[2]
    for name, wanted in ((value, ()), (vector, shape[:1])):
        declared = known.variables.get(name)
        if declared is None and name in known.names:
            raise NotationError(0, f"{name} is declared already", "choose another name")
        if declared is not None and declared.shape != wanted:
            raise NotationError(0, f"{name} is {shape_text(declared.shape)}, not {shape_text(wanted)}")
        known = known.with_variable(Variable(name, wanted))
    pair = Eigenpair(value, vector, matrix)
    declarations = replace(known, eigenpairs=(*known.eigenpairs, pair))
    claim = Relation(
        Relator.EQUAL,
        Binary(Operator.MULTIPLY, matrix, Name(vector), implicit=True),
        Binary(Operator.MULTIPLY, Name(value), Name(vector), implicit=True),
    )
    return _step(replace(reading, declarations=declarations), line, StepKind.GIVEN, claim)


def _unchecked(reading: _Reading, line: _Line) -> _Reading:
    text = line.formula.strip().removeprefix(":").strip()
    if not text:
        raise NotationError(0, "unchecked needs a reason", "unchecked: the sum converges by …")
    line = replace(line, formula=text, reason=line.reason or text)
    try:
        claim = as_relation(parse_checked(text, reading.declarations))
    except NotationError:
        claim = None  # a sentence in words
    return _step(reading, line, StepKind.UNCHECKED, claim)


_READERS: Mapping[StepKind, Callable[[_Reading, _Line], _Reading]] = MappingProxyType(
    {
        StepKind.EQUATION: _equation,
        StepKind.SOLVE: _solve,
        StepKind.INEQUALITY: _inequality,
        StepKind.GIVEN: _given,
        StepKind.UNCHECKED: _unchecked,
    }
)
