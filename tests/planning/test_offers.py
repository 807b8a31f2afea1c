from studybuddy.planning.offers import Offer, offers
from studybuddy.planning.supply import Demand, NextUp, Supply
from studybuddy.planning.work import Work

SOFTMAX = NextUp("stable-softmax", "ml-coding")


def found(wanted: dict[str, int], due: dict[Work, int], **next_up: NextUp) -> dict[tuple[str, bool], Offer]:
    up = {Work[name.upper()]: (one,) for name, one in next_up.items()}
    every = offers(Demand(wanted, {"dsa minutes": 40}), Supply(due, next_up=up, redo_minutes=30))
    return {(one.name, one.is_due): one for one in every}


def test_what_is_due_is_offered_apart_from_what_the_week_wants() -> None:
    every = found({Work.KATAS: 2}, {Work.KATAS: 3, Work.DERIVATIONS: 1})
    assert (every["kata", True].most, every["kata", False].most) == (3, 2)
    assert (every["derive", True].most, every["derive", False].most) == (1, 0)


def test_a_problem_to_redo_is_offered_where_it_is_known_which() -> None:
    assert ("redo", True) not in found({}, {Work.TRACKED: 2})
    redo = found({}, {Work.TRACKED: 2}, tracked=NextUp("redo-dsa-lc-9", "dsa"))["redo", True]
    assert (redo.most, redo.minutes, redo.round) == (2, 30, "dsa")
    assert redo.command == "studybuddy review redo-dsa-lc-9"


def test_practice_elsewhere_comes_in_minutes_and_is_not_asked_by_a_session() -> None:
    practice = found({"dsa minutes": 25}, {})["practice", False]
    assert (practice.most, practice.minutes, practice.fewest, practice.round) == (25, 1, 10, "dsa")
    assert practice.limit == 40
    assert not practice.in_line
    assert practice.what(25) == "dsa"


def test_a_piece_is_named_and_the_rest_is_counted() -> None:
    kata = found({Work.KATAS: 3}, {}, katas=SOFTMAX)["kata", False]
    assert (kata.what(1), kata.what(3)) == ("stable-softmax", "stable-softmax and 2 more")
    assert found({Work.KATAS: 3}, {})["kata", False].what(3) == "3"


def test_every_kind_of_work_belongs_to_its_round() -> None:
    rounds = {name: one.round for (name, _), one in found({}, {}, mocks=NextUp("applied", "applied")).items()}
    assert rounds == {
        "kata": "ml-coding",
        "derive": "fundamentals",
        "design": "system-design",
        "applied": "applied",
        "rehearse": "behavioral",
        "story": "behavioral",
        "mock": "applied",
        "practice": "dsa",
    }


def test_a_kata_is_offered_for_the_round_that_its_result_counts_for() -> None:
    line = (NextUp("lru-cache", "dsa"), SOFTMAX, NextUp("conv", "ml-coding"), NextUp("edit", "dsa"))
    supply = Supply({Work.KATAS: 2}, next_up={Work.KATAS: line})
    katas = [one for one in offers(Demand({Work.KATAS: 3}), supply) if one.name == "kata" and one.most]
    assert [(one.round, one.what(one.most), one.is_due) for one in katas] == [
        ("dsa", "lru-cache", True),
        ("ml-coding", "stable-softmax", True),
        ("ml-coding", "stable-softmax", False),
        ("dsa", "lru-cache and 1 more", False),  # one more than the line has
    ]
