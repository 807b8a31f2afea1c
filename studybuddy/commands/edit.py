"""`studybuddy edit`: a card's source in the learner's editor; a shipped card is copied to own decks first."""

from pathlib import Path
from typing import Annotated

import typer

from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.editor import open_editor
from studybuddy.commands.naming import card_named
from studybuddy.errors import StudyBuddyError
from studybuddy.model import Card, Source


def edit(card: Annotated[str, typer.Argument(help="Id, unique prefix, or number in the last list.")]) -> None:
    """Open a card in your editor, at its line, and read it again afterwards.

    Example: studybuddy edit l1-exact-zeros
    """
    with open_desk() as desk:
        found = card_named(desk.ledger, card)
        source = own_source(desk, found)
        open_editor(Path(source.path), source.line)
        desk.sync()
        print(f"read {source.path} again")


def own_source(desk: Desk, card: Card) -> Source:
    """Return where the learner may edit a card, copying a shipped one there."""
    if Path(card.source.path).is_relative_to(desk.home.own_decks):
        return card.source
    from studybuddy.store.own_cards import copy_to_own

    with desk.ledger.transaction():  # whoever adds a card to the same file meanwhile waits
        source = copy_to_own(desk.home, card)
    desk.sync()
    return source


def open_in_editor(desk: Desk, card: Card) -> str:
    """Open a card from within a session; return a sentence for the screen, also when it did not work."""
    try:
        source = own_source(desk, card)
        open_editor(Path(source.path), source.line)
    except StudyBuddyError as error:
        return str(error)
    return f"read {source.path} again"
