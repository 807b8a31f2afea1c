"""The final pass as it was last placed, and one answer in; the slot of that question out.

The pass itself is placed by `passing`. Between two placings its bounds, kept as a setting, are enough.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from studybuddy.model import Event, Memory
from studybuddy.store.connection import CACHE
from studybuddy.store.placed import placed_bounds
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.journal import plan_in_force
from studybuddy.store.sql.slots import nature_of, put_slots


def refresh(ledger: Ledger, today: date) -> None:
    """Place the final pass if the plan or the day is another one than when it was placed last."""
    if _is_fresh(ledger, today, plan_in_force(ledger)):
        return
    from studybuddy.store.passing import place_all

    with ledger.transaction():  # in which another window may have been first, with another plan
        event = plan_in_force(ledger)
        if not _is_fresh(ledger, today, event):
            place_all(ledger, event.detail if event else {}, today, _stamp(today, event))


def _is_fresh(ledger: Ledger, today: date, event: Event | None) -> bool:
    placed = placed_bounds(ledger)
    if placed is None:
        return event is None
    stamp: list[Any] = placed["stamp"]
    return stamp == _stamp(today, event)


def _stamp(today: date, event: Event | None) -> list[Any]:
    return [event.id if event else None, today.isoformat(), CACHE]


def place_answered(ledger: Ledger, question_id: str, memory: Memory, study_day: date) -> None:
    """Give the question just answered its next slot; part of the caller's transaction."""
    placed = placed_bounds(ledger)
    if placed is None or memory.last_day is None:
        return
    from studybuddy.scheduling.protocol import LATE_KINDS
    from studybuddy.scheduling.slot import LONG_MINUTES, from_json, lasts, slot_after, waits_for_pass

    nature = nature_of(ledger, question_id)
    if nature is None or not _takes_part(placed, *nature[:3]):
        return
    kind, grade = nature[0], nature[3]
    minutes = LONG_MINUTES if kind in LATE_KINDS else 0.0
    slot = slot_after(
        from_json(placed["bounds"]),
        memory.interval_days,
        None if memory.known else memory.effective_due,
        lasts(memory.repetitions, grade, minutes),
        study_day,
        minutes,
        waits=waits_for_pass(memory.repetitions, minutes),
    )
    put_slots(ledger, {question_id: slot})


def _takes_part(placed: Mapping[str, Any], kind: str, domain: str, topic: str) -> bool:
    if kind in placed["without_kinds"]:
        return False
    from studybuddy.planning.rounds import is_about

    return is_about(placed["rounds"], kind, domain, topic)
