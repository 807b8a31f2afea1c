"""A session that meets trouble: another window, a database that cannot be written, lines that were missed."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from card_texts import basic, choice
from command_line import Run, environment_of_child
from session_script import TYPED, Script, goes_through

from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.review_loop import ReviewLoop
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import WANTED
from studybuddy.model import Answer, Grade, Reached, Role, Verdict
from studybuddy.planning.readiness import RESULTS_WANTED
from studybuddy.scheduling.session import Session
from studybuddy.scheduling.suggestion import ANSWERS_BEFORE_TIME_COUNTS
from studybuddy.screens.question import Command, Graded, Outcome
from studybuddy.store import recording


def test_an_answer_that_cannot_be_saved_is_asked_for_again_with_its_text(desk: Desk, run: Run) -> None:
    def cannot_write() -> Outcome:
        desk.ledger.connection.execute("PRAGMA query_only = ON")
        return TYPED

    def can_again() -> Outcome:
        desk.ledger.connection.execute("PRAGMA query_only = OFF")
        return TYPED

    script = goes_through(desk, cannot_write, can_again)
    first, second = script.views
    assert (first.resumes, second.resumes) == (False, True)
    assert "cannot be written" in second.message
    assert len(run("history", "first", "--json").json) == 1


ANSWER = """
import io, sys
from studybuddy.commands.desk import open_desk
from studybuddy.commands.review_loop import ReviewLoop
from studybuddy.commands.today import Today
from studybuddy.scheduling.session import Session
from studybuddy.screens.line_screen import LineScreen

happened = []

def note(event, details):
    waits = happened and happened[-1] != "COMMIT"
    if waits and event in {"import", "open", "sqlite3.connect"}:
        happened.append(f"{event} {details[0]}")

class Learner:
    typed = ["\\n", "3\\n"]

    def readline(self):
        line = self.typed.pop(0) if self.typed else ""
        if line == "3\\n":
            happened.append("answered")
        return line

def trace(statement):
    if happened and statement == "COMMIT":
        happened.append(statement)

sys.addaudithook(note)
with open_desk() as desk, LineScreen(Learner(), io.StringIO()) as screen:
    desk.ledger.connection.set_trace_callback(trace)
    today = Today(desk)
    ReviewLoop(desk, Session.start(today.queue().order), today.minutes).run(screen)
print(*happened[:2], sep="; ")
"""


def test_between_the_first_answer_and_its_commit_nothing_is_loaded_or_opened(desk: Desk, run: Run) -> None:
    """With a plan in force the closing screen says how readiness grew; no answer waits for that."""
    run("plan", "start", "--from", "today").ok()
    ran = subprocess.run(
        [sys.executable, "-c", ANSWER], env=environment_of_child(), capture_output=True, text=True, check=True
    )
    assert ran.stdout == "answered; COMMIT\n"


def test_readiness_that_cannot_be_read_costs_no_answer(desk: Desk, run: Run) -> None:
    run("plan", "start", "--from", "today").ok()
    desk.ledger.connection.execute("DROP INDEX question_standing")
    goes_through(desk, lambda: TYPED)
    assert len(run("history", "first", "--json").json) == 1


def test_a_session_that_waits_at_its_first_card_keeps_nobody_from_cutting_the_journal(
    desk: Desk, run: Run
) -> None:
    run("plan", "start", "--from", "today").ok()
    busy: list[int] = []

    def waits() -> Outcome:
        with closing(sqlite3.connect(desk.ledger.path, timeout=0)) as other:
            busy.append(other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
        return Command.QUIT

    goes_through(desk, waits)
    assert busy == [0]


@pytest.mark.parametrize("outcome", [TYPED, Command.QUIT])
def test_readiness_before_is_told_where_something_was_answered(
    desk: Desk, run: Run, outcome: Outcome
) -> None:
    run("plan", "start", "--from", "today").ok()
    for _ in range(RESULTS_WANTED):
        run("track", "mock", "dsa", "--minutes", "30", "--score", "3").ok()
    today = Today(desk)
    loop = ReviewLoop(desk, Session.start(today.queue().order), today.minutes)
    loop.run(Script(lambda: outcome))
    assert (loop.ready_before is not None) == (outcome is TYPED)


def test_labels_are_those_of_the_day_on_which_the_question_appears(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    desk_of_yesterday = desk
    run("grade", "first", "good").ok()  # due on 3 March
    monkeypatch.setenv("STUDYBUDDY_NOW", "2026-03-03T09:00:00+01:00")
    with open_desk() as today:
        session = Session.start(Today(today).queue().order)
    script = Script()
    ReviewLoop(desk_of_yesterday, session, Today(desk_of_yesterday).minutes).run(script)
    assert script.views[0].labels[Grade.GOOD] == "6d"


@pytest.mark.parametrize(
    ("took_ms", "suggested", "notes"),
    [
        (25_000, Grade.HARD, ("It took 25 s, 12 s is usual for you: hard.",)),
        (13_000, Grade.GOOD, ()),
    ],
)
def test_a_grade_that_the_time_makes_is_suggested_with_its_reason(
    desk: Desk,
    write: Callable[..., Path],
    took_ms: int,
    suggested: Grade,
    notes: tuple[str, ...],
) -> None:
    write("one", choice("Pick", "pick", "right", "wrong"))
    desk.sync()
    for _ in range(ANSWERS_BEFORE_TIME_COUNTS):
        recording.record(desk.ledger, "pick", recording.Attempt(Grade.GOOD, Role.CRAM, 12_000), desk.now())
    script = goes_through(desk)
    answer = Answer(chosen=script.views[0].prompt.right, took_ms=took_ms)
    assert script.judges[0](answer) == Verdict(passed=True, suggested_grade=suggested, notes=notes)


DERIVATION = """## Derive it {#derived}

