"""The beginning of a word at the shell in, the words that it may become out; nothing is asked or made."""

import os
from collections.abc import Callable, Iterable
from typing import Annotated

import typer

from studybuddy.errors import StudyBuddyError
from studybuddy.store.home import find_home
from studybuddy.store.sql.decks import deck_sizes
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.opening import open_ledger
from studybuddy.store.sql.questions import questions_named
from studybuddy.store.sql.schedule import every_question


def cards(incomplete: str) -> list[str]:
    """Return ids of questions, as the decks were last read."""
    return _from_ledger(incomplete, lambda ledger: questions_named(ledger, incomplete))


def katas(incomplete: str) -> list[str]:
    """Return names of katas."""
    return _from_ledger(
        incomplete, lambda ledger: (one.card_id for one in every_question(ledger) if one.kind == "kata")
    )


def decks(incomplete: str) -> list[str]:
    """Return names of decks, and the folders that they lie in."""

    def names(ledger: Ledger) -> Iterable[str]:
        found = deck_sizes(ledger)
        return [*{name.split("/", 1)[0] for name in found}, *found]

    return _from_ledger(incomplete, names)


def topics(incomplete: str) -> list[str]:
    """Return topics of the syllabus."""
    from studybuddy.syllabus import ALL_TOPICS

    return _fitting(incomplete, ALL_TOPICS)


def explained(incomplete: str) -> list[str]:
    """Return what `plan explain` explains."""
    from studybuddy.planning.rounds import ALL_ROUNDS

    return _fitting(incomplete, (*ALL_ROUNDS, "today"))


def kinds(incomplete: str) -> list[str]:
    """Return kinds of cards."""
    from studybuddy.kinds.registry import KINDS

    return _fitting(incomplete, KINDS)


Card = Annotated[
    str, typer.Argument(help="Id, unique prefix, or number in the last list.", autocompletion=cards)
]


def _from_ledger(incomplete: str, names: Callable[[Ledger], Iterable[str]]) -> list[str]:
    """Ask a ledger that is there already; a home is not made by a Tab."""
    try:
        home = find_home(os.environ)
        if not home.database.is_file():
            return []
        with open_ledger(home.database) as ledger:
            return _fitting(incomplete, names(ledger))
    except (StudyBuddyError, OSError):
        return []


def _fitting(incomplete: str, words: Iterable[str]) -> list[str]:
    return sorted({word for word in words if word.startswith(incomplete)})
