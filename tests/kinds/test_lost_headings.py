"""A heading that lost its card, or a card that lost its heading, is said with its line."""

import pytest

from studybuddy.kinds.deck import read_deck

HEAD = "---\ntitle: T\ndomain: theory\ntopic: trees\n---\n"
FIRST = "## One? {#one}\n\nYes.\n\n"


def messages(text: str) -> list[str]:
    found = read_deck(HEAD + text, path_shown="deck.md", deck="deck")
    return [f"{problem.source.line}: {problem.message}" for problem in found.problems]


@pytest.mark.parametrize(
    "line",
    [
        "x## Two? {#two}",
        "##Two? {#two .design}",
        "# Two? {#two}",
        "### Two? {#two tier=core}  ",
        "\t## Two? {#two}",
        "> ## Two? {#two}",
        "Two? {#two}",
    ],
)
@pytest.mark.parametrize("above", ["", FIRST, "## One? {#one}\n\n- [x] Yes.\n- [ ] No.\n\nSo."])
def test_an_id_on_a_line_that_is_no_heading_of_a_card_is_said_once(above: str, line: str) -> None:
    number = (HEAD + above).count("\n") + 2
    lost = [said for said in messages(f"{above}\n{line}\n\nNo.\n") if "level" in said]
    assert lost == [f"{number}: `two` is the id of no card: the line is no heading of level 2"]


@pytest.mark.parametrize(
    "body",
    [
        "```jinja\nx## Two? {#two}\n```",
        "- A deck:\n\n  ```markdown\n  ## Two? {#two}\n  ```",
        "> 1. A deck:\n>    ~~~\n>    ## Two? {#two}\n>    ~~~",
        "The id is written as `{#two}`",
        "A set $\\{#two\\}$",
        "{# a comment #}",
        "Braces {#two} in the middle of a line.",
    ],
)
def test_what_only_looks_like_an_id_is_text(body: str) -> None:
    assert messages(f"## One? {{#one}}\n\n{body}\n") == []


def test_text_below_a_heading_of_level_1_is_on_no_card() -> None:
    assert messages(f"# Before\n\nText.\n\n{FIRST}# Notes\n\nText.\n") == [
        "14: a level-1 heading ends the card above, and the text under it is on no card"
    ]
