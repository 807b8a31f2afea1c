"""A body with a `python starter` block goes in; the learner writes code, and a finished check judges it.

The fields hold every block with its Markdown line; what runs them stands on another floor.
"""

from studybuddy.kinds.asking import question_text, surroundings
from studybuddy.kinds.body import Body
from studybuddy.kinds.phrasing import fenced, joined
from studybuddy.kinds.protocol import Parsed
from studybuddy.model import Answer, Asks, Card, Prompt, Verdict

VERBS = ("list", "check", "hint", "run", "diff", "reset", "solution")  # of the command; no kata is called so


def parse(body: Body) -> Parsed:
    """Read the blocks and the limits; without starter, reference and check there is nothing to ask."""
    from studybuddy.kinds.fields import common_fields
    from studybuddy.kinds.kata_blocks import read_blocks
    from studybuddy.kinds.kata_limits import read_limits

    blocks = read_blocks(body)
    limits, problems = read_limits(body)
    problems = [*blocks.problems, *problems]
    name = body.section.attributes.id
    if name in VERBS:
        hint = f"the verbs are {', '.join(VERBS)}"
        problems.append(body.problem(body.section.start, f"`{name}` is a verb of the kata command", hint))
    whole = blocks.is_whole and name not in VERBS
    fields = common_fields(body) | {"prompt": blocks.prompt, "answer": body.text("answer")}
    return Parsed(fields | blocks.fields | limits, ("",) if whole else (), tuple(problems))


def prompt(card: Card, question_id: str, seed: int) -> Prompt:  # noqa: ARG001 - nothing is shuffled
    """Ask for the code; the answer is the reference."""
    fields = card.fields
    reference = fenced(fields["reference"]["code"].rstrip("\n"), "python")
    text = question_text(card, fields["prompt"])
    return Prompt(Asks.CODE, text, joined(reference, fields["answer"]), **surroundings(card))


def judge(card: Card, question_id: str, answer: Answer, seed: int) -> Verdict:  # noqa: ARG001 - see below
    """Say nothing: the code itself is checked, and `kata_grading` suggests a grade from that evidence."""
    return Verdict(passed=None, suggested_grade=None)
