"""`studybuddy decks`: what is loaded, and how much of it is due or new."""

import re
from pathlib import Path

from studybuddy.commands.desk import open_desk
from studybuddy.commands.output import AsJson, print_json
from studybuddy.store.sql.decks import deck_counts

_TITLE = re.compile(r"^title:(.+)$", re.MULTILINE)
_HEAD = 1_000  # characters that hold the front matter's first lines


def decks(*, as_json: AsJson = False) -> None:
    """List the decks with what is due and new in each.

    Example: studybuddy decks
    """
    with open_desk(reads=True) as desk:
        rows = deck_counts(desk.ledger, desk.moment.study_day)
    if as_json:
        keys = ("deck", "cards", "questions", "due", "new", "suspended", "errors", "path")
        print_json([dict(zip(keys, row, strict=True)) for row in rows])
        return
    from studybuddy.screens.console import make_console
    from studybuddy.screens.lists import DeckRow, draw_decks

    shown = [
        DeckRow(deck, _title(path), cards, due, new, suspended, errors, path)
        for deck, cards, _, due, new, suspended, errors, path in rows
    ]
    console = make_console()
    console.print(draw_decks(shown, console.width, sum(row[2] for row in rows)))


def _title(path: str | None) -> str:
    """Return the title in a deck's front matter as it is written there; "" when it cannot be found."""
    try:
        with Path(path or "").open(encoding="utf-8", errors="replace") as file:
            head = file.read(_HEAD)
    except OSError:
        return ""
    found = _TITLE.search(head)
    return found[1].strip().strip("\"'") if found else ""
