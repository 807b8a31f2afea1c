"""Libraries in, every figure of the promises about speed out, each against a floor of the same run."""

import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import libraries
import wording
from answer_keys import review_of
from measuring import (
    Pair,
    Time,
    alternate,
    child_environment,
    process,
    timed,
    until_shown,
)
from promises import Figure, Peak

from studybuddy.commands.today import Today
from studybuddy.model import Grade
from studybuddy.store import connection, recording
from studybuddy.store.sql.questions import memory_of
from studybuddy.store.sql.schedule import due_questions
from studybuddy.store.sync import sync

IMPORTS = "import typer, rich.console, rich.markdown, sqlite3"
TINY_COMMIT = "INSERT INTO tiny VALUES (1)"
HELLO = """
import typer
app = typer.Typer()
@app.command()
def hello() -> None:
    print("hello")
app()
"""
STUDYBUDDY = "from studybuddy.__main__ import main; main()"  # as the installed script runs it
MIB_PER_GIB = 1024
ROUNDS_IN_PROCESS = 5  # for one round of whole processes
ANSWERS_A_ROUND = 20
KEYS_A_ROUND = 8
# The ledger's 2 ms, 1.5 ms from the terminal through the key reader and the review to the ledger, and what a
# disk takes longer for a commit after a learner's pause: the tiny one beside it as well.
FROM_KEY_MS = 5
THOUGHT_S = 1.0  # before the first answer: the key reader is imported behind the first frame


def whole_processes(folder: Path, rounds: int) -> Iterator[Figure]:
    """Measure commands from the start of the process to its end, or to the first card on the screen."""
    environment = child_environment(libraries.environment(folder))
    python = (sys.executable, "-c")
    with libraries.desk_in(folder) as desk:
        due = iter([one.question_id for one in Today(desk).queue().order if not one.new])

    def imports() -> Time:
        return process((*python, IMPORTS), environment)

    def hello() -> Time:
        return process((*python, HELLO), environment)

    def review() -> Time:
        return until_shown((*python, STUDYBUDDY, "review"), environment, rf"{wording.MARKER}\d{{6}}")

    def run(*arguments: str) -> Callable[[], Time]:
        return lambda: process((*python, STUDYBUDDY, *arguments), environment)

    def grade() -> Time:
        return run("grade", next(due), "good", "--json")()

    for warm in (
        imports,
        hello,
        review,
        grade,
        run("due", "--json"),
        run("plan"),
        run("status"),
        run("--help"),
    ):
        warm()  # from now on compiled modules lie on the disk, and the disk in memory
    yield Figure("review, to the first card", "imports", alternate(review, imports, rounds), most_ratio=1.6)
    commands = {"due": run("due", "--json"), "grade": grade, "plan": run("plan"), "status": run("status")}
    for name, command in commands.items():
        yield Figure(name, "imports", alternate(command, imports, rounds), most_ratio=1.4)
    for option in ("--help", "--version"):
        yield Figure(option, "typer hello", alternate(run(option), hello, rounds), most_ratio=1.5)
    libraries.set_interview(folder)
    coached, replan = run("plan"), run("plan", "replan", "--json")
    coached()  # places the final pass of the day
    yield Figure("plan, in the final pass", "imports", alternate(coached, imports, rounds), most_ratio=1.6)
    yield Figure("plan replan --json", "imports", alternate(replan, imports, rounds), most_ms=500)


def syncs(folder: Path, rounds: int) -> Iterator[Figure]:
    """Measure the first sync in fresh processes, and one that finds nothing changed in this one."""

    def first_sync() -> Time:
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            empty = Path(scratch)
            (empty / "shipped").symlink_to((folder / "shipped").resolve())
            libraries.home_in(empty).create()
            return alone("first-sync", empty)[0]

    def parse_alone() -> Time:
        return alone("parse-alone", folder)[0]

    yield Figure("first sync", "markdown-it-py", alternate(first_sync, parse_alone, rounds), most_ratio=1.5)
    files = sorted((folder / "shipped").resolve().rglob("*.md"))
    with libraries.desk_in(folder) as desk:
        pair = alternate(
            lambda: timed(lambda: sync(desk.ledger, desk.home.deck_roots, libraries.MOMENT)),
            lambda: timed(lambda: [path.stat() for path in files]),
            rounds * ROUNDS_IN_PROCESS,
        )
    yield Figure("sync, nothing changed", "a stat a file", pair, most_ms=30)


def large_ledger(folder: Path, rounds: int) -> Iterator[Figure | Peak]:
    """Measure what must stay fast when years have gone by."""
    with libraries.desk_in(folder) as desk:
        queue = alternate(
            lambda: timed(lambda: Today(desk).queue()),
            lambda: timed(lambda: due_questions(desk.ledger, libraries.MOMENT.study_day)),
            rounds * ROUNDS_IN_PROCESS,
        )
        yield Figure("queue of today", "its due rows", queue, most_ms=60)
    yield Figure("answer, 95 of 100", "a tiny commit", _answers(folder, rounds * ANSWERS_A_ROUND), most_ms=2)
    from_key = _keys(folder, rounds * KEYS_A_ROUND)
    yield Figure("from its key, 95 of 100", "a tiny commit", from_key, most_ms=FROM_KEY_MS)
    peaks: list[float] = []

    def rebuild() -> Time:
        time, peak = alone("rebuild", folder)
        peaks.append(peak)
        return time

    pair = alternate(rebuild, lambda: alone("read-ledger", folder)[0], max(1, rounds // 5))
    yield Figure("rebuild of all states", "reading the ledger", pair, most_ms=10_000)
    yield Peak("rebuild of all states, memory", max(peaks), MIB_PER_GIB)


def _answers(folder: Path, count: int) -> Pair:
    """Time answers as the review loop writes them, each beside one commit of a row of nothing."""
    with libraries.desk_in(folder) as desk, closing(_tiny_database(folder)) as tiny:
        due = iter(Today(desk).queue().order)

        def answer() -> Time:
            question_id = next(due).question_id
            seen = memory_of(desk.ledger, question_id)
            attempt = recording.Attempt(Grade.GOOD, took_ms=9_000)
            return timed(
                lambda: recording.record(desk.ledger, question_id, attempt, libraries.MOMENT, seen=seen)
            )

        return alternate(answer, partial(timed, partial(tiny.execute, TINY_COMMIT)), count, 0.95)


def _keys(folder: Path, count: int) -> Pair:
    """Time answers from key to committed row, in a terminal; the first imports what all of them need."""
    with review_of(folder) as review, closing(_tiny_database(folder)) as tiny:
        review.answer(THOUGHT_S)
        return alternate(review.answer, partial(timed, partial(tiny.execute, TINY_COMMIT)), count, 0.95)


def _tiny_database(folder: Path) -> sqlite3.Connection:
    tiny = sqlite3.connect(folder / "home" / "tiny.db", isolation_level=None)
    connection.configure(tiny)
    tiny.execute("CREATE TABLE IF NOT EXISTS tiny (number INTEGER)")
    return tiny


def alone(work: str, folder: Path) -> tuple[Time, float]:
    """Do a long piece of work in a process of its own; return its time and its greatest size in MiB."""
    done = subprocess.run(
        (sys.executable, str(Path(__file__).with_name("single_runs.py")), work, str(folder)),
        env=child_environment({}),
        check=True,
        stdout=subprocess.PIPE,
    )
    figures = json.loads(done.stdout)
    return Time(figures["wall_s"], figures["cpu_s"]), figures["peak_mib"]
