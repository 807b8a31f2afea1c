"""A `.redo` body goes in: a problem practised elsewhere, asked by its title and link, judged by the learner.

`studybuddy track` writes such cards. What stands before `### Answer` is where to find the problem; the answer
is the pattern and the learner's own note of the mistake, shown once the problem was tried again.
"""

from studybuddy.kinds.asking import question_text, surroundings
from studybuddy.kinds.body import Body
from studybuddy.kinds.protocol import Parsed
from studybuddy.model import Answer, Asks, Card, Prompt, Verdict

AGAIN = "Solve it again, where you practise, against the clock."
NO_NOTE = "No note of it yet: write one with `studybuddy edit`, the pattern and what went wrong."


def parse(body: Body) -> Parsed:
    """Take link and note; a redo needs neither, since its title says which problem it is."""
    from studybuddy.kinds.fields import common_fields

    return Parsed(common_fields(body), ("",))


def prompt(card: Card, question_id: str, seed: int) -> Prompt:  # noqa: ARG001 - one question, never varied
    """Ask for the problem once more."""
    asked = question_text(card, card.fields["prompt"], AGAIN)
    return Prompt(Asks.THINK, asked, card.fields["answer"] or NO_NOTE, **surroundings(card))


def judge(card: Card, question_id: str, answer: Answer, seed: int) -> Verdict:  # noqa: ARG001 - the learner judges
    """Leave the judgement to the learner, who was there."""
    return Verdict(passed=None, suggested_grade=None)
