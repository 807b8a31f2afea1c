"""A day or a kind in, the times of its answers out."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from studybuddy.model import Grade, Role
from studybuddy.scheduling.steps import to_ms
from studybuddy.store.rows import Row
from studybuddy.store.sql.door import Ledger, marks, unretracted

NEWEST_TIMED = 5_000  # answers among which those of one kind are looked for


def answer_times(ledger: Ledger, since: date, limit: int, practice: Sequence[str]) -> list[Row]:
    """Return kind, domain, whether first, and ms of the timed answers since a day.

    All of them for the kinds in `practice`; of all others those among the newest `limit`.
    """
    timed = f"study_day >= ? AND took_ms > 0 AND {unretracted('now')}"
    kinds = marks(practice)
    return ledger.rows(
        "SELECT q.kind, q.domain, q.first_review IS now.id, now.took_ms FROM"
        f" (SELECT id, question_id, took_ms FROM review AS now WHERE {timed}"
        " ORDER BY study_day DESC, id DESC LIMIT ?) AS now"
        f" CROSS JOIN question AS q ON q.id = now.question_id WHERE q.kind NOT IN ({kinds}) UNION ALL"
        " SELECT q.kind, q.domain, q.first_review IS now.id, now.took_ms FROM question AS q"
        " CROSS JOIN review AS now ON now.question_id = q.id AND now.reviewed_at >= ?"
        f" WHERE q.kind IN ({kinds}) AND {timed}",
        (since.isoformat(), limit, *practice, _surely_before(since), *practice, since.isoformat()),
    )


def _surely_before(day: date) -> int:
    """Return a moment before the study day begins anywhere on earth, in ms: the index knows no days."""
    return to_ms(datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=2))


def latest_times(ledger: Ledger, kind: str, count: int = 100) -> list[int]:
    """Return how many ms the latest answers to questions of a kind took, newest first.

    Those that were remembered: giving up is quick, and so is a repeat of what was just shown.
    """
    rows = ledger.rows(
        "SELECT r.took_ms FROM (SELECT id, question_id, took_ms FROM review WHERE took_ms > 0"
        f" AND grade >= ? AND role <> ? AND {unretracted('review')} ORDER BY id DESC LIMIT ?) AS r"
        " CROSS JOIN question AS q ON q.id = r.question_id WHERE q.kind = ? ORDER BY r.id DESC LIMIT ?",
        (Grade.HARD, Role.REPEAT, NEWEST_TIMED, kind, count),
    )
    return [row[0] for row in rows]
