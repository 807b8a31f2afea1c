"""Files as they were just read in, one transaction on cache and ledger out: the writing half of a sync.

It works through SQLModel on the hot door's own connection, so that rows and refolded state commit together.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, SQLModel, col, delete, update

from studybuddy.model import Card, Happening, Moment, Problem, Severity
from studybuddy.store.folding import refold, refold_everything
from studybuddy.store.identity import match
from studybuddy.store.reading import FileReading
from studybuddy.store.recording import new_event
from studybuddy.store.rows import from_ms
from studybuddy.store.sessions import session_on
from studybuddy.store.sql.cache import call_folded
from studybuddy.store.sql.cards import cards_in, places_of, retired_cards_like
from studybuddy.store.sql.day_work import count_questions, nothing_counted
from studybuddy.store.sql.decks import file_stamps, own_files
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.journal import add_event
from studybuddy.store.sql.questions import unfolded
from studybuddy.store.sql.replaying import answered_or_noted, moves_of, steps_of
from studybuddy.store.sync_report import Decide, Pair, SyncReport
from studybuddy.store.tables import CardRow, DeckFileRow, QuestionRow
from studybuddy.syllabus import TIERS

_JSON = json.JSONEncoder(ensure_ascii=False, default=dict)  # json.dumps would make one for each value
MANY = 1_000  # questions to fold above which one pass over the whole ledger is cheaper


@dataclass(slots=True)
class _Change:
    """What the library will hold: the cards by id, with their place in their file."""

    cards: dict[str, tuple[int, Card]] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    shadowed: set[str] = field(default_factory=set)


def take_in(
    ledger: Ledger,
    known: Mapping[str, str],
    readings: Sequence[FileReading],
    gone: frozenset[str],
    moment: Moment,
    decide: Decide,
) -> SyncReport | None:
    """Write what was read; None when another process synced meanwhile, and nothing was written.

    `known` are the stamps of the files that the readings were compared with.
    """
    paths = {reading.file.path for reading in readings} | gone
    with ledger.snapshot():
        before = cards_in(ledger, paths)
        places = places_of(ledger, (card.id for reading in readings for card in reading.cards))
        change = _gather(readings, _cards_elsewhere(ledger, places, paths))
        retired = {card_id for card_id, (_, is_active) in places.items() if not is_active}
        vanished = [card for card in before if card.id not in change.cards]
        appeared = _new_cards(ledger, change, places)
        matches = match([*vanished, *_retired_twins(ledger, appeared)], appeared)
        unsure = _with_history(ledger, matches.unsure)
    accepted = [pair for pair in unsure if decide(pair.old, pair.new)]
    unsure = tuple(pair for pair in unsure if pair not in accepted)
    with session_on(ledger) as session:
        if file_stamps(ledger) != known:
            return None
        # Only now: somebody may have answered while this waited for a decision.
        moved = _with_history(ledger, (*matches.sure, *accepted))
        from_scratch = nothing_counted(ledger)
        asked = [question for _, card in change.cards.values() for question in card.questions]
        _write_files(session, readings, gone, change)
        _retire(session, [card.id for card in vanished])
        count_questions(ledger, asked, -1)
        _write_cards(session, change)
        count_questions(ledger, asked, 1)
        _carry_over(ledger, moved, moment)
        _fold_arrivals(ledger, moved, everything=from_scratch)
    moved_to = {pair.new.id for pair in moved}
    return SyncReport(
        files_read=len(readings),
        added=len({card.id for card in appeared} - moved_to - retired),
        retired=len(vanished) - len({pair.old.id for pair in moved} & {card.id for card in vanished}),
        returned=len((retired & set(change.cards)) - moved_to),
        moved=moved,
        unsure=unsure,
        problems=tuple(p for reading in readings for p in reading.problems) + tuple(change.problems),
    )


# --- what changed ------------------------------------------------------------------------------------


def _cards_elsewhere(
    ledger: Ledger, places: Mapping[str, tuple[str, bool]], paths: AbstractSet[str]
) -> dict[str, tuple[str, bool]]:
    """Return the unchanged file of each card that is active in one, and whether it is the learner's."""
    own = own_files(ledger)
    return {
        card_id: (path, path in own)
        for card_id, (path, is_active) in places.items()
        if is_active and path not in paths
    }


