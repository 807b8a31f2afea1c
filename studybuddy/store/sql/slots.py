"""The questions that a final pass goes through, and their slots, in and out; a slot is a day, or none."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from studybuddy.store.rows import Row
from studybuddy.store.sql.door import Ledger, marks


def seen_questions(ledger: Ledger, without_kinds: Sequence[str]) -> list[Row]:
    """Return the questions that were answered or are known, but those of some kinds.

    Their id, kind, domain, topic, tier, interval, last day and repetitions, the day by their own
    schedule, which is None of a known one, their card, and the grade of the last answer that counted.
    """
    return ledger.rows(
        "SELECT id, kind, domain, topic, tier_rank, interval_days, last_day, repetitions,"
        " CASE WHEN known THEN NULL ELSE effective_due END, card_id, last_grade FROM question"
        " WHERE active AND NOT suspended AND (last_day IS NOT NULL OR known)"
        f" AND kind NOT IN ({marks(without_kinds)})",
        (*without_kinds,),
    )


def slots_given(ledger: Ledger) -> dict[str, date]:
    """Return every question that has a slot, with its day."""
    rows = ledger.rows("SELECT id, slot FROM question WHERE slot IS NOT NULL")
    return {question_id: date.fromisoformat(day) for question_id, day in rows}


def slots_before(ledger: Ledger, day: date, without: Iterable[str] = ()) -> int:
    """Count the questions whose slot lies before a day, some of them left out."""
    row = ledger.row(
        "SELECT count(*) FROM question"
        " WHERE slot < ?1 AND question.id NOT IN (SELECT value FROM json_each(?2))",
        (day.isoformat(), json.dumps(list(without))),
    )
    return row[0] if row else 0


def count_asked_twice(ledger: Ledger, first: date, day: date) -> int:
    """Count the questions that passed since a day, and whose slot lies before another all the same."""
    row = ledger.row(
        "SELECT count(*) FROM question WHERE slot < ? AND last_day >= ? AND repetitions > 0",
        (day.isoformat(), first.isoformat()),
    )
    return row[0] if row else 0


def put_slots(ledger: Ledger, slots: Mapping[str, date | None] | Iterable[tuple[str, date | None]]) -> None:
    """Give questions their slots, or take them away; part of the caller's transaction."""
    pairs = slots.items() if isinstance(slots, Mapping) else slots
    ledger.run_many(
        "UPDATE question SET slot = ?2 WHERE id = ?1 AND slot IS NOT ?2",
        ((question_id, day and day.isoformat()) for question_id, day in pairs),
    )


def due_day_of(ledger: Ledger, question_id: str) -> date | None:
    """Return the day that is acted upon: the slot if there is one, else the scheduler's, balanced."""
    row = ledger.row("SELECT due_day FROM question WHERE id = ?", (question_id,))
    return None if row is None or row[0] is None else date.fromisoformat(row[0])


def nature_of(ledger: Ledger, question_id: str) -> Row | None:
    """Return kind, domain and topic of a question, and the grade of its last answer that counted."""
    return ledger.row("SELECT kind, domain, topic, last_grade FROM question WHERE id = ?", (question_id,))
