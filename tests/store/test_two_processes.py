"""Two processes on one home: they wait for each other, and one question is not answered twice."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic
from command_line import PATIENCE, Run, environment_of_child
from shelf import Shelf

from studybuddy.model import Grade, Role
from studybuddy.store import recording

Spawn = Callable[..., "subprocess.Popen[str]"]

HOLD = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
db.execute("COMMIT")
"""


def test_an_answer_from_a_stale_screen_is_refused_and_not_saved(shelf: Shelf, tmp_path: Path) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    shelf.sync()
    with Shelf(tmp_path) as other:
        seen = other.memory("one")
        first = shelf.grade("one")
        with pytest.raises(recording.AnsweredElsewhereError) as caught:
            recording.record(
                other.ledger,
                "one",
                recording.Attempt(Grade.AGAIN),
                other.moment(),
                seen=seen,
            )
        assert caught.value.exit_code == 1
        assert shelf.history("one") == [first.review.id]
        assert shelf.memory("one") == first.memory


def test_a_repeat_from_a_stale_screen_is_kept(shelf: Shelf, tmp_path: Path) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    shelf.sync()
    with Shelf(tmp_path) as other:
        seen = other.memory("one")
        shelf.grade("one")
        attempt = recording.Attempt(Grade.GOOD, Role.REPEAT)
        recording.record(other.ledger, "one", attempt, other.moment(), seen=seen)
        assert len(shelf.history("one")) == 2
        shelf.assert_cache_is_fold()


def test_an_answer_waits_for_a_writer_that_holds_the_lock_for_seconds(
    home: Path, write: Callable[..., Path], run: Run, spawn: Spawn
) -> None:
    write("a", basic("One?", card_id="one"))
    run("due").ok()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home / "studybuddy.db"), "3"], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    began = time.monotonic()
    waiting = [spawn("grade", "one", "good", "--json"), spawn("due", "--json")]
    ended = [process.communicate(timeout=PATIENCE) for process in waiting]
    assert time.monotonic() - began > 1.0
    assert [process.returncode for process in waiting] == [0, 0], ended
    holder.stdout.close()
    assert holder.wait() == 0
    assert len(run("history", "one", "--json").ok().json) == 1


def test_many_answers_of_two_processes_at_once_are_all_kept(
    home: Path, write: Callable[..., Path], run: Run, spawn: Spawn
) -> None:
    write("a", *(basic(f"Question {n}?", f"Body {n}.", f"q{n}") for n in range(8)))
    run("due").ok()
    for n in range(0, 8, 2):
        both = [spawn("grade", f"q{n}", "good"), spawn("grade", f"q{n + 1}", "hard")]
        for process in both:
            _, err = process.communicate(timeout=PATIENCE)
            assert process.returncode == 0, err
    assert all(len(run("history", f"q{n}", "--json").json) == 1 for n in range(8))
    with Shelf(home) as shelf:
        shelf.assert_cache_is_fold()


def test_one_question_graded_by_two_processes_at_once_moves_once(
    home: Path, write: Callable[..., Path], run: Run, spawn: Spawn
) -> None:
    write("a", basic("One?", card_id="one"))
    run("due").ok()
    both = [spawn("grade", "one", "good", "--json") for _ in range(2)]
    for process in both:
        _, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, err
    with Shelf(home) as shelf:
        assert len(shelf.history("one")) == 2
        assert shelf.memory("one").repetitions == 1
        shelf.assert_cache_is_fold()


def test_the_first_run_of_two_processes_at_once_works_in_both(
    home: Path, write: Callable[..., Path], spawn: Spawn
) -> None:
    write("a", *(basic(f"Question {n}?", f"Body {n}.") for n in range(30)))
    both = [spawn("due", "--json") for _ in range(3)]
    outs = [process.communicate(timeout=PATIENCE) for process in both]
    assert [process.returncode for process in both] == [0, 0, 0], outs
    assert outs[0][0] == outs[1][0] == outs[2][0]
    with Shelf(home) as shelf:
        assert len(shelf.active()) == 30


def test_who_adds_a_card_waits_for_whoever_writes(home: Path, run: Run, spawn: Spawn) -> None:
    """The database's lock also guards the file that the card goes into."""
    run("due").ok()
    inbox = home / "decks" / "inbox.md"
    look = f"print(__import__('os').path.exists({str(inbox)!r}), flush=True)"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD.replace('db.execute("COMMIT")', f'{look}\ndb.execute("COMMIT")'),
         str(home / "studybuddy.db"), "2"], stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    adding = spawn("add", "Question?", "Answer.")
    assert holder.stdout.readline() == "False\n"
    adding.communicate(timeout=PATIENCE)
    assert adding.returncode == 0
    assert inbox.is_file()
    holder.stdout.close()
    assert holder.wait() == 0


def test_two_that_add_a_card_at_once_both_add_it(home: Path, run: Run, spawn: Spawn) -> None:
    run("due").ok()
    both = [spawn("add", f"Question {n}?", f"Answer {n}.") for n in range(3)]
    for process in both:
        _, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, err
    text = (home / "decks" / "inbox.md").read_text(encoding="utf-8")
    assert text.count("\n## Question") == 3


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="only POSIX systems have users to become")
@pytest.mark.skipif(hasattr(os, "getuid") and os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("what", ["home", "database", "decks"])
def test_what_may_not_be_written_or_read_is_one_clear_error(
    what: str, home: Path, write: Callable[..., Path], run: Run, tmp_path: Path
) -> None:
    """Root may do everything, so a child becomes nobody first."""
    write("a", basic("One?", card_id="one"))
    run("due").ok()
    for folder in [*tmp_path.parents][:3]:
        folder.chmod(folder.stat().st_mode | 0o011)
    tmp_path.chmod(0o755)
    run("grade", "one", "good").ok()
    before = (home / "studybuddy.db").read_bytes()
    if what == "home":
        code, words = _as_nobody("grade", "one", "good", STUDYBUDDY_HOME=str(tmp_path / "forbidden" / "home"))
        assert (code, words.count("\n")) == (1, 1), words
        assert "cannot create" in words
    elif what == "database":
        code, words = _as_nobody("grade", "one", "good")
        assert (code, words.count("\n")) == (1, 1), words
        assert words.startswith("studybuddy: ")
        assert "permission" in words
    else:
        _become_readable(home)
        (home / "decks" / "a.md").chmod(0o000)
        code, words = _as_nobody("check", str(home / "decks" / "a.md"), stream="stdout")
        assert code == 1, words
        assert "cannot be read: Permission denied" in words
    assert (home / "studybuddy.db").read_bytes() == before


def _become_readable(home: Path) -> None:
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


NOBODY = """
import os, sys
import studybuddy.cli, studybuddy.store.checking, studybuddy.kinds.deck, studybuddy.store.intake
import studybuddy.markdown.reading, studybuddy.markdown.decoding, studybuddy.kinds.basic
os.setgid(65534); os.setuid(65534)
studybuddy.cli.main()
"""


def _as_nobody(*args: str, stream: str = "stderr", **environment: str) -> tuple[int, str]:
    ran = subprocess.run(
        [sys.executable, "-c", NOBODY, *args],
        env=environment_of_child(**environment),
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    return ran.returncode, str(getattr(ran, stream)) or ran.stderr
