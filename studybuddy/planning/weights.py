"""A level, a kind of company, own weights and the rounds of a loop flow in; each round's share flows out.

The tables are percent of preparation time, from the survey of interview loops behind the syllabus.
"""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType

from studybuddy.planning.enrolment import Enrolment, InterviewEvent
from studybuddy.planning.rounds import ROUNDS

BASE = (33, 12, 16, 21, 12, 7)  # in the order of ROUNDS

LEVELS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "junior": (48, 14, 15, 11, 8, 4),
        "mid": (35, 12, 17, 18, 11, 6),
        "senior": (28, 11, 18, 23, 13, 8),
        "staff": (22, 10, 17, 28, 14, 9),
        "principal": (17, 10, 18, 30, 15, 10),
    },
)
COMPANIES: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "big-tech": (31, 11, 15, 25, 12, 5),
        "ml-start-up": (26, 12, 21, 21, 13, 6),
        "traditional-tech": (37, 12, 15, 19, 11, 6),
        "research-lab": (19, 13, 26, 21, 15, 7),
        "consulting": (33, 12, 16, 21, 12, 7),
    },
)


def round_weights(
    level: str = "",
    company: str = "",
    own: Mapping[str, float] = MappingProxyType({}),
    rounds: Collection[str] = (),
) -> Mapping[str, float]:
    """Give each round's share; the shares add up to 1, and rounds without a share are left out.

    The share is level × company / base, where an empty `level` or `company` stands for the base, and is
    normalised again. Own weights take the place of all that. When a loop names its `rounds`, only those
    count; when none of them has a weight, they share alike.
    """
    weights = dict(own) or dict(zip(ROUNDS, _by_profile(level, company), strict=True))
    if rounds:
        weights = {name: weights.get(name, 0.0) for name in rounds}
        if not any(weights.values()):
            weights = dict.fromkeys(weights, 1.0)
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items() if weight > 0}


def weights_on(enrolment: Enrolment, today: date) -> Mapping[str, float]:
    """Give each round's share for the interview that comes next after `today`, by the plan's profile."""
    return weights_for(enrolment, enrolment.next_event(today))


def weights_for(enrolment: Enrolment, event: InterviewEvent | None) -> Mapping[str, float]:
    """Give each round's share for an interview, or for one about everything, by the plan's profile."""
    rounds = event.rounds if event else ()
    return round_weights(enrolment.level, enrolment.company, enrolment.weights, rounds)


def _by_profile(level: str, company: str) -> list[float]:
    by_level, by_company = LEVELS.get(level, BASE), COMPANIES.get(company, BASE)
    return [one * other / base for one, other, base in zip(by_level, by_company, BASE, strict=True)]
