"""A body with a `derivation` block goes in; it is asked line by line, and the program checks each line.

After the last line it may ask which assumption one of the lines needed.
"""

from collections.abc import Mapping
from typing import Any

from studybuddy.kinds.asking import answer_with_rubric, question_text, surroundings
from studybuddy.kinds.body import Body
from studybuddy.kinds.phrasing import joined
from studybuddy.kinds.protocol import Claim, Fault, Parsed
from studybuddy.model import Answer, Asks, Card, Grade, Line, Prompt, Reached, Reply, Verdict

_OWN = frozenset({Reached.TYPED, Reached.SKIPPED, Reached.TICKED})
_HINT_COSTS = 0.5  # of a line
_MISTAKE_COSTS = 0.25
_PASSED, _GOOD = 0.6, 0.85  # shares of the lines, as of a rubric


def parse(body: Body) -> Parsed:
    """Take the first block as the derivation, what stands before as the question, the rest as the reason."""
    from studybuddy.kinds.blocks import fault_problem, only_block
    from studybuddy.kinds.derivation_block import read_lines
    from studybuddy.kinds.fields import common_fields

    block, problems = only_block(body, "derivation")
    read = read_lines(block.content)
    problems += [fault_problem(body, block, fault) for fault in read.faults]
    fields = common_fields(body) | {
        "prompt": body.open_text(body.section.start, block.start),
        "answer": joined(body.open_text(block.end, body.section.end), body.text("answer")),
        "block": block.content,
        "given": read.given,
        "lines": list(read.lines),
        "block_line": block.start + 1 - body.section.start,
    }
    whole = not any(fault.is_error for fault in read.faults)
    return Parsed(fields, ("",) if whole else (), tuple(problems))


def prompt(card: Card, question_id: str, seed: int) -> Prompt:  # noqa: ARG001 - a derivation is one question
    """Ask for the lines."""
    fields = card.fields
    lines = tuple(_line(line) for line in fields["lines"])
    return Prompt(
        Asks.DERIVE,
        question_text(card, fields["prompt"], fields["given"]),
        written(lines),
        lines=lines,
        **surroundings(card) | {"why": joined(answer_with_rubric(fields), fields.get("why", ""))},
    )


def _line(stored: Mapping[str, Any]) -> Line:
    return Line(
        stored["latex"],
        stored.get("words", ""),
        stored.get("reason", ""),
        stored.get("asked", True),
        stored.get("start", ""),
        stored.get("goal", ""),
    )


def written(lines: tuple[Line, ...]) -> str:
    """Return the lines with their reasons, as a numbered list in Markdown."""
    items = []
    for number, line in enumerate(lines, start=1):
        lead = f"{number}. "
        formula = f"$${line.latex}$$" if line.latex else line.words
        reason = f"\n{' ' * len(lead)}{line.reason}" if line.reason and line.reason != line.words else ""
        items.append(f"{lead}{formula}{reason}")
    return "\n".join(items)


def read(card: Card, question_id: str, text: str, place: int, seed: int) -> Reply:  # noqa: ARG001 - no seed needed
    """Say how a typed line is understood."""
    from studybuddy.kinds.derivation_block import read_typed

    return read_typed(card.fields["block"], text, place)


def check(card: Card, question_id: str, text: str, place: int, seed: int) -> Reply:  # noqa: ARG001 - one block
    """Say whether a typed line is the next one, a later one, no step, or wrong."""
    from studybuddy.kinds.derivation_checking import check_line

    return check_line(card.fields["block"], text, place, seed)


def claim(card: Card, question_id: str, text: str, place: int, seed: int) -> Claim | None:  # noqa: ARG001 - one block
    """Return the two sides of a typed line."""
    from studybuddy.kinds.derivation_checking import claim_of

    return claim_of(card.fields["block"], text, place)


def closing(card: Card, question_id: str, seed: int) -> Prompt | None:  # noqa: ARG001 - one question
    """Ask which assumption one of the lines needs, if the author says of any line that it needs one."""
    if not any(line.get("uses") for line in card.fields["lines"]):
        return None
    from studybuddy.kinds.assumptions import ask_for_assumption

    return ask_for_assumption(card.fields, seed)


def judge(card: Card, question_id: str, answer: Answer, seed: int) -> Verdict:
    """Suggest a grade from the lines that were the learner's own, less hints and mistakes."""
    asked = [
        (number, how)
        for number, (line, how) in enumerate(zip(card.fields["lines"], answer.lines, strict=False), start=1)
        if line.get("asked", True)
    ]
    total = sum(line.get("asked", True) for line in card.fields["lines"])
    total -= sum(how is Reached.SHOWN for _, how in asked)  # a repeat asks only what was missed
    own = sum(how in _OWN for _, how in asked)
    hinted = sum(how is Reached.HINTED for _, how in asked)
    share = (own + _HINT_COSTS * hinted - _MISTAKE_COSTS * answer.mistakes) / total if total else 1.0
    skipped = sum(how is Reached.SKIPPED for _, how in asked)
    notes: tuple[str, ...] = (f"{own + hinted - skipped} of {total} lines your own{_but(asked, answer)}.",)
    if share < _PASSED:
        return Verdict(passed=False, suggested_grade=Grade.AGAIN, notes=notes, headline="✗ not yet")
    last = closing(card, question_id, seed) if answer.chosen else None
    missed = last is not None and answer.chosen != last.right
    notes += ("The assumption was another one.",) if missed else ()
    grade = Grade.GOOD if share >= _GOOD and own == total and not missed else Grade.HARD
    return Verdict(passed=True, suggested_grade=grade, notes=notes, headline="✓ derived")


def _but(asked: list[tuple[int, Reached]], answer: Answer) -> str:
    said = {
        Reached.SKIPPED: "skipped over",
        Reached.HINTED: "with a hint",
        Reached.REVEALED: "revealed",
    }
    parts = []
    for how, words in said.items():
        numbers = [str(number) for number, reached in asked if reached is how]
        if numbers:
            parts.append(f"{words}: line{'s' * (len(numbers) > 1)} {', '.join(numbers)}")
    if answer.mistakes:
        parts.append(f"{answer.mistakes} mistake{'s' * (answer.mistakes > 1)} on the way")
    return "".join(f"; {part}" for part in parts)


def verify(fields: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Return what is wrong with the steps: each is verified, mutated, and robbed of its assumptions."""
    from studybuddy.kinds.derivation_checking import verify_block

    return verify_block(fields["block"])
