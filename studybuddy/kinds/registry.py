"""The name of a kind goes in, its module comes out, loaded when it is first needed."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from studybuddy.errors import StudyBuddyError
from studybuddy.kinds.protocol import Kind

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "basic": "studybuddy.kinds.basic",
        "cloze": "studybuddy.kinds.cloze",
        "choice": "studybuddy.kinds.choice",
        "design": "studybuddy.kinds.design",
        "star": "studybuddy.kinds.star",
    }
)

# Known by name, so that a deck written for a later version is understood as such and not as a mistake.
NOT_YET = ("answer", "derivation", "kata", "redo")


def kind_named(name: str) -> Kind:
    """Return the module of a kind.

    Raises: StudyBuddyError for a name that no module stands for.
    """
    if name not in KINDS:
        raise StudyBuddyError(f"no kind of card is called {name!r}", f"known are {', '.join(KINDS)}")
    return cast("Kind", import_module(KINDS[name]))
