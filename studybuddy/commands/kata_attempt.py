"""A kata's folder in, the attempt at it out: its file, and the evidence that a grade follows from."""

import secrets
from collections.abc import Callable
from dataclasses import replace

from studybuddy.commands.kata_choice import Chosen
from studybuddy.kinds.kata_grading import Evidence, reason, suggest
from studybuddy.kinds.kata_stub import stub
from studybuddy.model import Grade
from studybuddy.store.workspaces import Attempt, Opened

SEED_BITS = 31


class Attempting:
    """One attempt while it lasts; `message` says what became of an earlier one.

    The folder must be locked. `stamp` names what is archived.
    """

    def __init__(self, chosen: Chosen, stamp: Callable[[], str]) -> None:
        """Go on with the attempt in progress, or begin one. Raises: StudyBuddyError."""
        self._chosen = chosen
        self._stamp = stamp
        self._checked = ""  # the code of the last check that counted
        self.stub = stub(chosen.card)
        seed = secrets.randbits(SEED_BITS)
        self._take(chosen.workspace.open(self.stub, chosen.card.digest, seed, stamp()))

    def _take(self, opened: Opened) -> None:
        self._attempt: Attempt = opened.attempt
        self.evidence: Evidence = opened.attempt.evidence
        self.message = opened.message

    @property
    def seed(self) -> int:
        """What the inputs of all its checks are drawn from."""
        return self._attempt.seed

    @property
    def has_passed(self) -> bool:
        """Whether a check has passed."""
        return self.evidence.passed_seconds is not None

    def count(self, code: str) -> None:
        """Count a check; the same code again, and the stub as it was handed out, are no new ones."""
        if code not in (self._checked, self.stub):
            self.evidence = replace(self.evidence, checks=self.evidence.checks + 1)
        self._checked = code

    def note_pass(self, seconds: float) -> None:
        """Note the first pass and what the clock showed."""
        checks = max(self.evidence.checks, 1)
        self.evidence = replace(self.evidence, passed_checks=checks, passed_seconds=seconds)

    def note_solution(self) -> None:
        """Note that the solution was shown, which counts before the first pass."""
        if not self.has_passed:
            self.evidence = replace(self.evidence, shown=True)

    def keep(self, seconds: float, hints: int, *, is_over: bool = False) -> None:
        """Write down what happened, so that a crash or a second thought loses nothing.

        Raises: StudyBuddyError, when the folder cannot be written.
        """
        self.evidence = replace(self.evidence, seconds=seconds, hints=hints)
        self._attempt = replace(self._attempt, evidence=self.evidence, is_over=is_over)
        self._chosen.workspace.keep(self._attempt)

    def start_over(self) -> None:
        """Archive the file and begin with the stub; the evidence stays. Raises: StudyBuddyError."""
        digest = self._chosen.card.digest
        self._take(self._chosen.workspace.reset(self.stub, digest, self.seed, self._stamp(), self.evidence))
        self._checked = ""

    def suggestion(self, hints: int, *, gave_up: bool) -> tuple[Grade, str]:
        """Return the grade that the evidence suggests, and why."""
        evidence = replace(self.evidence, hints=hints)
        if gave_up:
            evidence = replace(evidence, passed_seconds=None)
        minutes = self._chosen.minutes
        return suggest(evidence, minutes), reason(evidence, minutes)
