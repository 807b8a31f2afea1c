"""An open ledger in, a SQLModel session on its own connection out, so that both doors commit together."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from studybuddy.store.connection import explained
from studybuddy.store.hot import Ledger
from studybuddy.store.schema import begin_immediately, unwrapped


@contextmanager
def session_on(ledger: Ledger) -> Iterator[Session]:
    """Open one session, one transaction, on the connection of the hot door: both doors commit together."""
    engine = create_engine(
        "sqlite://", creator=lambda: ledger.connection, poolclass=StaticPool, pool_reset_on_return=None
    )
    event.listen(engine, "begin", begin_immediately)
    with explained(ledger.path), unwrapped(), Session(engine) as session, session.begin():
        yield session
