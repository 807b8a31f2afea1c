"""Names of cards, files or tags in, the cards that they stand for out."""

import json
from collections.abc import Iterable

from studybuddy.model import Card
from studybuddy.store.rows import CARD_COLUMNS, to_card
from studybuddy.store.sql.door import Ledger


def active_cards(ledger: Ledger) -> list[Card]:
    """Return all active cards in the order of their decks."""
    rows = ledger.rows(f"SELECT {CARD_COLUMNS} FROM card WHERE active ORDER BY deck, position")
    return [to_card(row) for row in rows]


def cards_in(ledger: Ledger, paths: Iterable[str]) -> list[Card]:
    """Return the active cards of some files, by their place there."""
    rows = ledger.rows(
        f"SELECT {CARD_COLUMNS} FROM card WHERE active AND path IN (SELECT value FROM json_each(?))"
        " ORDER BY position",
        (json.dumps(list(paths)),),
    )
    return [to_card(row) for row in rows]


def retired_cards_like(ledger: Ledger, digests: Iterable[str]) -> list[Card]:
    """Return the retired cards whose text has one of these digests."""
    rows = ledger.rows(
        f"SELECT {CARD_COLUMNS} FROM card WHERE NOT active AND digest IN (SELECT value FROM json_each(?))",
        (json.dumps(list(digests)),),
    )
    return [to_card(row) for row in rows]


def places_of(ledger: Ledger, card_ids: Iterable[str]) -> dict[str, tuple[str, bool]]:
    """Return the file of each of these cards that is known, and whether the card is active."""
    rows = ledger.rows(
        "SELECT id, path, active FROM card WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(card_ids)),),
    )
    return {card_id: (path, bool(active)) for card_id, path, active in rows}


def card_of(ledger: Ledger, question_id: str) -> Card | None:
    """Return the card that asks a question, retired ones too."""
    rows = ledger.rows(
        f"SELECT {CARD_COLUMNS} FROM card WHERE id = (SELECT card_id FROM question WHERE id = ?)",
        (question_id,),
    )
    return to_card(rows[0]) if rows else None


def heading_of(ledger: Ledger, card_id: str) -> str:
    """Return the prompt of a card as its heading has it."""
    row = ledger.row("SELECT heading FROM card WHERE id = ?", (card_id,))
    return "" if row is None else row[0]


def cards_tagged(ledger: Ledger, tag: str) -> frozenset[str]:
    """Return the active cards that carry a tag."""
    rows = ledger.rows(
        "SELECT card.id FROM card, json_each(card.tags) AS tag WHERE active AND tag.value = ?", (tag,)
    )
    return frozenset(row[0] for row in rows)
