"""A follow-up carries its answer in the parentheses at its end, and is shown in two steps."""

from pathlib import Path

import pytest

from studybuddy.kinds.deck import read_deck
from studybuddy.kinds.follow_ups import Step, asked_and_answered, steps

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Why? (Because.)", ("Why?", "Because.")),
        ("Why?\n(Because\nit is.)\n", ("Why?", "Because\nit is.")),
        ("What is $f(0)$ (roughly)? (It is $g(h(0))$.)", ("What is $f(0)$ (roughly)?", "It is $g(h(0))$.")),
        ("Where is $f(x)$? (In [0, 1), but for (2).)", ("Where is $f(x)$?", "In [0, 1), but for (2).")),
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
        "Of two intervals (if any): which is [0, 1)",
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


@pytest.mark.parametrize(
    ("attributes", "follow_ups", "problems"),
    [
        ("", "- Why? (Because.)\n- And? (So.)", []),
        ("", "- Why? (Because.)\n- And?", ["a follow-up without an answer"]),
        ("", "- Why?\n- And?\n\nOr else?", ["3 follow-ups without an answer"]),
        (" .star", "- What did it cost you?", []),
    ],
)
def test_a_follow_up_without_an_answer_is_a_warning_at_its_card(
    attributes: str, follow_ups: str, problems: list[str]
) -> None:
    text = f"---\ntopic: star-method\n---\n## A {{#a{attributes}}}\n\nb\n\n### Follow-ups\n{follow_ups}\n"
    found = read_deck(text.encode(), path_shown="d.md", deck="d").problems
    assert [problem.message for problem in found] == problems
    assert all((problem.severity, problem.source.line) == ("warning", 4) for problem in found)


@pytest.mark.parametrize("path", sorted((ROOT / "decks").rglob("*.md")), ids=lambda path: path.stem)
def test_every_shipped_follow_up_carries_its_answer(path: Path) -> None:
    cards = read_deck(path.read_bytes(), path_shown=path.name, deck=path.stem).cards
    bare = [
        f"{card.id}: {text}"
        for card in cards
        for text in card.fields.get("follow_ups", ())
        if not asked_and_answered(text)[1]
    ]
    assert bare == []
