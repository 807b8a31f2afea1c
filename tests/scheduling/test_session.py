import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.model import Candidate, Grade, Role
from studybuddy.scheduling.session import Session, Turn


def card(name: str, topic: str = "", *, new: bool = False) -> Candidate:
    return Candidate(name, name, "basic", "deck", topic or name, "core", 0, 1, None, new)


def session(names: str, **cram: bool) -> Session:
    return Session.start([card(name) for name in names], **cram)


def answered(names: str, *grades: int) -> Session:
    now = session(names)
    for grade in grades:
        now = now.answered(Grade(grade), 1000)
    return now


def coming(now: Session) -> list[tuple[str, str]]:
    return [(turn.question_id, turn.role.value) for turn in now.coming]


def test_questions_are_asked_in_the_order_of_the_queue() -> None:
    assert coming(session("abc")) == [("a", "scheduled"), ("b", "scheduled"), ("c", "scheduled")]
    assert session("abc").current == Turn("a", Role.SCHEDULED, "a", "deck")


@pytest.mark.parametrize(("grade", "returns"), [(0, True), (2, True), (3, True), (4, False), (5, False)])
def test_a_question_below_four_comes_back_at_the_end(grade: int, returns: bool) -> None:
    now = answered("abc", grade)
    assert coming(now)[2:] == ([("a", "repeat")] if returns else [])


def test_repeats_go_on_until_all_reach_four() -> None:
    now = answered("ab", 1, 2, 3, 4, 3, 5)
    assert [taken.turn.question_id for taken in now.answers] == ["a", "b", "a", "b", "a", "a"]
    assert now.current is None


@given(st.lists(st.integers(0, 5), max_size=60), st.integers(1, 6))
def test_a_session_that_ends_has_taken_every_question_to_four(grades: list[int], size: int) -> None:
    now = session("abcdef"[:size])
    for grade in grades:
        if now.current is not None:
            now = now.answered(Grade(grade), 1)
    last = {taken.turn.question_id: taken.grade for taken in now.answers}
    unlearned = {name for name in "abcdef"[:size] if last.get(name, Grade.BLACKOUT) < Grade.GOOD}
    assert {turn.question_id for turn in now.coming} == unlearned
    scheduled = [taken.turn.question_id for taken in now.answers if taken.turn.role is Role.SCHEDULED]
    assert len(scheduled) == len(set(scheduled))


def test_progress_counts_questions_and_their_repeats_apart() -> None:
    assert session("abc").progress == (1, 3, 0)
    assert answered("abc", 4).progress == (2, 3, 0)
    assert answered("abc", 1).progress == (2, 3, 1)
    assert answered("abc", 1, 1, 4).progress == (3, 3, 2)
    assert answered("abc", 1, 1, 4, 1, 4).progress == (3, 3, 1)
    assert answered("abc", 4, 4, 4).progress == (3, 3, 0)
    assert session("").progress == (0, 0, 0)
    assert session("ab", cram=True).answered(Grade.AGAIN, 1).progress == (2, 2, 1)
    assert Session.start([card("a")], [card("b")]).progress == (1, 1, 1)
    assert Session.start([], [card("b")]).progress == (0, 0, 1)


def test_what_is_ahead_stays_in_front_though_neighbours_share_a_topic() -> None:
    line = [card("a", "x"), card("b", "x"), card("c", "y"), card("d", "x")]
    now = Session.start(line, ahead=lambda one: one.question_id in "ab").answered(Grade.AGAIN, 1)
    assert coming(now) == [("b", "scheduled"), ("c", "scheduled"), ("d", "scheduled"), ("a", "repeat")]


def test_cramming_asks_and_repeats_in_its_own_role() -> None:
    now = session("ab", cram=True).answered(Grade.AGAIN, 1)
    assert coming(now) == [("b", "cram"), ("a", "cram")]


def test_a_session_that_was_cut_off_goes_on_with_its_repeats() -> None:
    now = Session.start([card("a")], [card("b"), card("c")])
    assert coming(now) == [("a", "scheduled"), ("b", "repeat"), ("c", "repeat")]


def test_undo_steps_back_to_the_question_and_takes_its_repeat_away() -> None:
    before = answered("abc", 4)
    after = before.answered(Grade.AGAIN, 1).undone("b")
    assert after == before


@given(st.lists(st.integers(0, 5), min_size=1, max_size=12))
def test_undoing_every_answer_leads_back_to_the_beginning(grades: list[int]) -> None:
    now = start = session("abcd")
    for grade in grades:
        if now.current is not None:
            now = now.answered(Grade(grade), 1)
    while now.taken:
        now = now.undone(now.taken[-1].turn.question_id)
    assert sorted(coming(now)) == coming(start)


def test_undo_of_a_repeat_asks_the_repeat_again() -> None:
    now = answered("a", 1, 2).undone("a")
    assert coming(now) == [("a", "repeat")]
    assert [taken.grade for taken in now.answers] == [Grade.AGAIN]


def test_undo_can_reach_into_an_earlier_session() -> None:
    now = session("ab").undone("x", Role.REPEAT, "topic", "deck")
    assert now.current == Turn("x", Role.REPEAT, "topic", "deck")
    assert coming(now)[1:] == coming(session("ab"))


def test_a_dropped_question_is_gone_until_that_is_undone() -> None:
    dropped = session("ab").dropped()
    assert coming(dropped) == [("b", "scheduled")]
    assert dropped.progress == (1, 1, 0)
    assert dropped.undone("a") == session("ab")


def test_what_is_put_off_comes_after_all_others() -> None:
    now = session("abc").put_off()
    assert coming(now) == [("b", "scheduled"), ("c", "scheduled"), ("a", "scheduled")]
    assert now.taken == ()
    assert session("a").put_off() == session("a")


def test_a_question_answered_elsewhere_is_not_asked_again() -> None:
    assert coming(answered("abc", 1).without("a").without("c")) == [("b", "scheduled")]


def test_an_edit_may_change_an_id() -> None:
    now = answered("ab", 1).renamed("a", "z")
    assert coming(now) == [("b", "scheduled"), ("z", "repeat")]
    assert now.undone("z").current == Turn("z", Role.SCHEDULED, "a", "deck")


def test_repeats_of_one_topic_are_kept_apart_when_another_is_at_hand() -> None:
    now = Session.start([card("a", "x"), card("b", "x"), card("c", "y")])
    asked = []
    for grade in (1, 1, 1, 4, 4, 4):
        asked.append(now.current.topic if now.current else "")
        now = now.answered(Grade(grade), 1)
    assert asked == ["x", "y", "x", "y", "x", "x"]


def test_a_repeat_waits_for_the_end_even_where_it_would_set_topics_apart() -> None:
    now = Session.start([card("a", "y"), card("b", "x"), card("c", "x")])
    now = now.answered(Grade.AGAIN, 1).answered(Grade.GOOD, 1)
    assert coming(now) == [("c", "scheduled"), ("a", "repeat")]


def test_there_is_nothing_to_answer_after_the_end() -> None:
    with pytest.raises(ValueError, match="over"):
        Session(()).put_off()
    over = answered("a", 4)
    for act in (lambda: over.answered(Grade.GOOD, 1), over.dropped):
        with pytest.raises(ValueError, match="over"):
            act()
