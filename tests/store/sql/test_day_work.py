"""The sums of the days: whatever happens to answers, ids and decks, they are what adding up would give."""

import re
from datetime import timedelta

from card_texts import basic, deck
from shelf import Shelf

from studybuddy.model import Role
from studybuddy.planning.work import PRACTICE_KINDS, Work, work_of
from studybuddy.store.sql.day_work import TOPIC, begun_since, nothing_counted, work_since
from studybuddy.store.sql.door import Ledger


def answers_by_domain(ledger: Ledger, since_days: int, shelf: Shelf) -> dict[str, int]:
    since = shelf.moment().study_day - timedelta(days=since_days)
    counts: dict[str, int] = {}
    for _, _, domain, _, _, _, answers in work_since(ledger, since):
        counts[domain] = counts.get(domain, 0) + answers
    return counts


def test_every_answer_counts_whatever_its_role_and_only_one_is_the_first(shelf: Shelf) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    shelf.sync()
    shelf.grade("one", role=Role.CRAM)
    shelf.grade("one", minutes=1)
    shelf.grade("one", role=Role.REPEAT, minutes=2)
    today = shelf.moment().study_day
    assert sorted((row[4], row[6]) for row in work_since(shelf.ledger, today)) == [(0, 2), (1, 1)]
    assert [row[6] for row in begun_since(shelf.ledger, today)] == [1]
    assert work_since(shelf.ledger, today + timedelta(days=1)) == []
    shelf.undo(3)
    assert work_since(shelf.ledger, today) == []


def test_an_earlier_answer_given_later_becomes_the_first(shelf: Shelf) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    shelf.sync()
    shelf.grade("one")
    shelf.grade("one", minutes=-60 * 24 * 3)
    before = shelf.moment(-60 * 24 * 3).study_day
    assert [row[0] for row in begun_since(shelf.ledger, before)] == [before.isoformat()]
    shelf.assert_cache_is_fold()


def test_the_work_on_a_card_goes_with_it_into_another_domain(shelf: Shelf) -> None:
    path = shelf.write("a", basic("One?", card_id="one"), basic("Two?", card_id="two"))
    shelf.sync()
    shelf.grade("one")
    shelf.grade("two", minutes=1)
    [domain] = answers_by_domain(shelf.ledger, 0, shelf)
    front = "title: A\ndomain: coding\ntopic: dynamic-programming\ntier: core\n"
    assert domain != "coding"
    path.write_text(deck(basic("One?", card_id="one"), basic("Two?", card_id="two"), front=front))
    shelf.sync()
    assert answers_by_domain(shelf.ledger, 0, shelf) == {"coding": 2}
    shelf.assert_cache_is_fold()


def test_a_card_under_the_id_that_another_has_left_begins_anew(shelf: Shelf) -> None:
    """The first answer of each counts, although both were given under one id."""
    shelf.write("a", basic("First", "The body."))
    shelf.sync()
    shelf.grade("a/first")
    shelf.write("a", basic("Second", "The body."))
    shelf.sync()
    shelf.write("a", basic("Second", "The body."), basic("First", "Something else altogether."))
    shelf.sync()
    shelf.grade("a/first", minutes=5)
    shelf.assert_cache_is_fold()
    shelf.grade("a/second", minutes=6)
    shelf.assert_cache_is_fold()
    begun = begun_since(shelf.ledger, shelf.moment().study_day)
    assert sum(row[6] for row in begun) == 2


def test_sums_that_were_dropped_with_the_caches_are_made_again(shelf: Shelf) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    shelf.sync()
    assert not nothing_counted(shelf.ledger)
    shelf.grade("one")
    counted = work_since(shelf.ledger, shelf.moment().study_day)
    shelf.drop_caches()
    assert nothing_counted(shelf.ledger)
    shelf.sync()
    assert not nothing_counted(shelf.ledger)
    assert work_since(shelf.ledger, shelf.moment().study_day) == counted
    shelf.assert_cache_is_fold()


def test_practice_done_elsewhere_keeps_its_name() -> None:
    tracked = {kind for kind in PRACTICE_KINDS if work_of(kind, "", first=True) is Work.TRACKED}
    assert set(re.findall(r"'(\w+)'", TOPIC)) == tracked == {"redo", "track"}
