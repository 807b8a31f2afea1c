from typing import Any

import pytest

from studybuddy.kinds.choice import judge_chosen
from studybuddy.kinds.deck import read_deck
from studybuddy.kinds.registry import kind_named
from studybuddy.kinds.rubric import judge_ticks
from studybuddy.model import Answer, Card, Grade, Prompt, Verdict

HEAD = "---\ntitle: T\ndomain: theory\ntopic: trees\n---\n"


def only_card(text: str) -> Card:
    deck = read_deck(HEAD + text, path_shown="deck.md", deck="deck")
    assert deck.problems == ()
    (card,) = deck.cards
    return card


def ask(card: Card, question: str = "", seed: int = 0) -> Prompt:
    return kind_named(card.kind).prompt(card, question or card.questions[0], seed)


def judge(card: Card, question: str = "", seed: int = 0, **answer: Any) -> Verdict:
    return kind_named(card.kind).judge(card, question or card.questions[0], Answer(**answer), seed)


@pytest.mark.parametrize(
    ("ticked", "lines", "grade"),
    [
        (0, 10, 1),
        (3, 10, 1),
        (4, 10, 3),
        (5, 10, 3),
        (6, 10, 4),
        (8, 10, 4),
        (9, 10, 5),
        (10, 10, 5),
        (1, 5, 1),
        (2, 5, 3),
        (3, 5, 4),
        (4, 5, 4),
        (5, 5, 5),
        (17, 20, 5),
        (16, 20, 4),
        (12, 20, 4),
        (8, 20, 3),
    ],
)
def test_the_share_of_ticked_lines_gives_the_grade(ticked: int, lines: int, grade: int) -> None:
    verdict = judge_ticks(lines, frozenset(range(ticked)))
    assert verdict.suggested_grade == grade
    assert verdict.passed is (grade >= 3)


def test_ticks_outside_the_rubric_do_not_count() -> None:
    assert judge_ticks(5, frozenset({7, 8, 9, 10, -1})).suggested_grade is Grade.AGAIN


CHOICE = "## A {#a}\n\n- [x] r1\n- [ ] w1\n- [x] r2\n- [ ] w2\n"


@pytest.mark.parametrize("seed", range(20))
def test_a_choice_passes_with_exactly_the_right_options_in_any_order(seed: int) -> None:
    card = only_card(CHOICE)
    prompt = ask(card, seed=seed)
    right = frozenset(place for place, text in enumerate(prompt.options) if text.startswith("r"))
    assert prompt.right == right
    assert judge(card, seed=seed, chosen=right) == Verdict(passed=True, suggested_grade=Grade.GOOD)
    assert judge(card, seed=seed, chosen=right, hints_used=1).suggested_grade is Grade.HARD
    for wrong in (frozenset[int](), right - {min(right)}, right | {min({0, 1, 2, 3} - right)}):
        verdict = judge(card, seed=seed, chosen=wrong)
        assert (verdict.passed, verdict.suggested_grade) == (False, Grade.AGAIN)
        assert verdict.notes


def test_a_choice_names_what_was_wrong_and_what_was_missed_by_its_number() -> None:
    card = only_card(CHOICE)
    order = ask(card).options
    chosen = frozenset({order.index("r1"), order.index("w1")})
    wrong, missed = order.index("w1") + 1, order.index("r2") + 1
    assert judge(card, chosen=chosen).notes == (f"Wrong: {wrong}.", f"Missed: {missed}.")


def test_a_choice_of_one_says_which_it_was() -> None:
    for chosen in (frozenset({2}), frozenset[int]()):
        assert judge_chosen(frozenset({0}), Answer(chosen=chosen)).notes == ("Right: 1.",)


def test_the_options_of_a_choice_come_in_many_orders() -> None:
    card = only_card(CHOICE)
    assert len({ask(card, seed=seed).options for seed in range(200)}) == 24


def test_a_typed_cloze_is_compared() -> None:
    card = only_card("## A {#a}\n\nIt is called **{{c1::covariate}}** shift.\n")
    assert judge(card, text=" Covariate").passed is True
    assert judge(card, text="covariat").passed is None
    assert judge(card, text="concept") == Verdict(passed=False, suggested_grade=Grade.AGAIN)
    assert judge(card, text="").passed is False


def test_several_different_gaps_are_typed_in_order() -> None:
    card = only_card("## A {#a}\n\nFrom {{c1::one}} to {{c1::two}}, not {{c1::one}}.\n")
    assert ask(card).blanks == (("one",), ("two",))
    assert judge(card, text="one; two").passed is True
    assert judge(card, text="one\ntwo").passed is True
    assert judge(card, text="two; one").passed is False
    assert judge(card, text="one").notes == ("2 gaps to fill, in order, with ; between them.",)


def test_math_and_long_text_are_left_to_the_learner() -> None:
    card = only_card(f"## A {{#a}}\n\n{{{{c1::$x^2$}}}} and {{{{c2::{'long ' * 10}}}}}\n")
    for question in card.questions:
        assert ask(card, question).asks == "think"
        assert judge(card, question, text="anything") == Verdict(passed=None, suggested_grade=None)


def test_a_basic_card_is_judged_by_the_learner() -> None:
    assert judge(only_card("## A {#a}\n\nb\n")) == Verdict(passed=None, suggested_grade=None)


@pytest.mark.parametrize(
    ("heading", "paragraph"),
    [
        ("1. First", "1\\. First"),
        ("# x", "\\# x"),
        ("- x", "\\- x"),
        ("> x", "\\> x"),
        ("---", "\\---"),
        ("```x", "\\```x"),
        ("50 rows", "50 rows"),
        ("`code` first", "`code` first"),
        ("*x* first", "*x* first"),
        ("3.5 x", "3\\.5 x"),
        ("-1 x", "-1 x"),
    ],
)
def test_a_heading_is_shown_as_a_paragraph(heading: str, paragraph: str) -> None:
    assert ask(only_card(f"## {heading} {{#a}}\n\nb\n")).text == paragraph
