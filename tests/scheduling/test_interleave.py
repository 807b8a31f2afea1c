from itertools import pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from studybuddy.model import Candidate
from studybuddy.scheduling.interleave import interleave


def card(number: int, topic: str, deck: str) -> Candidate:
    return Candidate(f"q{number}", f"q{number}", "basic", deck, topic, "core", number, 1, None, True)


def clashes(line: tuple[Candidate, ...]) -> tuple[int, int]:
    """Count the neighbours of one topic, and of one deck."""
    return (
        sum(a.topic == b.topic for a, b in pairwise(line)),
        sum(a.deck == b.deck for a, b in pairwise(line)),
    )


crossed = st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("123")), max_size=7)
lines = crossed.map(lambda pairs: [card(n, topic, deck) for n, (topic, deck) in enumerate(pairs)])
# Decks within topics, or topics within decks: one name is the first letters of the other.
nested = st.tuples(st.booleans(), st.lists(st.sampled_from(["x1", "x2", "y1", "y2", "z1"]), max_size=7)).map(
    lambda drawn: [card(n, *((x[0], x) if drawn[0] else (x, x[0]))) for n, x in enumerate(drawn[1])]
)


@given(lines)
def test_nothing_is_lost_and_nothing_added(line: list[Candidate]) -> None:
    assert sorted(interleave(line), key=lambda one: one.position) == line


@settings(max_examples=60, deadline=None)
@given(lines)
def test_no_order_has_fewer_neighbours_of_one_topic(line: list[Candidate]) -> None:
    assert clashes(interleave(line))[0] == min(clashes(order)[0] for order in permutations(line))


@settings(max_examples=60, deadline=None)
@given(nested)
def test_topics_and_decks_both_differ_whenever_they_can_where_one_lies_within_the_other(
    line: list[Candidate],
) -> None:
    if any(clashes(order) == (0, 0) for order in permutations(line)):
        assert clashes(interleave(line)) == (0, 0)


@given(st.lists(st.tuples(st.sampled_from("vwxyz"), st.sampled_from("12345")), max_size=40))
def test_neighbours_share_a_topic_only_when_no_other_topic_is_left(pairs: list[tuple[str, str]]) -> None:
    order = interleave([card(n, topic, deck) for n, (topic, deck) in enumerate(pairs)])
    for n, (a, b) in enumerate(pairwise(order)):
        if a.topic == b.topic:
            assert {one.topic for one in order[n + 1 :]} == {a.topic}


def test_a_line_that_is_well_mixed_stays_as_it_is() -> None:
    line = [card(n, "xyz"[n % 3], "123"[n % 3]) for n in range(12)]
    assert list(interleave(line)) == line


def test_the_nearest_other_card_comes_forward() -> None:
    line = [card(0, "x", "1"), card(1, "x", "1"), card(2, "y", "1"), card(3, "z", "2"), card(4, "w", "3")]
    assert [one.position for one in interleave(line)] == [0, 3, 1, 4, 2]