```derivation
let x
(x + 1)^2 = x^2 + 2x + 1 | expand
grad((x + 1)^2, x) = 2x + 2 | power rule
```
"""


def test_a_derivation_that_comes_back_asks_only_for_the_lines_that_were_missed(
    home: Path, write: Callable[..., Path], run: Run
) -> None:
    write("one", DERIVATION)
    run("status").ok()
    missed = Answer("typed", lines=(Reached.TYPED, Reached.REVEALED))
    own = Answer("typed", lines=(Reached.SHOWN, Reached.TYPED))
    with open_desk() as desk:
        script = goes_through(
            desk,
            lambda: Graded(Grade.AGAIN, missed),
            lambda: Graded(Grade.AGAIN, own),
            lambda: Graded(Grade.HARD, own),
        )
    asked = [[line.asked for line in view.prompt.lines] for view in script.views]
    assert asked == [[True, True], [False, True], [True, True]]
    assert "line 2" in script.views[1].message


def test_a_derivation_that_was_hard_is_done_for_today(
    home: Path, write: Callable[..., Path], run: Run
) -> None:
    write("one", DERIVATION)
    run("status").ok()
    with open_desk() as desk:
        script = goes_through(desk, lambda: Graded(Grade.HARD, Answer("typed")))
        assert Today(desk).unfinished(WANTED) == []
    assert [dict(view.labels)[Grade.HARD] for view in script.views] == ["4d"]


def test_whoever_quits_with_a_grade_has_it_saved_and_is_asked_no_more(
    desk: Desk, run: Run, write: Callable[..., Path]
) -> None:
    write("two", basic("Second?", "Beta.", "second"))
    desk.sync()
    script = goes_through(desk, lambda: Graded(Grade.GOOD, Answer(), quits=True), lambda: TYPED)
    assert len(script.views) == 1
    assert len(run("history", script.views[0].card_id, "--json").ok().json) == 1


def test_a_question_answered_elsewhere_before_its_turn_is_not_asked_again(
    desk: Desk, run: Run, write: Callable[..., Path]
) -> None:
    write("two", basic("Second?", "Beta.", "second"))
    desk.sync()
    others: list[str] = []

    def the_other_one_elsewhere() -> Outcome:
        others.append("second" if script.views[0].card_id == "first" else "first")
        run("grade", others[0], "again", STUDYBUDDY_NOW="2026-03-02T09:01:00+01:00").ok()
        return TYPED

    today = Today(desk)
    script = Script(the_other_one_elsewhere, lambda: TYPED)
    ReviewLoop(desk, Session.start(today.queue().order), today.minutes).run(script)
    assert len(script.views) == 1
    assert len(run("history", others[0], "--json").ok().json) == 1


def test_what_is_left_to_say_of_the_last_answer_is_printed(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    today = Today(desk)
    loop = ReviewLoop(desk, Session.start(today.queue().order), today.minutes)
    loop.run(Script(lambda: Command.BURY))
    loop.say_the_rest()
    assert capsys.readouterr().out == " first: buried until tomorrow; studybuddy undo takes it back\n\n"


def test_a_repeat_is_foretold_as_one_and_not_as_a_new_card(desk: Desk) -> None:
    minutes = {True: 30.0, False: 2.0}
    script = Script(lambda: Graded(Grade.AGAIN, Answer()))
    session = Session.start(Today(desk).queue().order)
    ReviewLoop(desk, session, lambda _kind, _domain, new: minutes[new]).run(script)
    assert [view.minutes_left for view in script.views] == [30, 2]
    assert [(view.position, view.total, view.again) for view in script.views] == [(1, 1, 0), (1, 1, 1)]
