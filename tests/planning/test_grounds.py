from datetime import timedelta

import pytest
from prospects import TERMS

from studybuddy.planning.grounds import Ground, Grounds, grounds_of
from studybuddy.planning.standing import Elsewhere, Mock, Standing
from studybuddy.planning.work import Work

TODAY = TERMS.today
AGO = (TODAY - timedelta(days=3)).isoformat()
DSA = ("basic", "coding", "dsa")


def of(found: Grounds, name: str) -> Ground:
    return next(one for one in found.rounds if one.name == name)


def test_cards_weigh_by_tier_and_those_of_tiers_not_planned_are_left_out() -> None:
    met = [Standing(f"c{tier}", *DSA, tier, 10, AGO, 4) for tier in (0, 1, 2)]
    unseen = [(*DSA, tier, 7) for tier in (0, 1, 2)]
    found = grounds_of(met, TERMS, unseen=unseen)
    assert found.unseen == of(found, "dsa").unseen == (7, 7, 0)
    assert of(found, "dsa").planned == 8 * (3 + 2)
    assert of(found, "dsa").known == pytest.approx((3 + 2) * 0.9 ** (5 / 10))
    everything = grounds_of(met, TERMS._replace(tiers=3), unseen=unseen)
    assert everything.unseen == (7, 7, 7)
    assert of(everything, "dsa").planned == 8 * 6


def test_unseen_cards_count_also_in_rounds_without_weight_as_they_take_their_turn() -> None:
    found = grounds_of([], TERMS._replace(weights={"applied": 1.0}), unseen=[(*DSA, 0, 7)])
    assert found.unseen == (7, 0, 0)
    assert [(one.name, one.unseen) for one in found.rounds] == [("applied", (0, 0, 0))]


def test_results_and_mocks_go_to_their_round() -> None:
    rows = [Standing("k", "kata", "coding", "tensors", 0, 10**9, AGO, 5)]
    tried = [Elsewhere("dsa", "x", 1, TODAY), Elsewhere("dsa", "y", 1, TODAY)]
    mocks = [Mock("applied", share, TODAY + timedelta(days=n)) for n, share in enumerate((1, 0, 0.5, 1))]
    found = grounds_of(rows, TERMS, elsewhere=tried, mocks=mocks)
    assert (of(found, "ml-coding").results, of(found, "dsa").results) == (1, 2)
    assert of(found, "ml-coding").scores == pytest.approx(1)
    assert of(found, "dsa").scores == 0
    assert of(found, "applied").mocks == pytest.approx((1, 2.5, 4))  # the last three
    assert [(one.name, one.cap) for one in found.rounds if one.cap != 70] == [("applied", 80)]


def test_pieces_are_of_the_rounds_of_what_was_never_done() -> None:
    done = Standing("a", "kata", "coding", "dsa", 0, 10, AGO, 4)
    new = [
        Standing(f"n{n}", "kata", "coding", topic, 0, 0, None, None) for n, topic in enumerate(("dsa", "cnn"))
    ]
    found = grounds_of([done, *new], TERMS)
    assert found.pieces[Work.KATAS] == {"dsa": 0.5, "ml-coding": 0.5}
    assert found.pieces[Work.DERIVATIONS] == {"fundamentals": 1.0}
    assert Work.STORIES not in found.pieces
    assert grounds_of([done], TERMS).pieces[Work.KATAS] == {"ml-coding": 1.0}
