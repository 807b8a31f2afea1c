import pytest

from studybuddy.model import Candidate, Grade, Memory
from studybuddy.scheduling.session import Session
from studybuddy.scheduling.summary import Summary, TopicRecall, summarise


def card(name: str, topic: str, *, new: bool = False) -> Candidate:
    return Candidate(name, name, "basic", "deck", topic, "core", 0, 1, None, new)


def test_a_summary_counts_first_answers_by_topic_and_everything_in_time() -> None:
    now = Session.start(
        [card("a", "x"), card("n", "y", new=True), card("b", "x"), card("c", "y"), card("d", "z")]
    )
    for name, grade in {"a": 1, "n": 2, "b": 4, "c": 5}.items():
        assert now.current is not None
        assert now.current.question_id == name
        now = now.answered(Grade(grade), 1500)
    now = now.dropped().answered(Grade.GOOD, 500)
    assert now.current is not None
    memories = {"a": Memory(lapses=8), "n": Memory(lapses=1)}
    assert summarise(now, memories) == Summary(
        reviewed=3,
        introduced=1,
        repeats=1,
        topics=(TopicRecall("x", 2, 1), TopicRecall("y", 1, 1)),
        lapsed=("a",),
        leeches=("a",),
        took_ms=6500,
        unfinished=1,
    )


def test_repeats_left_over_from_an_earlier_session_are_no_first_answers() -> None:
    now = Session.start([], [card("a", "x")]).answered(Grade.GOOD, 100)
    assert summarise(now, {}) == Summary(0, 0, 1, (), (), (), 100, 0)


@pytest.mark.parametrize("grade", Grade)
def test_what_was_graded_3_or_more_was_recalled_as_the_statistics_count(grade: Grade) -> None:
    figures = summarise(Session.start([card("a", "x")]).answered(grade, 100), {})
    assert figures.topics == (TopicRecall("x", 1, int(grade >= 3)),)
    assert figures.lapsed == (() if grade >= 3 else ("a",))


def test_recall_is_a_share_of_the_due_questions_asked() -> None:
    assert TopicRecall("x", 4, 3).recall == 0.75
    assert TopicRecall("x", 0, 0).recall is None


def test_an_empty_session_has_an_empty_summary() -> None:
    assert summarise(Session.start([]), {}) == Summary(0, 0, 0, (), (), (), 0, 0)
