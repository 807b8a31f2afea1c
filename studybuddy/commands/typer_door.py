"""All that is known of typer's insides: its error of wrong use, loaded commands, values left as they are.

None of it is promised by typer, so the project pins the releases that it was tried with.
"""

import math
import re
from collections.abc import Callable
from typing import Any, cast

import typer
import typer.core
import typer.main

from studybuddy.commands.loading import COMMANDS, member_of


def _usage_error() -> type[typer.BadParameter]:
    """Find what typer raises for every wrong use, which it does not export.

    Raises:
        ImportError: this typer has none of that name.

    """
    for ancestor in typer.BadParameter.__mro__:
        if ancestor.__name__ == "UsageError":
            return cast("type[typer.BadParameter]", ancestor)
    raise ImportError(
        "typer.BadParameter is no UsageError: this typer is not one that studybuddy was tried with"
    )


WrongUse = _usage_error()
_TAKES_TEXT = frozenset({"add", "math"})
_DATES = frozenset({"DATE", "FROM", "TO"})  # what arguments are called that take one
_EVENT_VERBS = frozenset({"add", "debrief", "list", "remove"})
_NEGATIVE = re.compile(r"-\d")
_NUMBERS = {int: "whole number", float: "number"}
_PLAIN = (str, bool, *_NUMBERS)


class SparingParams:
    """Lets plain text, and what was not given, reach a command as it is: mixed into a command of typer's.

    typer hands every value to pydantic, whose import takes as long as all else that a short command does. It
    would give these values back unchanged.
    """

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, the help option among them."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]  # it stands before a command
        for param in params:
            vars(param).setdefault("process_value", _sparing(param, param.process_value))
        return params


class SparingCommand(SparingParams, typer.core.TyperCommand):
    """One command."""


class SparingGroup(SparingParams, typer.core.TyperGroup):
    """A command that has commands of its own."""


class LoadingGroup(SparingGroup):
    """The group of all commands, each loaded when it is first asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the same in every context
        """Return the names of all commands, loaded or not."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, or None; then all are loaded, so that the nearest names can be suggested."""
        for name in [cmd_name] if cmd_name in COMMANDS else COMMANDS:
            if name not in self.commands:
                self.commands[name] = _load(name)
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands under the names of their panels, each with the first sentence of its help."""
        rows: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            said = _first_sentence(self.get_command(ctx, name))
            rows.setdefault(COMMANDS[name].panel, []).append((name, said))
        for panel, commands in rows.items():
            with formatter.section(panel):
                formatter.write_dl(commands, col_spacing=3)


def _first_sentence(command: Any) -> str:
    paragraph = " ".join((command.help or "").split("\n\n")[0].split())
    return paragraph.split(". ")[0].rstrip(".")


def wrong_use(error: typer.BadParameter) -> str:
    """Say what was wrong on the command line."""
    name = getattr(error, "option_name", "")
    if name and error.ctx and error.ctx.info_name in _TAKES_TEXT:
        return f"{error.format_message()}; a text that begins with a dash goes after --, behind the options"
    if _NEGATIVE.fullmatch(name):
        return f"{name} is no option, and no number here is negative"
    return error.format_message() + _meant(error)


def _meant(error: typer.BadParameter) -> str:
    """Say what was meant where it can be told: a date without quotes, a verb of events; else ""."""
    context = error.ctx
    if context is None:
        return ""
    said = error.format_message()
    if "unexpected extra argument" in said and any(
        param.metavar in _DATES for param in context.command.get_params(context)
    ):
        return '; a date of two words needs quotes: "24 Dec"'
    verb = next((word for word in _EVENT_VERBS if said == f"No such command '{word}'."), "")
    if verb and context.command_path.endswith(" plan"):
        return f" Did you mean 'plan event {verb}'?"
    return ""


def _load(name: str) -> Any:
    member, panel = member_of(name), COMMANDS[name].panel
    alone = typer.Typer(rich_markup_mode=None)
    if isinstance(member, typer.Typer):
        own = member.info.cls
        group = own if isinstance(own, type) else SparingGroup
        alone.add_typer(member, name=name, cls=group, rich_help_panel=panel)
    else:
        alone.command(name=name, cls=SparingCommand, rich_help_panel=panel)(member)
    return typer.main.get_group(alone).commands[name]


def _sparing(param: Any, coerce: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    descriptor: Any = getattr(param, "type_descriptor", None)
    annotation = getattr(descriptor, "annotation", None)
    is_single = param.nargs == 1 and not param.multiple

    def process_value(context: Any, value: Any) -> Any:
        is_left_out = value is None and not param.required and is_single
        is_value = annotation in _PLAIN and type(value) is annotation
        if isinstance(value, str) and annotation in _NUMBERS and is_single:
            value = _number(value, annotation, descriptor.parameter_info, (context, param))
        elif not (is_left_out or is_value):
            return coerce(context, value)
        return value if param.callback is None else param.callback(context, param, value)

    return process_value


def _number(word: str, kind: type, info: Any, where: tuple[Any, Any]) -> float:
    """Read a number as an option wants it.

    Raises:
        typer.BadParameter: it is none, or too small or too large.

    """
    try:
        number: float = kind(word)
    except ValueError:
        number = math.nan
    low = -math.inf if info.min is None else info.min
    high = math.inf if info.max is None else info.max
    if low <= number <= high and math.isfinite(number):
        return number
    what = _NUMBERS[kind]
    if high < math.inf:
        what += f" from {low:g} to {high:g}"
    elif low > -math.inf:
        what += f" from {low:g} on"
    raise typer.BadParameter(f"{word!r} is no {what}", *where)
