"""`studybuddy math`: the words of its command line in, what is found about them out."""

from dataclasses import asdict
from typing import Annotated

import typer

from studybuddy.commands.output import AsJson, print_json
from studybuddy.errors import UsageError


def math(
    expression: Annotated[
        str, typer.Argument(metavar="EXPR", help="Math as `help math` describes it.", show_default=False)
    ] = "",
    *,
    let: Annotated[list[str] | None, typer.Option(help="Declarations, with ; between.")] = None,
    equals: Annotated[str, typer.Option(help="Compare with this expression.")] = "",
    form: Annotated[str, typer.Option(help="The form that is asked for, such as factored.")] = "",
    latex: Annotated[bool, typer.Option("--latex", help="Print LaTeX instead of a picture.")] = False,
    render: Annotated[str, typer.Option(metavar="LATEX", help="Lay out a formula written in LaTeX.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show how an expression is understood, its shape, and whether it equals another.

    Example: studybuddy math "grad(L, w)" --let "X: [n,d]; y: [n]; w: [d]; def L = ||X w - y||^2" --equals
    "2 X'(X w - y)"
    """
    if bool(expression) == bool(render):
        raise UsageError("give an expression, or --render with LaTeX", "studybuddy help math")
    from studybuddy.commands.math_finding import Finding, judged, rendered, show
    from studybuddy.notation.errors import NotationError

    try:
        found = rendered(render) if render else judged(expression, let or [], equals, form, as_latex=latex)
    except NotationError as error:
        if not as_json:
            raise
        found = Finding(verdict="error", reason=str(error))
    if as_json:
        print_json(asdict(found))
    else:
        show(found)
    if found.verdict == "error":
        raise typer.Exit(1)
