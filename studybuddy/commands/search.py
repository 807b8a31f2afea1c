"""`studybuddy search`: cards by their words."""

from typing import Annotated

import typer

from studybuddy.commands.desk import open_desk
from studybuddy.commands.output import AsJson, card_json, print_json
from studybuddy.errors import UsageError


def search(
    words: Annotated[list[str], typer.Argument(help="All of them must occur.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Find cards in which all the words occur, in the question, the answer, the id or the tags.

    Words in the id count most, then those in the question: the cards that are about them come first.

    Example: studybuddy search softmax overflow
    """
    from studybuddy.store.searching import find_cards

    if not any(word.strip() for word in words):
        raise UsageError("there is no word to search for", "studybuddy search softmax overflow")

    with open_desk(reads=True) as desk:
        cards = find_cards(desk.ledger, words)
        if as_json:
            print_json([card_json(card) for card in cards])
        else:
            from studybuddy.commands.listing import print_questions

            ids = [question for card in cards for question in card.questions]
            print_questions(desk, ids, empty="No card has all these words.")
