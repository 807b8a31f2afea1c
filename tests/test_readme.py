"""What the README promises of the command line."""

import re
from collections.abc import Iterator
from typing import Any

import typer
from command_line import ROOT

from studybuddy.cli import app


def _with_json(group: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the commands below a group that take --json, as they are typed."""
    context = group.make_context("", [], resilient_parsing=True)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if any("--json" in each.opts for each in command.params):
            yield " ".join((*path, name))
        if hasattr(command, "list_commands"):
            yield from _with_json(command, (*path, name))


def test_the_readme_names_the_commands_that_take_json() -> None:
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    listed = re.search(r"these take `--json` with stable keys: (.*?)\.", text)
    assert listed
    assert set(re.findall(r"`([^`]+)`", listed[1])) == set(_with_json(typer.main.get_command(app)))
