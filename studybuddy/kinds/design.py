"""A `.design` body goes in; it is asked phase by phase against the clock, and the learner ticks a rubric."""

import re

from studybuddy.kinds.asking import question_text, surroundings
from studybuddy.kinds.body import Body
from studybuddy.kinds.phrasing import joined
from studybuddy.kinds.protocol import Parsed
from studybuddy.kinds.rubric import judge_ticks
from studybuddy.markdown.document import Section
from studybuddy.model import Answer, Asks, Card, Phase, Prompt, Verdict

_PHASE = r"(.*?)\s*\((\d{1,3}(?:\.\d+)?)\s*(?:min|minutes?)\)"


def parse(body: Body) -> Parsed:
    """Take `### Name (5 min)` as phases; a case without a phase or without a rubric cannot be asked."""
    from studybuddy.kinds.fields import common_fields

    phases = [part for part in body.open if re.fullmatch(_PHASE, part.heading)]
    others = [part for part in body.open[1:] if part not in phases]
    fields = common_fields(body)
    lead = body.open[0]
    answers = [body.document.text(part.start, part.end) for part in others]
    fields |= {
        "prompt": body.document.text(lead.start, lead.end),
        "answer": joined(body.text("answer"), *answers),
        "phases": [_phase(body, part) for part in phases],
    }
    start, problems = body.section.start, []
    if not phases:
        problems.append(body.problem(start, "a design card without phases", "add `### Requirements (5 min)`"))
    if not fields.get("rubric"):
        hint = "add `### Rubric` with a list of what a strong answer has"
        problems.append(body.problem(start, "a design card without a rubric", hint))
    return Parsed(fields, () if problems else ("",), tuple(problems))


def _phase(body: Body, part: Section) -> dict[str, object]:
    found = re.fullmatch(_PHASE, part.heading)
    name, length = (found[1], float(found[2])) if found else (part.heading, 0.0)
    return {"name": name, "seconds": round(length * 60), "text": body.document.text(part.start + 1, part.end)}


def prompt(card: Card, question_id: str, seed: int) -> Prompt:  # noqa: ARG001 - a case is one question
    """Ask the case, its phases, and the rubric."""
    fields = card.fields
    return Prompt(
        Asks.PHASES,
        question_text(card, fields["prompt"]),
        joined(fields["answer"], fields.get("rubric_notes", "")),
        phases=tuple(Phase(phase["name"], phase["seconds"], phase["text"]) for phase in fields["phases"]),
        rubric=tuple(fields["rubric"]),
        **surroundings(card),
    )


def judge(card: Card, question_id: str, answer: Answer, seed: int) -> Verdict:  # noqa: ARG001 - only ticks count
    """Grade the share of ticked lines."""
    return judge_ticks(len(card.fields["rubric"]), answer.ticked)
