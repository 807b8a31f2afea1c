"""The id or name of a question in, what the cache holds of it out."""

from studybuddy.model import Memory
from studybuddy.store.rows import MEMORY_COLUMNS, to_memory
from studybuddy.store.sql.day_work import TOPIC
from studybuddy.store.sql.door import Ledger


def questions_named(ledger: Ledger, name: str) -> list[str]:
    """Return the active questions that a name may mean: an exact id, else those of a card or prefix."""
    for condition, value in (
        ("id = ?", name),
        ("card_id = ?", name),
        ("substr(id, 1, length(?)) = ?", name),
    ):
        values = (value, value) if condition.count("?") == 2 else (value,)
        rows = ledger.rows(
            f"SELECT id FROM question WHERE active AND {condition} ORDER BY id LIMIT 50", values
        )
        if rows:
            return [row[0] for row in rows]
    return []


def memory_of(ledger: Ledger, question_id: str) -> Memory | None:
    """Return the state of a question, or None when no deck ever had it."""
    row = ledger.row(f"SELECT {MEMORY_COLUMNS} FROM question WHERE id = ?", (question_id,))
    return None if row is None else to_memory(row)


def is_unseen(ledger: Ledger, question_id: str) -> bool:
    """Tell whether a question was never answered."""
    memory = memory_of(ledger, question_id)
    return memory is not None and memory.last_day is None


def suspended_questions(ledger: Ledger) -> list[str]:
    """Return the questions of today's decks that are suspended."""
    rows = ledger.rows("SELECT id FROM question WHERE active AND suspended ORDER BY id")
    return [row[0] for row in rows]


def kind_of(ledger: Ledger, question_id: str) -> str | None:
    """Return the kind of a question's card."""
    row = ledger.row("SELECT kind FROM question WHERE id = ?", (question_id,))
    return None if row is None else row[0]


def kinds_of_questions(ledger: Ledger) -> dict[str, str]:
    """Return the kind of every question, retired ones too."""
    return dict(ledger.rows("SELECT id, kind FROM question"))


def places_of_questions(ledger: Ledger) -> dict[str, tuple[str, str, str]]:
    """Return kind, domain and topic of every question, retired ones too, as `day_work` tells them apart."""
    rows = ledger.rows(f"SELECT q.id, q.kind, q.domain, {TOPIC} FROM question AS q")
    return {question_id: (kind, domain, topic) for question_id, kind, domain, topic in rows}


def topics_of_questions(ledger: Ledger) -> dict[str, str]:
    """Return the topic of every question, retired ones too."""
    return dict(ledger.rows("SELECT id, topic FROM question"))


def unfolded(ledger: Ledger) -> set[str]:
    """Return the questions that came to the cache after its last fold."""
    return {row[0] for row in ledger.rows("SELECT id FROM question WHERE NOT folded")}


def content_counts(ledger: Ledger) -> dict[tuple[str, str], int]:
    """Return the number of active questions by kind and domain."""
    rows = ledger.rows("SELECT kind, domain, count(*) FROM question WHERE active GROUP BY kind, domain")
    return {(kind, domain): count for kind, domain, count in rows}
