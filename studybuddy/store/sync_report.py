"""What a sync changed and could not decide, for the one who asked for it."""

from collections.abc import Callable
from typing import NamedTuple

from studybuddy.model import Card, Problem

Decide = Callable[[Card, Card], bool]


class Pair(NamedTuple):
    """An old card and the new one that carries on its history."""

    old: Card
    new: Card


class SyncReport(NamedTuple):
    """What a sync changed.

    `renamed` are all cards that have another id now, `moved` those of them with a history to carry over.
    `unsure` are pairs that may be one card, and that nobody decided about.
    """

    files_read: int = 0
    added: int = 0
    retired: int = 0
    returned: int = 0
    renamed: tuple[Pair, ...] = ()
    moved: tuple[Pair, ...] = ()
    unsure: tuple[Pair, ...] = ()
    problems: tuple[Problem, ...] = ()
