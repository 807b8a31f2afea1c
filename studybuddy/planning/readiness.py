"""Every question's last answer, mocks and practice elsewhere flow in; readiness for each round flows out.

For a round on the day of the interview:

know   the mean predicted recall of its planned cards; core cards weigh 3, standard ones 2, stretch 1, and a
       card that was never seen counts 0, one that the learner said to know counts .9 until it fails
skill  the mean of the last results of its own practice, each faded like a card: grade 5 is 1, 4 is .9, 3 is
       .7, a failure 0; puzzles for dsa, katas for ml-coding, derivations and checked questions for
       fundamentals, cases for system-design and applied, rehearsals for behavioral
mock   the mean of its last three rubric scores, 1 to 4
ready  40·know + 35·skill + 25·mock/4, of 100; without a mock (40·know + 35·skill)/0.75, and at most 70; at
       most 80 with mocks that the learner scored alone. Below ten results there is no evidence yet.

All of it is an estimate of preparation, and no probability of an offer.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, cast

from studybuddy.planning.next_action import Action, Again, next_action, practised_longest_ago
from studybuddy.planning.recall import UNKNOWN_RETENTION, Recall, Retention
from studybuddy.planning.standing import Elsewhere, Mock, Row, Standing
from studybuddy.planning.tally import Tally, TopicKnow, Unseen, by_topic, skill_results, tally_up

RESULTS_WANTED = 10
LAST_MOCKS = 3
CAP_WITHOUT_MOCK, CAP_SELF_SCORED, CAP = 70.0, 80.0, 100.0
KNOW_POINTS, SKILL_POINTS, MOCK_POINTS = 40.0, 35.0, 25.0
PASS_DAYS = 10  # the usual length of the final pass


class Terms(NamedTuple):
    """What readiness is asked for.

    `on` is the day of the interview. `weights` are shares by round, adding up to 1 (see `round_weights`).
    `tiers` says of how many tiers cards are planned (see `planned_tiers`). `pass_days` is the length of
    the final pass.
    """

    today: date
    on: date
    weights: Mapping[str, float]
    tiers: int = 2
    retention: Retention = UNKNOWN_RETENTION
    pass_days: int = PASS_DAYS

    def recall(self) -> Recall:
        """Return the recall on the day; the cards of a final pass lie half of it back on average."""
        return Recall(self.on, self.retention.factor, self.pass_days / 2)


class RoundReadiness(NamedTuple):
    """How ready the learner is for one round.

    `weight`, `know` and `skill` are shares of 1, `mock` lies between 1 and 4, `ready` and `cap` between 0
    and 100. What there is nothing of is None. `ready` is None without evidence, that is below ten
    `results`: questions answered, mocks, and results of practice elsewhere. `if_kept` is `ready` with every
    planned card passed once in the final pass and no less known than now, skill and mocks as they stand.
    `again` is practice of it to do once more, when nothing of it is new.
    """

    name: str
    weight: float
    know: float | None
    skill: float | None
    mock: float | None
    ready: float | None
    cap: float
    results: int
    if_kept: float | None
    action: Action
    again: Again | None = None


class Readiness(NamedTuple):
    """Readiness on the day `on`.

    `rounds` are those with a weight, in the order of the weights. `weakest` is the headline: the round with
    evidence that is least ready. `weighted` and `if_kept` are means over the rounds with evidence, by
    weight. `weak` are the planned cards of these rounds least likely to be recalled, with their recall.
    `topics` begin with the least known one.
    """

    on: date
    rounds: tuple[RoundReadiness, ...]
    weakest: RoundReadiness | None
    weighted: float | None
    if_kept: float | None
    weak: tuple[tuple[str, float], ...]
    topics: tuple[TopicKnow, ...]
    retention: Retention


def assess_readiness(
    rows: Iterable[Row],
    terms: Terms,
    *,
    mocks: Sequence[Mock] = (),
    elsewhere: Sequence[Elsewhere] = (),
    competencies: Mapping[str, str] | None = None,
    unseen: Iterable[Row] = (),
) -> Readiness:
    """Measure readiness for every round that has a weight.

    `rows` are the active questions that are not suspended, in the order in which new ones are to be begun;
    plain tuples in the order of `Standing` serve. Cards that were never seen may come as `unseen` counts
    instead (see `tally_up`). `competencies` names what a behavioral prompt is about.
    """
    recall = terms.recall()
    tallies, practice, weak = tally_up(
        cast("Iterable[Standing]", rows), recall, terms.tiers, cast("Iterable[Unseen]", unseen), terms.weights
    )
    evidence = {
        name: _Evidence(
            [tally for tally in tallies if tally.round == name],
            [row for tally, row in practice if tally.round == name],
            [mock for mock in mocks if mock.round == name],
            [one for one in elsewhere if one.round == name],
        )
        for name in terms.weights
    }
    rounds = tuple(_round(name, found, terms, recall, competencies or {}) for name, found in evidence.items())
    evident = [one for one in rounds if one.ready is not None]
    return Readiness(
        on=terms.on,
        rounds=rounds,
        weakest=min(evident, key=lambda one: one.ready or 0.0, default=None),
        weighted=_weighted([(one.weight, one.ready) for one in evident]),
        if_kept=_weighted([(one.weight, one.if_kept) for one in evident]),
        weak=weak,
        topics=by_topic(tallies),
        retention=terms.retention,
    )


def ready_of(know: float, skill: float, mock: float | None, cap: float) -> tuple[float, float]:
    """Add up readiness from shares of 1 and a rubric score of 1 to 4: held below its cap, and without one."""
    points = points_of(know, skill, mock)
    return min(cap, points), points


def points_of(know: float, skill: float, mock: float | None) -> float:
    """Add up readiness without a cap."""
    points = KNOW_POINTS * know + SKILL_POINTS * skill
    if mock is None:
        return points * 100 / (KNOW_POINTS + SKILL_POINTS)
    return points + MOCK_POINTS * mock / 4


def last_mocks(mocks: Iterable[Mock]) -> list[Mock]:
    """Return the mocks that count: the last three."""
    return sorted(mocks, key=lambda mock: mock.day)[-LAST_MOCKS:]


def cap_of(counted: Sequence[Mock]) -> float:
    """Say how ready the mocks that count let a round be."""
    if not counted:
        return CAP_WITHOUT_MOCK
    return CAP if any(mock.partner for mock in counted) else CAP_SELF_SCORED


class _Evidence(NamedTuple):
    """What speaks for one round."""

    tallies: Sequence[Tally]
    practice: Sequence[Standing]
    mocks: Sequence[Mock]
    elsewhere: Sequence[Elsewhere]

    def results(self) -> int:
        return sum(tally.results for tally in self.tallies) + len(self.mocks) + len(self.elsewhere)


def _round(
    name: str, found: _Evidence, terms: Terms, recall: Recall, competencies: Mapping[str, str]
) -> RoundReadiness:
    planned = sum(tally.weight for tally in found.tallies)
    know = sum(tally.known for tally in found.tallies) / planned if planned else None
    kept = sum(tally.kept for tally in found.tallies) / planned if planned else 0.0
    skill = _mean([share for _, share in skill_results(found.practice, found.elsewhere, recall)])
    counted = last_mocks(found.mocks)
    mock = _mean([mock.rubric for mock in counted])
    cap = cap_of(counted)
    results = found.results()
    evident = results >= RESULTS_WANTED
    ready, points = ready_of(know or 0.0, skill or 0.0, mock, cap)
    if_kept, _ = ready_of(kept, skill or 0.0, mock, cap)
    action = next_action(
        name,
        found.practice,
        terms.today,
        cap=cap if evident and points > cap else None,
        weakest_topic=by_topic(found.tallies)[0].topic if planned else "",
        competencies=competencies,
    )
    return RoundReadiness(
        name=name,
        weight=terms.weights[name],
        know=know,
        skill=skill,
        mock=mock,
        ready=ready if evident else None,
        cap=cap,
        results=results,
        if_kept=if_kept if evident else None,
        action=action,
        again=practised_longest_ago(found.practice, terms.today),
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _weighted(parts: Sequence[tuple[float, float | None]]) -> float | None:
    total = sum(weight for weight, _ in parts)
    return sum(weight * (ready or 0.0) for weight, ready in parts) / total if total else None
