"""What the library will hold in, the rows of its files, cards and questions written out."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, SQLModel, col, delete, update

from studybuddy.model import Card, Severity
from studybuddy.store.gathering import Change
from studybuddy.store.reading import FileReading
from studybuddy.store.tables import CardRow, DeckFileRow, QuestionRow
from studybuddy.syllabus import TIERS

_JSON = json.JSONEncoder(ensure_ascii=False, default=dict)  # json.dumps would make one for each value
_BATCH = 1_000  # names in one statement: SQLite takes only so many parameters at once


def write_files(
    session: Session, readings: Sequence[FileReading], gone: frozenset[str], change: Change
) -> None:
    """Write the rows of the files that were read, and take those of the files that are gone away."""
    for batch in _batches(sorted(gone)):
        session.execute(delete(DeckFileRow).where(col(DeckFileRow.path).in_(batch)))
    rows = [
        {
            "path": reading.file.path,
            "deck": reading.file.deck,
            "stamp": reading.file.stamp,
            "own": reading.file.own,
            "shadowed": False,
            "errors": sum(p.severity is Severity.ERROR for p in reading.problems),
        }
        for reading in readings
    ]
    _upsert(session, DeckFileRow, rows)
    for batch in _batches(sorted(change.shadowed)):
        session.execute(update(DeckFileRow).where(col(DeckFileRow.path).in_(batch)).values(shadowed=True))


def retire(session: Session, card_ids: Sequence[str]) -> None:
    """Set cards aside with their questions; their history stays."""
    for batch in _batches(card_ids):
        session.execute(update(CardRow).where(col(CardRow.id).in_(batch)).values(active=False))
        session.execute(update(QuestionRow).where(col(QuestionRow.card_id).in_(batch)).values(active=False))


def write_cards(session: Session, change: Change) -> None:
    """Write the rows of the cards and of their questions."""
    _upsert(session, CardRow, [_card_values(card, position) for position, card in change.cards.values()])
    # A card that lost a question (a gap of a cloze, the way back) keeps its row and its history.
    _set_questions_aside(session, list(change.cards))
    _upsert(
        session,
        QuestionRow,
        [
            _question_values(question, card, position)
            for position, card in change.cards.values()
            for question in card.questions
        ],
    )


def _set_questions_aside(session: Session, card_ids: Sequence[str]) -> None:
    for batch in _batches(card_ids):
        session.execute(update(QuestionRow).where(col(QuestionRow.card_id).in_(batch)).values(active=False))


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _BATCH):
        yield names[start : start + _BATCH]


def _upsert(session: Session, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, or overwrite the given columns of those that exist."""
    if not rows:
        return
    statement = insert(table)
    keys = [column.name for column in table.__table__.primary_key]  # type: ignore[attr-defined]  # SQLModel hides it
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    # on the connection, since nobody needs the rows as objects of the session
    session.connection().execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), rows)


def _card_values(card: Card, position: int) -> dict[str, Any]:
    return {
        "id": card.id,
        "kind": card.kind,
        "deck": card.deck,
        "domain": card.domain,
        "topic": card.topic,
        "tier": card.tier,
        "tags": _json(card.tags),
        "heading": card.heading,
        "fields": _json(card.fields),
        "questions": _json(card.questions),
        "path": card.source.path,
        "line": card.source.line,
        "digest": card.digest,
        "explicit_id": card.explicit_id,
        "attributes": _json(card.attributes),
        "position": position,
        "active": True,
    }


def _question_values(question_id: str, card: Card, position: int) -> dict[str, Any]:
    return {
        "id": question_id,
        "card_id": card.id,
        "kind": card.kind,
        "deck": card.deck,
        "domain": card.domain,
        "topic": card.topic,
        "tier_rank": TIERS.index(card.tier),
        "position": position,
        "active": True,
    }


def _json(value: object) -> str:
    return _JSON.encode(value)
