"""A body with nothing special goes in; the heading is asked, and the learner judges.

`.reversed` asks the way back too, as a question of its own.
"""

from studybuddy.kinds.asking import answer_with_rubric, question_text, surroundings
from studybuddy.kinds.body import Body
from studybuddy.kinds.phrasing import as_paragraph
from studybuddy.kinds.protocol import Parsed
from studybuddy.model import Answer, Asks, Card, Prompt, Verdict

REVERSE = ":reverse"


def parse(body: Body) -> Parsed:
    """Split the body into question and answer; a card without an answer cannot be asked."""
    from studybuddy.kinds.fields import common_fields

    fields = common_fields(body)
    if not (fields["answer"] or fields.get("rubric") or fields.get("strong")):
        problem = body.problem(body.section.start, "the card has no answer", "write one under the heading")
        return Parsed(fields, (), (problem,))
    is_reversed = "reversed" in body.section.attributes.classes
    return Parsed(fields, ("", REVERSE) if is_reversed else ("",))


def prompt(card: Card, question_id: str, seed: int) -> Prompt:  # noqa: ARG001 - nothing is shuffled
    """Ask the heading, or, for the way back, the answer."""
    question, answer = question_text(card, card.fields["prompt"]), answer_with_rubric(card.fields)
    if question_id.endswith(REVERSE):
        around = surroundings(card) | {"hints": (), "follow_ups": ()}  # they were written for the way there
        return Prompt(Asks.THINK, answer, as_paragraph(card.heading), **around)
    return Prompt(Asks.THINK, question, answer, **surroundings(card))


def judge(card: Card, question_id: str, answer: Answer, seed: int) -> Verdict:  # noqa: ARG001 - the learner judges
    """Leave the judgement to the learner."""
    return Verdict(passed=None, suggested_grade=None)
