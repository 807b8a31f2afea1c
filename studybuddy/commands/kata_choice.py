"""A name or nothing in, the kata to work on out, with everything that the checker needs to know of it."""

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from studybuddy.commands.desk import Desk
from studybuddy.commands.naming import card_named
from studybuddy.errors import UsageError
from studybuddy.katas.kata import Kata, kata_from_fields
from studybuddy.model import Card
from studybuddy.store.home import shipped
from studybuddy.store.sql.cards import card_of
from studybuddy.store.sql.questions import kind_of, questions_named
from studybuddy.store.workspaces import Workspace, workspace_of

KIND = "kata"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A kata's card, what its blocks say, and the learner's folder."""

    card: Card
    kata: Kata
    workspace: Workspace

    @property
    def minutes(self) -> int:
        """The time box."""
        return int(self.card.fields["minutes"])

    @property
    def is_shipped(self) -> bool:
        """Whether its code came with studybuddy, so that it may run where there is no kernel sandbox."""
        return Path(self.card.source.path).is_relative_to(shipped("decks"))


def kata_of(desk: Desk, card: Card) -> Chosen:
    """Return the kata that a card holds."""
    return Chosen(card, kata_in(card), workspace_of(desk.home.path, card.id))


def kata_in(card: Card) -> Kata:
    """Return the blocks of a card as the checker reads them."""
    return kata_from_fields(dict(card.fields) | {"name": card.id, "path": card.source.path})


def kata_named(desk: Desk, name: str) -> Chosen:
    """Return the kata of a name: an id, a unique prefix among katas, or a number of the last list.

    Raises: UsageError, when there is none, or more than one.
    """
    ledger = desk.ledger
    found = [one for one in questions_named(ledger, name) if kind_of(ledger, one) == KIND]
    card = card_of(ledger, found[0]) if len(found) == 1 else card_named(ledger, name)
    if card is None or card.kind != KIND:
        what = f"{card.id} is a {card.kind} card" if card else name
        raise UsageError(f"{what}, not a kata", "studybuddy kata list names them")
    return kata_of(desk, card)


def missing_packages(card: Card) -> tuple[str, ...]:
    """Return the packages that a kata requires and that are not installed."""
    required = card.fields.get("requires", ())
    return tuple(package for package in required if importlib.util.find_spec(package) is None)


def next_kata(desk: Desk, skipped: frozenset[str] = frozenset()) -> Chosen | None:
    """Return the kata that is due, else one of the week's topics, else the next new one; None at the end."""
    from studybuddy.commands.today import Today

    for one in Today(desk).katas:
        card = card_of(desk.ledger, one.question_id)
        if card is not None and card.id not in skipped and not missing_packages(card):
            return kata_of(desk, card)
    return None


def kata_meant(desk: Desk, name: str) -> Chosen:
    """Return the kata of a name, or without one the kata that a bare `kata` would open.

    Raises: UsageError, when there is none.
    """
    chosen = kata_named(desk, name) if name else next_kata(desk)
    if chosen is None:
        raise UsageError("no kata is due or new", "name one: studybuddy kata list")
    return chosen


def require_packages(chosen: Chosen) -> None:
    """Raise: UsageError, when a package that the kata needs is not installed."""
    missing = missing_packages(chosen.card)
    if missing:
        names = ", ".join(missing)
        hint = "install it beside studybuddy"
        raise UsageError(f"{chosen.card.id} needs {names}, which is not installed", hint)
