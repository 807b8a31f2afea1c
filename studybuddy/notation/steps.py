"""The nouns of a derivation: a step with the declarations in force, a fault, and the steps together."""

from dataclasses import dataclass
from enum import StrEnum

from studybuddy.model import Severity
from studybuddy.notation.declared import Declarations
from studybuddy.notation.tree import Relation


class StepKind(StrEnum):
    """How a step follows from what stands above it."""

    EQUATION = "="
    SOLVE = "solve"
    INEQUALITY = "ineq"
    GIVEN = "given"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a block. `line` counts from 0 within the block, `column` from 0 within the line."""

    line: int
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    column: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One line. `text` is its formula as written, without reason and annotations.

    `claim` is what the line says (None for an unchecked sentence in words). `premise` is the equation that
    a `solve` starts from. `chained` lines go on from the right side above. `declarations` are those in
    force; `fixed` are the names that `given` lines made no longer free.
    """

    kind: StepKind
    text: str
    line: int
    claim: Relation | None
    declarations: Declarations
    reason: str = ""
    premise: Relation | None = None
    goal: str = ""
    uses: tuple[str, ...] = ()
    chained: bool = False


@dataclass(frozen=True, slots=True)
class Derivation:
    """A parsed block: all steps that could be read, and everything that could not."""

    steps: tuple[Step, ...]
    declarations: Declarations
    faults: tuple[Fault, ...] = ()
