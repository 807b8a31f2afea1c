"""Words in, the active cards that hold them all out."""

from collections.abc import Sequence

from sqlmodel import col, or_, select

from studybuddy.model import Card
from studybuddy.store.rows import from_card_row
from studybuddy.store.sessions import reading_on
from studybuddy.store.sql.door import Ledger
from studybuddy.store.tables import CardRow

_SEARCHED = (CardRow.id, CardRow.heading, CardRow.fields, CardRow.tags, CardRow.topic)


def find_cards(ledger: Ledger, words: Sequence[str]) -> list[Card]:
    """Return the cards in which every word occurs, in any case.

    Those with more of the words in their id, then in their question, come first; else they have the order of
    the decks.
    """
    query = select(CardRow).where(col(CardRow.active)).order_by(col(CardRow.deck), col(CardRow.position))
    for word in words:
        query = query.where(or_(*(col(column).icontains(word, autoescape=True) for column in _SEARCHED)))
    with reading_on(ledger) as session:
        cards = [from_card_row(row) for row in session.exec(query).all()]
    return sorted(cards, key=lambda card: sum(_place(card, word.casefold()) for word in words))


def _place(card: Card, word: str) -> int:
    """Return 0 for a word of the id, 1 for one of the question, 2 for one of the rest."""
    places = (card.id, f"{card.heading} {card.fields.get('prompt', '')}")
    return next((rank for rank, text in enumerate(places) if word in text.casefold()), len(places))
