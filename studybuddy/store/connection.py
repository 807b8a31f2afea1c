"""What both doors to the database agree on: versions, pragmas, waiting for locks, what failures mean."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from studybuddy.errors import LedgerError

SCHEMA = 1  # of the ledger tables; a higher one on disk was written by a newer studybuddy
CACHE = 11  # of the cache tables and of the rules that fill them; raise it when either changes

APPLICATION = 0x53425544  # "SBUD" in the file's header: the database is ours

BUSY_TIMEOUT_S = 15.0

# WAL lets a reader go on while another process writes; FULL makes a committed answer survive a power cut.
# The page cache (in KiB when negative) holds the indexes that an answer walks in a ledger of many years.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -32768",
)


def configure(connection: sqlite3.Connection) -> None:
    """Set the pragmas of every connection."""
    for pragma in _PRAGMAS:
        patiently(connection, pragma)


def patiently(connection: sqlite3.Connection, sql: str) -> Any:
    """Return the first value that a statement gives; it is tried until it may.

    The change to WAL does not wait for locks by itself, nor does who comes upon one.
    """
    give_up = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            row = connection.execute(sql).fetchone()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.01)
        else:
            return row[0] if row else None


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside the block into a LedgerError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise LedgerError(*_explanation(str(error), path)) from error


# What SQLite's message holds, what happened, and what to do; the first that fits is taken.
_EXPLANATIONS = (
    ("not a database", "{path} is not a studybuddy database", "move it away, or put a backup in its place"),
    ("malformed", "{path} is damaged: {reason}", "copy it away, then put a backup in its place"),
    ("readonly", "{path} cannot be written", "give yourself write permission on the file and its folder"),
    ("full", "the disk is full: {path} cannot grow", "free some space; all earlier answers are safe"),
    ("locked", "{path} is locked by another process", "close it and try again"),
    ("unable to open", "cannot open {path}", "check that it is a file, and that you may read and write it"),
    ("", "{path}: {reason}", "nothing that was acknowledged is lost"),
)


def _explanation(reason: str, path: Path) -> tuple[str, str]:
    message, hint = next((message, hint) for part, message, hint in _EXPLANATIONS if part in reason)
    return message.format(path=path, reason=reason), hint
