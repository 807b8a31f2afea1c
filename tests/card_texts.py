"""Texts of cards and decks, for the tests that write some."""


def deck(*cards: str, front: str = "") -> str:
    """Return the text of a deck."""
    head = front or "title: A deck\ndomain: theory\ntopic: metrics\ntier: core\n"
    return f"---\n{head}---\n\n" + "\n\n".join(cards) + "\n"


def basic(heading: str, body: str = "The answer.", card_id: str = "") -> str:
    """Return a card that asks its heading."""
    return f"## {heading}" + (f" {{#{card_id}}}" if card_id else "") + f"\n\n{body}"


def cloze(heading: str, card_id: str, *hidden: str) -> str:
    """Return a card with a numbered gap for each hidden text."""
    gaps = " and ".join(f"{{{{c{number}::{text}}}}}" for number, text in enumerate(hidden, start=1))
    return f"## {heading} {{#{card_id}}}\n\nIt is {gaps}."


def choice(heading: str, card_id: str, right: str, wrong: str) -> str:
    """Return a card with one right and one wrong option."""
    return f"## {heading} {{#{card_id}}}\n\n- [x] {right}\n- [ ] {wrong}"
