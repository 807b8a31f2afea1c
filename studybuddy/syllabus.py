"""The fixed vocabulary of decks and plans: domains, tiers, and the topics of each domain."""

from collections.abc import Mapping
from types import MappingProxyType

DOMAINS = ("theory", "math", "system-design", "behavioral", "coding", "applied")
TIERS = ("core", "standard", "stretch")

TOPICS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "math": ("linear-algebra", "probability", "calculus", "optimization"),
        "theory": (
            "data-cleaning", "features", "imbalance", "text", "linear-regression", "logistic-regression",
            "trees", "margins-neighbours-bayes", "clustering", "dimensionality", "generalization", "metrics",
            "validation", "experiments", "tensors", "backprop", "cnn", "rnn", "transformers", "generative-rl",
            "training-practice", "recommenders", "llm-applications",
        ),
        "system-design": ("design-method", "infrastructure", "serving", "monitoring"),
        "coding": ("dsa", "python-stack"),
        "applied": ("case-method",),
        "behavioral": ("star-method", "interview-craft"),
    }
)  # fmt: skip

ALL_TOPICS = frozenset(topic for topics in TOPICS.values() for topic in topics)