def _gather(readings: Sequence[FileReading], elsewhere: Mapping[str, tuple[str, bool]]) -> _Change:
    """Lay the changed files' cards side by side.

    Of two with one id the learner's own wins; else the one whose file's path comes first, whichever was read
    first, so that every device asks the same one and `check` names the other.
    """
    change = _Change()
    for reading in sorted(readings, key=lambda reading: not reading.file.own):
        for position, card in enumerate(reading.cards):
            holder, holder_own = elsewhere.get(card.id, ("", False))
            if card.id in change.cards:
                holder, holder_own = change.cards[card.id][1].source.path, card.id in change.own
            if holder and reading.file.own == holder_own:
                change.problems.append(_duplicate(card, holder))
            if holder and (not holder_own, holder) <= (not reading.file.own, reading.file.path):
                change.shadowed.add(reading.file.path)
                continue
            if holder:
                change.shadowed.add(holder)
            change.cards[card.id] = (position, card)
            if reading.file.own:
                change.own.add(card.id)
    return change


def _duplicate(card: Card, holder: str) -> Problem:
    return Problem(
        card.source, f"the id {card.id} is that of a card in {holder} too", "give one of them another id"
    )


def _new_cards(ledger: Ledger, change: _Change, places: Mapping[str, tuple[str, bool]]) -> list[Card]:
    """Return the cards without a past: never seen, or back under an id whose history has moved on."""
    absent = [card for _, card in change.cards.values() if not places.get(card.id, ("", False))[1]]
    back = [question for card in absent if card.id in places for question in card.questions]
    spoken = answered_or_noted(ledger, back)
    return [card for card in absent if spoken.isdisjoint(card.questions)]


def _retired_twins(ledger: Ledger, appeared: Sequence[Card]) -> list[Card]:
    """Return cards retired in an earlier sync whose exact text has come back under another id.

    One without a history has nothing to bring back, and must not take the place of one that was just edited.
    """
    ids = {card.id for card in appeared}
    twins = [card for card in retired_cards_like(ledger, {c.digest for c in appeared}) if card.id not in ids]
    spoken = answered_or_noted(ledger, (question for card in twins for question in card.questions))
    return [card for card in twins if not spoken.isdisjoint(card.questions)]


def _with_history(ledger: Ledger, pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Keep the pairs that have something to carry over."""
    spoken = answered_or_noted(ledger, (question for pair in pairs for question in pair.old.questions))
    return tuple(pair for pair in pairs if not spoken.isdisjoint(pair.old.questions))


# --- writing -----------------------------------------------------------------------------------------


def _write_files(
    session: Session, readings: Sequence[FileReading], gone: frozenset[str], change: _Change
) -> None:
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


def _retire(session: Session, card_ids: Sequence[str]) -> None:
    for batch in _batches(card_ids):
        session.execute(update(CardRow).where(col(CardRow.id).in_(batch)).values(active=False))
        session.execute(update(QuestionRow).where(col(QuestionRow.card_id).in_(batch)).values(active=False))


def _write_cards(session: Session, change: _Change) -> None:
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
    """Cut a long list up: SQLite takes only so many parameters at once."""
    for start in range(0, len(names), MANY):
        yield names[start : start + MANY]


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


# --- histories ---------------------------------------------------------------------------------------


def _carry_over(ledger: Ledger, pairs: Sequence[Pair], moment: Moment) -> None:
    """Append a MOVE for each question of an old card that the new one asks too."""
    moved = [
        (old, new) for pair in pairs for old, new in zip(pair.old.questions, pair.new.questions, strict=False)
    ]
    if not moved:
        return
    latest = max((step.at for old, _ in moved for step in steps_of(ledger, old)), default=0)
    after = _after_all(moment, max(latest, moves_of(ledger).latest()))
    for old, new in moved:
        add_event(ledger, new_event(ledger, Happening.MOVE, after, old, {"to": new}))


def _after_all(moment: Moment, latest: int) -> Moment:
    """Return a moment after all steps and moves, in ms: after a clock went back, now may be too early."""
    at = max(moment.at, from_ms(latest + 1).astimezone(moment.at.tzinfo))
    return Moment(at, moment.study_day)


def _fold_arrivals(ledger: Ledger, moved: Iterable[Pair], *, everything: bool) -> None:
    """Give every question that is new to the cache the state that its history implies."""
    arrivals = answered_or_noted(ledger, unfolded(ledger)) | {
        question for pair in moved for question in (*pair.new.questions, *pair.old.questions)
    }
    call_folded(ledger)  # the others have nothing to fold
    if everything or len(arrivals) > MANY:
        refold_everything(ledger)
    elif arrivals:
        refold(ledger, arrivals)
