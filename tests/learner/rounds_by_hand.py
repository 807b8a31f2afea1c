"""A question in, the round that it prepares for out; some rounds in, their weights out: as written."""

from collections.abc import Collection

from ledger_by_hand import Question

ROUNDS = ("dsa", "ml-coding", "fundamentals", "system-design", "applied", "behavioral")
BASE = (33, 12, 16, 21, 12, 7)
SENIOR = (28, 11, 18, 23, 13, 8)
BIG_TECH = (31, 11, 15, 25, 12, 5)
TOPICS = {
    "dsa": ("dsa",),
    "ml-coding": ("tensors", "python-stack"),
    "system-design": (
        "recommenders", "llm-applications", "design-method", "infrastructure", "serving", "monitoring",
    ),
    "applied": ("data-cleaning", "experiments", "case-method"),
    "behavioral": ("star-method", "interview-craft"),
}  # fmt: skip
ROUND_OF_KIND = {"kata": "ml-coding", "derivation": "fundamentals", "star": "behavioral"}


def round_of(one: Question) -> str:
    if one.topic == "dsa":
        return "dsa"
    if one.kind == "design":
        return "applied" if one.domain == "applied" else "system-design"
    if one.kind in ROUND_OF_KIND:
        return ROUND_OF_KIND[one.kind]
    return topic_round(one.topic)


def topic_round(topic: str) -> str:
    return next((name for name, topics in TOPICS.items() if topic in topics), "fundamentals")


def weights_of(rounds: Collection[str]) -> dict[str, float]:
    """The shares of some rounds, or of all, for somebody senior at a big-tech company."""
    parts = {
        name: level * company / base
        for name, level, company, base in zip(ROUNDS, SENIOR, BIG_TECH, BASE, strict=True)
        if name in rounds or not rounds
    }
    return {name: part / sum(parts.values()) for name, part in parts.items()}
