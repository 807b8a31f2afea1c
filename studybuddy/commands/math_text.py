"""`studybuddy math`: the words of its command line in, what is found about them out."""

from typing import Annotated, Any

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
    """Show how an expression is understood, its shape, and whether it equals another: exit 1 if not.

    An expression that begins with a dash goes after --, behind the options.

    Example: studybuddy math "grad(L, w)" --let "X: [n,d]; y: [n]; w: [d]; def L = ||X w - y||^2" --equals
    "2 X'(X w - y)"
    """
    if bool(expression) == bool(render):
        raise UsageError("give an expression, or --render with LaTeX", "studybuddy help math")
    if render and (let or equals or form or latex):
        raise UsageError("--render lays LaTeX out and compares nothing", "leave the other options out")
    from studybuddy.commands.math_finding import Finding, judged, rendered, show, stable
    from studybuddy.notation.errors import NotationError

    try:
        found = rendered(render) if render else judged(expression, let or [], equals, form, as_latex=latex)
    except NotationError as error:
        if not as_json:
            _add_command(error, expression, let or [], equals)
            raise
        found = Finding(verdict="error", reason=str(error))
    if as_json:
        print_json(stable(found))
    else:
        show(found, as_latex=latex)
    if found.verdict not in {None, "equal"}:
        raise typer.Exit(1)


def _add_command(error: Any, expression: str, let: list[str], equals: str) -> None:
    """Give an error the command that would declare the name it is about, where there is no guess."""
    import re
    from shlex import join

    from studybuddy.notation.errors import UndeclaredError

    def declaring(what: str) -> str:
        compared = ("--equals", equals) if equals else ()
        return join(["studybuddy", "math", expression, "--let", "; ".join([*let, what]), *compared])

    scalar = re.search(r"(?:^|but )([a-zA-Z]\w*) is a scalar\b", error.message)
    if isinstance(error, UndeclaredError) and not error.hint.startswith("did you mean"):
        error.hint = f"a number? {declaring(error.name)}; a matrix: --let '{error.name}: [n,d]'"
    elif scalar is not None and error.hint.startswith("declare its shape") and not let:
        shape = "[n,d]" if "indices" in error.message else "[n]"
        error.hint = f"declare its shape: {declaring(f'{scalar[1]}: {shape}')}"
