"""A question's kind, domain and topic flow in; the interview round that it prepares for flows out."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

DSA = "dsa"
ML_CODING = "ml-coding"
FUNDAMENTALS = "fundamentals"
SYSTEM_DESIGN = "system-design"
APPLIED = "applied"
BEHAVIORAL = "behavioral"
RESEARCH = "research"  # no topic of its own: it counts only where the learner gives it a weight

ROUNDS = (DSA, ML_CODING, FUNDAMENTALS, SYSTEM_DESIGN, APPLIED, BEHAVIORAL)
ALL_ROUNDS = (*ROUNDS, RESEARCH)
_CODING = "coding"  # what the screens call the round of puzzles

ROUND_OF_TOPIC: Mapping[str, str] = MappingProxyType(
    {
        "linear-algebra": FUNDAMENTALS,
        "probability": FUNDAMENTALS,
        "calculus": FUNDAMENTALS,
        "optimization": FUNDAMENTALS,
        "data-cleaning": APPLIED,  # the data-quality case
        "features": FUNDAMENTALS,
        "imbalance": FUNDAMENTALS,
        "text": FUNDAMENTALS,
        "linear-regression": FUNDAMENTALS,
        "logistic-regression": FUNDAMENTALS,
        "trees": FUNDAMENTALS,
        "margins-neighbours-bayes": FUNDAMENTALS,
        "clustering": FUNDAMENTALS,
        "dimensionality": FUNDAMENTALS,
        "generalization": FUNDAMENTALS,
        "metrics": FUNDAMENTALS,
        "validation": FUNDAMENTALS,
        "experiments": APPLIED,  # the experiment-design case
        "tensors": ML_CODING,
        "backprop": FUNDAMENTALS,
        "cnn": FUNDAMENTALS,
        "rnn": FUNDAMENTALS,
        "transformers": FUNDAMENTALS,
        "generative-rl": FUNDAMENTALS,
        "training-practice": FUNDAMENTALS,
        "recommenders": SYSTEM_DESIGN,
        "llm-applications": SYSTEM_DESIGN,
        "design-method": SYSTEM_DESIGN,
        "infrastructure": SYSTEM_DESIGN,
        "serving": SYSTEM_DESIGN,
        "monitoring": SYSTEM_DESIGN,
        "dsa": DSA,
        "python-stack": ML_CODING,
        "case-method": APPLIED,
        "star-method": BEHAVIORAL,
        "interview-craft": BEHAVIORAL,
    },
)

# What is only known to belong to a round is kept under this topic of it.
TOPIC_OF_ROUND: Mapping[str, str] = MappingProxyType(
    {
        DSA: "dsa",
        ML_CODING: "python-stack",
        FUNDAMENTALS: "generalization",
        SYSTEM_DESIGN: "design-method",
        APPLIED: "case-method",
        BEHAVIORAL: "star-method",
    },
)

_ROUND_OF_DOMAIN: Mapping[str, str] = MappingProxyType(
    {
        "math": FUNDAMENTALS,
        "theory": FUNDAMENTALS,
        "system-design": SYSTEM_DESIGN,
        "coding": ML_CODING,
        "applied": APPLIED,
        "behavioral": BEHAVIORAL,
    },
)

_ROUND_OF_KIND: Mapping[str, str] = MappingProxyType(
    {
        "kata": ML_CODING,
        "derivation": FUNDAMENTALS,
        "star": BEHAVIORAL,
        "story": BEHAVIORAL,
    },
)
_ELSEWHERE = ("redo", "track")


def round_named(word: str) -> str:
    """Return the round that is meant by what screens call it, "System design" or "coding"; else the word."""
    name = "-".join(word.casefold().split())
    if name == _CODING:
        return DSA
    return name if name in ALL_ROUNDS else word


def is_about(rounds: Collection[str], kind: str, domain: str, topic: str) -> bool:
    """Whether a question belongs to one of some rounds; no rounds are all of them."""
    return not rounds or round_of(kind, domain, topic) in rounds


def round_of(kind: str, domain: str, topic: str) -> str:
    """Name the round: some kinds are practice for one round whatever their topic; else the topic decides.

    Puzzles are their own round. Mocks and practice done elsewhere (kinds `mock`, `track`, `redo`) may name a
    round in place of a topic; practice that names neither is puzzles. An unknown topic counts with its
    domain.
    """
    if topic in ALL_ROUNDS:
        return topic
    if kind == "design":
        return APPLIED if domain == APPLIED else SYSTEM_DESIGN
    by_topic = DSA if kind in _ELSEWHERE else _ROUND_OF_DOMAIN.get(domain, FUNDAMENTALS)
    return _ROUND_OF_KIND.get(kind) or ROUND_OF_TOPIC.get(topic, by_topic)
