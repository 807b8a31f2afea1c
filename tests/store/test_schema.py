"""The database file: its pragmas, its versions, its migrations, and what happens when it is none."""

import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from card_texts import basic
from shelf import Shelf
from sqlmodel import SQLModel, select, text

from studybuddy.errors import LedgerError
from studybuddy.model import Grade, Memory
from studybuddy.store import connection, recording, schema
from studybuddy.store.schema import MIGRATIONS, engine_for, migrate, session_for
from studybuddy.store.sessions import session_on
from studybuddy.store.sql.opening import open_ledger
from studybuddy.store.sql.questions import kinds_of_questions, topics_of_questions
from studybuddy.store.tables import CACHE_TABLES, LEDGER_TABLES, QuestionRow

CACHE_NAMES = {str(table.__tablename__) for table in CACHE_TABLES}
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "user_version": connection.SCHEMA}


def test_both_doors_have_wal_foreign_keys_and_full_synchronisation(shelf: Shelf) -> None:
    hot = {name: shelf.ledger.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
    with session_on(shelf.ledger) as session:
        shared = {
            name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS
        }
    with session_for(shelf.database) as session:
        slow = {name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS}
    assert hot == shared == slow == PRAGMAS


def test_both_doors_see_the_same_rows(shelf: Shelf) -> None:
    shelf.write("a", *(basic(f"Question {n}?", f"Body {n}.") for n in range(4)))
    shelf.sync()
    for n in range(3):
        shelf.grade(f"a/question-{n}", n + 2, minutes=n)
    with session_for(shelf.database) as session:
        rows = session.exec(select(QuestionRow).order_by("id")).all()
        through_slow = {
            row.id: (row.repetitions, row.ease, row.interval_days, row.last_day, row.effective_due)
            for row in rows
        }
    through_hot = {
        question: (m.repetitions, m.ease, m.interval_days, m.last_day, m.effective_due)
        for question in shelf.active()
        for m in [shelf.memory(question)]
    }
    assert through_slow == through_hot
    assert len(shelf.events()) == 3


def test_a_row_written_through_the_slow_door_is_read_through_the_hot_one(shelf: Shelf) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    shelf.sync()
    with session_for(shelf.database) as session:
        row = session.get(QuestionRow, "one")
        assert row is not None
        row.lapses = 7
        session.add(row)
    assert shelf.memory("one").lapses == 7


def test_a_question_without_a_card_is_refused_through_both_doors(shelf: Shelf) -> None:
    values = {"id": "x", "card_id": "nowhere", "kind": "basic", "deck": "d", "domain": "theory", "topic": "t"}
    with pytest.raises(sqlite3.IntegrityError), session_for(shelf.database) as session:
        session.add(QuestionRow(**values, tier_rank=0, position=0))
    with pytest.raises(LedgerError), session_on(shelf.ledger) as session:
        session.add(QuestionRow(**values, tier_rank=0, position=0))


def test_migrations_lead_an_empty_file_to_the_tables_as_they_are_defined(tmp_path: Path) -> None:
    engine = engine_for(tmp_path / "empty.db")
    with engine.begin() as opened:
        migrate(opened, 0)
        context = MigrationContext.configure(
            opened,
            opts={
                "include_object": lambda _o, name, kind, _r, _c: kind != "table" or name not in CACHE_NAMES
            },
        )
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_a_migrated_file_and_a_new_one_have_the_same_columns_and_indexes(tmp_path: Path) -> None:
    engine = engine_for(tmp_path / "migrated.db")
    with engine.begin() as opened:
        migrate(opened, 0)
    engine.dispose()
    open_ledger(tmp_path / "new.db").connection.close()
    assert _shape(tmp_path / "migrated.db") == _shape(tmp_path / "new.db")


def _shape(path: Path) -> dict[str, object]:
    opened = sqlite3.connect(path)
    names = [str(table.__tablename__) for table in LEDGER_TABLES]
    shape: dict[str, object] = {
        name: opened.execute(f"PRAGMA table_info({name})").fetchall() for name in names
    }
    for name in names:
        indexes = [row[1] for row in opened.execute(f"PRAGMA index_list({name})")]
        shape[f"{name} indexes"] = {
            index: opened.execute(f"PRAGMA index_info({index})").fetchall() for index in indexes
        }
    opened.close()
    return shape


def test_a_file_of_an_older_schema_is_migrated_with_everything_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Shelf(tmp_path) as shelf:
        shelf.write("a", basic("One?", card_id="one"))
        shelf.sync()
        shelf.grade("one")
        before = shelf.events()
    newer = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, newer)
    (newer / "versions" / "0002_mood.py").write_text(
        'import sqlalchemy as sa\nfrom alembic import op\nrevision = "0002"\ndown_revision = "0001"\n'
        'def upgrade():\n    op.add_column("review", sa.Column("mood", sa.Integer()))\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(schema, "MIGRATIONS", newer)
    for module in ("studybuddy.store.schema", "studybuddy.store.sql.opening"):
        monkeypatch.setattr(sys.modules[module], "SCHEMA", 2)
    with Shelf(tmp_path) as shelf:
        assert shelf.ledger.connection.execute("PRAGMA user_version").fetchone() == (2,)
        assert "mood" in {row[1] for row in shelf.ledger.connection.execute("PRAGMA table_info(review)")}
        assert shelf.events() == before
        shelf.reopen()
        shelf.grade("one", minutes=5)
        shelf.assert_cache_is_fold()


def test_the_migrations_travel_with_the_package() -> None:
    assert (MIGRATIONS / "env.py").is_file()
    assert [path.name[:4] for path in sorted((MIGRATIONS / "versions").glob("*.py"))] == [
        f"{number:04}" for number in range(1, connection.SCHEMA + 1)
    ]


def test_caches_of_another_version_are_made_again_and_say_the_same(shelf: Shelf) -> None:
    shelf.write("a", *(basic(f"Question {n}?", f"Body {n}.") for n in range(3)))
    shelf.sync()
    for n in range(3):
        shelf.grade(f"a/question-{n}", n + 2)
    before = {question: shelf.memory(question) for question in shelf.active()}
    events = shelf.events()
    shelf.drop_caches()
    assert all(shelf.memory(question) == Memory() for question in before)
    shelf.sync()
    assert {question: shelf.memory(question) for question in shelf.active()} == before
    assert shelf.events() == events


def test_a_card_edited_while_its_cache_was_made_again_keeps_its_history(shelf: Shelf) -> None:
    shelf.write("a", basic("What is recall?", "Found positives among all positives."))
    gone = shelf.write("b", basic("What is kept?", "The texts of cards."))
    shelf.sync()
    reviews = [shelf.grade(question).review.id for question in ("a/what-is-recall", "b/what-is-kept")]
    gone.unlink()
    shelf.write("a", basic("What does recall say?", "Found positives among all positives."))
    shelf.drop_caches()
    assert shelf.sync().retired == 1
    assert shelf.active() == ["a/what-does-recall-say"]
    shelf.write("c", basic("What is kept?", "The texts of cards."))
    shelf.drop_caches()
    shelf.sync()
    histories = [shelf.history(question)[0] for question in ("a/what-does-recall-say", "c/what-is-kept")]
    assert histories == reviews
    assert (
        topics_of_questions(shelf.ledger).keys()
        == kinds_of_questions(shelf.ledger).keys()
        >= {"a/what-is-recall"}
    )
    shelf.assert_cache_is_fold()


def test_cards_of_a_version_with_other_columns_are_kept(shelf: Shelf) -> None:
    shelf.write("a", basic("One?", "The body."))
    shelf.sync()
    review = shelf.grade("a/one").review.id
    for change in ("ADD COLUMN mood INTEGER", "DROP COLUMN active"):
        shelf.ledger.connection.execute(f"ALTER TABLE card {change}")
    shelf.write("a", basic("Two?", "The body."))
    shelf.drop_caches()
    assert "active" in {row[1] for row in shelf.ledger.connection.execute("PRAGMA table_info(card)")}
    shelf.sync()
    assert shelf.history("a/two") == [review]


def test_cards_that_lack_what_this_version_needs_are_read_anew(shelf: Shelf) -> None:
    shelf.write("a", basic("One?", "The body."))
    shelf.sync()
    before = shelf.grade("a/one").memory
    shelf.ledger.connection.execute("ALTER TABLE card DROP COLUMN explicit_id")
    shelf.drop_caches()
    assert shelf.active() == []
    shelf.sync()
    assert shelf.memory("a/one") == before


def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "studybuddy.db"
    path.touch()
    with open_ledger(path) as ledger:
        assert ledger.device


def test_the_device_stays_the_same(shelf: Shelf) -> None:
    device = shelf.ledger.device
    shelf.drop_caches()
    assert shelf.ledger.device == device != ""


def refuses(path: Path, *words: str) -> None:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(LedgerError) as caught:
        open_ledger(path)
    for word in words:
        assert word in str(caught.value)
    assert before is None or path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "studybuddy.db"
    path.write_bytes(b"these are my notes, not a database\n" * 100)
    refuses(path, "is not a studybuddy database", "backup")


def test_a_folder_in_the_place_of_the_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "studybuddy.db").mkdir()
    refuses(tmp_path / "studybuddy.db", "is a folder")


