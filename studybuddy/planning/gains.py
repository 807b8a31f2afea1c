"""The results of all practice and the rounds' weights flow in; what one more result adds flows out.

Practice is what takes minutes. Checked questions are skill too, but they come with the cards, and there are
hundreds: beside them a derivation would seem to add nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from studybuddy.planning.recall import EXPECTED, SCORES, Recall
from studybuddy.planning.rounds import round_of
from studybuddy.planning.standing import ELSEWHERE_INTERVAL_DAYS, Elsewhere
from studybuddy.planning.tally import SKILL_KINDS

PRACTISED = ("kata", "derivation", "design", "star", "redo")

Result = tuple[str, str, str, int, str, int]  # kind, domain, topic, interval in days, last day, grade


def skill_gains(
    results: Iterable[Result],
    elsewhere: Iterable[Elsewhere],
    weights: Mapping[str, float],
    today: date,
) -> Mapping[str, float]:
    """Return for each round how much one more good result raises its skill, times the round's weight.

    Skill is the mean of the results of practice as readiness has it, but as of `today`: of n results with the
    mean s, one more of grade 4 adds (.9 - s) / (n + 1); the first one adds .9. A round that is better than
    that gains nothing. Ready is skill times a number that is the same for all rounds, so that gains divided
    by minutes say where a minute raises readiness most.
    """
    recall = Recall(today)
    counts, sums = dict.fromkeys(weights, 0), dict.fromkeys(weights, 0.0)
    rounds: dict[tuple[str, str, str], str] = {}
    for kind, domain, topic, interval_days, last_day, grade in results:
        about = kind, domain, topic
        name = rounds.get(about)
        if name is None:
            name = round_of(kind, domain, topic)
            name = rounds[about] = name if kind in PRACTISED and kind in SKILL_KINDS.get(name, ()) else ""
        if name in counts:
            counts[name] += 1
            sums[name] += SCORES[grade] * recall.of(last_day, interval_days)
    for one in elsewhere:
        if one.round in counts:
            counts[one.round] += 1
            sums[one.round] += SCORES[one.grade] * recall.of(one.day.isoformat(), ELSEWHERE_INTERVAL_DAYS)
    return {
        name: weight * max(0.0, SCORES[EXPECTED] - sums[name] / max(1, count)) / (count + 1)
        for name, count in counts.items()
        for weight in [weights[name]]
    }
