"""The hot door: parameterised SQL over sqlite3, from rows to values and back, for all that must be fast.

All SQL that is written by hand stands here. Whatever can wait for an import of SQLModel uses the other door.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from studybuddy.errors import LedgerError
from studybuddy.model import Candidate, Card, Event, Happening, Memory, Retraction, Review
from studybuddy.scheduling.lineage import Moves, lineage
from studybuddy.scheduling.steps import Move, Step, to_ms
from studybuddy.store.connection import (
    APPLICATION,
    BUSY_TIMEOUT_S,
    CACHE,
    SCHEMA,
    configure,
    explained,
    patiently,
)
from studybuddy.store.rows import (
    CANDIDATE_COLUMNS,
    CARD_COLUMNS,
    EVENT_COLUMNS,
    MEMORY_COLUMNS,
    REVIEW_COLUMNS,
    Row,
    event_row,
    memory_row,
    review_row,
    to_candidate,
    to_card,
    to_event,
    to_memory,
    to_review,
    to_step,
)

UNRETRACTED = "NOT EXISTS (SELECT 1 FROM retraction AS gone WHERE gone.event_id = {table}.id)"

# A review or an event as a replay sees it, see `Step`.
STEPS = f"""
SELECT reviewed_at, id, question_id, role, study_day, grade, shift_days, '{{{{}}}}' FROM review
 WHERE {{condition}} AND {UNRETRACTED.format(table="review")}
UNION ALL
SELECT happened_at, id, question_id, happening, study_day, 0, 0, detail FROM event
 WHERE {{condition}} AND {UNRETRACTED.format(table="event")}
