"""Answers to checked questions flow in; how well each topic is known, and what to ask next, flow out.

Every topic is asked once, the most important first, with a question of the core. Then each is asked once
more: a harder question where the first answer was right, another of the core where it was wrong. Two
questions tell strong from weak well enough to begin with, and take about half an hour over all topics.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from studybuddy.model import Candidate
from studybuddy.syllabus import TIERS

MINUTES = 30.0
INVITATION = "studybuddy plan assess"
QUESTIONS_PER_TOPIC = 2
DEFAULT_PLAN, SHORT_PLAN, SHORT_PLAN_WEEKS = "eight-week", "five-week", 5
CHECKED_KINDS = ("choice", "answer", "cloze")  # judged by the program, and answered within a minute


class Level(StrEnum):
    """How well a topic was known."""

    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


class Asked(NamedTuple):
    """One answered question of an assessment."""

    question_id: str
    topic: str
    tier: str
    right: bool


class Assessed(NamedTuple):
    """What an assessment found: a level for every topic that was asked, and the questions answered right.

    It is not `whole` where it was left before its end.
    """

    levels: Mapping[str, Level] = MappingProxyType({})
    right: frozenset[str] = frozenset()
    whole: bool = False

    @property
    def weak(self) -> tuple[str, ...]:
        """The topics of which nothing was known."""
        return tuple(topic for topic, level in self.levels.items() if level is Level.WEAK)

    def late(self, one: Candidate) -> bool:
        """Whether a new question can wait: it was answered, or its whole topic is known."""
        return one.question_id in self.right or self.levels.get(one.topic) is Level.STRONG

    def early(self, one: Candidate) -> bool:
        """Whether a new question should come before others of its tier."""
        return self.levels.get(one.topic) is Level.WEAK


NOTHING_ASSESSED = Assessed()


def next_question(
    pool: Iterable[Candidate],
    asked: Sequence[Asked],
    importance: Mapping[str, float],
) -> Candidate | None:
    """Choose what to ask now; None when every topic was asked twice, or nothing is left to ask.

    `pool` are the checked questions in the order in which they would be preferred. `importance` weighs the
    topics; one that is not in it comes last.
    """
    answers = _by_topic(asked)
    taken = {one.question_id for one in asked}
    found: dict[str, list[Candidate]] = {}
    for one in pool:
        if one.question_id not in taken and len(answers.get(one.topic, ())) < QUESTIONS_PER_TOPIC:
            found.setdefault(one.topic, []).append(one)
    if not found:
        return None
    topic = min(found, key=lambda name: (len(answers.get(name, ())), -importance.get(name, 0.0), name))
    return min(found[topic], key=lambda one: _distance(one, answers.get(topic, ())))


def _distance(one: Candidate, answers: Sequence[Asked]) -> tuple[int, int]:
    """Say how far a question is from the difficulty wanted: a tier above a right answer, else the core."""
    wanted = min(_rank(answers[-1].tier) + 1, len(TIERS) - 1) if answers and answers[-1].right else 0
    rank = _rank(one.tier)
    return abs(rank - wanted), rank


def levels(asked: Iterable[Asked]) -> Mapping[str, Level]:
    """Judge every topic that was asked: strong if both answers are right, weak if none is."""
    found = {}
    for topic, answers in _by_topic(asked).items():
        right = sum(answer.right for answer in answers)
        if not right:
            found[topic] = Level.WEAK
        elif right == len(answers) == QUESTIONS_PER_TOPIC:
            found[topic] = Level.STRONG
        else:
            found[topic] = Level.FAIR
    return found


def assessment_detail(
    asked: Sequence[Asked], minutes: float = 0.0, *, whole: bool = True, answers: Sequence[str] = ()
) -> dict[str, Any]:
    """Write an assessment as the JSON detail of an ASSESS event; one that was left is not `whole`.

    `answers` are the ids of what its last session wrote into the ledger.
    """
    detail = {
        "levels": {topic: level.value for topic, level in sorted(levels(asked).items())},
        "right": sorted(answer.question_id for answer in asked if answer.right),
        "asked": len(asked),
        "answers": [*answers],
    }
    return detail if whole else detail | {"left": [*map(list, asked)], "minutes": minutes}


def left_from(detail: Mapping[str, Any] | None) -> tuple[tuple[Asked, ...], float]:
    """Read the answers of an assessment that was left, and its minutes; a whole one has nothing left."""
    found = (detail or {}).get("left", ())
    return tuple(Asked(*answer) for answer in found), float((detail or {}).get("minutes", 0.0))


def answers_of(detail: Mapping[str, Any]) -> list[str]:
    """Read the ids of the answers that go with an assessment; an older one does not name its own."""
    return list(detail.get("answers", ()))


def assessment_from(detail: Mapping[str, Any] | None) -> Assessed:
    """Read an assessment back from the detail of its event; nothing is known without one."""
    if not detail:
        return NOTHING_ASSESSED
    known = {level.value: level for level in Level}
    return Assessed(
        {topic: known[level] for topic, level in detail["levels"].items() if level in known},
        frozenset(detail["right"]),
        whole="left" not in detail,
    )


def without_invitation(note: str) -> str:
    """Leave the paragraphs that send into the assessment out of a week's note."""
    return "\n\n".join(one for one in note.split("\n\n") if INVITATION not in one)


class Proposal(NamedTuple):
    """A plan to start: the name of its file, its size, and why."""

    plan: str
    size: str
    reason: str


def propose(found: Mapping[str, Level], minutes: int, weeks_left: int | None) -> Proposal:
    """Propose a plan from the levels, the minutes a weekday has, and the weeks to the interview if known.

    Five weeks do when the time is short or six topics in ten are known already; otherwise it takes eight.
    """
    strong = sum(level is Level.STRONG for level in found.values())
    weak = [topic for topic, level in found.items() if level is Level.WEAK]
    knows_most = bool(found) and 10 * strong >= 6 * len(found)
    short = plan_for(weeks_left) != DEFAULT_PLAN
    size = "light" if minutes < 50 else "full" if minutes >= 110 else "standard"
    reason = f"{strong} of {len(found)} topics are strong, {len(weak)} weak"
    if short:
        reason += f"; {weeks_left} weeks are left"
    return Proposal(SHORT_PLAN if knows_most else plan_for(weeks_left), size, reason)


def plan_for(weeks_left: int | None) -> str:
    """Name the plan that fits the weeks up to the interview, of which there is none for None."""
    return SHORT_PLAN if weeks_left is not None and weeks_left <= SHORT_PLAN_WEEKS else DEFAULT_PLAN


def importance_of(weights: Mapping[str, float], rounds: Mapping[str, str]) -> Mapping[str, float]:
    """Weigh each topic by its round's weight, shared among the topics of that round.

    `rounds` gives the round of every topic, `weights` the share of every round.
    """
    sizes: dict[str, int] = {}
    for name in rounds.values():
        sizes[name] = sizes.get(name, 0) + 1
    return {topic: weights.get(name, 0.0) / sizes[name] for topic, name in rounds.items()}


def _by_topic(asked: Iterable[Asked]) -> dict[str, list[Asked]]:
    topics: dict[str, list[Asked]] = {}
    for answer in asked:
        topics.setdefault(answer.topic, []).append(answer)
    return topics


def _rank(tier: str) -> int:
    return TIERS.index(tier) if tier in TIERS else len(TIERS) - 1
