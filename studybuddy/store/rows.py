"""Rows of the database in, frozen values out, and back: column lists and the order they are read in."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from studybuddy.model import Candidate, Card, Event, Grade, Happening, Memory, Review, Role, Source
from studybuddy.scheduling.steps import StepFields, to_ms
from studybuddy.syllabus import TIERS

Row = tuple[Any, ...]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOTHING: Mapping[str, Any] = MappingProxyType({})

REVIEW_COLUMNS = (
    "id, question_id, grade, role, reviewed_at, utc_offset_min, study_day, took_ms, shift_days, scheduler, "
    "device, seed, answer, confidence"
)
EVENT_COLUMNS = "id, happening, question_id, happened_at, utc_offset_min, study_day, device, detail"
CARD_COLUMNS = (
    "id, kind, deck, domain, topic, tier, tags, heading, fields, questions, path, line, digest, explicit_id, "
    "attributes"
)
MEMORY_COLUMNS = (
    "repetitions, ease, interval_days, lapses, last_day, sm2_due, effective_due, stability, difficulty, "
    "suspended, buried_on, known"
)
CANDIDATE_COLUMNS = (
    "id, card_id, kind, deck, topic, tier_rank, position, interval_days, due_day,"
    " last_day IS NULL AND slot IS NULL, domain"
)


def from_ms(ms: int) -> datetime:
    """Return milliseconds since the epoch as an aware moment in UTC."""
    return _EPOCH + timedelta(0, 0, 0, ms)  # Windows' own clock ends with the year 3000


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def to_memory(row: Row) -> Memory:
    """Read MEMORY_COLUMNS."""
    return Memory(
        row[0], row[1], row[2], row[3], _day(row[4]), _day(row[5]), _day(row[6]), row[7], row[8],
        bool(row[9]), _day(row[10]), bool(row[11]),
    )  # fmt: skip


def memory_row(memory: Memory) -> Row:
    """Write MEMORY_COLUMNS."""
    return (
        memory.repetitions, memory.ease, memory.interval_days, memory.lapses, _iso(memory.last_day),
        _iso(memory.sm2_due), _iso(memory.effective_due), memory.stability, memory.difficulty,
        memory.suspended, _iso(memory.buried_on), memory.known,
    )  # fmt: skip


def to_candidate(row: Row) -> Candidate:
    """Read CANDIDATE_COLUMNS."""
    return Candidate(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        TIERS[row[5]],
        row[6],
        row[7],
        _day(row[8]),
        bool(row[9]),
        row[10],
    )


def to_card(row: Row) -> Card:
    """Read CARD_COLUMNS."""
    return Card(
        id=row[0], kind=row[1], deck=row[2], domain=row[3], topic=row[4], tier=row[5],
        tags=tuple(json.loads(row[6])), heading=row[7], fields=json.loads(row[8]),
        questions=tuple(json.loads(row[9])), source=Source(row[10], row[11]), digest=row[12],
        explicit_id=bool(row[13]), attributes=json.loads(row[14]),
    )  # fmt: skip


def from_card_row(row: Any) -> Card:
    """Read a row of the other door's card table, which has the same columns as attributes."""
    return to_card(tuple(getattr(row, name) for name in CARD_COLUMNS.split(", ")))


def to_step_fields(rows: Sequence[Row]) -> list[StepFields]:
    """Read what replay needs of reviews and events; many of them, since they name few days."""
    days = {text: date.fromisoformat(text) for text in {row[4] for row in rows}}
    return [
        (
            at, step_id, question_id, what, days[day], grade, shift_days,
            _NOTHING if detail is None else json.loads(detail), took_ms,
        )
        for at, step_id, question_id, what, day, grade, shift_days, detail, took_ms in rows
    ]  # fmt: skip


def to_review(row: Row) -> Review:
    """Read REVIEW_COLUMNS."""
    return Review(
        row[0], row[1], Grade(row[2]), Role(row[3]), from_ms(row[4]), row[5], date.fromisoformat(row[6]),
        *row[7:14],
    )  # fmt: skip


def review_row(review: Review) -> Row:
    """Write REVIEW_COLUMNS."""
    return (
        review.id, review.question_id, int(review.grade), review.role.value, to_ms(review.reviewed_at),
        review.utc_offset_min, review.study_day.isoformat(), review.took_ms, review.shift_days,
        review.scheduler, review.device, review.seed, review.answer, review.confidence,
    )  # fmt: skip


def to_event(row: Row) -> Event:
    """Read EVENT_COLUMNS."""
    return Event(
        row[0], Happening(row[1]), row[2], from_ms(row[3]), row[4], date.fromisoformat(row[5]), row[6],
        json.loads(row[7]),
    )  # fmt: skip


def event_row(event: Event) -> Row:
    """Write EVENT_COLUMNS."""
    return (
        event.id, event.happening.value, event.question_id, to_ms(event.happened_at), event.utc_offset_min,
        event.study_day.isoformat(), event.device, json.dumps(dict(event.detail), ensure_ascii=False),
    )  # fmt: skip
