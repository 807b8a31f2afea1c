"""Memories as they were folded in, the cache that holds them out; each is part of a transaction."""

from collections.abc import Iterable

from studybuddy.model import Memory
from studybuddy.store.rows import MEMORY_COLUMNS, memory_row
from studybuddy.store.sql.door import Ledger


def forget_memories(ledger: Ledger) -> None:
    """Make every question new again, before a full replay; part of the caller's transaction."""
    ledger.run(
        "UPDATE question SET folded = 1, first_review = NULL,"
        f" ({MEMORY_COLUMNS}) = (?,?,?,?,?,?,?,?,?,?,?,?)",
        memory_row(Memory()),
    )


def put_memories(ledger: Ledger, memories: Iterable[tuple[str, Memory]]) -> None:
    """Write the cached states of questions; part of the caller's transaction."""
    ledger.run_many(
        f"UPDATE question SET folded = 1, ({MEMORY_COLUMNS}) = (?,?,?,?,?,?,?,?,?,?,?,?) WHERE id = ?",
        ((*memory_row(memory), question_id) for question_id, memory in memories),
    )


def call_folded(ledger: Ledger) -> None:
    """Say of every question that its state is the ledger's fold; part of the caller's transaction."""
    ledger.run("UPDATE question SET folded = 1 WHERE NOT folded")


def put_first_reviews(ledger: Ledger, firsts: Iterable[tuple[str, str | None]]) -> None:
    """Write each question's first review, by the id it was given under; part of a transaction."""
    ledger.run_many("UPDATE question SET first_review = ?2 WHERE id = ?1 AND first_review IS NOT ?2", firsts)
