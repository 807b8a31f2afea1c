"""A database file in, the current schema out: made by SQLModel, migrated by Alembic, stale caches remade.

This is the slow door: it is opened only for a new file, an older schema, or an older cache.
"""

import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, ColumnDefault, Connection, Engine, Table, create_engine, event, inspect
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel, select, text

from studybuddy.store.connection import APPLICATION, BUSY_TIMEOUT_S, CACHE, SCHEMA, configure
from studybuddy.store.tables import (
    CACHE_TABLES,
    LEDGER_TABLES,
    CardRow,
    DeckFileRow,
    QuestionRow,
    SettingRow,
)
from studybuddy.syllabus import TIERS

_EARLIER = "card_before"

# A stamp that no file has: each is read again, or found to be gone.
_FILES_OF_CARDS = """
INSERT INTO deck_file (path, deck, stamp, own, shadowed, errors)
 SELECT path, min(deck), '', 0, 0, 0 FROM card WHERE active GROUP BY path
"""
# The sync makes them active; those of retired cards keep their kind and topic for the figures.
_QUESTIONS_OF_CARDS = """
INSERT OR IGNORE INTO question
 (id, card_id, kind, deck, domain, topic, tier_rank, position, active,
  repetitions, ease, interval_days, lapses, suspended, known)
 SELECT each.value, card.id, kind, deck, domain, topic, tier.key, position, 0, 0, 250, 0, 0, 0, 0
 FROM card, json_each(card.questions) AS each JOIN json_each(:tiers) AS tier ON tier.value = card.tier
 ORDER BY card.active DESC
"""

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
        cached = session.exec(select(SettingRow.value).where(SettingRow.key == "cache_version")).first()
        if cached != str(CACHE):
            remake_caches(session)


def remake_caches(session: Session) -> None:
    """Make the cache tables again; the next sync reads the decks and folds the ledger.

    Cards stay: their texts tell which history belongs to a card that was edited, or retired, meanwhile.
    """
    connection = session.connection()
    for model in (QuestionRow, DeckFileRow):
        connection.execute(text(f"DROP TABLE IF EXISTS {model.__tablename__}"))
    _rename_cards_away(connection)
    SQLModel.metadata.create_all(connection, tables=_tables(CACHE_TABLES))
    _take_cards_back(connection)
    connection.execute(text(_FILES_OF_CARDS))
    connection.execute(text(_QUESTIONS_OF_CARDS), {"tiers": json.dumps(TIERS)})
    session.merge(SettingRow(key="cache_version", value=str(CACHE)))


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
    found = inspect(connection)
    if not found.has_table(_EARLIER):
        return
    earlier = {column["name"] for column in found.get_columns(_EARLIER)}
    [cards] = _tables([CardRow])
    kept = [column.name for column in cards.columns if column.name in earlier]
    new = [column for column in cards.columns if column.name not in earlier]
    defaults = {c.name: c.default.arg for c in new if isinstance(c.default, ColumnDefault)}
    if all(column.nullable or column.name in defaults for column in new):
        into = ", ".join([*kept, *defaults])
        values = ", ".join([*kept, *(f":{name}" for name in defaults)])
        connection.execute(
            text(f"INSERT INTO card ({into}) SELECT {values} FROM {_EARLIER}"),  # noqa: S608 - our own columns
            defaults,
        )
    connection.execute(text(f"DROP TABLE {_EARLIER}"))


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
