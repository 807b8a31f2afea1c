"""A command line in, one command run, an exit status out: the typer app and the one error boundary."""

import sys
from typing import Annotated

import typer

from studybuddy.commands import (
    add,
    aside,
    check,
    config,
    decks,
    due,
    edit,
    glance,
    grade,
    guides,
    history,
    plan,
    review,
    search,
    show,
    stats,
    status,
    tour,
    undo,
)
from studybuddy.errors import StudyBuddyError

STUDY, PLAN, CONTENT, DATA = "Study", "Plan", "Content", "Data"
INTERRUPTED = 130  # what a shell reports for a program ended by Ctrl-C

app = typer.Typer(
    name="studybuddy",
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"studybuddy {version('studybuddy')}")
        raise typer.Exit


@app.callback()
def studybuddy(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version.")
    ] = False,
) -> None:
    """Study for machine-learning interviews: plain-text decks, one command a day, all offline.

    Without a command it shows today at a glance.
    Example: studybuddy review
    """
    del version
    if context.invoked_subcommand is None:
        glance.glance()


for command, panel in (
    (review.review, STUDY),
    (tour.tour, STUDY),
    (status.status, PLAN),
    (stats.stats, PLAN),
    (add.add, CONTENT),
    (decks.decks, CONTENT),
    (search.search, CONTENT),
    (show.show, CONTENT),
    (edit.edit, CONTENT),
    (check.check, CONTENT),
    (due.due, DATA),
    (grade.grade, DATA),
    (history.history, DATA),
    (undo.undo, DATA),
    (aside.suspend, DATA),
    (aside.unsuspend, DATA),
    (aside.bury, DATA),
    (aside.reset, DATA),
    (config.config, DATA),
):
    app.command(rich_help_panel=panel)(command)
app.command(name="help", rich_help_panel=CONTENT)(guides.show_guide)
app.add_typer(plan.app, name="plan", rich_help_panel=PLAN)


def main() -> None:
    """Run the command line; what the learner can mend is one line on stderr and an exit status."""
    try:
        app()
    except StudyBuddyError as error:
        print(f"studybuddy: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
