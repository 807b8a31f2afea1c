import itertools
from collections.abc import Iterator, Mapping
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from prospects import TERMS, TOPICS, UNSEEN, prospect

from studybuddy.planning.dropping import drops
from studybuddy.planning.prospect import Prospect
from studybuddy.planning.standing import Elsewhere, Mock, Standing

EACH = {
    "new cards": 2.3, "katas": 36.0, "derivations": 27.0, "design cases": 45.0, "applied cases": 20.0,
    "rehearsals": 5.0, "stories": 30.0, "dsa minutes": 1.0, "mocks": 60.0,
}  # fmt: skip
STEP = {"new cards": 5, "dsa minutes": 15}
AN_HOUR = 0.1  # points: costs that lie nearer together count as alike
DAY = (TERMS.today - timedelta(days=3)).isoformat()
GRADES = st.lists(st.sampled_from([1, 3, 4, 5]), max_size=5)


@st.composite
def learners(draw: st.DrawFn) -> Prospect:
    """Draw one with cards met and not, results of katas, derivations and puzzles, and mocks."""
    unseen = {name: draw(st.sampled_from([0, 5, 20, 60])) for name in TOPICS}
    met = {name: draw(st.sampled_from([0, 10, 40])) for name in TOPICS}
    rows = [
        Standing(f"{name}{n}", "basic", *TOPICS[name], 0, 30, DAY, 4)
        for name in met
        for n in range(met[name])
    ]
    for kind, topic in (("kata", "tensors"), ("derivation", "calculus")):
        results = enumerate(draw(GRADES))
        rows += [Standing(f"{kind}{n}", kind, "coding", topic, 0, 12, DAY, grade) for n, grade in results]
    puzzles = tuple(Elsewhere("dsa", "x", grade, TERMS.today) for grade in draw(GRADES))
    some = st.builds(
        Mock, st.sampled_from(list(TOPICS)), st.floats(0, 1), st.just(TERMS.today), st.booleans()
    )
    return prospect(unseen, *rows, mocks=tuple(draw(st.lists(some, max_size=3))), elsewhere=puzzles)


def plans(most: int) -> st.SearchStrategy[dict[str, int]]:
    """Draw some targets with a few steps each of what is left of them."""
    counts = st.dictionaries(st.sampled_from(list(EACH)), st.integers(1, most), min_size=2, max_size=4)
    return counts.map(lambda left: {name: count * STEP.get(name, 1) for name, count in left.items()})


def each(left: Mapping[str, int]) -> dict[str, float]:
    return {name: EACH[name] for name in left}


def steps(left: Mapping[str, int], mine: Prospect) -> Iterator[tuple[str, dict[str, int]]]:
    """Give the name of each drop and what was kept before it."""
    kept = dict(left)
    for name, count in drops(left, each(left), mine):
        yield name, dict(kept)
        kept[name] -= count


def cost_of_an_hour(mine: Prospect, kept: Mapping[str, int], name: str) -> float:
    """Say what an hour less of a target costs by the figure that is shown."""
    count = min(kept[name], STEP.get(name, 1))
    lost = mine.outlook(kept).weighted - mine.outlook({**kept, name: kept[name] - count}).weighted
    return lost * 60 / (count * EACH[name])


@given(learners(), plans(12))
@settings(max_examples=60)
def test_nothing_that_is_kept_would_have_cost_less_readiness_than_what_is_dropped(
    mine: Prospect, left: dict[str, int]
) -> None:
    for name, kept in steps(left, mine):
        spared = any(2 * kept[other] > left[other] for other in left)
        others = [other for other in left if (2 * kept[other] > left[other] if spared else kept[other])]
        assert name in others
        cheapest = min(cost_of_an_hour(mine, kept, other) for other in others)
        assert cost_of_an_hour(mine, kept, name) <= cheapest + AN_HOUR


@given(learners(), plans(5))
@settings(max_examples=60)
def test_no_other_choice_within_the_same_minutes_is_much_readier(
    mine: Prospect, left: dict[str, int]
) -> None:
    everything = [range(count, -1, -STEP.get(name, 1)) for name, count in left.items()]
    choices = [dict(zip(left, counts, strict=True)) for counts in itertools.product(*everything)]
    halves = [
        kept
        for kept in choices
        if all(2 * (kept[n] + STEP.get(n, 1)) > left[n] or kept[n] == left[n] for n in left)
    ]
    found = [(sum(EACH[n] * kept[n] for n in kept), mine.outlook(kept).weighted) for kept in halves]
    for _, kept in steps(left, mine):
        if all(2 * kept[name] <= left[name] for name in left):
            break
        minutes = sum(EACH[name] * kept[name] for name in kept)
        best = max(ready for takes, ready in found if takes <= minutes + 1e-9)
        assert mine.outlook(kept).weighted >= best - 2  # points of 100, and hardly ever half of one


@given(learners(), plans(12))
@settings(max_examples=30)
def test_no_target_loses_more_than_half_before_every_one_has(mine: Prospect, left: dict[str, int]) -> None:
    for name, kept in steps(left, mine):
        if 2 * kept[name] <= left[name]:
            assert all(2 * kept[other] <= left[other] for other in left)


@given(learners(), plans(12))
@settings(max_examples=30)
def test_in_the_end_everything_is_dropped(mine: Prospect, left: dict[str, int]) -> None:
    gone = dict.fromkeys(left, 0)
    for name, count in drops(left, each(left), mine):
        gone[name] += count
    assert gone == left


def test_what_costs_alike_gives_way_together() -> None:
    left = {"katas": 10, "design cases": 10, "dsa minutes": 150, "new cards": 100}
    first = [name for name, _ in itertools.islice(drops(left, each(left), prospect(UNSEEN)), 12)]
    assert {name: first.count(name) for name in left} == {
        "katas": 4, "design cases": 4, "dsa minutes": 4, "new cards": 0,
    }  # fmt: skip


def test_practice_for_rounds_that_the_last_interview_does_not_ask_goes_before_all_other() -> None:
    left = {"katas": 4, "derivations": 4, "dsa minutes": 150, "new cards": 50, "mocks": 2}
    asks_dsa = prospect(UNSEEN, terms=TERMS._replace(weights={"dsa": 1.0}))
    names = [name for name, _ in drops(left, each(left), asks_dsa)]
    assert set(names[:8]) == {"katas", "derivations"}
    assert set(names[8:]) == {"dsa minutes", "new cards", "mocks"}


def test_a_mock_that_lifts_a_cap_outlasts_practice_that_adds_nothing() -> None:
    left = {"mocks": 6, "katas": 10, "dsa minutes": 150}
    mine = prospect(dict.fromkeys(TOPICS, 0), elsewhere=tuple(Elsewhere(n, "x", 5, TERMS.on) for n in TOPICS))
    order = [name for name, _ in drops(left, each(left), mine)]
    assert "mocks" not in order[:10]


def test_what_a_near_interview_needs_goes_when_nothing_else_is_left() -> None:
    left = {"katas": 10, "design cases": 10, "dsa minutes": 150}
    spared = {"katas": 8, "dsa minutes": 75}
    order = [name for name, _ in drops(left, each(left), prospect(UNSEEN), spared)]
    assert order.count("katas") == 10
    assert {name: order[:-13].count(name) for name in left} == {
        "katas": 2, "design cases": 10, "dsa minutes": 5,
    }  # fmt: skip
