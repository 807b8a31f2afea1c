"""Nothing but the ledger in, its unretracted steps in order out, as a replay walks through them."""

import itertools
import json
from collections.abc import Iterable, Iterator

from studybuddy.scheduling.lineage import Moves, lineage
from studybuddy.scheduling.steps import Move, Step, StepFields
from studybuddy.store.rows import to_step_fields
from studybuddy.store.sql.door import Ledger, unretracted

MOVES = "moves"  # the name under which they are kept beside the connection

# A review or an event as a replay sees it, see `Step`.
_STEPS = f"""
SELECT reviewed_at, id, question_id, role, study_day, grade, shift_days, NULL, took_ms FROM review
 WHERE {{condition}} AND {unretracted("review")}
UNION ALL
SELECT happened_at, id, question_id, happening, study_day, 0, 0, detail, 0 FROM event
 WHERE {{condition}} AND {unretracted("event")}
"""


def step_batches(ledger: Ledger) -> Iterator[list[StepFields]]:
    """Stream every unretracted review and event in the order of the ledger, for a full replay."""
    return map(to_step_fields, ledger.batches(f"{_STEPS.format(condition='TRUE')} ORDER BY 1, 2"))


def every_step(ledger: Ledger) -> Iterator[Step]:
    """Stream what `step_batches` does one by one, with names."""
    return itertools.starmap(Step, itertools.chain.from_iterable(step_batches(ledger)))


def steps_of(ledger: Ledger, question_id: str) -> list[Step]:
    """Return the unretracted steps of a question in order, those under its earlier ids included."""
    found: list[Step] = []
    for span in lineage(question_id, moves_of(ledger)):
        rows = ledger.rows(_STEPS.format(condition="question_id = :id"), {"id": span.question_id})
        within = [
            row
            for row in rows
            if (span.since is None or row[:2] > span.since) and (span.until is None or row[:2] < span.until)
        ]
        found += itertools.starmap(Step, to_step_fields(within))
    return sorted(found, key=lambda step: step[:2])


def moves_of(ledger: Ledger) -> Moves:
    """Return every unretracted change of an id; it is read again only after the ledger has grown."""
    # data_version tells what others committed, the row ids what this connection wrote or took back
    stamp = (
        ledger.row("PRAGMA data_version"),
        ledger.row("SELECT (SELECT max(rowid) FROM event), (SELECT max(rowid) FROM retraction)"),
    )
    return ledger.kept(MOVES, stamp, lambda: _read_moves(ledger))


def _read_moves(ledger: Ledger) -> Moves:
    rows = ledger.rows(
        "SELECT happened_at, id, question_id, json_extract(detail, '$.to') AS new FROM event"
        " WHERE happening = 'move' AND question_id IS NOT NULL AND typeof(new) = 'text'"
        f" AND new NOT IN ('', question_id) AND {unretracted('event')}"
    )
    return Moves.of(Move(*row) for row in rows)


def answered_or_noted(ledger: Ledger, question_ids: Iterable[str]) -> set[str]:
    """Return those of some questions that have any unretracted step, under earlier ids too."""
    moves = moves_of(ledger)
    asked = set(question_ids)
    moved = {question for question in asked if question in moves}
    rows = ledger.rows(
        "SELECT value FROM json_each(?) WHERE"
        " EXISTS (SELECT 1 FROM review WHERE review.question_id = value"
        f" AND {unretracted('review')})"
        " OR EXISTS (SELECT 1 FROM event WHERE event.question_id = value"
        f" AND {unretracted('event')})",
        (json.dumps(list(asked - moved)),),
    )
    return {row[0] for row in rows} | {question for question in moved if steps_of(ledger, question)}
