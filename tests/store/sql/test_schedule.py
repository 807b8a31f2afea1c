"""What is due: the index that is read for it."""

from shelf import Shelf

from studybuddy.store.sql.schedule import ASKABLE


def test_the_index_of_due_days_holds_exactly_what_may_be_asked(shelf: Shelf) -> None:
    """Else SQLite would look at the row of each question that is due in the days that an answer weighs."""
    [made] = shelf.ledger.rows("SELECT sql FROM sqlite_master WHERE name = 'question_due'")
    assert made[0].endswith(f"WHERE {ASKABLE}")
