"""Rows of cards that go, or lose a question, are set aside and come back."""

from card_texts import basic, cloze
from shelf import Shelf

from studybuddy.store.sql.questions import questions_named


def test_a_card_that_goes_is_retired_and_comes_back_with_its_history(shelf: Shelf) -> None:
    both = basic("One?", "Body one.", "one"), basic("Two?", "Body two.", "two")
    shelf.write("a", *both)
    shelf.sync()
    shelf.grade("two")
    before = shelf.memory("two")
    shelf.write("a", both[0])
    assert shelf.sync().retired == 1
    assert shelf.active() == ["one"]
    shelf.write("a", *both)
    report = shelf.sync()
    assert (report.returned, report.added) == (1, 0)
    assert shelf.memory("two") == before
    assert shelf.active() == ["one", "two"]


def test_a_gap_that_goes_is_set_aside_and_comes_back(shelf: Shelf) -> None:
    shelf.write("a", cloze("Fill", "gaps", "alpha", "beta"))
    shelf.sync()
    shelf.grade("gaps:c2")
    before = shelf.memory("gaps:c2")
    shelf.write("a", cloze("Fill", "gaps", "alpha"))
    shelf.sync()
    assert questions_named(shelf.ledger, "gaps") == ["gaps:c1"]
    shelf.write("a", cloze("Fill", "gaps", "alpha", "beta"))
    shelf.sync()
    assert shelf.memory("gaps:c2") == before
