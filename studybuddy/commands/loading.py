"""The name of a command in, the command out: its module is imported when it is asked for, and no other is."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple

STUDY, PLAN, CONTENT, DATA = "Study", "Plan", "Content", "Data"


class Place(NamedTuple):
    """Where a command stands: in the help, and in the code, if its own name does not say it."""

    panel: str
    module: str = ""
    function: str = ""


# In the order in which the help lists them.
COMMANDS: Mapping[str, Place] = MappingProxyType(
    {
        "review": Place(STUDY),
        "kata": Place(STUDY, "kata", "app"),
        "quiz": Place(STUDY),
        "track": Place(STUDY),
        "tour": Place(STUDY),
        "plan": Place(PLAN, "plan", "app"),
        "status": Place(PLAN),
        "stats": Place(PLAN),
        "add": Place(CONTENT),
        "decks": Place(CONTENT),
        "search": Place(CONTENT),
        "show": Place(CONTENT),
        "edit": Place(CONTENT),
        "check": Place(CONTENT),
        "math": Place(CONTENT, "math_text"),
        "help": Place(CONTENT, "guides", "show_guide"),
        "due": Place(DATA),
        "grade": Place(DATA),
        "history": Place(DATA),
        "undo": Place(DATA),
        "suspend": Place(DATA, "aside"),
        "unsuspend": Place(DATA, "aside"),
        "bury": Place(DATA, "aside"),
        "reset": Place(DATA, "aside"),
        "config": Place(DATA),
    }
)


def member_of(name: str) -> Any:
    """Import the function, or the app of typer's, that a command is."""
    place = COMMANDS[name]
    return getattr(import_module(f"studybuddy.commands.{place.module or name}"), place.function or name)
