"""Draws with which a known mistake is right by chance: found, said, and none in the shipped decks."""

from pathlib import Path

import pytest
from command_line import ROOT
from math_cards import answer_card

from studybuddy.kinds.answer_ties import ties
from studybuddy.kinds.deck import read_deck
from studybuddy.kinds.registry import verified_kind
from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.draws import combinations

DECKS = sorted((ROOT / "decks").rglob("answers-*.md"))


def blank_of(block: str) -> tuple[str, dict[str, object]]:
    fields = answer_card(block, "Of [[p]] and [[q]]").fields
    return fields["declared"], fields["blanks"][0]


def test_the_numbers_with_which_a_reject_is_right_are_found() -> None:
    declared, blank = blank_of('draw p: 10..20; q: 22..40\nexpect q + 1.5*(q - p)\nreject 1.5*q "no"')
    found = ties(declared, blank)["1.5*q"]
    assert {(one["p"], one["q"]) for one in found} == {("16", "24"), ("18", "27"), ("20", "30")}


@pytest.mark.parametrize(("within", "tied"), [("0.5", True), ("0.05", False), ("10%", True), ("1%", False)])
def test_what_is_right_within_the_tolerance_is_right(within: str, tied: bool) -> None:
    declared, blank = blank_of(f'draw p: 9..9; q: 1..1\nexpect p + q/10 within {within}\nreject p + q/2 "no"')
    assert bool(ties(declared, blank)) is tied


def test_vectors_are_tied_when_all_their_elements_are() -> None:
    declared, blank = blank_of('draw p: 1..3; q: 1..1\nexpect [p; q]\nreject [q; p] "no"\nreject [q; q] "no"')
    assert {wrong: len(found) for wrong, found in ties(declared, blank).items()} == {"[q; p]": 1, "[q; q]": 1}


@pytest.mark.parametrize(
    "block",
    [
        'draw p: 2..9; q: 1..2\nexpect 1/2\nreject 1/3 "no"',
        'draw p: 2..9; q: 1..2\nlet x\nexpect p x + q\nreject q x + p "no"',
        'draw p: 2..9; q: 1..2\nexpect {p, q}\nreject {q} "no"',
        'draw p: 2..9; q: 1..2\nexpect q + sum(1/i, i=1..p)\nreject p + q "no"',
    ],
)
def test_what_is_no_plain_number_of_the_draws_has_no_ties(block: str) -> None:
    assert ties(*blank_of(block)) == {}


def test_check_warns_of_a_tie_and_names_the_numbers() -> None:
    card = answer_card('draw p: 1..3; q: 1..9\nexpect p*q\nreject p + q "no"', "Of [[p]] and [[q]]")
    kind = verified_kind("answer")
    assert kind is not None
    (fault,) = kind.verify(card.fields)
    assert not fault.is_error
    assert fault.message == "the reject p + q equals what is expected with p = 2, q = 2"


def test_every_combination_comes_once_and_of_too_many_a_part() -> None:
    declarations = parse_declarations("draw a: 1..4; b: {2, 5, 7}; c: 0.1..0.3")
    every = combinations(declarations, 1_000)
    assert len({tuple(one.items()) for one in every}) == len(every) == 36
    part = combinations(declarations, 20)
    assert len({tuple(one.items()) for one in part}) == len(part) == 20
    assert {one["b"] for one in part} == {"2", "5", "7"}


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_no_mistake_is_right_by_chance_in_a_shipped_deck(path: Path) -> None:
    deck = read_deck(path.read_bytes(), path_shown=path.name, deck=path.stem)
    cards = [card for card in deck.cards if card.kind == "answer"]
    assert cards
    for card in cards:
        for blank in card.fields["blanks"]:
            assert "texts" in blank or not ties(card.fields["declared"], blank), card.id
