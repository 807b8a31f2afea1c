"""One open connection in, rows and transactions out: the hot door, for all that must be fast.

Whatever can wait for an import of SQLModel uses the other door.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from studybuddy.store.connection import explained
from studybuddy.store.rows import Row

_Kept = TypeVar("_Kept")

_BATCH = 2_000  # rows


class Ledger:
    """One open connection to the database; used by one thread, closed by `with`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._db = connection
        self._kept: dict[str, tuple[object, Any]] = {}
        self.device: str = self.setting("device") or ""

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

    # --- transactions --------------------------------------------------------------------------------

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

    # --- statements ----------------------------------------------------------------------------------

    def rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
        """Return all rows that a query gives."""
        with explained(self.path):
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """Return the first row that a query gives."""
        with explained(self.path):
            found: Row | None = self._db.execute(sql, values).fetchone()
            return found

    def batches(self, sql: str) -> Iterator[list[Row]]:
        """Yield the rows of a query, many at a time, when it has more than the memory should hold."""
        with explained(self.path):
            cursor = self._db.execute(sql)
            while batch := cursor.fetchmany(_BATCH):
                yield batch

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run a statement that writes; part of the caller's transaction."""
        self._db.execute(sql, values)

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement that writes once for each row of values; part of the caller's transaction."""
        self._db.executemany(sql, rows)

    # --- settings, and what is kept beside the connection ----------------------------------------------

    def setting(self, key: str) -> str | None:
        """Return what was set for `key`, or None."""
        row = self.row("SELECT value FROM setting WHERE key = ?", (key,))
        return None if row is None else str(row[0])

    def set_setting(self, key: str, value: str | None) -> None:
        """Set `key`, or forget it when `value` is None; part of the caller's transaction."""
        if value is None:
            self.run("DELETE FROM setting WHERE key = ?", (key,))
        else:
            self.run("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, value))

    def kept(self, name: str, stamp: object, make: Callable[[], _Kept]) -> _Kept:
        """Return what `make` gives, kept under `name` until it is forgotten or its stamp is another."""
        if name not in self._kept or self._kept[name][0] != stamp:
            self._kept[name] = stamp, make()
        found: _Kept = self._kept[name][1]
        return found

    def forget(self, name: str) -> None:
        """Forget what was kept under `name`."""
        self._kept.pop(name, None)


def marks(values: Sequence[object]) -> str:
    """Return a question mark for each value, to stand in an SQL list."""
    return ", ".join("?" * len(values))


def unretracted(table: str) -> str:
    """Return the condition that a line of `review` or `event` was not taken back."""
    return f"NOT EXISTS (SELECT 1 FROM retraction AS gone WHERE gone.event_id = {table}.id)"
