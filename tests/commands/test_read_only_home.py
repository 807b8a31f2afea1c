"""A home that may be read and not written: what only reads goes on, what would record says so."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from card_texts import basic
from command_line import Run, run_bound
from kata_texts import RIGHT, kata

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions are a POSIX thing")

Write = Callable[..., Path]
SAYS = "is read-only: nothing is recorded\n"


def modes(home: Path, *, writable: bool) -> None:
    for path in (home, *home.rglob("*")):
        path.chmod((0o755 if writable else 0o555) if path.is_dir() else 0o644 if writable else 0o444)


@pytest.fixture
def frozen(home: Path, write: Write, run: Run, shipped: Path) -> Iterator[Path]:
    """A home with two cards and a kata, one of them answered, that may no longer be written."""
    write("a", basic("One?", card_id="one"), basic("Two?", card_id="two"))
    (shipped / "halve.md").write_text(kata(), encoding="utf-8")
    run("grade", "one", "good").ok()
    run("plan", "start", "--from", "today").ok()
    modes(home, writable=False)
    yield home
    modes(home, writable=True)


def inside(home: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mtime_ns, b"" if path.is_dir() else path.read_bytes())
        for path in (home, *home.rglob("*"))
    }


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("due",),
        ("search", "two"),
        ("show", "one"),
        ("stats",),
        ("status",),
        ("history", "one"),
        ("decks",),
        ("config",),
        ("plan",),
        ("plan", "event", "list"),
        ("plan", "export", "-"),
        ("kata", "list"),
    ],
    ids=" ".join,
)
def test_what_only_reads_works_and_says_that_nothing_is_recorded(
    frozen: Path, words: tuple[str, ...]
) -> None:
    before = inside(frozen)
    ran = run_bound(*words).ok()
    assert ran.out
    assert SAYS in ran.err
    assert inside(frozen) == before


@pytest.mark.parametrize("words", [("history", "one"), ("due",), ("status",), ("stats",), ("plan",)])
def test_what_is_read_is_what_stands_in_the_ledger(frozen: Path, run: Run, words: tuple[str, ...]) -> None:
    read = run_bound(*words, "--json").ok().json
    modes(frozen, writable=True)
    assert read == run(*words, "--json").ok().json


def test_the_next_day_and_a_changed_deck_are_seen(frozen: Path, write: Write) -> None:
    (frozen / "decks" / "a.md").chmod(0o644)
    (frozen / "decks").chmod(0o755)
    write("a", basic("One?", card_id="one"), basic("Three?", card_id="three"))
    modes(frozen, writable=False)
    due = run_bound("due", "--json", STUDYBUDDY_NOW="2026-03-04T09:00:00+01:00").ok().json
    assert [row["id"] for row in due] == ["one", "three"]


@pytest.mark.parametrize(
    "words",
    [
        ("review",),
        ("grade", "one", "good"),
        ("undo",),
        ("add", "New?", "Yes."),
        ("bury", "one"),
        ("config", "rollover_hour", "5"),
        ("plan", "start", "--from", "today"),
        ("quiz",),
        ("kata", "halve"),
    ],
    ids=" ".join,
)
def test_what_would_record_is_one_clear_error_before_anything_is_asked(
    frozen: Path, words: tuple[str, ...]
) -> None:
    before = inside(frozen)
    run_bound(*words, stdin="\n3\n").fails(1, "is read-only", "STUDYBUDDY_HOME")
    assert inside(frozen) == before


def test_a_number_of_an_earlier_list_names_no_card(frozen: Path, run: Run) -> None:
    modes(frozen, writable=True)
    run("search", "two").ok()
    modes(frozen, writable=False)
    ran = run_bound("show", "1")
    assert (ran.code, ran.out) == (2, ""), ran


def test_a_kata_is_checked(frozen: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(RIGHT, encoding="utf-8")
    ran = run_bound("kata", "check", "halve", "--file", str(tmp_path / "mine.py"), "--json").ok()
    assert json.loads(ran.out)["passed"]


def test_decks_and_katas_are_checked_though_nothing_is_kept_of_it(frozen: Path) -> None:
    before = inside(frozen)
    ran = run_bound("check", "--trust", str(frozen / "decks"), str(frozen.parent / "shipped"))
    assert ran.out.splitlines()[-1].startswith("3 cards in 2 files:"), ran
    assert inside(frozen) == before


def test_what_a_killed_process_left_beside_the_ledger_is_read_too(frozen: Path) -> None:
    modes(frozen, writable=True)
    leaves = (
        "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('PRAGMA journal_mode = WAL');"
        "db.execute(\"INSERT OR REPLACE INTO setting VALUES ('rollover_hour', '6')\"); db.commit();"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", leaves, str(frozen / "studybuddy.db")], check=True)
    (frozen / "studybuddy.db-shm").unlink()
    modes(frozen, writable=False)
    assert "rollover_hour = 6" in run_bound("config", "rollover_hour").ok().out


def test_a_home_without_a_ledger_shows_its_decks(frozen: Path) -> None:
    modes(frozen, writable=True)
    for path in frozen.glob("studybuddy.db*"):
        path.unlink()
    modes(frozen, writable=False)
    assert [row["id"] for row in run_bound("due", "--json").ok().json] == ["one", "two"]
    assert not (frozen / "studybuddy.db").exists()


def test_a_ledger_that_may_not_be_read_is_one_clear_error(frozen: Path) -> None:
    (frozen / "studybuddy.db").chmod(0o000)
    ran = run_bound("due")
    assert (ran.code, ran.out) == (1, "")
    assert f"cannot open {frozen / 'studybuddy.db'}" in ran.err
