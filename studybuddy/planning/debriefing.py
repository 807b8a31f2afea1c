"""Lines that tell of an interview flow in; its questions, each with a topic, and scores by round flow out."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from studybuddy.errors import UsageError
from studybuddy.planning.rounds import ALL_ROUNDS, FUNDAMENTALS, TOPIC_OF_ROUND, round_named
from studybuddy.syllabus import ALL_TOPICS

LINE = 'such as "trees: why does boosting overfit?"; a round may stand for the topic'
SCORES = "1 again, 2 hard, 3 good, 4 easy"  # of a round, on the scale of a mock's rubric
LEFT_OUT = "-"


class Asked(NamedTuple):
    """A question of an interview, and the topic of its card.

    `named` is the topic or the round that the learner named; where it is empty the topic is a guess.
    """

    topic: str
    text: str
    named: str = ""


def question_in(line: str, rounds: Mapping[str, float]) -> Asked:
    """Read "TOPIC: QUESTION" or "ROUND: QUESTION"; any other line is a question of the heaviest of `rounds`.

    These are the interview's, by their share.

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


def scores_in(line: str, rounds: Sequence[str]) -> Mapping[str, float]:
    """Read how each of some rounds went, 1 to 4 as a mock is scored, in their order; "-" leaves one out.

    Raises:
        UsageError: it is not one such mark for each round.

    """
    marks = [mark for mark in line if not mark.isspace() and mark != ","]
    if len(marks) != len(rounds) or any(mark not in {*"1234", LEFT_OUT} for mark in marks):
        each = f"for {rounds[0]}" if len(rounds) == 1 else f"for each of {', '.join(rounds)}"
        raise UsageError(f"{line!r} does not say how it went", f"give 1 to 4, or {LEFT_OUT}, {each}")
    return {name: float(mark) for name, mark in zip(rounds, marks, strict=True) if mark != LEFT_OUT}
