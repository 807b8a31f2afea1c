from hypothesis import given
from hypothesis import strategies as st

from studybuddy.scheduling.lineage import Moves, Span, final_id, lineage
from studybuddy.scheduling.steps import Move

IDS = "abcd"
all_moves = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] != pair[1]), max_size=8
).map(lambda pairs: [Move(10 * (n + 1), f"m{n}", *pair) for n, pair in enumerate(pairs)])


def test_a_question_that_never_moved_has_one_unbounded_span() -> None:
    assert lineage("a", Moves.of([Move(1, "m", "b", "c")])) == (Span("a", None, None),)


def test_what_came_before_a_move_belongs_to_the_new_id_and_what_comes_later_does_not() -> None:
    moves = Moves.of([Move(10, "m", "a", "b")])
    assert lineage("b", moves) == (Span("a", None, (10, "m")), Span("b", None, None))
    assert lineage("a", moves) == (Span("a", (10, "m"), None),)


def test_moves_chain_and_may_come_back() -> None:
    there_and_back = Moves.of([Move(10, "m", "a", "b"), Move(20, "n", "b", "a")])
    assert set(lineage("a", there_and_back)) == {
        Span("a", None, (10, "m")),
        Span("b", None, (20, "n")),
        Span("a", (10, "m"), None),
    }
    assert lineage("b", there_and_back) == (Span("b", (20, "n"), None),)


@given(all_moves, st.sampled_from(IDS), st.integers(0, 100))
def test_every_step_lies_in_the_lineage_of_its_final_id_and_in_no_other(
    moves: list[Move], question_id: str, at: int
) -> None:
    point = (at, "x")
    owners = [
        owner
        for owner in IDS
        for span in lineage(owner, Moves.of(moves))
        if span.question_id == question_id
        and (span.since is None or span.since < point)
        and (span.until is None or point < span.until)
    ]
    assert owners == [final_id(question_id, point, Moves.of(moves))]


@given(all_moves, st.randoms())
def test_the_order_of_arrival_does_not_matter(moves: list[Move], random: object) -> None:
    shuffled = list(moves)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis types it as Random only in its stubs
    assert [lineage(one, Moves.of(shuffled)) for one in IDS] == [lineage(one, Moves.of(moves)) for one in IDS]
