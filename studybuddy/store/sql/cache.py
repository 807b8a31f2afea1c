"""What was folded in, the cache that holds it out; each is part of the caller's transaction."""

from collections.abc import Iterable

from studybuddy.model import Memory
from studybuddy.scheduling.replay import Foretold
from studybuddy.store.rows import MEMORY_COLUMNS, memory_row
from studybuddy.store.sql.day_work import count_review
from studybuddy.store.sql.door import Ledger

_STATE = (
    f"UPDATE question SET folded = 1, ({MEMORY_COLUMNS}) = (?,?,?,?,?,?,?,?,?,?,?,?),"
    " (foretold, recalled, predicted, last_grade) = (?,?,?,?)"
)


def put_memories(ledger: Ledger, memories: Iterable[tuple[str, Memory, Foretold]]) -> None:
    """Write the states of some questions."""
    ledger.run_many(
        f"{_STATE} WHERE id = ?",
        ((*memory_row(memory), *foretold, question_id) for question_id, memory, foretold in memories),
    )


def put_states(ledger: Ledger, states: Iterable[tuple[str, Memory, Foretold, str | None]]) -> None:
    """Write the state and the first review of every question; the sums of the days are the caller's."""
    ledger.run_many(
        f"{_STATE}, first_review = ? WHERE id = ?",
        ((*memory_row(memory), *foretold, first, one) for one, memory, foretold, first in states),
    )


def put_first_review(ledger: Ledger, question_id: str, review_id: str | None) -> None:
    """Write the first review of a question, and count it as such in the sums of its day."""
    row = ledger.row("SELECT first_review FROM question WHERE id = ?", (question_id,))
    if row is None or row[0] == review_id:
        return
    changed = [one for one in (row[0], review_id) if one is not None]
    for one in changed:
        count_review(ledger, one, -1)
    ledger.run("UPDATE question SET first_review = ? WHERE id = ?", (review_id, question_id))
    for one in changed:
        count_review(ledger, one, 1)


def call_folded(ledger: Ledger) -> None:
    """Say of every question that its state is the ledger's fold."""
    ledger.run("UPDATE question SET folded = 1 WHERE NOT folded")
