"""The name of a kind goes in, its module comes out, loaded when it is first needed."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from studybuddy.errors import StudyBuddyError
from studybuddy.kinds.protocol import Kind, TypedKind, VerifiedKind

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "basic": "studybuddy.kinds.basic",
        "cloze": "studybuddy.kinds.cloze",
        "choice": "studybuddy.kinds.choice",
        "design": "studybuddy.kinds.design",
        "star": "studybuddy.kinds.star",
        "kata": "studybuddy.kinds.kata",
        "answer": "studybuddy.kinds.answer",
        "derivation": "studybuddy.kinds.derivation",
        "redo": "studybuddy.kinds.redo",
    }
)


def kind_named(name: str) -> Kind:
    """Return the module of a kind.

    Raises: StudyBuddyError for a name that no module stands for.
    """
    if name not in KINDS:
        raise StudyBuddyError(f"no kind of card is called {name!r}", f"known are {', '.join(KINDS)}")
    return cast("Kind", import_module(KINDS[name]))


def typed_kind(name: str) -> TypedKind | None:
    """Return the module of a kind that checks typed lines one by one; None for the other kinds."""
    kind = kind_named(name)
    return cast("TypedKind", kind) if hasattr(kind, "check") else None


def verified_kind(name: str) -> VerifiedKind | None:
    """Return the module of a kind whose cards can be verified; None for the other kinds."""
    kind = kind_named(name)
    return cast("VerifiedKind", kind) if hasattr(kind, "verify") else None
