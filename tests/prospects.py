"""What a learner has already, in a few words, in; what work to come is worth to them out."""

from collections.abc import Mapping
from datetime import date

from studybuddy.planning.grounds import grounds_of
from studybuddy.planning.prospect import Prospect
from studybuddy.planning.readiness import Terms
from studybuddy.planning.standing import Elsewhere, Mock, Standing
from studybuddy.planning.weights import round_weights

ON = date(2026, 2, 2)
TERMS = Terms(date(2026, 1, 5), ON, round_weights())
TOPICS = {
    "dsa": ("coding", "dsa"),
    "ml-coding": ("coding", "tensors"),
    "fundamentals": ("theory", "trees"),
    "system-design": ("system-design", "serving"),
    "applied": ("applied", "case-method"),
    "behavioral": ("behavioral", "star-method"),
}
UNSEEN = dict.fromkeys(TOPICS, 40)


def prospect(
    unseen: Mapping[str, int] = UNSEEN,
    *rows: Standing,
    tier: int = 0,
    kind: str = "basic",
    terms: Terms = TERMS,
    mocks: tuple[Mock, ...] = (),
    elsewhere: tuple[Elsewhere, ...] = (),
) -> Prospect:
    """Build it from the number of cards never seen by round, all of one kind and tier."""
    counts = [(kind, *TOPICS[name], tier, count) for name, count in unseen.items()]
    return Prospect(grounds_of(rows, terms, unseen=counts, mocks=mocks, elsewhere=elsewhere), terms)
