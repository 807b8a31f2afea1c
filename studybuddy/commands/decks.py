"""`studybuddy decks`: what is loaded, and how much of it is due or new."""

from studybuddy.commands.desk import open_desk
from studybuddy.commands.output import AsJson, print_json
from studybuddy.store.sql.decks import deck_counts


def decks(*, as_json: AsJson = False) -> None:
    """List the decks with what is due and new in each.

    Example: studybuddy decks
    """
    with open_desk() as desk:
        rows = deck_counts(desk.ledger, desk.moment.study_day)
    if as_json:
        keys = ("deck", "cards", "questions", "due", "new", "suspended", "errors", "path")
        print_json([dict(zip(keys, row, strict=True)) for row in rows])
        return
    from studybuddy.screens.console import make_console
    from studybuddy.screens.lists import DeckRow, draw_decks

    shown = [
        DeckRow(deck, "", cards, due, new, suspended, errors, path)
        for deck, cards, _, due, new, suspended, errors, path in rows
    ]
    console = make_console()
    console.print(draw_decks(shown, console.width))
