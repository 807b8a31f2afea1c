"""What comparing a formula with another can come to, as values; and tolerances as written on a card."""

import re
from dataclasses import dataclass
from enum import StrEnum

from studybuddy.notation.errors import NotationError


class Verdict(StrEnum):
    """How a given formula stands to the expected one."""

    EQUAL = "equal"
    DIFFERENT = "different"
    WRONG_FORM = "wrong-form"
    UNDECIDED = "undecided"
    ERROR = "error"


class Label(StrEnum):
    """What stands behind `EQUAL`."""

    PROVED = "proved"
    NUMERICAL = "verified numerically"
    EVIDENCE = "no counterexample found"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome of a comparison.

    `counterexample` says where the two differ; `reason` is a sentence for the learner: the mistake that
    was recognised, the form that is missing, what could not be read or settled.
    """

    verdict: Verdict
    label: Label = Label.NONE
    counterexample: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Within:
    """A tolerance for plain numbers: absolute, or relative to the expected one."""

    amount: float
    relative: bool = False

    def accepts(self, given: float, expected: float) -> bool:
        """Say whether `given` is near enough."""
        allowed = self.amount * abs(expected) if self.relative else self.amount
        return abs(given - expected) <= allowed * (1 + 1e-9)


DEFAULT_WITHIN = Within(1e-9, relative=True)
"""What a card without a tolerance means for plain numbers."""

_WITHIN = re.compile(r"(\d{1,9}(?:\.\d{1,12})?|\.\d{1,12}|\d(?:\.\d{1,6})?e-\d{1,2})\s*(%?)")


def parse_within(text: str) -> Within:
    """Read `0.005` as absolute and `1%` as relative.

    Raises:
        NotationError: for anything else.
    """
    found = _WITHIN.fullmatch(text.strip())
    if found is None:
        raise NotationError(0, f"'{text.strip()[:40]}' is no tolerance", "within 0.005, or within 1%")
    amount = float(found[1])
    return Within(amount / 100, relative=True) if found[2] else Within(amount)
