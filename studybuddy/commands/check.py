"""`studybuddy check`: every problem of every deck, plan and story, in one run."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from studybuddy.commands.output import AsJson, print_json
from studybuddy.commands.progress import Progress
from studybuddy.model import Problem, Severity
from studybuddy.store.home import find_home


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders; everything if left out.", readable=False),  # we say it better
    ] = None,
    *,
    write_ids: Annotated[bool, typer.Option("--write-ids", help="Write ids into your own decks.")] = False,
    fast: Annotated[bool, typer.Option("--fast", help="Skip the strength of katas.")] = False,
    trust: Annotated[bool, typer.Option("--trust", help="Run katas without a kernel sandbox.")] = False,
    as_json: AsJson = False,
) -> None:
    """Report every problem of decks, plans, stories and katas; exit 1 if any is an error.

    Example: studybuddy check decks/theory
    """
    from studybuddy.store.checking import check_library, check_paths, write_missing_ids

    home = find_home(os.environ)
    if write_ids:
        for path, count in write_missing_ids(home, paths or [home.own_decks]):
            print(f"{path}: wrote {count} ids", file=sys.stderr if as_json else sys.stdout)
    report = check_paths(home, paths) if paths else check_library(home)
    if report.math:
        from studybuddy.store.verifying import verify_cards

        report.problems += verify_cards(home, report.math, Progress("verifying math"))
    if report.katas and not fast:
        from studybuddy.commands.kata_strength import strength_problems

        report.problems += strength_problems(home, report.katas, trust=trust)
    errors = sum(problem.severity is Severity.ERROR for problem in report.problems)
    if as_json:
        problems = [_json(problem) for problem in report.problems]
        print_json({"problems": problems, "cards": report.cards, "files": report.files})
    else:
        for problem in report.problems:
            print(f"{problem.severity.value}: {_shown(problem)}")
        warnings = len(report.problems) - errors
        print(f"{report.cards} cards in {report.files} files: {errors} errors, {warnings} warnings")
    if errors:
        raise typer.Exit(1)


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
