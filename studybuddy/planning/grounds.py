"""What readiness is measured from flows in; what each round has already, for work to add to, flows out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

from studybuddy.planning.nearing import ROUND_OF_WORK
from studybuddy.planning.readiness import Terms, cap_of, last_mocks
from studybuddy.planning.recall import Recall
from studybuddy.planning.standing import Elsewhere, Mock, Row, Standing
from studybuddy.planning.tally import TIER_WEIGHTS, Tally, Unseen, skill_results, tally_up
from studybuddy.planning.work import Work, work_of

Shares = Mapping[str, float]  # by round: how much of a piece is for it


class Ground(NamedTuple):
    """What a round has on the day without anything new, but with its final pass.

    `planned` adds up the weights of its planned cards, `known` those of the cards that were met, each times
    its recall. `unseen` counts the cards never seen by tier, `checked` those of them that are results of
    skill as well. `scores` adds up the `results` of skill, faded to the day. `mocks` are the rubric scores
    that count, 1 to 4, and `cap` is what they leave.
    """

    name: str
    weight: float
    planned: float
    known: float
    unseen: tuple[int, ...]
    checked: tuple[int, ...]
    results: int
    scores: float
    mocks: tuple[float, ...]
    cap: float


class Grounds(NamedTuple):
    """All rounds that have a weight.

    `unseen` counts the planned cards never seen by tier, whatever their round. `pieces` says by kind of
    practice of which rounds the pieces are that were never done.
    """

    rounds: tuple[Ground, ...]
    unseen: tuple[int, ...]
    pieces: Mapping[Work, Shares]


def grounds_of(
    rows: Iterable[Row],
    terms: Terms,
    *,
    unseen: Iterable[Row] = (),
    mocks: Sequence[Mock] = (),
    elsewhere: Sequence[Elsewhere] = (),
) -> Grounds:
    """Sum up what every round has on the day of `terms`.

    `rows` are the cards that were met and all longer practice, in the order of `Standing`; `unseen` counts
    the other cards (see `tally_up`).
    """
    recall = terms.recall()
    tallies, practice, _ = tally_up(cast("Iterable[Standing]", rows), recall, terms.tiers)
    counts = [one for one in cast("Iterable[Unseen]", unseen) if one[3] < terms.tiers]
    new = [(Tally(*one[:3]), one[3], one[4]) for one in counts]
    results: dict[str, list[Standing]] = {name: [] for name in terms.weights}
    for tally, row in practice:
        results.setdefault(tally.round, []).append(row)
    rounds = tuple(
        _ground(
            name,
            weight,
            recall,
            [tally for tally in tallies if tally.round == name],
            [one for one in new if one[0].round == name],
            results[name],
            [one for one in elsewhere if one.round == name],
            last_mocks(mock for mock in mocks if mock.round == name),
        )
        for name, weight in terms.weights.items()
    )
    return Grounds(rounds, _by_tier(new), _pieces(practice))


def _ground(
    name: str,
    weight: float,
    recall: Recall,
    met: Sequence[Tally],
    new: Sequence[tuple[Tally, int, int]],
    practice: Sequence[Standing],
    elsewhere: Sequence[Elsewhere],
    mocks: Sequence[Mock],
) -> Ground:
    unseen = _by_tier(new)
    scores = [score for _, score in skill_results(practice, elsewhere, recall)]
    return Ground(
        name,
        weight,
        planned=sum(tally.weight for tally in met) + weigh(unseen),
        known=sum(tally.kept for tally in met),
        unseen=unseen,
        checked=_by_tier([one for one in new if one[0].is_practice]),
        results=len(scores),
        scores=sum(scores),
        mocks=tuple(mock.rubric for mock in mocks),
        cap=cap_of(mocks),
    )


def weigh(by_tier: Iterable[float]) -> float:
    """Add up cards by tier, each with the weight of its tier."""
    return sum(weight * count for weight, count in zip(TIER_WEIGHTS, by_tier, strict=True))


def _by_tier(new: Iterable[tuple[Tally, int, int]]) -> tuple[int, ...]:
    counts = [0] * len(TIER_WEIGHTS)
    for _, tier, count in new:
        counts[tier] += count
    return tuple(counts)


def _pieces(practice: Iterable[tuple[Tally, Standing]]) -> dict[Work, Shares]:
    """Say which share of the practice never done is of which round; where all was done, what is usual."""
    new: dict[Work, Counter[str]] = {}
    for tally, (_, kind, domain, _, _, _, last_day, _) in practice:
        if last_day is None:
            new.setdefault(work_of(kind, domain, first=True), Counter())[tally.round] += 1
    usual: dict[Work, Shares] = {
        work: {name: 1.0} for work, name in ROUND_OF_WORK.items() if work is not Work.STORIES
    }
    return usual | {
        work: {name: count / counts.total() for name, count in counts.items()}
        for work, counts in new.items()
        if work in usual
    }
