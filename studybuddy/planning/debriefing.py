"""Lines that tell of an interview flow in; the questions that it asked, each with a topic, flow out."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple

from studybuddy.errors import UsageError
from studybuddy.planning.enrolment import Enrolment, InterviewEvent
from studybuddy.planning.rounds import ALL_ROUNDS, FUNDAMENTALS, TOPIC_OF_ROUND, round_named
from studybuddy.planning.weights import round_weights
from studybuddy.syllabus import ALL_TOPICS

LINE = 'such as "trees: why does boosting overfit?"; a round may stand for the topic'


class Asked(NamedTuple):
    """A question of an interview, and the topic of its card.

    `named` is the topic or the round that the learner named; where it is empty the topic is a guess.
    """

    topic: str
    text: str
    named: str = ""


def rounds_of(enrolment: Enrolment, event: InterviewEvent) -> Mapping[str, float]:
    """Return the rounds that an interview had, by their share."""
    return round_weights(enrolment.level, enrolment.company, enrolment.weights, event.rounds)


def question_in(line: str, rounds: Mapping[str, float]) -> Asked:
    """Read "TOPIC: QUESTION" or "ROUND: QUESTION"; any other line is a question of the heaviest of `rounds`.

    Raises:
        UsageError: nothing follows a topic, or what stands in its place resembles one.

    """
    named, colon, text = (part.strip() for part in line.partition(":"))
    topic, round_ = named.casefold(), round_named(named)
    if not colon or not (topic in ALL_TOPICS or round_ in TOPIC_OF_ROUND):
        known = sorted({*ALL_TOPICS, *ALL_ROUNDS})
        if colon and (close := get_close_matches(topic, known, n=1)):
            raise UsageError(f"there is no topic {named!r}", f"did you mean {close[0]}?")
        return unplaced(line, rounds)
    if not text:
        raise UsageError(f"{line!r} is no question with its topic", f"write {LINE}")
    if topic in ALL_TOPICS:
        return Asked(topic, text, topic)
    return Asked(TOPIC_OF_ROUND[round_], text, round_)


def unplaced(line: str, rounds: Mapping[str, float]) -> Asked:
    """Take a whole line as a question of the heaviest of some rounds."""
    heaviest = max(rounds, key=lambda name: rounds[name])
    return Asked(TOPIC_OF_ROUND.get(heaviest, TOPIC_OF_ROUND[FUNDAMENTALS]), line)
