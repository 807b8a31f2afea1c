"""Deck files as they were last read in, their stamps, sizes and errors out."""

from datetime import date

from studybuddy.store.rows import Row
from studybuddy.store.sql.door import Ledger


def own_files(ledger: Ledger) -> set[str]:
    """Return the learner's own files among those that were read."""
    return {row[0] for row in ledger.rows("SELECT path FROM deck_file WHERE own")}


def file_stamps(ledger: Ledger) -> dict[str, str]:
    """Return the stamp of every deck file when it was last read."""
    return dict(ledger.rows("SELECT path, stamp FROM deck_file"))


def shadowed_files(ledger: Ledger) -> list[str]:
    """Return the files with cards that stand back behind others of the same id."""
    return [row[0] for row in ledger.rows("SELECT path FROM deck_file WHERE shadowed")]


def deck_sizes(ledger: Ledger) -> dict[str, int]:
    """Return the number of active cards of every deck that has any."""
    return dict(ledger.rows("SELECT deck, count(*) FROM card WHERE active GROUP BY deck ORDER BY deck"))


def deck_counts(ledger: Ledger, today: date) -> list[Row]:
    """Return deck, cards, questions, due, new, suspended, errors and path of every deck with cards."""
    return ledger.rows(
        "SELECT q.deck, count(DISTINCT q.card_id), count(*),"
        " CAST(total(effective_due <= ?1 AND NOT suspended AND NOT known) AS INTEGER),"
        " CAST(total(last_day IS NULL AND NOT suspended) AS INTEGER), CAST(total(suspended) AS INTEGER),"
        " (SELECT max(errors) FROM deck_file AS f WHERE f.deck = q.deck),"
        " (SELECT min(path) FROM deck_file AS f WHERE f.deck = q.deck)"
        " FROM question AS q WHERE active GROUP BY q.deck ORDER BY q.deck",
        (today.isoformat(),),
    )


def deck_errors(ledger: Ledger) -> int:
    """Return the number of errors in the decks as they were last read."""
    row = ledger.row("SELECT total(errors) FROM deck_file")
    return int(row[0]) if row else 0
