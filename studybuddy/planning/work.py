"""A card's kind and domain flow in; the unit of work that a plan counts, and its minutes, flow out."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Work(StrEnum):
    """What a plan counts and costs; the values are the words of the plan file."""

    REVIEWS = "card reviews"  # follow from the new cards: costed, never a target
    NEW_CARDS = "new cards"
    KATAS = "katas"
    DERIVATIONS = "derivations"
    DESIGN_CASES = "design cases"
    APPLIED_CASES = "applied cases"
    STORIES = "stories"
    REHEARSALS = "rehearsals"
    MOCKS = "mocks"
    TRACKED = "tracked minutes"  # practice done elsewhere, counted in minutes by name


TARGETS = tuple(work for work in Work if work not in {Work.REVIEWS, Work.TRACKED})

# Done for the first time, a piece of this work is used up: coming back to it is a repeat.
FINITE = frozenset(
    {Work.NEW_CARDS, Work.KATAS, Work.DERIVATIONS, Work.DESIGN_CASES, Work.APPLIED_CASES},
)

# Minutes for one piece of work, until the learner's own median is known.
MINUTES: Mapping[Work, float] = MappingProxyType(
    {
        Work.REVIEWS: 0.33,
        Work.NEW_CARDS: 0.75,
        Work.KATAS: 12.0,
        Work.DERIVATIONS: 9.0,
        Work.DESIGN_CASES: 45.0,
        Work.APPLIED_CASES: 20.0,
        Work.STORIES: 30.0,
        Work.REHEARSALS: 5.0,
        Work.MOCKS: 60.0,
        Work.TRACKED: 1.0,
    },
)

REDO_MINUTES = 25.0  # a problem solved once before; its own time is tracked when it is done

_WORK_OF_KIND: Mapping[str, Work] = MappingProxyType(
    {
        "kata": Work.KATAS,
        "derivation": Work.DERIVATIONS,
        "star": Work.REHEARSALS,
        "story": Work.STORIES,
        "mock": Work.MOCKS,
        "redo": Work.TRACKED,
        "track": Work.TRACKED,
    },
)

# A question of what a session asks anew, by its kind and domain: the way back of `work_of`.
QUESTION_OF: Mapping[Work, tuple[str, str]] = MappingProxyType(
    {
        Work.NEW_CARDS: ("basic", ""),
        Work.KATAS: ("kata", "coding"),
        Work.DERIVATIONS: ("derivation", "math"),
        Work.DESIGN_CASES: ("design", "system-design"),
        Work.APPLIED_CASES: ("design", "applied"),
        Work.REHEARSALS: ("star", "behavioral"),
    },
)

# Kinds that are no cards to flip: few answers, each of minutes.
PRACTICE_KINDS = ("design", *_WORK_OF_KIND)


def work_of(kind: str, domain: str, *, first: bool) -> Work:
    """Name the work that one answer to a question of this kind is; `first` tells a new card from a review."""
    if kind == "design":
        return Work.APPLIED_CASES if domain == "applied" else Work.DESIGN_CASES
    return _WORK_OF_KIND.get(kind, Work.NEW_CARDS if first else Work.REVIEWS)


def available_work(
    questions: Mapping[tuple[str, str], int],
    *,
    tracking: bool = False,
) -> Mapping[Work, int]:
    """Count the content that exists for each target; what the mapping leaves out is unlimited.

    `questions` maps (kind, domain) to how many questions the decks hold. Without `tracking` there is no
    way to record stories, mocks and practice done elsewhere, so none of them can be asked for.
    """
    counts = dict.fromkeys((*FINITE, Work.REHEARSALS), 0)
    for (kind, domain), count in questions.items():
        work = work_of(kind, domain, first=True)
        if work in counts:
            counts[work] += count
    if not tracking:
        counts |= {Work.STORIES: 0, Work.MOCKS: 0, Work.TRACKED: 0}
    return counts
