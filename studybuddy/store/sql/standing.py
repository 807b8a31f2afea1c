"""Every question and its last answer out, as readiness is measured from; and how well recall was foretold."""

from collections.abc import Sequence
from datetime import date

from studybuddy.planning.standing import KNOWN
from studybuddy.store.rows import Row
from studybuddy.store.sql.door import Ledger, marks

# an index that has all the columns of a standing: the wide rows of the table are not read
_BY_STANDING = "question INDEXED BY question_standing WHERE active AND NOT suspended"
_ANSWERED_SINCE = (  # the days have an index in the ledger, under the ids of then, and none here
    "active AND NOT suspended AND last_day >= ?"
    " AND question.id IN (SELECT question_id FROM review WHERE study_day >= ?"
    " UNION ALL SELECT json_extract(detail, '$.to') FROM event WHERE happening = 'move')"
)


def standings(ledger: Ledger, kinds: Sequence[str]) -> list[Row]:
    """Return the active questions in the order in which new ones are begun.

    Id, kind, domain, topic, tier, interval, last day, and the grade of the last answer that counted. The
    last day of what is known already is "known", but for practice of some `kinds`.
    """
    return ledger.rows(
        f"SELECT {_columns(kinds)} FROM question WHERE active AND NOT suspended"
        " ORDER BY tier_rank, position, id",
        (*kinds,),
    )


def standings_met(ledger: Ledger, kinds: Sequence[str]) -> list[Row]:
    """Return those of `standings` that were answered or are known, in any order; then all of some kinds."""
    met = ledger.rows(
        f"SELECT {_columns(kinds)} FROM {_BY_STANDING} AND (last_day IS NOT NULL OR known)"
        f" AND kind NOT IN ({marks(kinds)})",
        (*kinds, *kinds),
    )
    practice = ledger.rows(
        f"SELECT {_columns(kinds)} FROM question WHERE active AND NOT suspended"
        f" AND kind IN ({marks(kinds)}) ORDER BY tier_rank, position, id",
        (*kinds, *kinds),
    )
    return met + practice


def _columns(kinds: Sequence[str]) -> str:
    known = f"CASE WHEN known AND kind NOT IN ({marks(kinds)}) THEN '{KNOWN}' ELSE last_day END"
    return f"id, kind, domain, topic, tier_rank, interval_days, {known}, last_grade"


def unseen_counts(ledger: Ledger, without_kinds: Sequence[str]) -> list[Row]:
    """Return kind, domain, topic, tier and number of the active questions that were never answered."""
    return ledger.rows(
        f"SELECT kind, domain, topic, tier_rank, count(*) FROM {_BY_STANDING}"
        f" AND last_day IS NULL AND NOT known AND kind NOT IN ({marks(without_kinds)})"
        " GROUP BY kind, domain, topic, tier_rank",
        (*without_kinds,),
    )


def results_of(ledger: Ledger, kinds: Sequence[str]) -> list[Row]:
    """Return kind, domain, topic, interval, last day and last grade of what was answered, of some kinds."""
    return ledger.rows(
        f"SELECT kind, domain, topic, interval_days, last_day, last_grade FROM {_BY_STANDING}"
        f" AND last_day IS NOT NULL AND last_grade IS NOT NULL AND kind IN ({marks(kinds)})",
        (*kinds,),
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


def passed_since(ledger: Ledger, first: date, without_kinds: tuple[str, ...]) -> list[Row]:
    """Return how many questions passed since a day and were not failed again, by kind, domain and topic."""
    return ledger.rows(
        f"SELECT kind, domain, topic, count(*) FROM question WHERE {_ANSWERED_SINCE} AND repetitions > 0"
        f" AND kind NOT IN ({marks(without_kinds)}) GROUP BY kind, domain, topic",
        (first.isoformat(), first.isoformat(), *without_kinds),
    )


def failed_since(ledger: Ledger, first: date, slot: date) -> set[str]:
    """Return the questions that failed since a day, and whose slot is `slot`."""
    rows = ledger.rows(
        f"SELECT id FROM question WHERE {_ANSWERED_SINCE} AND repetitions = 0 AND slot = ?",
        (first.isoformat(), first.isoformat(), slot.isoformat()),
    )
    return {row[0] for row in rows}
