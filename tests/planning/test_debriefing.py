"""What is told of an interview becomes questions with topics, and no word of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.errors import UsageError
from studybuddy.planning.debriefing import Asked, question_in, scores_in
from studybuddy.syllabus import ALL_TOPICS

ROUNDS = {"dsa": 0.3, "ml-coding": 0.7}


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("trees: why?", Asked("trees", "why?", "trees")),
        ("Trees : why: so?", Asked("trees", "why: so?", "trees")),
        ("dsa: reverse a list", Asked("dsa", "reverse a list", "dsa")),
        ("Coding: reverse a list", Asked("dsa", "reverse a list", "dsa")),
        ("ML coding: attention", Asked("python-stack", "attention", "ml-coding")),
        ("why this company?", Asked("python-stack", "why this company?")),
        ("two questions: one and two", Asked("python-stack", "two questions: one and two")),
    ],
)
def test_a_line_is_a_question_of_the_topic_the_round_or_else_the_heaviest_round(
    line: str, asked: Asked
) -> None:
    assert question_in(line, ROUNDS) == asked


@pytest.mark.parametrize(
    ("line", "said"), [("tree: why?", "did you mean trees"), ("trees:", "no question"), ("dsa :", "no qu")]
)
def test_a_misspelt_topic_and_a_topic_without_a_question_are_refused(line: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        question_in(line, ROUNDS)
    assert said in str(refused.value)


@given(st.text(min_size=1).filter(str.strip))
def test_no_word_of_a_line_that_is_taken_is_lost(line: str) -> None:
    try:
        asked = question_in(line.strip(), ROUNDS)
    except UsageError:
        return
    assert asked.topic in ALL_TOPICS
    assert line.strip().endswith(asked.text)
    assert asked.text
    assert asked.named or asked.text == line.strip()


def test_how_rounds_went_is_a_mark_for_each_in_their_order() -> None:
    assert scores_in("2, -", ["dsa", "applied"]) == {"dsa": 2.0}
    assert scores_in("34", ["dsa", "applied"]) == {"dsa": 3.0, "applied": 4.0}
    for line in ("", "3", "345", "5-", "ok"):
        with pytest.raises(UsageError):
            scores_in(line, ["dsa", "applied"])
