"""The nouns of a judgement: how a typed line stands to a derivation, and what is said of it."""

from dataclasses import dataclass
from enum import StrEnum

from studybuddy.notation.tree import Node


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
