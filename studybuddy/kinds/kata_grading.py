"""What happened during an attempt at a kata goes in, the grade that it suggests comes out."""

from dataclasses import dataclass

from studybuddy.model import Grade


@dataclass(frozen=True, slots=True)
class Evidence:
    """An attempt so far: `checks` counts verdicts on the code, `seconds` is what the clock shows.

    `passed_seconds` is what it showed at the first pass, None before one. `shown` means that the solution was
    shown before that pass.
    """

    checks: int = 0
    hints: int = 0
    seconds: float = 0.0
    passed_checks: int = 0
    passed_seconds: float | None = None
    shown: bool = False


def suggest(evidence: Evidence, minutes: int) -> Grade:
    """Return the grade: 5 at the first check in time, 4 in time, 3 late or helped, 2 retyped, 1 given up."""
    if evidence.passed_seconds is None:
        return Grade.AGAIN
    if evidence.shown:
        return Grade.ALMOST
    if evidence.hints or evidence.passed_seconds > minutes * 60:
        return Grade.HARD
    return Grade.EASY if evidence.passed_checks == 1 else Grade.GOOD


def reason(evidence: Evidence, minutes: int) -> str:
    """Say in a few words why this grade is suggested."""
    if evidence.passed_seconds is None:
        return "given up"
    if evidence.shown:
        return "the solution was shown"
    remarks = []
    if evidence.hints:
        remarks.append(f"{evidence.hints} hint{'s' * (evidence.hints != 1)}")
    if evidence.passed_seconds > minutes * 60:
        remarks.append(f"after more than {minutes} min")
    if not remarks and evidence.passed_checks > 1:
        remarks.append(f"at check {evidence.passed_checks}")
    return " and ".join(remarks) or "at the first check"
