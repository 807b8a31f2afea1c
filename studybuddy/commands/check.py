"""`studybuddy check`: every problem of every deck, plan and story, in one run."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from studybuddy.commands.output import AsJson, print_json
from studybuddy.commands.progress import Progress
from studybuddy.model import Problem, Severity
from studybuddy.screens.marks import count as counted
from studybuddy.store.home import find_home, shipped


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders; everything if left out.", readable=False),  # we say it better
    ] = None,
    *,
    write_ids: Annotated[bool, typer.Option("--write-ids", help="Write ids into your own decks.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Show the notes on what is shipped too.")] = False,
    fast: Annotated[bool, typer.Option("--fast", help="Skip the strength of katas.")] = False,
    trust: Annotated[bool, typer.Option("--trust", help="Run katas without a kernel sandbox.")] = False,
    as_json: AsJson = False,
) -> None:
    """Report every problem of decks, plans, stories and katas; exit 1 if any is an error.

    Notes on what is shipped, which are its authors' to mend, are only counted unless a path is named.

    Example: studybuddy check decks/theory
    """
    from studybuddy.store.checking import check_library, check_paths, write_missing_ids

    home = find_home(os.environ)
    if write_ids:
        for path, count in write_missing_ids(home, paths or [home.own_decks]):
            print(f"{path}: wrote {counted(count, 'id')}", file=sys.stderr if as_json else sys.stdout)
    report = check_paths(home, paths) if paths else check_library(home, Progress("reading decks"))
    if report.math:
        from studybuddy.store.verifying import verify_cards

        report.problems += verify_cards(home, report.math, Progress("verifying math"))
    if report.katas and not fast:
        from studybuddy.commands.kata_strength import strength_problems

        report.problems += strength_problems(home, report.katas, trust=trust)
    errors = sum(problem.severity is Severity.ERROR for problem in report.problems)
    if as_json:
        problems = [_json(problem) for problem in report.problems]
        weeks = [
            {"path": path, **week._asdict(), "minutes": round(week.minutes, 1)}
            for path, totals in report.weeks.items()
            for week in totals
        ]
        print_json({"problems": problems, "cards": report.cards, "files": report.files, "weeks": weeks})
    else:
        shows_all = everything or bool(paths)
        quiet = [] if shows_all else [one for one in report.problems if _is_shipped_warning(one)]
        for problem in report.problems:
            if problem not in quiet:
                print(f"{problem.severity.value}: {_shown(problem)}")
        for plan, totals in report.weeks.items():
            if shows_all or not Path(plan).is_relative_to(shipped("plans")):
                for week in totals:
                    print(f"{plan}: week {week.number} takes {week.minutes:.0f} of {week.capacity} min")
        if quiet:
            print(f"shipped: {counted(len(quiet), 'note')}, studybuddy check --all shows them")
        warnings = len(report.problems) - errors - len(quiet)
        found = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
        print(f"{counted(report.cards, 'card')} in {counted(report.files, 'file')}: {found}")
    if errors:
        raise typer.Exit(1)


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
    path = Path(problem.source.path)
    if path.is_relative_to(Path.cwd()):
        return str(problem).replace(str(path), str(path.relative_to(Path.cwd())), 1)
    return str(problem)
