"""The times of answers: which of them count for a rate."""

from datetime import timedelta

from card_texts import basic
from shelf import Shelf

from studybuddy.model import Grade
from studybuddy.store.recording import Attempt, record
from studybuddy.store.sql.work import answer_times


def test_practice_counts_from_its_first_study_day_and_cards_as_far_as_the_limit(shelf: Shelf) -> None:
    shelf.write("a", *(basic(f"Question {n}?", f"Body {n}.", f"q{n}") for n in range(3)))
    shelf.write("b", "## Tell me of it {#tell .star}\n\n- a\n- b\n- c\n- d\n- e")
    shelf.sync()
    since = shelf.moment().study_day
    for days, name in ((-1, "tell"), (0, "tell"), (0, "q0"), (0, "q1"), (1, "q2"), (1, "tell")):
        at = shelf.moment(60 * 24 * days)
        record(shelf.ledger, name, Attempt(Grade.GOOD, took_ms=10_000 + days), at)
    found = answer_times(shelf.ledger, since, 2, ("star",))
    assert sorted(row[3] for row in found if row[0] == "star") == [10_000, 10_001]
    assert sorted(row[3] for row in found if row[0] == "basic") == [10_001]
    assert {row[3] for row in answer_times(shelf.ledger, since, 9, ("star",))} == {10_000, 10_001}
    assert answer_times(shelf.ledger, since + timedelta(days=2), 9, ("star",)) == []