"""

NEWEST_TIMED = 5_000  # answers among which those of one kind are looked for

# Whether the review `now` is the first of its question.
FIRST = "(q.first_review IS now.id)"


class Ledger:
    """One open connection to the database; used by one thread, closed by `with`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._db = connection
        self.device: str = self.setting("device") or ""
        self._moves: tuple[Row, Moves] | None = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection itself, for the other door to work in the same transaction."""
        return self._db

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    # --- transactions and settings -------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the write lock for a block: all of it is committed, or none.

        Raises:
            LedgerError: the database cannot be locked or written; nothing of the block was kept.

        """
        with self._begun("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the database throughout a block, without keeping others from writing."""
        with self._begun("BEGIN"):
            yield

    @contextmanager
    def _begun(self, how: str) -> Iterator[None]:
        with explained(self.path):
            self._db.execute(how)
            try:
                yield
                self._db.execute("COMMIT")
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    def _rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
        with explained(self.path):
            return self._db.execute(sql, values).fetchall()

    def _row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        with explained(self.path):
            found: Row | None = self._db.execute(sql, values).fetchone()
            return found

    def setting(self, key: str) -> str | None:
        """Return what was set for `key`, or None."""
        row = self._row("SELECT value FROM setting WHERE key = ?", (key,))
        return None if row is None else str(row[0])

    def settings(self) -> dict[str, str]:
        """Return everything that was set."""
        return dict(self._rows("SELECT key, value FROM setting ORDER BY key"))

    def set_setting(self, key: str, value: str | None) -> None:
        """Set `key`, or forget it when `value` is None; part of the caller's transaction."""
        if value is None:
            self._db.execute("DELETE FROM setting WHERE key = ?", (key,))
        else:
            self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, value))

    # --- cards and questions -------------------------------------------------------------------------

    def cards_in(self, paths: Iterable[str]) -> list[Card]:
        """Return the active cards of some files, by their place there."""
        rows = self._rows(
            f"SELECT {CARD_COLUMNS} FROM card WHERE active AND path IN (SELECT value FROM json_each(?))"
            " ORDER BY position",
            (json.dumps(list(paths)),),
        )
        return [to_card(row) for row in rows]

    def retired_cards_like(self, digests: Iterable[str]) -> list[Card]:
        """Return the retired cards whose text has one of these digests."""
        rows = self._rows(
            f"SELECT {CARD_COLUMNS} FROM card WHERE NOT active"
            " AND digest IN (SELECT value FROM json_each(?))",
            (json.dumps(list(digests)),),
        )
        return [to_card(row) for row in rows]

    def places_of(self, card_ids: Iterable[str]) -> dict[str, tuple[str, bool]]:
        """Return the file of each of these cards that is known, and whether the card is active."""
        rows = self._rows(
            "SELECT id, path, active FROM card WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(card_ids)),),
        )
        return {card_id: (path, bool(active)) for card_id, path, active in rows}

    def own_files(self) -> set[str]:
        """Return the learner's own files among those that were read."""
        return {row[0] for row in self._rows("SELECT path FROM deck_file WHERE own")}

    def card_of(self, question_id: str) -> Card | None:
        """Return the card that asks a question, retired ones too."""
        rows = self._rows(
            f"SELECT {CARD_COLUMNS} FROM card WHERE id = (SELECT card_id FROM question WHERE id = ?)",
            (question_id,),
        )
        return to_card(rows[0]) if rows else None

    def heading_of(self, card_id: str) -> str:
        """Return the prompt of a card as its heading has it."""
        row = self._row("SELECT heading FROM card WHERE id = ?", (card_id,))
        return "" if row is None else row[0]

    def cards(self) -> list[Card]:
        """Return all active cards in the order of their decks."""
        rows = self._rows(f"SELECT {CARD_COLUMNS} FROM card WHERE active ORDER BY deck, position")
        return [to_card(row) for row in rows]

    def questions_named(self, name: str) -> list[str]:
        """Return the active questions that a name may mean: an exact id, else those of a card or prefix."""
        for condition, value in (
            ("id = ?", name),
            ("card_id = ?", name),
            ("substr(id, 1, length(?)) = ?", name),
        ):
            values = (value, value) if condition.count("?") == 2 else (value,)
            rows = self._rows(
                f"SELECT id FROM question WHERE active AND {condition} ORDER BY id LIMIT 50", values
            )
            if rows:
                return [row[0] for row in rows]
        return []

    def memory(self, question_id: str) -> Memory | None:
        """Return the state of a question, or None when no deck ever had it."""
        row = self._row(f"SELECT {MEMORY_COLUMNS} FROM question WHERE id = ?", (question_id,))
        return None if row is None else to_memory(row)

    def kind_of(self, question_id: str) -> str | None:
        """Return the kind of a question's card."""
        row = self._row("SELECT kind FROM question WHERE id = ?", (question_id,))
        return None if row is None else row[0]

    def file_stamps(self) -> dict[str, str]:
        """Return the stamp of every deck file when it was last read."""
        return dict(self._rows("SELECT path, stamp FROM deck_file"))

    def shadowed_files(self) -> list[str]:
        """Return the files with cards that stand back behind others of the same id."""
        return [row[0] for row in self._rows("SELECT path FROM deck_file WHERE shadowed")]

    def unfolded(self) -> set[str]:
        """Return the questions that came to the cache after its last fold."""
        return {row[0] for row in self._rows("SELECT id FROM question WHERE NOT folded")}

    def latest_times(self, kind: str, count: int = 100) -> list[int]:
        """Return how many ms the latest answers to questions of a kind took, newest first."""
        rows = self._rows(
            "SELECT r.took_ms FROM (SELECT id, question_id, took_ms FROM review WHERE took_ms > 0"
            f" AND {UNRETRACTED.format(table='review')} ORDER BY id DESC LIMIT ?) AS r"
            " CROSS JOIN question AS q ON q.id = r.question_id WHERE q.kind = ? ORDER BY r.id DESC LIMIT ?",
            (NEWEST_TIMED, kind, count),
        )
        return [row[0] for row in rows]

    def kinds(self) -> dict[str, str]:
        """Return the kind of every question, retired ones too."""
        return dict(self._rows("SELECT id, kind FROM question"))

    def topics(self) -> dict[str, str]:
        """Return the topic of every question, retired ones too."""
        return dict(self._rows("SELECT id, topic FROM question"))

    def cards_tagged(self, tag: str) -> frozenset[str]:
        """Return the active cards that carry a tag."""
        rows = self._rows(
            "SELECT card.id FROM card, json_each(card.tags) AS tag WHERE active AND tag.value = ?", (tag,)
        )
        return frozenset(row[0] for row in rows)

    # --- what is due ---------------------------------------------------------------------------------

    def due(self, today: date) -> list[Candidate]:
        """Return the seen questions whose day has come, in no particular order."""
        rows = self._rows(
            f"SELECT {CANDIDATE_COLUMNS} FROM question WHERE active AND NOT suspended AND effective_due <= ?1"
            " AND last_day IS NOT NULL AND NOT known AND (buried_on IS NULL OR buried_on <> ?1)"
            " AND last_day <> ?1",
            (today.isoformat(),),
        )
        return [to_candidate(row) for row in rows]

    def unseen(
        self,
        today: date,
        limit: int,
        *,
        topics: Sequence[str] = (),
        kinds: Sequence[str] = (),
        without_kinds: Sequence[str] = (),
    ) -> list[Candidate]:
        """Return up to `limit` new questions, core first and then in deck order.

        Of these `topics` and `kinds` only, if any are given, and none of `without_kinds`.
        """
        of_topics = f"AND topic IN ({_marks(topics)})" if topics else ""
        of_kinds = f"AND kind IN ({_marks(kinds)})" if kinds else ""
        rows = self._rows(
            f"SELECT {CANDIDATE_COLUMNS} FROM question WHERE active AND NOT suspended AND last_day IS NULL"
            f" AND NOT known AND (buried_on IS NULL OR buried_on <> ?) {of_topics} {of_kinds}"
            f" AND kind NOT IN ({_marks(without_kinds)}) ORDER BY tier_rank, position, id LIMIT ?",
            (today.isoformat(), *topics, *kinds, *without_kinds, limit),
        )
        return [to_candidate(row) for row in rows]

    def every_candidate(self) -> list[Candidate]:
        """Return all active questions, due or not: for cramming."""
        rows = self._rows(f"SELECT {CANDIDATE_COLUMNS} FROM question WHERE active AND NOT suspended")
        return [to_candidate(row) for row in rows]

    def answered_cards(self, today: date) -> frozenset[str]:
        """Return the cards of which a question was answered on this study day: their siblings wait."""
        rows = self._rows(
            "SELECT DISTINCT card_id FROM question WHERE id IN"
            " (SELECT question_id FROM review WHERE study_day = ?"
            f" AND role = 'scheduled' AND {UNRETRACTED.format(table='review')})",
            (today.isoformat(),),
        )
        return frozenset(row[0] for row in rows)

    def introduced(self, today: date) -> int:
        """Return how many questions had their first scheduled answer on this study day."""
        row = self._row(
            "SELECT count(*) FROM review AS now CROSS JOIN question AS q ON q.id = now.question_id"
            f" WHERE now.study_day = ? AND {FIRST} AND {UNRETRACTED.format(table='now')}",
            (today.isoformat(),),
        )
        return row[0] if row else 0

    def unfinished(self, today: date) -> list[Candidate]:
        """Return the questions whose latest answer on this study day is below 4: they are asked again."""
        rows = self._rows(
            f"SELECT {CANDIDATE_COLUMNS} FROM question WHERE active AND NOT suspended AND NOT known"
            " AND (buried_on IS NULL OR buried_on <> ?1) AND id IN"
            " (SELECT question_id FROM (SELECT question_id, grade, max(id) FROM review WHERE study_day = ?1"
            f" AND role <> 'cram' AND {UNRETRACTED.format(table='review')} GROUP BY question_id)"
            " WHERE grade < 4)",
            (today.isoformat(),),
        )
        return [to_candidate(row) for row in rows]

    def usual_load(self, today: date, days: int = 14) -> list[int]:
        """Return the number of scheduled reviews on each of the last `days` active days before today."""
        rows = self._rows(
            "SELECT count(*) FROM review WHERE study_day < ? AND role = 'scheduled'"
            " GROUP BY study_day ORDER BY study_day DESC LIMIT ?",
            (today.isoformat(), days),
        )
        return [row[0] for row in rows]

    def work_done(self, since: date, with_topic: Sequence[str]) -> list[Row]:
        """Return the answers since a day, added up: day, kind, domain, topic, whether first, ms, number.

        Only kinds in `with_topic` are told apart by their topic; that of the others is empty.
        """
        return self._rows(
            "SELECT now.study_day, q.kind, q.domain,"
            f" CASE WHEN q.kind IN ({_marks(with_topic)}) THEN q.topic ELSE '' END,"
            f" {FIRST}, sum(now.took_ms), count(*)"
            " FROM review AS now CROSS JOIN question AS q ON q.id = now.question_id"
            f" WHERE now.study_day >= ? AND {UNRETRACTED.format(table='now')} GROUP BY 1, 2, 3, 4, 5",
            (*with_topic, since.isoformat()),
        )

    def work_begun(self, since: date) -> list[Row]:
        """Return what `work_done` does of the answers that were their question's first, without a topic."""
        return self._rows(
            "SELECT now.study_day, q.kind, q.domain, '', 1, sum(now.took_ms), count(*)"
            " FROM review AS now CROSS JOIN question AS q ON q.id = now.question_id"
            f" WHERE now.study_day >= ? AND {UNRETRACTED.format(table='now')} AND {FIRST}"
            " GROUP BY 1, 2, 3",
            (since.isoformat(),),
        )

    def answer_times(self, since: date, limit: int, practice: Sequence[str]) -> list[Row]:
        """Return kind, domain, whether first, and ms of the timed answers since a day.

        All of them for the kinds in `practice`; of all others those among the newest `limit`.
        """
        timed = f"study_day >= ? AND took_ms > 0 AND {UNRETRACTED.format(table='now')}"
        kinds = _marks(practice)
        return self._rows(
            f"SELECT q.kind, q.domain, {FIRST}, now.took_ms FROM"
            f" (SELECT id, question_id, took_ms FROM review AS now WHERE {timed}"
            " ORDER BY study_day DESC, id DESC LIMIT ?) AS now"
            f" CROSS JOIN question AS q ON q.id = now.question_id WHERE q.kind NOT IN ({kinds}) UNION ALL"
            f" SELECT q.kind, q.domain, {FIRST}, now.took_ms FROM question AS q"
            f" CROSS JOIN review AS now ON now.question_id = q.id WHERE q.kind IN ({kinds}) AND {timed}",
            (since.isoformat(), limit, *practice, *practice, since.isoformat()),
        )

    def decks(self) -> dict[str, int]:
        """Return the number of active cards of every deck that has any."""
        return dict(self._rows("SELECT deck, count(*) FROM card WHERE active GROUP BY deck ORDER BY deck"))

    def deck_counts(self, today: date) -> list[Row]:
        """Return deck, cards, questions, due, new, suspended, errors and path of every deck with cards."""
        return self._rows(
            "SELECT q.deck, count(DISTINCT q.card_id), count(*),"
            " CAST(total(effective_due <= ?1 AND NOT suspended AND NOT known) AS INTEGER),"
            " CAST(total(last_day IS NULL AND NOT suspended) AS INTEGER), CAST(total(suspended) AS INTEGER),"
            " (SELECT max(errors) FROM deck_file AS f WHERE f.deck = q.deck),"
            " (SELECT min(path) FROM deck_file AS f WHERE f.deck = q.deck)"
            " FROM question AS q WHERE active GROUP BY q.deck ORDER BY q.deck",
            (today.isoformat(),),
        )

    def deck_errors(self) -> int:
        """Return the number of errors in the decks as they were last read."""
        row = self._row("SELECT total(errors) FROM deck_file")
        return int(row[0]) if row else 0

    def answered_on(self, day: date) -> int:
        """Return how many different questions were answered on a study day."""
        rows = self._rows(
            "SELECT count(DISTINCT question_id) FROM review WHERE study_day = ? AND"
            f" {UNRETRACTED.format(table='review')}",
            (day.isoformat(),),
        )
        return int(rows[0][0])

    def next_due(self, after: date) -> tuple[date, int] | None:
        """Return the next day after `after` on which something is due, and how much."""
        row = self._row(
            "SELECT effective_due, count(*) FROM question WHERE active AND NOT suspended AND NOT known AND"
            " effective_due > ? GROUP BY effective_due ORDER BY effective_due LIMIT 1",
            (after.isoformat(),),
        )
        return None if row is None else (date.fromisoformat(row[0]), row[1])

    def unseen_count(self) -> int:
        """Return how many active questions were never answered."""
        row = self._row("SELECT count(*) FROM question WHERE active AND NOT suspended AND last_day IS NULL")
        return row[0] if row else 0

    def content(self) -> dict[tuple[str, str], int]:
        """Return the number of active questions by kind and domain."""
        rows = self._rows("SELECT kind, domain, count(*) FROM question WHERE active GROUP BY kind, domain")
        return {(kind, domain): count for kind, domain, count in rows}

    def load(self, first: date, last: date) -> dict[date, int]:
        """Return how many questions are due on each day from `first` to `last`; empty days are left out."""
        rows = self._rows(
            "SELECT effective_due, count(*) FROM question WHERE active AND NOT suspended AND NOT known"
            " AND effective_due BETWEEN ? AND ? GROUP BY effective_due",
            (first.isoformat(), last.isoformat()),
        )
        return {date.fromisoformat(day): count for day, count in rows}

    # --- the ledger ----------------------------------------------------------------------------------

    def newest_id(self) -> str | None:
        """Return the newest id that this device gave to anything in the ledger."""
        row = self._row(
            "SELECT max(id) FROM (SELECT max(id) AS id FROM review WHERE device = ?1 UNION ALL"
            " SELECT max(id) FROM event WHERE device = ?1 UNION ALL"
            " SELECT max(id) FROM retraction WHERE device = ?1)",
            (self.device,),
        )
        return None if row is None else row[0]

    def add_review(self, review: Review) -> None:
        """Append a review; part of the caller's transaction."""
        self._db.execute(
            f"INSERT INTO review ({REVIEW_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", review_row(review)
        )

    def add_event(self, event: Event) -> None:
        """Append an event; part of the caller's transaction."""
        self._moves = None
        self._db.execute(f"INSERT INTO event ({EVENT_COLUMNS}) VALUES (?,?,?,?,?,?,?,?)", event_row(event))

    def add_retraction(self, retraction: Retraction) -> None:
        """Append a retraction; part of the caller's transaction."""
        self._moves = None
        self._db.execute(
            "INSERT INTO retraction (id, event_id, retracted_at, device) VALUES (?,?,?,?)",
            (retraction.id, retraction.event_id, to_ms(retraction.retracted_at), retraction.device),
        )

    def forget_memories(self) -> None:
        """Make every question new again, before a full replay; part of the caller's transaction."""
        self._db.execute(
            "UPDATE question SET folded = 1, first_review = NULL,"
            f" ({MEMORY_COLUMNS}) = (?,?,?,?,?,?,?,?,?,?,?,?)",
            memory_row(Memory()),
        )

    def put_memories(self, memories: Iterable[tuple[str, Memory]]) -> None:
        """Write the cached states of questions; part of the caller's transaction."""
        self._db.executemany(
            f"UPDATE question SET folded = 1, ({MEMORY_COLUMNS}) = (?,?,?,?,?,?,?,?,?,?,?,?) WHERE id = ?",
            ((*memory_row(memory), question_id) for question_id, memory in memories),
        )

    def call_folded(self) -> None:
        """Say of every question that its state is the ledger's fold; part of the caller's transaction."""
        self._db.execute("UPDATE question SET folded = 1 WHERE NOT folded")

    def put_first_reviews(self, firsts: Iterable[tuple[str, str | None]]) -> None:
        """Write each question's first review, by the id it was given under; part of a transaction."""
        self._db.executemany(
            "UPDATE question SET first_review = ?2 WHERE id = ?1 AND first_review IS NOT ?2", firsts
        )

    def steps(self) -> Iterator[Step]:
        """Stream every unretracted review and event in the order of the ledger, for a full replay."""
        with explained(self.path):
            yield from map(to_step, self._db.execute(f"{STEPS.format(condition='TRUE')} ORDER BY 1, 2"))

    def steps_of(self, question_id: str) -> list[Step]:
        """Return the unretracted steps of a question in order, those under its earlier ids included."""
        found: list[Step] = []
        for span in lineage(question_id, self.moves()):
            rows = self._rows(STEPS.format(condition="question_id = :id"), {"id": span.question_id})
            found += (
                to_step(row)
                for row in rows
                if (span.since is None or row[:2] > span.since)
                and (span.until is None or row[:2] < span.until)
            )
        return sorted(found, key=lambda step: step[:2])

    def moves(self) -> Moves:
        """Return every unretracted change of an id; it is read again only after the ledger has grown."""
        # data_version tells what others committed, the row ids what this connection wrote or took back
        stamp = (
            self._row("PRAGMA data_version"),
            self._row("SELECT (SELECT max(rowid) FROM event), (SELECT max(rowid) FROM retraction)"),
        )
        if self._moves is None or self._moves[0] != stamp:
            rows = self._rows(
                "SELECT happened_at, id, question_id, json_extract(detail, '$.to') AS new FROM event"
                " WHERE happening = 'move' AND question_id IS NOT NULL AND typeof(new) = 'text'"
                f" AND new NOT IN ('', question_id) AND {UNRETRACTED.format(table='event')}"
            )
            self._moves = stamp, Moves.of(Move(*row) for row in rows)
        return self._moves[1]

    def answered_or_noted(self, question_ids: Iterable[str]) -> set[str]:
        """Return those of some questions that have any unretracted step, under earlier ids too."""
        moves = self.moves()
        asked = set(question_ids)
        moved = {question for question in asked if question in moves}
        rows = self._rows(
            "SELECT value FROM json_each(?) WHERE"
            " EXISTS (SELECT 1 FROM review WHERE review.question_id = value"
            f" AND {UNRETRACTED.format(table='review')})"
            " OR EXISTS (SELECT 1 FROM event WHERE event.question_id = value"
            f" AND {UNRETRACTED.format(table='event')})",
            (json.dumps(list(asked - moved)),),
        )
        return {row[0] for row in rows} | {question for question in moved if self.steps_of(question)}

    def history(self, question_id: str) -> list[Review | Event]:
        """Return the unretracted reviews and events of a question in order, those of earlier ids included."""
        steps = self.steps_of(question_id)
        ids = [step.id for step in steps]
        reviews = self._rows(f"SELECT {REVIEW_COLUMNS} FROM review WHERE id IN ({_marks(ids)})", ids)
        events = self._rows(f"SELECT {EVENT_COLUMNS} FROM event WHERE id IN ({_marks(ids)})", ids)
        found = {row[0]: to_review(row) for row in reviews} | {row[0]: to_event(row) for row in events}
        return [found[step_id] for step_id in ids]

    def plan_event(self) -> Event | None:
        """Return the newest unretracted plan event: the plan in force, or its clearing."""
        events = self._events("happening = ?", Happening.PLAN.value)
        return events[-1] if events else None

    def _events(self, condition: str, value: str) -> list[Event]:
        rows = self._rows(
            f"SELECT {EVENT_COLUMNS} FROM event WHERE {condition} AND {UNRETRACTED.format(table='event')}"
            " ORDER BY happened_at, id",
            (value,),
        )
        return [to_event(row) for row in rows]

    def undoable(self, count: int) -> list[Review | Event]:
        """Return this device's newest unretracted reviews and events, newest first; moves are the sync's."""
        reviews = self._rows(
            f"SELECT {REVIEW_COLUMNS} FROM review WHERE device = ? AND {UNRETRACTED.format(table='review')}"
            " ORDER BY id DESC LIMIT ?",
            (self.device, count),
        )
        events = self._rows(
            f"SELECT {EVENT_COLUMNS} FROM event WHERE device = ? AND happening <> 'move'"
            f" AND {UNRETRACTED.format(table='event')}"
            " ORDER BY id DESC LIMIT ?",
            (self.device, count),
        )
        found: list[Review | Event] = [*map(to_review, reviews), *map(to_event, events)]
        return sorted(found, key=lambda happening: happening.id, reverse=True)[:count]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def open_ledger(path: Path) -> Ledger:
    """Open the database at `path`; only a new file, an old schema or an old cache opens the slow door.

    Raises:
        LedgerError: the file is no database, is damaged, comes from a newer studybuddy, or cannot be used.

    """
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, not a database", "move it away")
    with explained(path):
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
        try:
            _refuse_foreign(connection, path)
            configure(connection)
            if _stale(connection, path):
                from studybuddy.store.schema import prepare

                prepare(path)
            return Ledger(connection, path)
        except BaseException:
            connection.close()
            raise


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    """Leave alone what another program keeps there: nothing was written to the file before.

    Raises:
        LedgerError: it is another program's database.

    """
    if patiently(connection, "PRAGMA application_id") == APPLICATION:
        return
    connection.execute("BEGIN")  # another process may be making the tables just now
    application = patiently(connection, "PRAGMA application_id")
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.execute("ROLLBACK")
    early = application == 0 and tables >= {"review", "event", "retraction", "setting"}  # not signed yet
    if application != APPLICATION and not early and (tables or application):
        raise LedgerError(
            f"{path} is another program's database", "move it away, or choose another STUDYBUDDY_HOME"
        )


def _stale(connection: sqlite3.Connection, path: Path) -> bool:
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > SCHEMA:
        raise LedgerError(
            f"{path} was written by a newer studybuddy (its schema is {found}, this one knows {SCHEMA})",
            "upgrade studybuddy; nothing was changed",
        )
    if found < SCHEMA:
        return True
    row = connection.execute("SELECT value FROM setting WHERE key = 'cache_version'").fetchone()
    return row is None or row[0] != str(CACHE)