def test_a_database_from_a_newer_version_is_refused_and_left_alone(shelf: Shelf) -> None:
    shelf.ledger.connection.execute("PRAGMA user_version = 99")
    shelf.ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shelf.ledger.connection.close()
    refuses(shelf.database, "newer studybuddy", "upgrade")


@pytest.mark.parametrize("version", [0, 1, 7])
def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path, version: int) -> None:
    path = tmp_path / "studybuddy.db"
    opened = sqlite3.connect(path)
    opened.execute("CREATE TABLE setting (key, value)")
    opened.execute(f"PRAGMA user_version = {version}")
    opened.commit()
    opened.close()
    refuses(path, "another program", "move it away")


def test_a_ledger_from_before_files_were_signed_is_signed_with_its_next_cache(shelf: Shelf) -> None:
    shelf.ledger.connection.execute("PRAGMA application_id = 0")
    shelf.reopen()
    shelf.drop_caches()
    [found] = shelf.ledger.connection.execute("PRAGMA application_id").fetchone()
    assert found == connection.APPLICATION


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_truncated_database_is_one_clear_error(tmp_path: Path, share: float) -> None:
    with Shelf(tmp_path) as shelf:
        shelf.write("a", *(basic(f"Question {n}?", "Body. " * 40) for n in range(60)))
        shelf.sync()
        for n in range(60):
            shelf.grade(f"a/question-{n}")
        shelf.ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = (tmp_path / "studybuddy.db").read_bytes()
    (tmp_path / "studybuddy.db").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(LedgerError):
        _use(tmp_path)


