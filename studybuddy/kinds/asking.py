"""A card's stored fields go in, the parts of a prompt that every kind shares come out."""

from typing import Any, TypedDict

from studybuddy.kinds.phrasing import as_paragraph, joined
from studybuddy.model import Card


class Surroundings(TypedDict):
    """What stands around a question, named as in Prompt."""

    hints: tuple[str, ...]
    why: str
    follow_ups: tuple[str, ...]
    strong: str
    weak: str


def surroundings(card: Card) -> Surroundings:
    """Return hints, reasons, follow-ups and sample answers."""
    fields = card.fields
    return Surroundings(
        hints=tuple(fields.get("hints", ())),
        why=fields.get("why", ""),
        follow_ups=tuple(fields.get("follow_ups", ())),
        strong=fields.get("strong", ""),
        weak=fields.get("weak", ""),
    )


def question_text(card: Card, *more: str) -> str:
    """Return the heading as a paragraph and what else belongs to the question."""
    return joined(as_paragraph(card.heading), *more)


def answer_with_rubric(fields: Any) -> str:
    """Return the answer, followed by a rubric that the card's kind does not tick."""
    rubric = "\n".join(f"- {line}" for line in fields.get("rubric", ()))
    return joined(fields["answer"], rubric, fields.get("rubric_notes", ""))
