"""Every question and its last answer flow in; the sums that readiness is made of flow out, in one go."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from studybuddy.planning.assessment import CHECKED_KINDS
from studybuddy.planning.recall import SCORES, Recall
from studybuddy.planning.rounds import (
    ALL_ROUNDS,
    APPLIED,
    BEHAVIORAL,
    DSA,
    FUNDAMENTALS,
    ML_CODING,
    SYSTEM_DESIGN,
    round_of,
)
from studybuddy.planning.standing import ELSEWHERE_INTERVAL_DAYS, KNOWN, Elsewhere, Standing
from studybuddy.planning.work import PRACTICE_KINDS

TIER_WEIGHTS = (3, 2, 1)
WEAKEST_SHOWN = 3

Unseen = tuple[str, str, str, int, int]  # kind, domain, topic, tier, and how many cards were never seen

# The kinds whose results are skill. A question of another kind or round is a card, or only a task.
SKILL_KINDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        DSA: frozenset({"kata", "redo"}),
        ML_CODING: frozenset({"kata", "redo"}),
        FUNDAMENTALS: frozenset({"derivation", "redo", *CHECKED_KINDS}),
        SYSTEM_DESIGN: frozenset({"design", "redo"}),
        APPLIED: frozenset({"design", "redo"}),
        BEHAVIORAL: frozenset({"star", "redo"}),
    }
)


class TopicKnow(NamedTuple):
    """How well the planned cards of a topic are known: `know` as for a round.

    `checked` are those of its `cards` that the program judges.
    """

    topic: str
    round: str
    know: float
    cards: int
    seen: int
    checked: int = 0


class Tally:
    """The sums over the questions of one kind, domain and topic."""

    __slots__ = (
        "cards",
        "is_card",
        "is_checked",
        "is_practice",
        "kept",
        "known",
        "results",
        "round",
        "seen",
        "topic",
        "weight",
    )

    def __init__(self, kind: str, domain: str, topic: str) -> None:
        self.round = round_of(kind, domain, topic)
        self.topic = topic
        self.is_card = kind not in PRACTICE_KINDS
        self.is_checked = kind in CHECKED_KINDS
        self.is_practice = kind in SKILL_KINDS.get(self.round, ())
        self.weight = self.cards = self.seen = self.results = 0
        self.known = self.kept = 0.0


def tally_up(
    rows: Iterable[Standing],
    recall: Recall,
    tiers: int,
    unseen: Iterable[Unseen] = (),
    rounds: Collection[str] = ALL_ROUNDS,
) -> tuple[list[Tally], list[tuple[Tally, Standing]], tuple[tuple[str, float], ...]]:
    """Go over all questions once: sums of the cards, the practice, and the cards of `rounds` least known.

    Cards that were never seen may come as counts instead of rows.
    """
    tallies: dict[tuple[str, str, str], Tally] = {}
    practice: list[tuple[Tally, Standing]] = []
    weak: list[tuple[float, str]] = []
    recall_of, kept_of, bound = recall.of, recall.kept, 2.0
    for row in rows:
        question_id, kind, domain, topic, tier_rank, interval_days, last_day, _ = row
        tally = tallies.get((kind, domain, topic))
        if tally is None:
            tally = tallies[kind, domain, topic] = Tally(kind, domain, topic)
        if tally.is_practice:
            practice.append((tally, row))
        if last_day is not None and last_day != KNOWN:
            tally.results += 1
        if not tally.is_card or tier_rank >= tiers:
            continue
        weight = TIER_WEIGHTS[tier_rank]
        tally.weight += weight
        tally.cards += 1
        kept = kept_of(interval_days)
        if last_day is None:
            tally.kept += weight * kept
            continue
        known = recall_of(last_day, interval_days)
        tally.seen += 1
        tally.known += weight * known
        tally.kept += weight * max(kept, known)
        if known <= bound and tally.round in rounds:
            weak = sorted([*weak, (known, question_id)])[:WEAKEST_SHOWN]
            bound = weak[-1][0] if len(weak) == WEAKEST_SHOWN else 2.0
    for kind, domain, topic, tier_rank, count in unseen:
        if tier_rank < tiers:
            tally = tallies.setdefault((kind, domain, topic), Tally(kind, domain, topic))
            weight = count * TIER_WEIGHTS[tier_rank]
            tally.weight += weight
            tally.cards += count
            tally.kept += weight * kept_of(0)
    return [*tallies.values()], practice, tuple((question_id, known) for known, question_id in weak)


def by_topic(tallies: Iterable[Tally]) -> tuple[TopicKnow, ...]:
    """Say how well each topic is known, the least known first."""
    groups: dict[tuple[str, str], list[Tally]] = {}
    for tally in tallies:
        if tally.weight:
            groups.setdefault((tally.topic, tally.round), []).append(tally)
    known = (
        TopicKnow(
            topic,
            name,
            sum(tally.known for tally in group) / sum(tally.weight for tally in group),
            sum(tally.cards for tally in group),
            sum(tally.seen for tally in group),
            sum(tally.cards for tally in group if tally.is_checked),
        )
        for (topic, name), group in groups.items()
    )
    return tuple(sorted(known, key=lambda one: (one.know, one.topic)))


def skill_results(
    rows: Iterable[Standing], elsewhere: Iterable[Elsewhere], recall: Recall
) -> list[tuple[str, float]]:
    """List the results that are skill, each with its name and its share of 1, faded to the day."""
    results = [
        (question_id, SCORES[grade] * recall.of(last_day, interval_days))
        for question_id, _, _, _, _, interval_days, last_day, grade in rows
        if last_day is not None and grade is not None
    ]
    for one in elsewhere:
        faded = recall.of(one.day.isoformat(), ELSEWHERE_INTERVAL_DAYS)
        results.append((f"{one.what} on {one.day.day} {one.day:%b}", SCORES[one.grade] * faded))
    return results
