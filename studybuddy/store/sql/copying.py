"""A database that may not be written in, a copy of it for as long as the block runs out."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from studybuddy.errors import StudyBuddyError
from studybuddy.store.connection import BUSY_TIMEOUT_S, explained

_PRIMARY = 0xFF  # of an extended code of SQLite
_NOTHING_BESIDE = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})


@contextmanager
def copied(database: Path) -> Iterator[Path]:
    """Yield the path of a copy, which may be written and is thrown away; no file if there is no database.

    Raises:
        LedgerError: the database is none, or cannot be read.
        StudyBuddyError: there is no place for a copy.

    """
    try:
        folder = tempfile.TemporaryDirectory(prefix="studybuddy-", ignore_cleanup_errors=True)
    except OSError as error:
        reason = f"{database.parent} is read-only, and there is no place for a copy: {error.strerror}"
        raise StudyBuddyError(reason, "set TMPDIR to a folder that you can write") from error
    with folder as place:
        copy = Path(place) / database.name
        if database.exists():
            with explained(database):
                _copy(database, copy)
        yield copy


def _copy(database: Path, copy: Path) -> None:
    """Copy what is committed; a process that writes just now is none of our business."""
    address = f"{database.absolute().as_uri()}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT_S)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & _PRIMARY not in _NOTHING_BESIDE:
            raise
        # What SQLite keeps beside a database to read it cannot be made here, so nobody else has it open.
        try:
            for end in ("", "-wal"):
                if Path(f"{database}{end}").exists():
                    shutil.copyfile(f"{database}{end}", f"{copy}{end}")
        except OSError as failure:
            raise sqlite3.OperationalError("unable to open") from failure
