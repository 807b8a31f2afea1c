"""Whatever a deck holds: cards and problems come out, and no line of a card vanishes without a word."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from studybuddy.kinds.body import NAMED, canonical_name
from studybuddy.kinds.deck import Deck, read_deck
from studybuddy.kinds.metadata import CARD_KEYS
from studybuddy.kinds.registry import kind_named
from studybuddy.markdown.reading import read
from studybuddy.model import Answer

HEAD = "---\ntitle: T\ndomain: theory\ntopic: trees\ntier: core\n---\n\n## Before {#before}\n\nFirst.\n\n"
TAIL = "\n\n## After {#after}\n\nLast.\n"
MARKUP = re.compile(r"\{\{c\d+::|\[[xX]\]|^[\s>]*\d+[.)]")


def wrapped(body: str) -> str:
    return f"{HEAD}## Example {{#example}}\n\nLead.\n\n{body}{TAIL}"


def lost_lines(text: str, deck: Deck) -> Iterator[tuple[int, str]]:
    """Yield the lines with a word that neither their card shows nor a problem speaks of."""
    document = read(text, "deck.md", keys=CARD_KEYS)
    cards = {card.source.line: card for card in deck.cards}
    named = {problem.source.line for problem in deck.problems}
    for section in document.sections:
        card = cards.get(section.start + 1)
        lines = range(section.start + 1, section.end + 1)
        if card is None:  # a skipped card has a problem somewhere
            yield from () if named & set(lines) else [(section.start + 1, section.heading)]
            continue
        shown = _words(card.heading, *_strings(card.fields))
        for number in lines[1:]:
            line = document.lines[number - 1]
            is_name = canonical_name(line.strip(" \t#")) in NAMED
            if number not in named and not is_name and not _words(MARKUP.sub(" ", line)) <= shown:
                yield number, line
    for chapter in document.chapters:  # the first one may stand before every card
        if document.text(chapter.start + 1, chapter.end) and chapter.start + 1 not in named:
            yield chapter.start + 1, chapter.heading


def _words(*texts: str) -> set[str]:
    return {word for text in texts for word in re.findall(r"[^\W_]+", text)}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def ask_everything(deck: Deck, text: str) -> None:
    for card in deck.cards:
        kind = kind_named(card.kind)
        assert json.loads(json.dumps(card.fields)) == card.fields
        assert card.questions
        for question in card.questions:
            prompt = kind.prompt(card, question, 7)
            assert prompt.text
            answer = Answer(text=text[:50], chosen=frozenset({0}), ticked=frozenset({0, 1}))
            kind.judge(card, question, answer, 7)


def test_every_commonmark_example_gives_cards_and_loses_no_text(commonmark_examples: Sequence[str]) -> None:
    for example in commonmark_examples:
        text = wrapped(example)
        deck = read_deck(text, path_shown="deck.md", deck="deck")
        ids = {card.id for card in deck.cards}
        assert {"before", "example"} <= ids, example
        assert "after" in ids or deck.problems, example
        assert not list(lost_lines(text, deck)), example
        ask_everything(deck, example)


FRAGMENTS = st.sampled_from(
    [
        "\n",
        "\n\n",
        "text ",
        "word",
        "- [x] right\n",
        "- [ ] wrong\n",
        "- item\n",
        "1. one\n",
        "{{c1::",
        "}}",
        "::",
        "{{c2::x}}",
        "$",
        "$$",
        "$5 ",
        "`",
        "```\n",
        "~~~\n",
        "## Two {#b}\n",
        "## Same\n",
        "# One\n",
        "### Answer\n",
        "### Hint\n",
        "### Rubric\n",
        "### Phase (5 min)\n",
        "### Other\n",
        "### See also\n",
        "### Follow-ups\n",
        "## D {.design}\n",
        "## S {.star}\n",
        "## R {.reversed}\n",
        "## C {.choice}\n",
        "---\n",
        "===\n",
        "> ",
        "    ",
        "\t",
        "<!--",
        "-->\n",
        "<b>",
        "[a](b.md)",
        "[r]: /u\n",
        "[r]",
        "![i](j)",
        "|a|b|\n|-|-|\n|{{c1::x}}|",
        "| \\| |\n",
        "\\",
        "*",
        "**",
        "_",
        "\r\n",
        "\r",
        "\0",
        "é",
        "\u2028",
        "```answer\n",
        "{#c}",
        "{.x}",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_no_mixture_of_markdown_loses_a_line_of_a_card(body: str) -> None:
    text = wrapped(body)
    deck = read_deck(text, path_shown="deck.md", deck="deck")
    assert not list(lost_lines(text.replace("\0", "\ufffd"), deck))
    ask_everything(deck, body)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_give_a_deck(raw: bytes, has_front_matter: bool) -> None:
    deck = read_deck(HEAD.encode() + raw if has_front_matter else raw, path_shown="x.md", deck="x")
    ask_everything(deck, raw.decode("latin-1"))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from("abc:- []{}&*!#|>'\"%@`\n\t0123~?,"), max_size=60).map("".join))
def test_any_front_matter_gives_a_deck_with_its_card(yaml: str) -> None:
    deck = read_deck(f"---\n{yaml}\n---\n## A {{#a}}\n\nb\n", path_shown="x.md", deck="x")
    assert deck.is_story or not deck.is_deck or [card.id for card in deck.cards][-1:] == ["a"]
