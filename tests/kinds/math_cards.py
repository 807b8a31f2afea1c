"""Cards with checked math for the tests, and the few calls that ask and judge them."""

from math_texts import FRONT, OLS

from studybuddy.kinds.deck import Deck, read_deck
from studybuddy.kinds.registry import kind_named, typed_kind
from studybuddy.model import Answer, Card, Reply, Verdict

HEAD = f"---\n{FRONT}---\n\n"


def block(kind: str, text: str, heading: str = "A") -> str:
    return f"## {heading} {{#a}}\n\n```{kind}\n{text.rstrip()}\n```\n"


def read(text: str) -> Deck:
    return read_deck(HEAD + text, path_shown="deck.md", deck="deck")


def answer_card(text: str, heading: str = "A") -> Card:
    found = read(block("answer", text, heading))
    assert found.problems == ()
    return found.cards[0]


def derivation_card(text: str = OLS) -> Card:
    found = read(block("derivation", text))
    assert found.problems == ()
    return found.cards[0]


def check(card: Card, text: str, place: int = 0, seed: int = 1) -> Reply:
    kind = typed_kind(card.kind)
    assert kind is not None
    return kind.check(card, card.id, text, place, seed)


def judge(card: Card, text: str, seed: int = 1, hints_used: int = 0) -> Verdict:
    return kind_named(card.kind).judge(card, card.id, Answer(text=text, hints_used=hints_used), seed)
