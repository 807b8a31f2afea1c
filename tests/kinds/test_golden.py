"""Each fixture deck gives exactly the cards, prompts and problems that stand in the JSON beside it."""

import json
from pathlib import Path
from typing import Any

import pytest

from studybuddy.kinds.deck import Deck, read_deck
from studybuddy.kinds.registry import kind_named

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.md")), ids=lambda path: path.stem)
def test_a_fixture_deck_gives_the_json_beside_it(path: Path) -> None:
    deck = read_deck(path.read_bytes(), path_shown=path.name, deck=f"fixtures/{path.stem}")
    assert golden(deck) == json.loads(path.with_suffix(".json").read_text("utf-8"))


def golden(deck: Deck) -> dict[str, Any]:
    return {
        "cards": [
            {
                "id": card.id,
                "line": card.source.line,
                "explicit_id": card.explicit_id,
                "kind": card.kind,
                "place": [card.domain, card.topic, card.tier, *card.tags],
                "heading": card.heading,
                "attributes": dict(card.attributes),
                "fields": dict(card.fields),
                "prompts": {question: _prompt(card, question) for question in card.questions},
            }
            for card in deck.cards
        ],
        "links": [f"{link.source}: {link.target}" for link in deck.links],
        "problems": [f"{problem.severity}: {problem}" for problem in deck.problems],
    }


def _prompt(card: Any, question: str) -> dict[str, Any]:
    prompt = kind_named(card.kind).prompt(card, question, 1)._asdict()
    as_json = json.loads(json.dumps(prompt, default=sorted))
    return {key: value for key, value in as_json.items() if value}
