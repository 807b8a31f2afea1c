"""The rows that readiness was measured from in; the arithmetic of one round, and what pulls it down, out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from studybuddy.errors import UsageError
from studybuddy.planning.hints import near
from studybuddy.planning.readiness import (
    CAP,
    CAP_SELF_SCORED,
    CAP_WITHOUT_MOCK,
    KNOW_POINTS,
    MOCK_POINTS,
    RESULTS_WANTED,
    SKILL_POINTS,
    RoundReadiness,
    Terms,
    assess_readiness,
    last_mocks,
    points_of,
)
from studybuddy.planning.recall import Recall
from studybuddy.planning.rounds import ALL_ROUNDS, round_of
from studybuddy.planning.standing import Elsewhere, Mock, Row, Standing
from studybuddy.planning.tally import SKILL_KINDS, TIER_WEIGHTS, skill_results
from studybuddy.planning.work import PRACTICE_KINDS


class Pull(NamedTuple):
    """Something that costs the round points: a card, a result, cards not seen, or what is missing.

    `share` is its recall or its faded score, 0 to 1; `points` are what the round would gain, before its
    cap, if that were 1.
    """

    what: str
    share: float
    points: float
    question_id: str = ""


class Explanation(NamedTuple):
    """How a round's readiness comes about.

    `lines` are to be read; `pulls` are everything that it lacks of 100 before its cap, the most first: their
    points add up to exactly that. `cards` and `seen` count planned cards, `skilled` the results of skill.
    """

    standing: RoundReadiness
    points: float
    cards: int
    seen: int
    skilled: int
    lines: tuple[str, ...]
    pulls: tuple[Pull, ...]


def explain(
    name: str,
    rows: Sequence[Row],
    terms: Terms,
    *,
    mocks: Sequence[Mock] = (),
    elsewhere: Sequence[Elsewhere] = (),
    competencies: Mapping[str, str] | None = None,
    also: Collection[str] = (),
) -> Explanation:
    """Explain the readiness for one round, from the same rows and terms as it was measured with.

    Raises:
        UsageError: no such round has a weight; the hint names what is `also` explained elsewhere.

    """
    if name not in terms.weights:
        raise _without_weight(name, terms, also)
    readiness = assess_readiness(rows, terms, mocks=mocks, elsewhere=elsewhere, competencies=competencies)
    standing = next(one for one in readiness.rounds if one.name == name)
    of_round = [row for row in cast("Sequence[Standing]", rows) if round_of(*row[1:4]) == name]
    recall = terms.recall()
    practice = [row for row in of_round if row[1] in SKILL_KINDS.get(name, ())]
    skilled = skill_results(practice, [one for one in elsewhere if one.round == name], recall)
    cards = [row for row in of_round if row[1] not in PRACTICE_KINDS and row[4] < terms.tiers]
    seen = sum(row[6] is not None for row in cards)
    points = points_of(standing.know or 0.0, standing.skill or 0.0, standing.mock)
    scale = 1.0 if standing.mock is not None else CAP / (KNOW_POINTS + SKILL_POINTS)
    pulls = [*_cards(cards, recall, scale), *_practice(skilled, scale), *_mocks(standing)]
    pulls.sort(key=lambda one: -one.points)
    explained = Explanation(standing, points, len(cards), seen, len(skilled), (), tuple(pulls))
    counted = len(last_mocks(mock for mock in mocks if mock.round == name))
    return explained._replace(lines=tuple(_lines(explained, terms, counted)))


def _without_weight(name: str, terms: Terms, also: Collection[str]) -> UsageError:
    if name in ALL_ROUNDS:
        about = f"the interview of {terms.on.day} {terms.on:%b} is about {', '.join(terms.weights)}"
        return UsageError(f"{name} has no weight now", about)
    known = dict.fromkeys((*terms.weights, *also))
    return UsageError(f"there is no round {name!r} in this plan", near(name, known))


def explanation_json(explained: Explanation) -> dict[str, Any]:
    """Give an explanation as JSON values: shares in percent, everything to one decimal."""
    standing = explained.standing
    return {
        "round": standing.name,
        "ready": standing.ready and round(standing.ready, 1),
        "points": round(explained.points, 1),
        "cap": standing.cap,
        "cards": explained.cards,
        "seen": explained.seen,
        "skill_results": explained.skilled,
        "lines": list(explained.lines),
        "pulls": [
            {
                "what": pull.what,
                "question": pull.question_id or None,
                "share": round(100 * pull.share, 1),
                "points": round(pull.points, 1),
            }
            for pull in explained.pulls
        ],
    }


def _cards(cards: Iterable[Standing], recall: Recall, scale: float) -> list[Pull]:
    """Say what each card costs that was seen, and what those of each topic cost that were not."""
    cards = list(cards)
    whole = sum(TIER_WEIGHTS[row[4]] for row in cards)
    if not whole:
        return [Pull("no cards are planned", 0.0, KNOW_POINTS * scale)]
    pulls, unseen = [], dict[str, list[int]]()
    for question_id, _, _, topic, tier_rank, interval_days, last_day, _ in cards:
        weight = TIER_WEIGHTS[tier_rank]
        if last_day is None:
            unseen.setdefault(topic, []).append(weight)
            continue
        known = recall.of(last_day, interval_days)
        points = scale * KNOW_POINTS * weight * (1 - known) / whole
        pulls.append(Pull(question_id, known, points, question_id))
    for topic, weights in unseen.items():
        what = f"{len(weights)} card{'s' * (len(weights) != 1)} of {topic} not seen yet"
        pulls.append(Pull(what, 0.0, scale * KNOW_POINTS * sum(weights) / whole))
    return pulls


def _practice(skilled: Sequence[tuple[str, float]], scale: float) -> list[Pull]:
    if not skilled:
        return [Pull("no practice of the round's own yet", 0.0, scale * SKILL_POINTS)]
    each = scale * SKILL_POINTS / len(skilled)
    return [Pull(what, share, each * (1 - share), what) for what, share in skilled]


def _mocks(standing: RoundReadiness) -> list[Pull]:
    if standing.mock is None:
        return []
    return [Pull("mock interviews", standing.mock / 4, MOCK_POINTS * (1 - standing.mock / 4))]


def _lines(explained: Explanation, terms: Terms, mocks: int) -> Iterable[str]:
    standing, seen = explained.standing, explained.seen
    know, skill, mock = standing.know or 0.0, standing.skill or 0.0, standing.mock
    yield f"know  {100 * know:.0f}%  {explained.cards} planned cards: {seen} seen, the others count 0"
    yield "      core cards weigh 3, standard 2, stretch 1"
    factor = terms.retention.factor
    times = f" × {factor:.2f} (recalled {100 * terms.retention.observed:.0f}%" if factor != 1 else ""
    times += f", predicted {100 * terms.retention.predicted:.0f}%)" if times else ""
    yield f"      recall on {terms.on} = 0.9^(days since the answer / interval){times}"
    if explained.skilled:
        results = f"{explained.skilled} last result{'s' * (explained.skilled != 1)}"
        yield f"skill {100 * skill:.0f}%  the mean of {results}, faded like cards"
    else:
        yield "skill none yet"
    if mock is None:
        yield "mock  none yet"
        yield f"ready (40 × {know:.2f} + 35 × {skill:.2f}) / 0.75 = {explained.points:.0f}"
    else:
        yield f"mock  {mock:.1f} of 4, the mean of the last {mocks}"
        yield f"ready 40 × {know:.2f} + 35 × {skill:.2f} + 25 × {mock:.2f} / 4 = {explained.points:.0f}"
    if explained.points > standing.cap:
        yield f"      held at {standing.cap:.0f}: {_reason(standing.cap)}"
    if standing.ready is None:
        found = f"{standing.results} result{'s' * (standing.results != 1)}"
        yield f"      no evidence yet: {found}, cards answered among them, and it takes {RESULTS_WANTED}"


def _reason(cap: float) -> str:
    reasons = {
        CAP_WITHOUT_MOCK: "a mock interview lifts the cap to 80, one with a partner to 100",
        CAP_SELF_SCORED: "a mock interview with a partner lifts the cap",
    }
    return reasons.get(cap, "")
