"""Which card holds an id, and which new card is an old one."""

from card_texts import basic
from shelf import Shelf

from studybuddy.store.sql.cards import active_cards

PLAIN = "The gradient of the loss vanishes when the sigmoid saturates, so learning with it becomes slow"


def test_a_retired_text_that_comes_back_under_another_id_has_its_history(shelf: Shelf) -> None:
    card = basic("A rather particular question?", "A rather particular answer.")
    path = shelf.write("a", card)
    shelf.sync()
    review = shelf.grade("a/a-rather-particular-question").review.id
    path.unlink()
    shelf.sync()
    shelf.write("b", card)
    shelf.sync()
    assert review in shelf.history("b/a-rather-particular-question")


def test_a_twin_without_a_history_does_not_take_the_place_of_the_card_that_was_edited(shelf: Shelf) -> None:
    shelf.write("old", basic("What is recall of the positive class"))  # retired, and never answered
    shelf.sync()
    shelf.write("old")
    shelf.write("deck", basic("What is the recall of the positive class"))
    shelf.sync()
    answered = shelf.grade("deck/what-is-the-recall-of-the-positive-class").review.id
    shelf.write("deck", basic("What is recall of the positive class"))
    shelf.sync()
    assert shelf.history("deck/what-is-recall-of-the-positive-class")[:1] == [answered]


def test_an_own_card_wins_over_a_shipped_one_until_it_goes(shelf: Shelf) -> None:
    shelf.write("a", basic("Shipped?", card_id="same"), shipped=True)
    shelf.sync()
    review = shelf.grade("same").review.id
    own = shelf.write("mine", basic("Own?", card_id="same"))
    assert shelf.sync().problems == ()
    assert [card.heading for card in active_cards(shelf.ledger)] == ["Own?"]
    shelf.write("a", basic("Shipped again?", card_id="same"), shipped=True)
    shelf.sync()
    assert [card.heading for card in active_cards(shelf.ledger)] == ["Own?"]
    own.unlink()
    shelf.sync()
    assert [card.heading for card in active_cards(shelf.ledger)] == ["Shipped again?"]
    assert shelf.history("same") == [review]


def test_an_id_used_twice_is_reported_once_and_hides_no_other_card(shelf: Shelf) -> None:
    shelf.write("a", basic("One?", card_id="same"), basic("Other?", card_id="other"))
    shelf.write("b", basic("Two?", card_id="same"), basic("Third?", card_id="third"))
    report = shelf.sync()
    assert len(report.problems) == 1
    assert "same" in report.problems[0].message
    assert shelf.active() == ["other", "same", "third"]


def test_an_id_used_twice_in_one_file_is_reported_once(shelf: Shelf) -> None:
    shelf.write(
        "a", basic("One?", card_id="same"), basic("Two?", card_id="same"), basic("Other?", card_id="other")
    )
    report = shelf.sync()
    assert len(report.problems) == 1
    assert shelf.active() == ["other", "same"]


def test_nobody_is_asked_about_a_card_without_a_history(shelf: Shelf) -> None:
    shelf.write("a", basic("Why does learning stall?", PLAIN))
    shelf.sync()
    shelf.write("a", basic("Why does training stall?", PLAIN.replace("slow", "tedious")))

    def never(_old: object, _new: object) -> bool:
        raise AssertionError

    report = shelf.sync(decide=never)
    assert (report.moved, report.unsure, report.added, report.retired) == ((), (), 1, 1)


def test_of_two_cards_with_one_id_the_same_one_is_asked_whichever_was_read_first(shelf: Shelf) -> None:
    shelf.write("b", basic("From b", "Said in b.", "one"))
    shelf.sync()
    shelf.write("a", basic("From a", "Said in a.", "one"))
    told = shelf.sync()
    assert [problem.message for problem in told.problems] == [
        f"the id one is that of a card in {shelf.own / 'b.md'} too"
    ]
    later = [[card.heading for card in active_cards(shelf.ledger)]]
    shelf.write("b", basic("From b", "Said in b, anew.", "one"))
    shelf.sync()
    later.append([card.heading for card in active_cards(shelf.ledger)])
    shelf.drop_caches()
    shelf.sync()
    later.append([card.heading for card in active_cards(shelf.ledger)])
    assert later == [["From a"]] * 3
    (shelf.own / "a.md").unlink()
    shelf.sync()
    assert [card.heading for card in active_cards(shelf.ledger)] == ["From b"]
