"""`studybuddy edit`: a card's source in the learner's editor; a shipped card is copied to own decks first."""

import os
from pathlib import Path

from studybuddy.commands.completing import Card as CardName
from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.editor import can_open, open_editor
from studybuddy.commands.naming import card_named
from studybuddy.errors import StudyBuddyError, UsageError
from studybuddy.model import Card


def edit(card: CardName) -> None:
    """Open a card in your editor, at its line, and read it again afterwards.

    Example: studybuddy edit l1-exact-zeros
    """
    with open_desk(asks=True) as desk:
        found = card_named(desk.ledger, card)
        if not can_open(os.environ):
            print(found.source)
            raise UsageError(
                "no editor is set: EDITOR is empty",
                "set it, for example: export EDITOR=nano; or open the line printed above",
            )
        print(_edited(desk, found))
        desk.sync()


def open_in_editor(desk: Desk, card: Card) -> str:
    """Open a card from within a session; return a sentence for the screen, also when it did not work."""
    try:
        return _edited(desk, card)
    except StudyBuddyError as error:
        return str(error)


def _edited(desk: Desk, card: Card) -> str:
    """Open the card where the learner may edit it, and say what came of it; the caller syncs."""
    if not can_open(os.environ):
        raise UsageError(
            f"no editor is set; the card is at {card.source}", "set EDITOR, for example: export EDITOR=nano"
        )
    if Path(card.source.path).is_relative_to(desk.home.own_decks):
        open_editor(Path(card.source.path), card.source.line)
        return f"read {card.source.path} again"
    from studybuddy.store.own_cards import copy_to_own, withdraw

    with desk.changing_decks():
        copied = copy_to_own(desk.home, card)
    source = copied.source
    try:
        desk.sync()
        open_editor(Path(source.path), source.line)
    finally:
        with desk.changing_decks():
            withdrawn = withdraw(copied)
    return f"{card.id} was not changed, and is not copied" if withdrawn else f"read {source.path} again"
