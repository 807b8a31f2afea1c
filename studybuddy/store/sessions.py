"""An open ledger in, a SQLModel session on its own connection out, so that both doors commit together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from studybuddy.store.connection import explained
from studybuddy.store.schema import begin_immediately, unwrapped
from studybuddy.store.sql.door import Ledger


@contextmanager
def session_on(ledger: Ledger) -> Iterator[Session]:
    """Open one session, one transaction, on the connection of the hot door: both doors commit together."""
    with _session(ledger, begin_immediately) as session:
        yield session


@contextmanager
def reading_on(ledger: Ledger) -> Iterator[Session]:
    """Open a session that reads one state of the database through both doors, and locks nobody out."""
    with _session(ledger, _begin) as session:
        yield session


@contextmanager
def _session(ledger: Ledger, begin: Callable[[Connection], None]) -> Iterator[Session]:
    engine = create_engine(
        "sqlite://", creator=lambda: ledger.connection, poolclass=StaticPool, pool_reset_on_return=None
    )
    event.listen(engine, "begin", begin)
    with explained(ledger.path), unwrapped(), Session(engine) as session, session.begin():
        session.connection()  # or the transaction would begin with the first statement of the session alone
        yield session


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
