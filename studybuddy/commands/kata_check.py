"""A kata's name and a file in, one finished check out: the hot path, which loads neither rich nor NumPy."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studybuddy.katas.check import check, open_host
from studybuddy.katas.kata import Kata
from studybuddy.katas.report import CheckReport
from studybuddy.kinds.kata_grading import Evidence, suggest
from studybuddy.screens.kata_view import KataVerdict
from studybuddy.workers.host import Host

SEED_BITS = 31


@dataclass(frozen=True, slots=True)
class Checked:
    """A report, and the grade that it suggests; None for code that does not pass."""

    report: CheckReport
    verdict: KataVerdict
    grade: int | None


def check_once(name: str, file: str, *, trust: bool) -> Checked:
    """Check an attempt, or any file, against a kata. Nothing is written.

    Raises: UsageError, for a name that is no kata; StudyBuddyError, for a file that cannot be read.
    """
    with open_host() as warming:  # NumPy is loaded there while everything else is here
        from studybuddy.commands.kata_texts import verdict_of

        found = _find(name, file)
        with _suited(warming, found.kata) as host:
            report = check(
                found.kata,
                found.code,
                found.seed,
                trust=trust or found.is_shipped,
                workers=host,
                file=found.file,
            )
    return Checked(report, verdict_of(report), _grade(report, found.evidence, found.minutes))


@dataclass(frozen=True, slots=True)
class _Found:
    """What is to be checked."""

    kata: Kata
    code: str
    file: str
    seed: int
    evidence: Evidence
    minutes: int
    is_shipped: bool


def _find(name: str, file: str) -> _Found:
    from secrets import randbits

    from studybuddy.commands.desk import open_desk
    from studybuddy.commands.kata_choice import kata_meant, require_packages
    from studybuddy.errors import StudyBuddyError, UsageError
    from studybuddy.store.workspaces import read_code

    with open_desk(reads=True) as desk:
        chosen = kata_meant(desk, name)
    require_packages(chosen)
    place = chosen.workspace
    if not file and not place.folder.exists():
        begin = f"studybuddy kata {chosen.card.id} begins one; or give --file"
        raise UsageError(f"there is no attempt at {chosen.card.id}", begin)
    path = Path(file) if file else place.file
    if file and not path.exists():
        raise StudyBuddyError(f"there is no {path}", "--file names the file that holds your code")
    known = place.attempt()
    if known is None or known.is_over:
        seed, evidence = randbits(SEED_BITS), Evidence()
    else:
        seed, evidence = known.seed, known.evidence
    return _Found(chosen.kata, read_code(path), path.name, seed, evidence, chosen.minutes, chosen.is_shipped)


@contextmanager
def _suited(warming: Host, kata: Kata) -> Iterator[Host]:
    """Yield the host that is warming up, or one with the packages that the kata requires."""
    if not kata.requires:
        yield warming
        return
    with open_host(kata.requires) as host:
        yield host


def _grade(report: CheckReport, evidence: Evidence, minutes: int) -> int | None:
    """Suggest the grade that the attempt would get if this were its next check."""
    if not report.passed:
        return None
    if evidence.passed_seconds is None:
        evidence = replace(evidence, passed_seconds=evidence.seconds, passed_checks=max(evidence.checks, 1))
    return int(suggest(evidence, minutes))


def report_json(checked: Checked) -> dict[str, Any]:
    """Return what scripts and editors are told."""
    report = checked.report
    found = report.diagnosis
    return {
        "kata": report.kata,
        "passed": report.passed,
        "cases": [{"name": case.name, "passed": case.passed, "reason": case.reason} for case in report.cases],
        "diagnosis": {
            "case": found.case,
            "reason": found.reason,
            "input": found.call,
            "line": found.line,
            "births": list(found.births),
            "mistake": found.reject,
            "misconception": found.misconception,
            "limit": found.limit,
            "note": found.note,
            "broken": report.broken,
        },
        "isolation": report.isolation,
        "ms": report.ms,
        "grade": checked.grade,
    }
