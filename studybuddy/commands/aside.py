"""`suspend`, `unsuspend`, `bury`, `reset`: events that are no answers, each undone by `undo`."""

from typing import Annotated

import typer

from studybuddy.commands.desk import open_desk
from studybuddy.commands.naming import question_named
from studybuddy.model import Happening
from studybuddy.store import recording

Card = Annotated[str, typer.Argument(help="Id, unique prefix, or number in the last list.")]


def suspend(card: Card) -> None:
    """Hide a card until it is unsuspended; its history stays.

    Example: studybuddy suspend l1-exact-zeros
    """
    _note(card, Happening.SUSPEND, "hidden until: studybuddy unsuspend {}")


def unsuspend(card: Card) -> None:
    """Bring a suspended card back, with the date it had.

    Example: studybuddy unsuspend l1-exact-zeros
    """
    _note(card, Happening.UNSUSPEND, "back in the queue, on the day it had")


def bury(card: Card) -> None:
    """Hide a card for the rest of the study day.

    Example: studybuddy bury l1-exact-zeros
    """
    _note(card, Happening.BURY, "hidden until tomorrow")


def reset(card: Card) -> None:
    """Make a card new again; its history is kept, and `undo` brings the schedule back.

    Example: studybuddy reset l1-exact-zeros
    """
    _note(card, Happening.RESET, "new again")


def _note(card: str, happening: Happening, done: str) -> None:
    with open_desk() as desk:
        question_id = question_named(desk.ledger, card)
        recording.note(desk.ledger, happening, desk.moment, question_id)
        print(f"{question_id}: {done.format(question_id)}")
