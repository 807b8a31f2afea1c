"""Every question and its last answer out, as readiness is measured from; and how well recall was foretold."""

from datetime import date

from studybuddy.store.rows import Row
from studybuddy.store.sql.door import Ledger


def standings(ledger: Ledger) -> list[Row]:
    """Return the active questions in the order in which new ones are begun.

    Id, kind, domain, topic, tier, interval, last day, and the grade of the last answer that counted.
    """
    return ledger.rows(
        "SELECT id, kind, domain, topic, tier_rank, interval_days, last_day, last_grade FROM question"
        " WHERE active AND NOT suspended ORDER BY tier_rank, position, id"
    )


def foretold(ledger: Ledger) -> tuple[int, int, float]:
    """Return how many answers were foretold, how many of them passed, and the sum of what was foretold."""
    row = ledger.row("SELECT sum(foretold), sum(recalled), sum(predicted) FROM question WHERE foretold")
    return (0, 0, 0.0) if row is None or row[0] is None else (row[0], row[1], row[2])


def tags_of_kind(ledger: Ledger, kind: str) -> dict[str, str]:
    """Return the last tag of the card of every active question of a kind that has one."""
    rows = ledger.rows(
        "SELECT q.id, json_extract(card.tags, '$[#-1]') FROM question AS q JOIN card ON card.id = q.card_id"
        " WHERE q.kind = ? AND q.active",
        (kind,),
    )
    return {question_id: tag for question_id, tag in rows if tag}


def passed_since(ledger: Ledger, first: date, without_kinds: tuple[str, ...]) -> int:
    """Return how many questions passed since a day and were not failed again."""
    marks = ", ".join("?" * len(without_kinds))
    row = ledger.row(
        "SELECT count(*) FROM question WHERE active AND NOT suspended AND last_day >= ? AND repetitions > 0"
        f" AND kind NOT IN ({marks})",
        (first.isoformat(), *without_kinds),
    )
    return row[0] if row else 0
