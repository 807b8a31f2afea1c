"""Two processes on one home: they wait for each other, and one question is not answered twice."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic
from command_line import PATIENCE, Run, run_bound
from shelf import Shelf

from studybuddy.model import Grade, Role
from studybuddy.store import recording

Spawn = Callable[..., "subprocess.Popen[str]"]

HOLD = """
import pathlib, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
print(*[pathlib.Path(path).exists() for path in sys.argv[2:]], flush=True)
db.execute("COMMIT")
"""
HELD_SECONDS = 3.0  # longer than a command takes that does not wait


class Holder:
    """A process that holds the lock for writing until it is told to let go."""

    def __init__(self, home: Path, *paths: Path) -> None:
        """Take the lock; of `paths` it will be said whether they were there under the lock."""
        self._process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(home / "studybuddy.db"), *map(str, paths)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "held\n"

    def lets_go(self) -> str:
        out, _ = self._process.communicate("\n", timeout=PATIENCE)
        assert self._process.returncode == 0
        return out.strip()


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
    holder = Holder(home)
    waiting = [spawn("grade", "one", "good", "--json"), spawn("due", "--json")]
    time.sleep(HELD_SECONDS)
    assert waiting[0].poll() is None
    assert holder.lets_go() == ""
    ended = [process.communicate(timeout=PATIENCE) for process in waiting]
    assert [process.returncode for process in waiting] == [0, 0], ended
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
    holder = Holder(home, inbox)
    adding = spawn("add", "Question?", "Answer.")
    time.sleep(HELD_SECONDS)
    assert holder.lets_go() == "False"
    adding.communicate(timeout=PATIENCE)
    assert adding.returncode == 0
    assert inbox.is_file()


def test_two_that_add_a_card_at_once_both_add_it(home: Path, run: Run, spawn: Spawn) -> None:
    run("due").ok()
    both = [spawn("add", f"Question {n}?", f"Answer {n}.") for n in range(3)]
    for process in both:
        _, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, err
    text = (home / "decks" / "inbox.md").read_text(encoding="utf-8")
    assert text.count("\n## Question") == 3


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are a POSIX thing")
@pytest.mark.parametrize("what", ["home", "database", "decks"])
def test_what_may_not_be_written_or_read_is_one_clear_error(
    what: str, home: Path, write: Callable[..., Path], run: Run, tmp_path: Path
) -> None:
    write("a", basic("One?", card_id="one"))
    run("grade", "one", "good").ok()
    database = home / "studybuddy.db"
    before = database.read_bytes()
    if what == "home":
        (tmp_path / "forbidden").mkdir(mode=0o500)
        ran = run_bound("grade", "one", "good", STUDYBUDDY_HOME=str(tmp_path / "forbidden" / "home"))
        ran.fails(1, "cannot create")
    elif what == "database":
        database.chmod(0o444)
        run_bound("grade", "one", "good").fails(1, "permission")
    else:
        (home / "decks" / "a.md").chmod(0o000)
        ran = run_bound("check", str(home / "decks" / "a.md"))
        assert (ran.code, ran.err) == (1, "")
        assert "cannot be read: Permission denied" in ran.out
    assert database.read_bytes() == before
