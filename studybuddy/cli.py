"""A command line in, one command run, an exit status out: the typer app and the one error boundary."""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from studybuddy.commands.typer_door import LoadingGroup, WrongUse, wrong_use
from studybuddy.errors import StudyBuddyError, UsageError

INTERRUPTED = 130  # what a shell reports for a program ended by Ctrl-C

app = typer.Typer(
    name="studybuddy",
    cls=LoadingGroup,
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
        from studybuddy.commands import glance

        glance.glance()


def main() -> None:
    """Run the command line; what the learner can mend is one line on stderr and an exit status."""
    _prepare_streams()
    try:
        _check_encoding(sys.argv)
        code = app(standalone_mode=False)
        if code == INTERRUPTED and sys.stderr.isatty():
            print(file=sys.stderr)  # the shell's prompt comes on a line of its own
        sys.stdout.flush()
        sys.exit(code)
    except WrongUse as error:
        where = error.ctx.command_path if error.ctx else "studybuddy"
        _fail(f"{wrong_use(error)} (see: {where} --help)", error.exit_code)
    except StudyBuddyError as error:
        _fail(str(error), error.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except OSError as error:
        _fail_to_write(error)


def _check_encoding(words: Sequence[str]) -> None:
    for word in words:
        if not word.isascii() and word.encode(errors="replace").decode() != word:
            raise UsageError(f"{word!r} is no UTF-8", "set the locale of your terminal to UTF-8")


def _fail(message: str, exit_code: int) -> NoReturn:
    from studybuddy.commands.output import say

    say("studybuddy: " + " ".join(message.split()), sys.stderr)
    sys.exit(exit_code)


def _fail_to_write(error: OSError) -> NoReturn:
    """End a command whose output nobody can take; a reader that stopped listening needs no message."""
    if error.filename is not None:
        _fail(f"cannot use {error.filename}: {error.strerror}", StudyBuddyError.exit_code)
    sys.stdout = io.StringIO()  # what is left cannot be written
    if isinstance(error, BrokenPipeError):
        sys.exit(StudyBuddyError.exit_code)
    _fail(f"cannot write the output: {error.strerror}", StudyBuddyError.exit_code)


def _prepare_streams() -> None:
    """Make sure that there are streams, and that a character which one cannot show never ends a command."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # it stays open
        elif isinstance(stream, io.TextIOWrapper) and mode == "w":
            stream.reconfigure(errors="replace")
