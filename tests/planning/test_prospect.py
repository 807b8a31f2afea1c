from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prospects import ON, TERMS, TOPICS, UNSEEN, prospect

from studybuddy.planning.prospect import Prospect
from studybuddy.planning.readiness import RoundReadiness, assess_readiness
from studybuddy.planning.standing import Elsewhere, Mock, Standing

WEEK_AGO = (TERMS.today - timedelta(days=7)).isoformat()
IN_PASS = (ON - timedelta(days=TERMS.pass_days // 2)).isoformat()  # the middle of the final pass
GOOD = 0.9 * 0.9 ** (5 / 12)
NEW_CARD = 0.9 ** (5 / 6)
KATA = ("kata", "coding", "tensors", 0)


def practice(name: str, kind: str, domain: str, topic: str, *, grade: int | None = 4) -> Standing:
    return Standing(name, kind, domain, topic, 0, 12, None if grade is None else WEEK_AGO, grade)


def ready(one: Prospect, name: str, **given: float) -> float:
    work = {target.replace("_", " "): count for target, count in given.items()}
    return next(found.ready for found in one.outlook(work).rounds if found.name == name)


def on_the_day(rows: list[Standing], *mocks: Mock) -> dict[str, RoundReadiness]:
    found = assess_readiness(rows, TERMS._replace(today=ON), mocks=mocks)
    return {one.name: one for one in found.rounds}


def test_what_is_foretold_is_what_the_plan_shows_on_the_day_when_it_is_done() -> None:
    met = [Standing(f"met-{n}", "basic", *TOPICS["dsa"], 0, 8, WEEK_AGO, 4) for n in range(12)]
    old = [
        practice(f"old-{n}", "kata", "coding", "tensors", grade=grade) for n, grade in enumerate((1, 3, 5))
    ]
    new = [practice(f"new-{n}", "kata", "coding", "tensors", grade=None) for n in range(4)]
    mine = prospect({"dsa": 20, "ml-coding": 20}, *met, *old, *new)
    foretold = mine.outlook({"new cards": 30, "katas": 4, "mocks": 1})

    cards = [one._replace(last_day=IN_PASS) for one in met]
    for name in ("dsa", "ml-coding"):
        seen = [Standing(f"{name}-{n}", "basic", *TOPICS[name], 0, 6, IN_PASS, 4) for n in range(15)]
        unseen = [Standing(f"{name}-no-{n}", "basic", *TOPICS[name], 0, 0, None, None) for n in range(5)]
        cards += [*seen, *unseen]
    results = [*old, *(one._replace(last_day=IN_PASS, grade=4) for one in new)]
    shown = on_the_day([*cards, *results], Mock("dsa", 0.9, ON))  # dsa has most weight
    assert shown["dsa"].mock is not None
    for name in ("dsa", "ml-coding"):
        assert ready(mine, name, new_cards=30, katas=4, mocks=1) == pytest.approx(shown[name].ready)
    assert foretold.on == ON
    assert foretold.weakest.name not in {"dsa", "ml-coding"}  # nothing is planned for the others


@given(st.dictionaries(st.sampled_from(list(TOPICS)), st.integers(10, 60)), st.integers(0, 30))
def test_with_all_cards_done_know_is_as_if_kept(unseen: Mapping[str, int], met: int) -> None:
    rows = [Standing(f"m{n}", "basic", *TOPICS["applied"], 0, 3 + n, WEEK_AGO, 4) for n in range(met)]
    new = [
        Standing(f"{name}{n}", "basic", *TOPICS[name], 0, 0, None, None)
        for name, count in unseen.items()
        for n in range(count)
    ]
    tried = [Elsewhere(name, "x", 4, TERMS.today) for name in TOPICS for _ in range(10)]
    kept = assess_readiness([*rows, *new], TERMS, elsewhere=tried)
    foretold = prospect(unseen, *rows, elsewhere=tuple(tried)).outlook({"new cards": len(new)})
    assert [one.ready for one in foretold.rounds] == pytest.approx([one.if_kept for one in kept.rounds])
    assert foretold.weighted == pytest.approx(kept.if_kept)


def test_core_cards_come_first_and_those_of_all_rounds_alike() -> None:
    core, standard = prospect(UNSEEN), prospect(UNSEEN, tier=1)
    for some in (core, standard):
        assert ready(some, "dsa", new_cards=120) == pytest.approx(40 / 0.75 * NEW_CARD / 2)
    stretch = prospect(UNSEEN, tier=2)  # of a tier that is not planned
    assert ready(stretch, "dsa", new_cards=120) == 0


def test_checked_cards_are_results_of_skill_as_well() -> None:
    plain, checked = (prospect({"fundamentals": 40}, kind=kind) for kind in ("basic", "choice"))
    gained = ready(checked, "fundamentals", new_cards=10) - ready(plain, "fundamentals", new_cards=10)
    assert gained == pytest.approx(35 / 0.75 * GOOD)


def test_each_new_result_moves_the_mean_of_skill_and_none_makes_it_worse() -> None:
    failed = prospect({}, practice("a", "kata", "coding", "tensors", grade=1))
    assert ready(failed, "ml-coding", katas=2) == pytest.approx(35 / 0.75 * 2 * GOOD / 3)
    slow = ready(prospect({}), "ml-coding", katas=0.25)
    assert slow == pytest.approx(35 / 0.75 * GOOD / 4)
    easy = prospect({}, practice("a", "kata", "coding", "tensors", grade=5)._replace(interval_days=10**6))
    assert ready(easy, "ml-coding", katas=2) == ready(easy, "ml-coding") > 46.6


def test_practice_serves_its_own_round_and_half_an_hour_elsewhere_is_a_result() -> None:
    serves = {
        "katas": "ml-coding", "derivations": "fundamentals", "design cases": "system-design",
        "applied cases": "applied", "rehearsals": "behavioral", "dsa minutes": "dsa",
        "puzzles minutes": "dsa", "system-design minutes": "system-design",
    }  # fmt: skip
    nothing = prospect({})
    for target, name in serves.items():
        found = nothing.outlook({target: 30}).rounds
        assert {one.name for one in found if one.ready} == {name}
    failed = prospect({}, elsewhere=(Elsewhere("dsa", "x", 1, TERMS.today),))
    assert ready(failed, "dsa", dsa_minutes=60) == pytest.approx(35 / 0.75 * 2 * GOOD / 3)
    assert nothing.outlook({"stories": 5}).weighted == 0


def test_new_katas_serve_the_rounds_that_they_are_of() -> None:
    new = [practice(f"k{n}", "kata", "coding", "dsa" if n else "tensors", grade=None) for n in range(4)]
    failed = [Elsewhere(name, "x", 1, TERMS.today) for name in ("dsa", "ml-coding")]
    mine = prospect({}, *new, elsewhere=tuple(failed))
    assert ready(mine, "dsa", katas=4) == pytest.approx(35 / 0.75 * 3 * GOOD / 4)
    assert ready(mine, "ml-coding", katas=4) == pytest.approx(35 / 0.75 * GOOD / 2)


def test_rounds_take_turns_with_mocks_by_weight_and_a_mock_lifts_the_cap() -> None:
    full = prospect({}, terms=TERMS._replace(weights={"applied": 0.4, "dsa": 0.6}))
    everything = {"dsa minutes": 30, "applied cases": 1}
    alone = (35 * GOOD) / 0.75
    with_mock = 35 * GOOD + 25 * 3.7 / 4
    for mocks, expected in enumerate(([alone, alone], [alone, with_mock], [with_mock, with_mock])):
        found = full.outlook({**everything, "mocks": mocks})
        assert [one.ready for one in found.rounds] == pytest.approx(expected)
    known = prospect({"dsa": 40}, mocks=(Mock("dsa", 1, TERMS.today, partner=True),) * 3)
    assert ready(known, "dsa", new_cards=40, dsa_minutes=30, mocks=6) > 80  # a partner's mock is not lost
    most = prospect({"dsa": 40})
    assert [ready(most, "dsa", new_cards=40, dsa_minutes=30, mocks=n) for n in (0, 1)] == [70, 80]


LEFT = {"new cards": 100, "katas": 8, "derivations": 4, "mocks": 7, "dsa minutes": 200, "stories": 2}


@given(st.sampled_from(list(LEFT)), st.floats(0, 1), st.integers(0, 80))
def test_a_loss_is_the_difference_of_two_outlooks(name: str, share: float, unseen: int) -> None:
    mine = prospect(dict.fromkeys(TOPICS, unseen), practice("a", "kata", "coding", "tensors", grade=1))
    count = int(share * LEFT[name])
    before, after = mine.outlook(LEFT), mine.outlook({**LEFT, name: LEFT[name] - count})
    points = [sum(one.weight * one.points for one in found.rounds) for found in (before, after)]
    ready_lost, points_lost = mine.loss(LEFT, name, count)
    assert ready_lost == pytest.approx(before.weighted - after.weighted, abs=1e-9)
    assert points_lost == pytest.approx(points[0] - points[1], abs=1e-9)
    assert mine.most_lost(LEFT, {**LEFT, name: LEFT[name] - count}) >= ready_lost - 1e-9


def test_the_day_of_a_prospect_is_that_of_its_terms() -> None:
    later = TERMS._replace(on=date(2027, 1, 1))
    assert prospect(terms=later).outlook({}).on == date(2027, 1, 1)
