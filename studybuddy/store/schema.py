"""A database file in, the current schema out: made by SQLModel, migrated by Alembic, stale caches remade.

This is the slow door: it is opened only for a new file, an older schema, or an older cache.
"""

import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel, select, text

from studybuddy.store.connection import BUSY_TIMEOUT_S, CACHE, SCHEMA, configure
from studybuddy.store.tables import CACHE_TABLES, LEDGER_TABLES, SettingRow

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
        cached = session.exec(select(SettingRow.value).where(SettingRow.key == "cache_version")).first()
        if cached != str(CACHE):
            remake_caches(session)


def remake_caches(session: Session) -> None:
    """Drop the cache tables and create them empty; the next sync reads the decks and folds the ledger."""
    connection = session.connection()
    tables = _tables(CACHE_TABLES)
    for table in reversed(tables):  # a table goes before the one that it refers to
        connection.execute(text(f"DROP TABLE IF EXISTS {table.name}"))
    SQLModel.metadata.create_all(connection, tables=tables)
    session.merge(SettingRow(key="cache_version", value=str(CACHE)))


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
