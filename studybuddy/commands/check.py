"""`studybuddy check`: every problem of every deck, plan and story, in one run."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from studybuddy.commands.output import AsJson, print_json
from studybuddy.commands.progress import Progress
from studybuddy.model import Severity
from studybuddy.screens.marks import count as counted
from studybuddy.store.home import find_home


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders; everything if left out.", readable=False),  # we say it better
    ] = None,
    *,
    write_ids: Annotated[bool, typer.Option("--write-ids", help="Write ids into your own decks.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Show the notes on what is shipped too.")] = False,
    fast: Annotated[bool, typer.Option("--fast", help="Skip the strength of katas.")] = False,
    assumptions: Annotated[
        bool, typer.Option("--assumptions", help="List what each line of a derivation needs.")
    ] = False,
    trust: Annotated[bool, typer.Option("--trust", help="Run katas without a kernel sandbox.")] = False,
    as_json: AsJson = False,
) -> None:
    """Report every problem of decks, plans, stories and katas; exit 1 if any is an error.

    Notes on what is shipped, which are its authors' to mend, are only counted unless a path is named.

    Example: studybuddy check decks/theory
    """
    from studybuddy.commands.check_report import json_of, needs_of, tell
    from studybuddy.store.checking import check_library, check_paths, write_missing_ids

    home = find_home(os.environ)
    if write_ids:
        for path, count in write_missing_ids(home, paths or [home.own_decks]):
            print(f"{path}: wrote {counted(count, 'id')}", file=sys.stderr if as_json else sys.stdout)
    report = check_paths(home, paths) if paths else check_library(home, Progress("reading decks"))
    if report.math:
        from studybuddy.store.verifying import verify_cards

        report.problems += verify_cards(home, report.math, Progress("verifying math"))
    needs = list(needs_of(report.math)) if assumptions else []
    if report.katas and not fast:
        from studybuddy.commands.kata_strength import strength_problems

        report.problems += strength_problems(home, report.katas, trust=trust)
    errors = sum(problem.severity is Severity.ERROR for problem in report.problems)
    if as_json:
        print_json(json_of(report, needs if assumptions else None))
    else:
        tell(report, needs, errors, shows_all=everything or bool(paths))
    if errors:
        raise typer.Exit(1)
