"""Reviews, events and retractions in, the ledger with them appended out; and back, as they were written."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from studybuddy.model import Event, Happening, Retraction, Review
from studybuddy.scheduling.steps import to_ms
from studybuddy.store.rows import EVENT_COLUMNS, REVIEW_COLUMNS, event_row, review_row, to_event, to_review
from studybuddy.store.sql.day_work import count_review
from studybuddy.store.sql.door import Ledger, marks, unretracted
from studybuddy.store.sql.replaying import MOVES, steps_of


def newest_id(ledger: Ledger) -> str | None:
    """Return the newest id that this device gave to anything in the ledger."""
    row = ledger.row(
        "SELECT max(id) FROM (SELECT max(id) AS id FROM review WHERE device = ?1 UNION ALL"
        " SELECT max(id) FROM event WHERE device = ?1 UNION ALL"
        " SELECT max(id) FROM retraction WHERE device = ?1)",
        (ledger.device,),
    )
    return None if row is None else row[0]


def add_review(ledger: Ledger, review: Review) -> None:
    """Append a review, and count it; part of the caller's transaction."""
    ledger.run(
        f"INSERT INTO review ({REVIEW_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", review_row(review)
    )
    count_review(ledger, review.id, 1)


def add_event(ledger: Ledger, event: Event) -> None:
    """Append an event; part of the caller's transaction."""
    ledger.forget(MOVES)
    ledger.run(f"INSERT INTO event ({EVENT_COLUMNS}) VALUES (?,?,?,?,?,?,?,?)", event_row(event))


def add_retraction(ledger: Ledger, retraction: Retraction) -> None:
    """Append a retraction, and count what it takes back no longer; part of the caller's transaction."""
    ledger.forget(MOVES)
    count_review(ledger, retraction.event_id, -1)
    ledger.run(
        "INSERT INTO retraction (id, event_id, retracted_at, device) VALUES (?,?,?,?)",
        (retraction.id, retraction.event_id, to_ms(retraction.retracted_at), retraction.device),
    )


def is_retracted(ledger: Ledger, event_id: str) -> bool:
    """Tell whether a review or an event was taken back."""
    return ledger.row("SELECT 1 FROM retraction WHERE event_id = ? LIMIT 1", (event_id,)) is not None


def reviews_of(ledger: Ledger, ids: Sequence[str]) -> list[Review]:
    """Return the reviews of these ids that are there, retracted ones included."""
    rows = ledger.rows(f"SELECT {REVIEW_COLUMNS} FROM review WHERE id IN ({marks(ids)})", ids)
    return [*map(to_review, rows)]


def history_of(ledger: Ledger, question_id: str) -> list[Review | Event]:
    """Return the unretracted reviews and events of a question in order, those of earlier ids included."""
    steps = steps_of(ledger, question_id)
    ids = [step.id for step in steps]
    events = ledger.rows(f"SELECT {EVENT_COLUMNS} FROM event WHERE id IN ({marks(ids)})", ids)
    reviews = {one.id: one for one in reviews_of(ledger, ids)}
    found: dict[str, Review | Event] = {**reviews, **{row[0]: to_event(row) for row in events}}
    return [found[step_id] for step_id in ids]


def plan_in_force(ledger: Ledger, without: Sequence[str] = ()) -> Event | None:
    """Return the newest unretracted plan event: the plan in force, or its clearing.

    `without` are ids of events that are looked past, as if they were taken back.
    """
    return newest_event(ledger, Happening.PLAN, without)


def newest_event(ledger: Ledger, happening: Happening, without: Sequence[str] = ()) -> Event | None:
    """Return the newest unretracted event of a sort that is none of `without`, or None."""
    row = ledger.row(
        f"SELECT {EVENT_COLUMNS} FROM event WHERE happening = ? AND {unretracted('event')}"
        f" AND id NOT IN ({marks(without)}) ORDER BY happened_at DESC, id DESC LIMIT 1",
        (happening.value, *without),
    )
    return None if row is None else to_event(row)


def tracked_since(ledger: Ledger, since: date) -> list[tuple[date, Mapping[str, Any]]]:
    """Return day and detail of all practice elsewhere since a day, in order."""
    rows = ledger.rows(
        "SELECT study_day, detail FROM event WHERE happening = ? AND study_day >= ?"
        f" AND {unretracted('event')} ORDER BY happened_at, id",
        (Happening.TRACK.value, since.isoformat()),
    )
    return [(date.fromisoformat(day), json.loads(detail)) for day, detail in rows]


def undoable(ledger: Ledger, count: int) -> list[Review | Event]:
    """Return this device's newest unretracted reviews and events, newest first; moves are the sync's."""
    reviews = ledger.rows(
        f"SELECT {REVIEW_COLUMNS} FROM review WHERE device = ? AND {unretracted('review')}"
        " ORDER BY id DESC LIMIT ?",
        (ledger.device, count),
    )
    events = ledger.rows(
        f"SELECT {EVENT_COLUMNS} FROM event WHERE device = ? AND happening <> 'move'"
        f" AND {unretracted('event')}"
        " ORDER BY id DESC LIMIT ?",
        (ledger.device, count),
    )
    found: list[Review | Event] = [*map(to_review, reviews), *map(to_event, events)]
    return sorted(found, key=lambda happening: happening.id, reverse=True)[:count]
