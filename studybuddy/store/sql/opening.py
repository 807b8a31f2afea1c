"""A path in, an open ledger out, once the file there is known to be ours and to be up to date."""

import sqlite3
from pathlib import Path

from studybuddy.errors import LedgerError
from studybuddy.store.connection import (
    APPLICATION,
    BUSY_TIMEOUT_S,
    CACHE,
    SCHEMA,
    configure,
    explained,
    patiently,
)
from studybuddy.store.sql.door import Ledger


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
