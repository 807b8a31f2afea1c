"""Two open connections on one home: what one changes, the other does not work against."""

from pathlib import Path

import pytest
from card_texts import basic
from shelf import Shelf

from studybuddy.model import Card, Grade, Happening
from studybuddy.store import recording
from studybuddy.store.searching import find_cards
from studybuddy.store.sql.journal import add_event
from studybuddy.store.sql.replaying import moves_of
from studybuddy.store.statistics import figures_of

HEADINGS = ("Why does learning stall?", "Why does training stall?")
PLAIN = "The gradient of the loss vanishes when units saturate; remedies: residual paths and rectifiers"
ALTERED = "The gradient of the loss vanishes when a unit saturates; one remedy: residual paths and rectifiers"


def test_an_answer_is_scheduled_as_another_window_has_set_it_meanwhile(shelf: Shelf, tmp_path: Path) -> None:
    shelf.write("a", basic("One?", card_id="one"), basic("Two?", "Another.", "two"))
    shelf.sync()
    with Shelf(tmp_path) as other:
        other.grade("one")
        shelf.switch("fsrs")
        recorded = other.grade("two")
        assert recorded.review.scheduler.startswith("fsrs")
        assert recorded.memory.stability is not None
        other.note(Happening.SUSPEND, "one")
        other.undo(2)
        other.write("b", basic("Three?", "A third.", "three"))
        other.sync()
        assert other.scheduler.name == "fsrs"
    shelf.assert_cache_is_fold()


def test_an_answer_given_while_a_sync_waits_for_a_decision_goes_with_its_card(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.write("a", basic(HEADINGS[0], PLAIN), basic("What is kept?", "This body."))
    shelf.sync()
    shelf.grade("a/why-does-learning-stall")
    shelf.write("a", basic(HEADINGS[1], ALTERED), basic("What is carried over?", "This body."))
    with Shelf(tmp_path) as other:
        answers = []

        def decide(_old: Card, _new: Card) -> bool:
            answers.append(other.grade("a/what-is-kept").review.id)
            return True

        report = shelf.sync(decide=decide)
    assert len(answers) == 1
    assert answers[0] in shelf.history("a/what-is-carried-over")
    assert len(report.moved) == 2
    shelf.assert_cache_is_fold()


def test_a_question_suspended_elsewhere_was_changed_and_not_answered(shelf: Shelf, tmp_path: Path) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    shelf.sync()
    with Shelf(tmp_path) as other:
        seen = other.memory("one")
        shelf.note(Happening.SUSPEND, "one")
        with pytest.raises(recording.AnsweredElsewhereError, match="one was changed in another window"):
            recording.record(other.ledger, "one", recording.Attempt(Grade.GOOD), other.moment(), seen=seen)


def test_a_rename_in_another_window_is_known_at_once(shelf: Shelf, tmp_path: Path) -> None:
    shelf.write("a", basic("First", "The body."))
    shelf.sync()
    review = shelf.grade("a/first").review.id
    with Shelf(tmp_path) as other:
        assert recording.called_now(other.ledger, "a/first") == "a/first"
        shelf.write("a", basic("Second", "The body."))
        shelf.sync()
        assert recording.called_now(other.ledger, "a/first") == "a/second"
        assert other.history("a/second") == [review]


def test_what_was_taken_back_in_another_window_is_not_taken_back_twice(shelf: Shelf, tmp_path: Path) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    shelf.sync()
    older, newest = shelf.grade("one", 3).review, shelf.grade("one", 4, minutes=1).review
    with Shelf(tmp_path) as other:
        assert other.undo() == [newest]
    assert recording.retract(shelf.ledger, [newest], shelf.moment()) == []
    assert shelf.history("one") == [older.id]


def test_a_move_that_was_not_committed_is_forgotten(shelf: Shelf) -> None:
    shelf.write("a", basic("First", "The body."), basic("Second", "Another."))
    shelf.sync()

    def move(to: str, *, keep: bool) -> None:
        with shelf.ledger.transaction():
            moved = recording.new_event(shelf.ledger, Happening.MOVE, shelf.moment(), "a/first", {"to": to})
            add_event(shelf.ledger, moved)
            assert "a/first" in moves_of(shelf.ledger)
            if not keep:
                raise InterruptedError

    with pytest.raises(InterruptedError):
        move("a/second", keep=False)
    assert "a/first" not in moves_of(shelf.ledger)
    move("a/third", keep=True)
    assert [move.new for move in moves_of(shelf.ledger).by_old["a/first"]] == ["a/third"]


def test_search_and_figures_need_no_write_lock(shelf: Shelf, tmp_path: Path) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    shelf.sync()
    shelf.grade("one")
    with Shelf(tmp_path) as other:
        other.ledger.connection.execute("PRAGMA busy_timeout = 0")
        with shelf.ledger.transaction():
            assert [card.id for card in find_cards(other.ledger, ["one"])] == ["one"]
            assert figures_of(other.ledger, other.scheduler).reviews_by_day