def _use(folder: Path) -> None:
    with Shelf(folder) as shelf:
        shelf.write("a", basic("Question 1?", "Edited."))
        shelf.sync()
        shelf.grade("a/question-1")


def test_a_full_disk_is_one_clear_error_and_nothing_that_was_saved_is_lost(shelf: Shelf) -> None:
    shelf.write("a", *(basic(f"Question {n}?", f"Body {n}.") for n in range(60)))
    shelf.sync()
    shelf.grade("a/question-0")
    pages = shelf.ledger.connection.execute("PRAGMA page_count").fetchone()[0]
    shelf.ledger.connection.execute(f"PRAGMA max_page_count = {pages}")
    answered: list[str] = []
    with pytest.raises(LedgerError, match="disk is full"):
        _answer_at_length(shelf, answered)
    saved = 1 + len(answered)
    assert len(shelf.events()) == saved
    shelf.assert_cache_is_fold()
    shelf.write("b", *(basic(f"More {n}?", "Long text. " * 200) for n in range(60)))
    with pytest.raises(LedgerError, match="disk is full"):
        shelf.sync()
    shelf.ledger.connection.execute("PRAGMA max_page_count = 1000000")
    shelf.sync()
    assert len(shelf.active()) == 120
    assert len(shelf.events()) == saved


def _answer_at_length(shelf: Shelf, answered: list[str]) -> None:
    attempt = recording.Attempt(Grade.GOOD, answer="x" * 2000)
    for n in range(1, 60):
        recording.record(shelf.ledger, f"a/question-{n}", attempt, shelf.moment())
        answered.append(f"a/question-{n}")


def test_a_failure_inside_a_transaction_leaves_nothing_behind(shelf: Shelf) -> None:
    class StoppedError(Exception):
        pass

    def stop_halfway() -> None:
        with shelf.ledger.transaction():
            shelf.ledger.set_setting("new_per_day", "3")
            raise StoppedError

    with pytest.raises(StoppedError):
        stop_halfway()
    assert shelf.ledger.setting("new_per_day") is None
    with session_on(shelf.ledger) as session:
        assert session.connection().execute(text("SELECT 1")).scalar_one() == 1
