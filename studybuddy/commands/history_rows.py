"""A question in, the rows of its history out: answers and events, changes of its id, and what was undone."""

from studybuddy.commands.desk import Desk
from studybuddy.model import Event, Review, Role
from studybuddy.scheduling.lineage import lineage
from studybuddy.scheduling.protocol import first_intervals_of
from studybuddy.scheduling.replay import fold
from studybuddy.screens.card import HistoryRow
from studybuddy.store.rows import from_ms
from studybuddy.store.sql.journal import history_of
from studybuddy.store.sql.questions import kind_of
from studybuddy.store.sql.replaying import moves_of, steps_of
from studybuddy.store.sql.taken_back import taken_back


def history_rows(desk: Desk, question_id: str) -> list[HistoryRow]:
    """Return everything that has happened to a question, the oldest first."""
    spans = lineage(question_id, moves_of(desk.ledger))
    intervals = _intervals_after(desk, question_id)
    rows = [
        _row(happening, intervals.get(happening.id)) for happening in history_of(desk.ledger, question_id)
    ]
    rows += [
        _row(happening, None, taken_back=True)
        for happening in taken_back(desk.ledger, {span.question_id for span in spans})
    ]
    rows += [
        HistoryRow(from_ms(span.until[0]).astimezone(), f"until then it was {span.question_id}")
        for span in spans
        if span.until is not None
    ]
    return sorted(rows, key=lambda row: row.at)


def _intervals_after(desk: Desk, question_id: str) -> dict[str, int]:
    """Return the interval in days that each scheduled answer led to, by the answer's id."""
    moves, scheduler = moves_of(desk.ledger), desk.scheduler
    first_intervals = first_intervals_of(kind_of(desk.ledger, question_id) or "")
    steps = steps_of(desk.ledger, question_id)
    return {
        step.id: folded[question_id].interval_days
        for number, step in enumerate(steps, start=1)
        if step.what == Role.SCHEDULED
        and question_id in (folded := fold(steps[:number], moves, scheduler, lambda _: first_intervals))
    }


def _row(happening: Review | Event, interval_days: int | None, *, taken_back: bool = False) -> HistoryRow:
    if isinstance(happening, Event):
        at, what = happening.happened_at.astimezone(), happening.happening.value
        return HistoryRow(at, what, taken_back=taken_back)
    return HistoryRow(
        happening.reviewed_at.astimezone(),
        "review",
        grade=happening.grade.name.lower(),
        role=happening.role.value,
        interval_days=interval_days,
        took_ms=happening.took_ms or None,
        confidence=happening.confidence,
        answer=happening.answer,
        scheduler=happening.scheduler,
        taken_back=taken_back,
    )
