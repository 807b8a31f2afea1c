from hypothesis import given
from hypothesis import strategies as st

from studybuddy.model import Candidate
from studybuddy.planning.agenda import fill
from studybuddy.planning.daily import card_share, compose, pieces_of, remedies
from studybuddy.planning.filling import Ranking
from studybuddy.planning.supply import Demand, NextUp, Supply
from studybuddy.planning.work import Work


def one(name: str, kind: str = "basic", topic: str = "", *, new: bool = False) -> Candidate:
    return Candidate(name, name, kind, f"deck-{name}", topic or name, "core", 0, 1, None, new)


CARDS = [one(f"card{n}", topic=f"t{n % 4}") for n in range(9)]
KATAS = [one("softmax", "kata"), one("pca", "kata")]
LINES = {Work.KATAS: KATAS, Work.TRACKED: [one("redo-1", "redo"), one("redo-2", "redo")]}


def test_a_session_takes_from_each_line_what_the_agenda_has_of_it() -> None:
    items = fill(
        75,
        Demand({Work.KATAS: 1, "dsa minutes": 30}, {"dsa minutes": 30}),
        Supply({Work.REVIEWS: 20, Work.TRACKED: 2}),
    ).items
    assert [item.name for item in items] == ["review", "kata", "practice"]  # no redo is named next
    assert [piece.question_id for piece in pieces_of(items, LINES)] == ["softmax"]


def test_of_the_katas_of_two_rounds_a_session_takes_that_of_the_round_which_comes_first() -> None:
    line = [one("softmax", "kata", "tensors"), one("lru-cache", "kata", "dsa")]
    next_up = {Work.KATAS: [NextUp("softmax", "ml-coding"), NextUp("lru-cache", "dsa")]}
    items = fill(12, Demand({Work.KATAS: 2}), Supply(next_up=next_up), ranking=Ranking(("dsa",))).items
    assert [(item.what, item.command) for item in items] == [("lru-cache", "studybuddy kata lru-cache")]
    assert [piece.question_id for piece in pieces_of(items, {Work.KATAS: line})] == ["lru-cache"]


def test_the_cards_get_the_minutes_and_the_new_ones_that_the_agenda_gives_them() -> None:
    share = card_share(fill(10, Demand({Work.NEW_CARDS: 4}), Supply({Work.REVIEWS: 10})).items)
    assert (round(share.minutes, 2), share.new) == (6.3, 4)
    assert card_share(()) == (0, 0)


def test_long_pieces_stand_between_cards_and_not_together() -> None:
    order = [piece.question_id for piece in compose(CARDS, KATAS)]
    places = [order.index("softmax"), order.index("pca")]
    assert 0 < places[0] < places[1] - 2
    assert places[1] < len(order) - 1


@given(st.integers(0, 12), st.integers(0, 4))
def test_nothing_is_lost_and_nothing_asked_twice(cards: int, pieces: int) -> None:
    some = [one(f"c{n}", topic=f"t{n % 3}") for n in range(cards)]
    long = [one(f"k{n}", "kata") for n in range(pieces)]
    assert sorted(c.question_id for c in compose(some, long)) == sorted(c.question_id for c in [*some, *long])


def test_a_failed_topic_is_practised_with_its_own_katas_and_derivations_due_ones_first() -> None:
    lines = [
        one("new-kata", "kata", "trees", new=True),
        one("other", "kata", "pca"),
        one("due-derivation", "derivation", "trees"),
        one("case", "design", "trees"),
    ]
    assert [piece.question_id for piece in remedies("trees", lines)] == ["due-derivation", "new-kata"]
