"""What a check found in; the lines and the JSON that say it, and what lines of derivations need, out."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from studybuddy.model import Card, Problem, Severity, Source
from studybuddy.screens.marks import count as counted
from studybuddy.store.checking import CheckReport
from studybuddy.store.home import shipped

Need = tuple[Source, tuple[str, ...]]  # where a line stands, and what it needs


def json_of(report: CheckReport, needs: list[Need] | None) -> dict[str, Any]:
    """Return a report under the keys of the JSON, and what lines need where that was asked."""
    weeks = [
        {"path": path, **week._asdict(), "minutes": round(week.minutes, 1)}
        for path, totals in report.weeks.items()
        for week in totals
    ]
    problems = [_json(problem) for problem in report.problems]
    found = {"problems": problems, "cards": report.cards, "files": report.files, "weeks": weeks}
    if needs is not None:
        found["assumptions"] = [{"path": at.path, "line": at.line, "needs": words} for at, words in needs]
    return found


def tell(report: CheckReport, needs: list[Need], errors: int, *, shows_all: bool) -> None:
    """Print a report for people to read, of which `errors` problems are errors."""
    quiet = [] if shows_all else [one for one in report.problems if _is_shipped_warning(one)]
    for problem in report.problems:
        if problem not in quiet:
            print(f"{problem.severity.value}: {_shown(problem)}")
    for source, words in needs:
        print(f"{_short(source)}: needs that {' and that '.join(words)}")
    for plan, totals in report.weeks.items():
        if shows_all or not Path(plan).is_relative_to(shipped("plans")):
            for week in totals:
                print(f"{plan}: week {week.number} takes {week.minutes:.0f} of {week.capacity} min")
    if quiet:
        print(f"shipped: {counted(len(quiet), 'note')}, studybuddy check --all shows them")
    warnings = len(report.problems) - errors - len(quiet)
    found = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    print(f"{counted(report.cards, 'card')} in {counted(report.files, 'file')}: {found}")


def needs_of(cards: Iterable[Card]) -> Iterator[Need]:
    """Yield where a line of a derivation stands, and the assumptions without which it fails."""
    from studybuddy.kinds.assumptions import needed

    for card in cards:
        for line, words in needed(card.fields["block"]) if card.kind == "derivation" else ():
            at = card.source.line + int(card.fields["block_line"]) + line
            yield Source(card.source.path, at), words


def _is_shipped_warning(problem: Problem) -> bool:
    """Tell what a learner neither wrote nor can mend, as against what they have to know."""
    path = Path(problem.source.path)
    is_shipped = any(path.is_relative_to(shipped(name)) for name in ("decks", "plans"))
    return is_shipped and problem.severity is not Severity.ERROR


def _json(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.source.path,
        "line": problem.source.line,
        "severity": problem.severity.value,
        "message": problem.message,
        "hint": problem.hint,
    }


def _shown(problem: Problem) -> str:
    """Return a problem with its path as short as it can be said from here."""
    return str(problem).replace(str(problem.source), _short(problem.source), 1)


def _short(source: Source) -> str:
    path = Path(source.path)
    if path.is_relative_to(Path.cwd()):
        return str(source).replace(str(path), str(path.relative_to(Path.cwd())), 1)
    return str(source)
