import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studybuddy.errors import LedgerError
from studybuddy.store.sql.copying import copied


def rows(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as database:
        return [row[0] for row in database.execute("SELECT n FROM number ORDER BY n")]


def test_a_copy_holds_what_is_committed_and_takes_writes_that_go_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a b%3f#é.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("CREATE TABLE number (n INTEGER)")
        writer.execute("INSERT INTO number VALUES (1)")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO number VALUES (2)")
        with copied(path) as copy:
            assert rows(copy) == [1]
            with closing(sqlite3.connect(copy)) as database:
                database.execute("INSERT INTO number VALUES (3)")
                database.commit()
        assert not copy.parent.exists()
        writer.execute("COMMIT")
    assert rows(path) == [1, 2]


def test_where_there_is_no_database_there_is_no_copy(tmp_path: Path) -> None:
    with copied(tmp_path / "none.db") as copy:
        assert copy.parent.is_dir()
        assert not copy.exists()


def test_what_is_no_database_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with pytest.raises(LedgerError, match="is not a studybuddy database"), copied(tmp_path / "x.db"):
        pass


def test_a_copy_that_finds_no_room_does_not_blame_the_database(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "large.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE number (n BLOB)")
        database.execute("INSERT INTO number VALUES (zeroblob(400000))")
        database.commit()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(LedgerError) as raised, copied(path):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "cannot open" not in str(raised.value)
