"""A follow-up carries its answer in the parentheses at its end, and is shown in two steps."""

import pytest

from studybuddy.kinds.follow_ups import Step, asked_and_answered, steps


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Why? (Because.)", ("Why?", "Because.")),
        ("Why?\n(Because\nit is.)\n", ("Why?", "Because\nit is.")),
        ("What is $f(0)$ (roughly)? (It is $g(h(0))$.)", ("What is $f(0)$ (roughly)?", "It is $g(h(0))$.")),
        ("Tell it in a breath. (Some 20 words (or 25).)", ("Tell it in a breath.", "Some 20 words (or 25).")),
    ],
)  # fmt: skip
def test_what_stands_in_parentheses_at_the_end_is_the_answer(text: str, parts: tuple[str, str]) -> None:
    assert asked_and_answered(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Why?",
        "What replaces it (Woodbury)?",
        "Tell it again (in thirty seconds)",  # no sentence ends before it
        "What is f(0)?(no)",
        "(Only an aside.)",
        "An interval? The half-open [0, 1)",
        "",
    ],
)
def test_anything_else_is_a_question_without_an_answer(text: str) -> None:
    assert asked_and_answered(text) == (text, "")


def test_a_question_is_one_step_and_its_answer_the_next() -> None:
    assert steps(("Why? (Because.)", "And then?")) == (
        Step(1, "Why?"),
        Step(1, "Because.", is_answer=True),
        Step(2, "And then?"),
    )
