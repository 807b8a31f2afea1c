"""What is read while the learner waits: what is asked again, what counts as new, and in what way."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from card_texts import basic
from shelf import Shelf

from studybuddy.model import Grade, Happening, Role
from studybuddy.store import recording
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.journal import undoable
from studybuddy.store.sql.questions import unfolded
from studybuddy.store.sql.replaying import answered_or_noted, steps_of
from studybuddy.store.sql.schedule import due_questions, introduced_on, load_between, unfinished_questions
from studybuddy.store.sql.work import latest_times


@pytest.mark.parametrize("happening", [Happening.BURY, Happening.KNOW, Happening.SUSPEND])
def test_a_failed_question_that_was_set_aside_is_not_asked_again(shelf: Shelf, happening: Happening) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    shelf.sync()
    shelf.grade("one", 1)
    today = shelf.moment().study_day
    assert [one.question_id for one in unfinished_questions(shelf.ledger, today)] == ["one"]
    shelf.note(happening, "one")
    assert unfinished_questions(shelf.ledger, today) == []


def test_cramming_introduces_nothing_and_a_first_scheduled_answer_does(shelf: Shelf) -> None:
    shelf.write("a", basic("One?", card_id="one"), basic("Two?", "Another.", "two"))
    shelf.sync()
    today = shelf.moment().study_day
    shelf.grade("one", role=Role.CRAM)
    assert introduced_on(shelf.ledger, today) == 0
    shelf.grade("one", minutes=1)
    shelf.grade("one", role=Role.REPEAT, minutes=2)
    assert introduced_on(shelf.ledger, today) == 1
    shelf.undo(2)
    assert introduced_on(shelf.ledger, today) == 0


def test_a_card_that_was_renamed_is_introduced_once_on_the_day_that_it_was(shelf: Shelf) -> None:
    shelf.write("a", basic("First", "The body."))
    shelf.sync()
    shelf.grade("a/first")
    first_day = shelf.moment().study_day
    shelf.write("a", basic("Second", "The body."))
    shelf.sync()
    assert introduced_on(shelf.ledger, first_day) == 1
    shelf.drop_caches()
    shelf.sync()
    assert introduced_on(shelf.ledger, first_day) == 1
    shelf.at += timedelta(days=3)
    shelf.grade("a/second")
    assert introduced_on(shelf.ledger, shelf.moment().study_day) == 0


def test_usual_times_are_of_one_kind_newest_first_without_what_was_taken_back(shelf: Shelf) -> None:
    shelf.write("a", *(basic(f"Question {n}?", f"Body {n}.", f"q{n}") for n in range(4)))
    shelf.sync()
    for n in range(4):
        attempt = recording.Attempt(Grade.GOOD, took_ms=1000 * n)
        recording.record(shelf.ledger, f"q{n}", attempt, shelf.moment(n))
    assert latest_times(shelf.ledger, "basic") == [3000, 2000, 1000]
    assert latest_times(shelf.ledger, "basic", 1) == [3000]
    shelf.undo()
    assert latest_times(shelf.ledger, "basic") == [2000, 1000]
    assert latest_times(shelf.ledger, "kata") == []


def test_usual_times_are_of_what_was_remembered(shelf: Shelf) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    shelf.sync()
    attempts = [(Grade.AGAIN, Role.CRAM), (Grade.HARD, Role.CRAM), (Grade.AGAIN, Role.SCHEDULED),
                (Grade.GOOD, Role.REPEAT), (Grade.GOOD, Role.CRAM)]  # fmt: skip
    for n, (grade, role) in enumerate(attempts, start=1):
        attempt = recording.Attempt(grade, role, took_ms=1000 * n)
        recording.record(shelf.ledger, "one", attempt, shelf.moment(n))
    assert latest_times(shelf.ledger, "basic") == [5000, 2000]


def test_nothing_waits_to_be_folded_after_a_sync(shelf: Shelf) -> None:
    shelf.write("a", basic("First", "The body."), basic("Aside", "Put away.", "aside"))
    shelf.sync()
    assert unfolded(shelf.ledger) == set()
    shelf.grade("a/first")
    shelf.note(Happening.SUSPEND, "aside")
    shelf.write("a", basic("Second", "The body."), basic("Aside", "Put away.", "aside"))
    shelf.sync()
    assert unfolded(shelf.ledger) == set()
    shelf.drop_caches()
    assert unfolded(shelf.ledger) == {"a/first", "a/second", "aside"}
    shelf.sync()
    assert unfolded(shelf.ledger) == set()
    shelf.assert_cache_is_fold()


def test_an_answer_given_before_others_is_not_moved_to_an_emptier_day(shelf: Shelf) -> None:
    """Its day would be chosen from a state that it does not follow."""
    shelf.write("a", *(basic(f"Question {n}?", f"Body {n}.", f"q{n}") for n in range(12)))
    shelf.sync()
    for days in (0, 1, 7, 23, 60):
        shelf.at += timedelta(days=days)
        for n in range(12):
            shelf.grade(f"q{n}", minutes=n)
    day = shelf.moment().study_day
    assert any(load_between(shelf.ledger, day, day + timedelta(days=400)))
    shifts = [shelf.grade(f"q{n}", minutes=-60 * 24 * 10 + n).review.shift_days for n in range(12)]
    assert shifts == [0] * 12
    shelf.assert_cache_is_fold()


@pytest.mark.parametrize(
    "ask",
    [
        introduced_on,
        due_questions,
        lambda ledger, _: undoable(ledger, 1),
        lambda ledger, _: unfolded(ledger),
        lambda ledger, _: steps_of(ledger, "q"),
        lambda ledger, _: answered_or_noted(ledger, ["q"]),
    ],
)
def test_no_hot_question_scans_or_sorts_the_ledger(
    shelf: Shelf, ask: Callable[[Ledger, date], object]
) -> None:
    plan = _plan(shelf.ledger, lambda ledger: ask(ledger, shelf.moment().study_day))
    assert plan
    assert not [step for step in plan if step in {"SCAN review", "SCAN event", "SCAN card", "SCAN question"}]
    assert not [step for step in plan if "TEMP B-TREE FOR ORDER BY" in step]


def test_usual_times_are_looked_for_from_the_end_of_the_ledger(shelf: Shelf) -> None:
    plan = _plan(shelf.ledger, lambda ledger: latest_times(ledger, "basic"))
    assert "SCAN review USING INDEX sqlite_autoindex_review_1" in plan
    assert plan.index("CO-ROUTINE r") < plan.index("USE TEMP B-TREE FOR ORDER BY")  # of a few thousand rows


def _plan(ledger: Ledger, ask: Callable[[Ledger], object]) -> list[str]:
    """Return how SQLite goes about each query that `ask` makes."""
    asked: list[str] = []
    ledger.connection.set_trace_callback(asked.append)
    ask(ledger)
    ledger.connection.set_trace_callback(None)
    queries = [sql for sql in asked if sql.lstrip().startswith("SELECT") and "max(rowid)" not in sql]
    return [row[3] for sql in queries for row in ledger.connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
