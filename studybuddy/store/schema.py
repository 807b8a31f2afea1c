"""A database file in, the current schema out: made by SQLModel, migrated by Alembic, stale caches remade.

This is the slow door: it is opened only for a new file, an older schema, or an older cache.
"""

import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ColumnDefault,
    Connection,
    Engine,
    MetaData,
    Table,
    create_engine,
    event,
    inspect,
    literal,
    select,
)
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel, col, func, insert, text

from studybuddy.store.connection import APPLICATION, BUSY_TIMEOUT_S, CACHE, SCHEMA, configure
from studybuddy.store.tables import (
    CACHE_TABLES,
    LEDGER_TABLES,
    CardRow,
    DayWorkRow,
    DeckFileRow,
    QuestionRow,
    SettingRow,
)
from studybuddy.syllabus import TIERS

_EARLIER = "card_before"
CARDS = SQLModel.metadata.tables["card"]

MIGRATIONS = Path(__file__).with_name("migrations")


def engine_for(path: Path) -> Engine:
    """Return an engine whose every connection has the ledger's pragmas and explicit transactions."""
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_TIMEOUT_S})

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions on its own
        configure(connection)

    event.listen(engine, "begin", begin_immediately)
    return engine


def begin_immediately(connection: Connection) -> None:
    """Take the write lock at once: what reads first and writes later could find the lock gone."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def unwrapped() -> Iterator[None]:
    """Raise what SQLite itself said instead of SQLAlchemy's wrapping of it: both doors fail alike."""
    try:
        yield
    except DBAPIError as error:
        raise error.orig or error from error


@contextmanager
def session_for(path: Path) -> Iterator[Session]:
    """Open one SQLModel session, one transaction; commit when the block ends without an error."""
    engine = engine_for(path)
    try:
        with unwrapped(), Session(engine) as session, session.begin():
            yield session
    finally:
        engine.dispose()


def prepare(path: Path) -> None:
    """Bring the file at `path` to the current schema and cache version, in one transaction.

    Two processes may do this at once: whoever comes second finds nothing left to do.
    """
    with session_for(path) as session:
        connection = session.connection()
        found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if found == 0:
            SQLModel.metadata.create_all(connection, tables=_tables(LEDGER_TABLES))
            session.merge(SettingRow(key="device", value=uuid.uuid4().hex[:12]))
            session.flush()
        elif found < SCHEMA:
            migrate(connection, found)
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
        cached = session.execute(
            select(col(SettingRow.value)).where(col(SettingRow.key) == "cache_version")
        ).scalar()
        if cached != str(CACHE):
            remake_caches(session)


def remake_caches(session: Session) -> None:
    """Make the cache tables again; the next sync reads the decks and folds the ledger.

    Cards stay: their texts tell which history belongs to a card that was edited, or retired, meanwhile.
    """
    connection = session.connection()
    for model in (QuestionRow, DeckFileRow, DayWorkRow):
        connection.execute(text(f"DROP TABLE IF EXISTS {model.__tablename__}"))
    _rename_cards_away(connection)
    SQLModel.metadata.create_all(connection, tables=_tables(CACHE_TABLES))
    _take_cards_back(connection)
    _expect_files_of_cards(session)
    _expect_questions_of_cards(session)
    session.merge(SettingRow(key="cache_version", value=str(CACHE)))


def _expect_files_of_cards(session: Session) -> None:
    """Give each card's file a stamp that no file has: it is read again, or found to be gone."""
    files = (
        select(col(CardRow.path), func.min(CardRow.deck))
        .where(col(CardRow.active))
        .group_by(col(CardRow.path))
    )
    session.add_all(
        DeckFileRow(path=path, deck=deck, stamp="") for path, deck in session.execute(files).all()
    )


def _expect_questions_of_cards(session: Session) -> None:
    """Make the questions of all cards, set aside: the sync makes them active.

    Those of retired cards keep their kind and topic for the figures.
    """
    wanted = ("id", "kind", "deck", "domain", "topic", "tier", "position", "questions")
    cards = select(*(CARDS.columns[name] for name in wanted)).order_by(CARDS.columns["active"].desc())
    rows: dict[str, dict[str, Any]] = {}
    for card_id, kind, deck, domain, topic, tier, position, questions in session.connection().execute(cards):
        for question_id in json.loads(questions):
            place = {"card_id": card_id, "kind": kind, "deck": deck, "domain": domain, "topic": topic}
            place |= {"tier_rank": TIERS.index(tier), "position": position, "active": False}
            rows.setdefault(question_id, {"id": question_id} | place)
    if rows:
        session.connection().execute(insert(QuestionRow), list(rows.values()))


def _rename_cards_away(connection: Connection) -> None:
    connection.execute(text(f"DROP TABLE IF EXISTS {_EARLIER}"))
    found = inspect(connection)
    if not found.has_table("card"):
        return
    for index in found.get_indexes("card"):  # they would keep their names, which the new table needs
        connection.execute(text(f'DROP INDEX "{index["name"]}"'))
    connection.execute(text(f"ALTER TABLE card RENAME TO {_EARLIER}"))


def _take_cards_back(connection: Connection) -> None:
    """Copy the columns that both versions have; new ones have their defaults, or no card can be kept."""
    if not inspect(connection).has_table(_EARLIER):
        return
    earlier = Table(_EARLIER, MetaData(), autoload_with=connection)
    kept = [column.name for column in CARDS.columns if column.name in earlier.columns]
    new = [column for column in CARDS.columns if column.name not in earlier.columns]
    defaults = {c.name: literal(c.default.arg) for c in new if isinstance(c.default, ColumnDefault)}
    if all(column.nullable or column.name in defaults for column in new):
        values = select(*(earlier.columns[name] for name in kept), *defaults.values())
        connection.execute(insert(CardRow).from_select([*kept, *defaults], values))
    earlier.drop(connection)


def _tables(models: Iterable[type[SQLModel]]) -> list[Table]:
    return [SQLModel.metadata.tables[str(model.__tablename__)] for model in models]


def migrate(connection: Connection, found: int) -> None:
    """Run the Alembic migrations that lead from schema `found` to the current one.

    Each revision is called after the schema that it leads to; the file itself says its schema in
    `user_version`, so Alembic's own record is set from that, and made where a file was created whole.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    if found:
        command.stamp(config, f"{found:04}", purge=True)
    command.upgrade(config, f"{SCHEMA:04}")
