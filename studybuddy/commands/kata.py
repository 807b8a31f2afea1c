"""`studybuddy kata`: a coding rep in your own editor; its verbs check, help and compare without the loop."""

import os
import sys
from typing import Annotated, Any

import typer

from studybuddy.commands.completing import katas
from studybuddy.commands.output import AsJson, print_json
from studybuddy.commands.typer_door import SparingCommand, SparingGroup

_OPEN = "open"  # the verb behind a bare name; it is not listed, so a kata may still be called so


class _Verbs(SparingGroup):
    """Takes a first word that is no verb as the name of the kata to work on."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the hidden verb in front where none is said."""
        first = next((arg for arg in args if not arg.startswith("-")), None)
        wants_help = bool({"-h", "--help"} & set(args)) and first is None
        if not wants_help and (first is None or first not in self.commands or first == _OPEN):
            args = [_OPEN, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_Verbs, no_args_is_help=False, invoke_without_command=True)

Name = Annotated[
    str, typer.Argument(help="A kata; the next one if left out.", metavar="[NAME]", autocompletion=katas)
]
Begun = Annotated[
    str, typer.Argument(help="A kata; the one begun if left out.", metavar="[NAME]", autocompletion=katas)
]
Trust = Annotated[bool, typer.Option("--trust", help="Run a deck's code without a kernel sandbox.")]


@app.callback()
def kata() -> None:
    """Write code against hidden cases: studybuddy kata [NAME], or a verb.

    Without a name it takes the kata that is due, else the next one of the week.
    Example: studybuddy kata stable-softmax
    """


@app.command(name=_OPEN, hidden=True, cls=SparingCommand)
def open_(name: Name = "", *, trust: Trust = False) -> None:
    """Work on a kata: the clock, your editor, a verdict on every save."""
    from studybuddy.commands.desk import open_desk
    from studybuddy.commands.kata_choice import kata_named, next_kata
    from studybuddy.commands.kata_listing import why_none
    from studybuddy.commands.kata_practice import practise
    from studybuddy.commands.kata_result import End

    with open_desk() as desk:
        if name:
            named = kata_named(desk, name)
            result = practise(desk, named, trust=trust)
            if result.end is End.SKIPPED and not result.left:
                print(f"{named.card.id}: skipped; nothing is recorded, and it can be done at any time")
            return
        skipped: frozenset[str] = frozenset()
        while (chosen := next_kata(desk, skipped)) is not None:
            if practise(desk, chosen, trust=trust).end is not End.SKIPPED:
                return
            skipped |= {chosen.card.id}
        print("That were all katas for now." if skipped else why_none(desk))


@app.command(name="list", cls=SparingCommand)
def list_(*, as_json: AsJson = False) -> None:
    """List the katas: state, due date, time box, strength of their checks.

    Example: studybuddy kata list
    """
    from studybuddy.commands.desk import open_desk
    from studybuddy.commands.kata_listing import print_katas

    with open_desk(reads=True) as desk:
        print_katas(desk, as_json=as_json)


@app.command(cls=SparingCommand)
def check(
    name: Begun = "",
    *,
    file: Annotated[str, typer.Option(help="Check this file instead of the attempt.")] = "",
    trust: Trust = False,
    as_json: AsJson = False,
) -> None:
    """Check an attempt once, for use from an editor: exit 0 or 1; no review is recorded.

    Example: studybuddy kata check stable-softmax --json
    """
    from studybuddy.commands.kata_check import check_once, report_json

    checked = check_once(name, file, trust=trust)
    if as_json:
        print_json(report_json(checked))
    else:
        _print_report(checked.verdict, everything=False)
    if not checked.report.passed:
        raise typer.Exit(1)


@app.command(cls=SparingCommand)
def run(
    name: Begun = "",
    *,
    file: Annotated[str, typer.Option(help="Run this file instead of the attempt.")] = "",
    trust: Trust = False,
) -> None:
    """Run an attempt in the sandbox and show all that it prints, then its verdict.

    Example: studybuddy kata run stable-softmax
    """
    from studybuddy.commands.kata_check import check_once

    checked = check_once(name, file, trust=trust)
    _print_report(checked.verdict, everything=True)
    if not checked.report.passed:
        raise typer.Exit(1)


@app.command(cls=SparingCommand)
def hint(name: Begun = "") -> None:
    """Show the next hint of an attempt; it counts when the kata is graded.

    Example: studybuddy kata hint stable-softmax
    """
    from studybuddy.commands.desk import open_desk
    from studybuddy.commands.kata_choice import kata_meant
    from studybuddy.commands.kata_verbs import next_hint

    with open_desk() as desk:
        _print_markdown(next_hint(desk, kata_meant(desk, name)))


@app.command(cls=SparingCommand)
def diff(
    name: Begun = "",
    *,
    other: Annotated[str, typer.Option("--with", help="stub, last (attempt) or solution.")] = "stub",
) -> None:
    """Compare your code with the stub, your last attempt, or the solution.

    Example: studybuddy kata diff stable-softmax --with last
    """
    from studybuddy.commands.desk import open_desk
    from studybuddy.commands.kata_choice import kata_meant
    from studybuddy.commands.kata_verbs import difference

    with open_desk(reads=True) as desk:
        text = difference(kata_meant(desk, name), other)
    if sys.stdout.isatty():
        _print_markdown(text)
    else:  # for a file, a pager, another program: the lines as they are
        print("\n".join(line for line in text.split("\n") if not line.startswith("~~~")))


@app.command(cls=SparingCommand)
def reset(name: Begun = "") -> None:
    """Start over from the stub; the attempt is archived.

    Example: studybuddy kata reset stable-softmax
    """
    from studybuddy.commands.desk import open_desk
    from studybuddy.commands.kata_choice import kata_meant
    from studybuddy.commands.kata_verbs import start_over

    with open_desk() as desk:
        print(start_over(desk, kata_meant(desk, name)))


@app.command(cls=SparingCommand)
def solution(
    name: Begun = "", *, yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False
) -> None:
    """Show the solution; a pass then counts as retyped.

    Before a kata that is not begun, which it spoils, you are asked.

    Example: studybuddy kata solution stable-softmax
    """
    from studybuddy.commands.asking import confirmed, declined
    from studybuddy.commands.desk import open_desk
    from studybuddy.commands.kata_choice import kata_meant
    from studybuddy.commands.kata_verbs import is_untouched, shown_solution

    with open_desk() as desk:
        chosen = kata_meant(desk, name)
        if is_untouched(chosen) and sys.stdin.isatty():
            spoils = f"{chosen.card.id} is not begun: show what spoils it, and count a pass as retyped?"
            if not confirmed(spoils, yes=yes):
                declined("the solution was not shown")
        _print_markdown(shown_solution(desk, chosen))


def _print_report(verdict: Any, *, everything: bool) -> None:
    from studybuddy.screens.kata_report import MOST_PRINTED, report

    most = None if everything else MOST_PRINTED
    if _carries_unicode():
        for sentence in report(verdict, most):
            print(sentence.text)
    else:
        from studybuddy.screens.console import fitting  # slow, so only where it is needed

        for sentence in report(verdict, most, unicode=False):
            print(fitting(sentence.text, "ascii"))
    sys.stdout.flush()


def _carries_unicode() -> bool:
    said = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return said not in {"C", "POSIX"} and (sys.stdout.encoding or "").casefold().startswith("utf")


def _print_markdown(text: str) -> None:
    from studybuddy.screens.console import make_console, plain_look
    from studybuddy.screens.text import render_markdown

    make_console().print(render_markdown(text, plain_look()))
