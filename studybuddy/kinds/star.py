"""A `.star` body goes in; a story is told against the clock, and the learner ticks a five-line rubric."""

from studybuddy.kinds.asking import question_text, surroundings
from studybuddy.kinds.body import Body
from studybuddy.kinds.phrasing import joined
from studybuddy.kinds.protocol import Parsed
from studybuddy.kinds.rubric import judge_ticks
from studybuddy.model import Answer, Asks, Card, Prompt, Verdict

SECONDS = (150, 180)  # aim for the first, stop at the second
RUBRIC = (
    "Situation and task in two or three sentences, no more background than the story needs",
    "My own action: I did, not we did",
    "A decision with its reason: what I weighed, and what I did not do",
    "A result with a number, and how it was measured",
    "What I learned or would do differently, and done within the time",
)


def parse(body: Body) -> Parsed:
    """Take the body as what a strong answer shows; the card may bring a rubric and times of its own."""
    from studybuddy.kinds.fields import common_fields

    fields = common_fields(body)
    marks = dict(body.section.attributes.pairs).get("seconds", "")
    seconds = [int(mark) for mark in marks.split(",") if mark.strip().isdecimal()]
    if seconds:
        fields["seconds"] = seconds
    return Parsed(fields, ("",))


def prompt(card: Card, question_id: str, seed: int) -> Prompt:  # noqa: ARG001 - a prompt is one question
    """Ask for a story, with the marks of the timer and the rubric."""
    fields = card.fields
    return Prompt(
        Asks.TELL,
        question_text(card, fields["prompt"]),
        joined(fields["answer"], fields.get("rubric_notes", "")),
        seconds=tuple(fields.get("seconds", SECONDS)),
        rubric=tuple(fields.get("rubric", RUBRIC)),
        **surroundings(card),
    )


def judge(card: Card, question_id: str, answer: Answer, seed: int) -> Verdict:  # noqa: ARG001 - only ticks count
    """Grade the share of ticked lines."""
    return judge_ticks(len(card.fields.get("rubric", RUBRIC)), answer.ticked)
