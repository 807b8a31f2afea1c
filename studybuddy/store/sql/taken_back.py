"""A question's ids in, the reviews and events that were taken back out, each with the moment of that."""

import json
from collections.abc import Iterable

from studybuddy.model import Event, Review
from studybuddy.store.rows import EVENT_COLUMNS, REVIEW_COLUMNS, to_event, to_review
from studybuddy.store.sql.door import Ledger, unretracted


def taken_back(ledger: Ledger, question_ids: Iterable[str]) -> list[Review | Event]:
    """Return what was written for any of these ids and retracted since, in order; moves are the sync's."""
    ids = (json.dumps(list(question_ids)),)
    reviews = ledger.rows(
        f"SELECT {REVIEW_COLUMNS} FROM review WHERE question_id IN (SELECT value FROM json_each(?))"
        f" AND NOT ({unretracted('review')})",
        ids,
    )
    events = ledger.rows(
        f"SELECT {EVENT_COLUMNS} FROM event WHERE question_id IN (SELECT value FROM json_each(?))"
        f" AND happening <> 'move' AND NOT ({unretracted('event')})",
        ids,
    )
    found: list[Review | Event] = [*map(to_review, reviews), *map(to_event, events)]
    return sorted(found, key=lambda happening: happening.id)
