"""A name or nothing in, the kata to work on out, with everything that the checker needs to know of it."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studybuddy.commands.desk import Desk
from studybuddy.commands.naming import card_named
from studybuddy.errors import UsageError
from studybuddy.katas.kata import Kata, kata_from_fields
from studybuddy.model import Card
from studybuddy.store.home import shipped
from studybuddy.store.sql.cards import active_cards, card_of
from studybuddy.store.sql.questions import kind_of, questions_named
from studybuddy.store.workspaces import Workspace, workspace_of
from studybuddy.workers.surroundings import folder_of

KIND = "kata"
_SHOWN = 8


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
    if not found and name.isascii() and name.isdigit():
        with suppress(UsageError):  # it is no number of the last list
            found = [card_named(ledger, name).id]
    card = card_of(ledger, found[0]) if len(found) == 1 else None
    if card is None or card.kind != KIND:
        raise _no_kata(desk, name, found, card)
    return kata_of(desk, card)


def _no_kata(desk: Desk, name: str, found: list[str], card: Card | None) -> UsageError:
    """Say why a name means no kata, and what to say instead."""
    if len(found) > 1:
        listed = ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
        return UsageError(f"{name!r} means {len(found)} katas", f"name one of {listed}")
    if card is None and name in questions_named(desk.ledger, name):
        card = card_of(desk.ledger, name)
    if card is not None:
        return UsageError(f"{card.id} is a {card.kind} card, not a kata", "studybuddy kata list names them")
    if name.endswith(".py") or Path(name).is_file():
        return UsageError(f"{name} is a file, not a kata", f"studybuddy kata check NAME --file {name}")
    from difflib import get_close_matches

    near = get_close_matches(name, (card.id for card in active_cards(desk.ledger) if card.kind == KIND))
    meant = f"did you mean {' or '.join(near)}? " if near else ""
    return UsageError(f"there is no kata {name!r}", f"{meant}studybuddy kata list names them")


def missing_packages(card: Card) -> tuple[str, ...]:
    """Return the packages that a kata requires and that are not installed; every kata requires NumPy."""
    required = ("numpy", *card.fields.get("requires", ()))
    return tuple(package for package in required if folder_of(package) is None)


def next_kata(desk: Desk, skipped: frozenset[str] = frozenset()) -> Chosen | None:
    """Return the kata that is due, else one of the week's topics, else the next new one; None at the end."""
    from studybuddy.commands.today import Today

    for one in Today(desk).katas:
        card = card_of(desk.ledger, one.question_id)
        if card is not None and card.id not in skipped and not missing_packages(card):
            return kata_of(desk, card)
    return None


def kata_meant(desk: Desk, name: str) -> Chosen:
    """Return the kata of a name, or without one the only kata that was begun and is not graded.

    Raises: UsageError, when there is none, or more than one.
    """
    if name:
        return kata_named(desk, name)
    begun = _begun(desk)
    if not begun:
        raise UsageError("no kata is begun", "name one: studybuddy kata list")
    if len(begun) > 1:
        listed = ", ".join(one.card.id for one in begun)
        raise UsageError(f"{len(begun)} katas are begun", f"name one of {listed}")
    return begun[0]


def _begun(desk: Desk) -> list[Chosen]:
    """Return the katas with an attempt in progress, as their folders below the home tell."""
    folders = desk.home.path / "katas"
    if not folders.is_dir():
        return []
    names = sorted(folder.name for folder in folders.iterdir() if Workspace(folder).is_begun())
    ids = [each for name in names for each in dict.fromkeys((name, name.replace("--", "/")))]
    cards = [card_of(desk.ledger, one) for one in ids if kind_of(desk.ledger, one) == KIND]
    return [kata_of(desk, card) for card in cards if card is not None]


def require_packages(chosen: Chosen) -> None:
    """Raise: UsageError, when a package that the kata needs is not installed."""
    missing = missing_packages(chosen.card)
    if missing:
        names = ", ".join(missing)
        hint = "install it beside studybuddy"
        raise UsageError(f"{chosen.card.id} needs {names}, which is not installed", hint)
