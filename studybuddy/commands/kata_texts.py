"""A kata, its reports and files in; what is shown of them out: verdicts, comparisons, the solution."""

from collections.abc import Mapping
from pathlib import Path

from studybuddy.commands.kata_choice import Chosen
from studybuddy.errors import UsageError
from studybuddy.katas.report import CheckReport
from studybuddy.kinds.kata import prompt
from studybuddy.kinds.kata_stub import stub
from studybuddy.kinds.phrasing import fenced, joined
from studybuddy.model import Grade
from studybuddy.screens.kata_view import Case, KataVerdict, KataView, Panel
from studybuddy.store.workspaces import read_code

STUB, LAST, SOLUTION = "stub", "last", "solution"
COMPARISONS = (STUB, LAST, SOLUTION)


def view_of(chosen: Chosen, opening: str, labels: Mapping[Grade, str]) -> KataView:
    """Return a kata as the screen shows it; `opening` says what starting does about the editor."""
    asked = prompt(chosen.card, chosen.card.id, 0)
    return KataView(
        name=chosen.card.id,
        prompt=asked.text,
        minutes=chosen.minutes,
        path=str(chosen.workspace.file),
        opening=opening,
        hints=asked.hints,
        follow_ups=asked.follow_ups,
        place=(chosen.card.domain, chosen.card.topic),
        labels=labels,
    )


def verdict_of(report: CheckReport, number: int = 0) -> KataVerdict:
    """Return a report as the screens show it."""
    limit = report.diagnosis.limit
    named = (f"limit: {limit}",) if limit else ()
    return KataVerdict(
        passed=report.passed,
        cases=tuple(Case(case.name, case.passed, case.reason) for case in report.cases),
        diagnosis=report.diagnosis.lines() + named,
        isolation=report.isolation,
        ms=report.ms,
        number=number,
        broken=report.broken,
        printed=report.printed,
        is_partial=report.is_partial,
    )


def solution_panel(chosen: Chosen) -> Panel:
    """Return the reference and what the author says about it."""
    code = fenced(chosen.kata.reference.code.strip("\n"), "python")
    fields = chosen.card.fields
    return Panel("solution", joined(code, fields.get("answer", ""), fields.get("why", "")))


def diff_panel(chosen: Chosen, other: str) -> Panel:
    """Return the learner's file beside the stub, the last archived attempt, or the solution.

    Raises: UsageError, when there is nothing to compare with; StudyBuddyError, for an unreadable file.
    """
    import difflib

    mine = chosen.workspace.read()
    name, theirs = _other(chosen, other)
    if other == SOLUTION:
        mine = _without_task(mine)
    lines = list(
        difflib.unified_diff(theirs.splitlines(), mine.splitlines(), name, "your code", lineterm="", n=3)
    )
    if not lines:
        return Panel("diff", f"No difference: your code is {name}.")
    return Panel("diff", fenced("\n".join(lines), "diff"))


def _without_task(code: str) -> str:
    """Return code without the comment that it starts with, where the stub has its task."""
    lines = code.split("\n")
    task = next((number for number, line in enumerate(lines) if line.strip() and line[0] != "#"), 0)
    return "\n".join(lines[task:])


def _other(chosen: Chosen, other: str) -> tuple[str, str]:
    if other == SOLUTION:
        return "the solution", chosen.kata.reference.code.strip("\n") + "\n"
    if other == LAST:
        attempts = chosen.workspace.attempts()
        if not attempts:
            raise UsageError(f"{chosen.card.id} has no earlier attempt", "compare with --with stub")
        return f"{Path(attempts[-1]).name}", read_code(attempts[-1])
    return "the stub", stub(chosen.card)
