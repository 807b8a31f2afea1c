import time

import pytest
from command_line import ROOT

from studybuddy.kinds.deck import read_deck
from studybuddy.kinds.option_places import named_places
from studybuddy.model import Severity

NAMED = {
    "The third never exponentiates a positive number.": "The third",
    "The first meets log(0). Clipping hides it.": "The first",
    "The right value is 7. The first overflows with a warning.": "The first",
    "Both others are slow, the third, 0.31, is wrong.": "the third",
    "Only the third can be probed.": "the third",
    "The first and the second count products.": "The first",
    "The second one divides by n.": "The second one",
    "The last two are slow.": "The last two",
    "Right is the\nfourth.": "the fourth",
    "The second option forgets the mean.": "The second option",
    "Option 2 forgets the mean.": "Option 2",
    "That holds for options 2 and 3.": "options 2",
    "See option (B).": "option (B",
    "Answer 3 overflows.": "Answer 3",
    "Here (b) is wrong, as it divides twice.": "(b)",
    "Two look right. The latter overflows.": "The latter",
    "Two look right; the former is a sum.": "the former",
    "All of the above": "All of the above",
    "the first, with s clipped": "the first",
}


@pytest.mark.parametrize("text", NAMED)
def test_words_that_name_an_option_by_its_place_are_found(text: str) -> None:
    assert next(words for _, words in named_places(text.split("\n"))) == NAMED[text]


@pytest.mark.parametrize(
    "text",
    [
        "The second moment is the more biased one.",
        "The first layer sees pixels, and the last layer sees objects.",
        "The second layer gives h = 6, the first gives w · x = 6.",
        "A first-order method needs no Hessian; the first-order term is enough.",
        "The last pair predicts value 100, but the last window has no next value.",
        "The first answer wins 65% of the time, whoever wrote it.",
        "It leads at first, then falls. Check one thing first.",
        "Pass `classes=` to the first call: the first chunk may lack some.",
        "Logistic regression needs more rows, but the latter's limit is lower.",
        "Seasonality is a good second question, and skew the third candidate.",
        "The other three are known at decision time.",
        "The model answers 3 of 4 questions, and an option a user likes is a win.",
        "Option values fall. The answer 3.5 is rounded, an option 10% dearer.",
        "In f(a) is nothing new, and `the first is` code, as $the first is$ math.",
        "Every slope is above 1, the mean below.",
    ],
)
def test_other_ordinals_are_let_be(text: str) -> None:
    assert list(named_places(text.split("\n"))) == []


@pytest.mark.parametrize("piece", ["The first is right. ", "`", "`a ``b ", "second layer ", "\n"])
def test_a_body_of_a_hundred_thousand_letters_is_looked_through_at_once(piece: str) -> None:
    began = time.process_time()
    list(named_places((piece * (100_000 // len(piece))).split("\n")))
    assert time.process_time() - began < 5  # it was half a minute where every place was looked back from


def test_each_place_has_the_line_on_which_it_begins() -> None:
    lines = ["The first is it.", "", "Nothing.", "Or the", "second is; option 3 is not."]
    assert list(named_places(lines)) == [(0, "The first"), (3, "the second"), (4, "option 3")]


CHOICE = """---
title: T
domain: theory
topic: trees
---

## Which of the two does the first need? {#a}

The first is said in the question.

- [x] one
- [ ] the first, squared

It is one.
The second is squared.

### Hint
Not option 2.
"""


def test_a_choice_that_names_options_by_place_is_warned_about_at_the_line() -> None:
    found = read_deck(CHOICE, path_shown="d.md", deck="d").problems
    assert [(problem.source.line, problem.message.split("”")[0]) for problem in found] == [
        (12, "“the first"),
        (15, "“The second"),
        (18, "“option 2"),
    ]
    assert {problem.severity for problem in found} == {Severity.WARNING}
    assert {problem.hint for problem in found} == {"name it by what it says"}


def test_only_the_options_of_a_choice_are_shuffled() -> None:
    basic = "---\ntitle: T\ndomain: theory\ntopic: trees\n---\n\n## A {#a}\n\nThe first is b.\n"
    assert read_deck(basic, path_shown="d.md", deck="d").problems == ()


def test_no_shipped_choice_names_an_option_by_its_place() -> None:
    found = [
        problem
        for path in sorted((ROOT / "decks").rglob("*.md"))
        if "- [x]" in (text := path.read_text(encoding="utf-8"))
        for problem in read_deck(text, path_shown=path.name, deck=path.stem).problems
    ]
    assert found == []
