"""A body with an `answer` block goes in; a number, a formula or a text is typed, and the program judges.

The fields hold the formulas as text: they are parsed when they are asked, and the seed draws their numbers.
"""

from collections.abc import Callable, Mapping
from typing import Any

from studybuddy.kinds.asking import answer_with_rubric, question_text, surroundings
from studybuddy.kinds.body import Body
from studybuddy.kinds.headline import PLACEHOLDER
from studybuddy.kinds.phrasing import joined
from studybuddy.kinds.protocol import Claim, Fault, Parsed
from studybuddy.model import Answer, Asks, Card, Prompt, Reply, Verdict


def parse(body: Body) -> Parsed:
    """Take the first block as what is expected, the text before as the question, the rest as the reason."""
    from studybuddy.kinds.answer_block import read_answer
    from studybuddy.kinds.blocks import fault_problem, only_block
    from studybuddy.kinds.fields import common_fields

    block, problems = only_block(body, "answer")
    read = read_answer(block.content)
    problems += [fault_problem(body, block, fault) for fault in read.faults]
    asked = body.open_text(body.section.start, block.start)
    fields = common_fields(body) | {
        "prompt": asked,
        "answer": joined(body.open_text(block.end, body.section.end), body.text("answer")),
        "declared": read.declared,
        "blanks": list(read.blanks),
        "block_line": block.start + 1 - body.section.start,
    }
    shown = set(PLACEHOLDER.findall(f"{body.section.heading}\n{asked}"))
    problems += [fault_problem(body, block, fault) for fault in _unmatched(shown, set(read.drawn))]
    return Parsed(fields, () if read.faults else ("",), tuple(problems))


def _unmatched(shown: set[str], drawn: set[str]) -> list[Fault]:
    """Say which placeholders have no draw, and which draws no placeholder."""
    missing = [
        Fault(0, f"[[{name}]] is in the question, but nothing draws it", f"draw {name}: 1..9")
        for name in sorted(shown - drawn)
    ]
    return missing + [
        Fault(0, f"{name} is drawn, but the question never says it", f"write [[{name}]] into the question")
        for name in sorted(drawn - shown)
    ]


def prompt(card: Card, question_id: str, seed: int) -> Prompt:  # noqa: ARG001 - an answer is one question
    """Ask for the blanks, with the numbers that the seed draws."""
    from studybuddy.kinds.blanks import drawn_numbers, shown_answer

    fields = card.fields
    numbers = drawn_numbers(fields["declared"], seed)
    fill = _filler(numbers)
    expected = [fill(shown_answer(fields["declared"], blank, seed)) for blank in fields["blanks"]]
    around = surroundings(card)
    return Prompt(
        Asks.TYPE,
        fill(question_text(card, fields["prompt"])),
        joined(_listed(expected), fill(answer_with_rubric(fields))),
        blanks=tuple(tuple(blank.get("texts") or [blank["expect"]]) for blank in fields["blanks"]),
        hints=tuple(map(fill, around["hints"])),
        why=fill(around["why"]),
        follow_ups=tuple(map(fill, around["follow_ups"])),
        strong=fill(around["strong"]),
        weak=fill(around["weak"]),
        varies=bool(numbers),
    )


def _filler(numbers: Mapping[str, str]) -> Callable[[str], str]:
    def fill(text: str) -> str:
        return PLACEHOLDER.sub(lambda found: numbers.get(found[1], found[0]), text)

    return fill


def _listed(expected: list[str]) -> str:
    if len(expected) == 1:
        return expected[0]
    return "\n".join(f"{number}. {text}" for number, text in enumerate(expected, start=1))


def read(card: Card, question_id: str, text: str, place: int, seed: int) -> Reply:  # noqa: ARG001 - one question
    """Say how what is typed into a blank is understood."""
    from studybuddy.kinds.blanks import read_blank

    return read_blank(card.fields["declared"], _blank(card, place), text, place, seed, _asked(card))


def check(card: Card, question_id: str, text: str, place: int, seed: int) -> Reply:  # noqa: ARG001 - one question
    """Take what is typed into a blank, unless it cannot be an answer."""
    from studybuddy.kinds.blank_judging import check_blank

    return check_blank(card.fields["declared"], _blank(card, place), text, place, seed, _asked(card))


def claim(card: Card, question_id: str, text: str, place: int, seed: int) -> Claim | None:  # noqa: ARG001 - one question
    """Return what is typed into a blank beside what is expected."""
    from studybuddy.kinds.blank_judging import claim_of

    return claim_of(card.fields["declared"], _blank(card, place), text, seed)


def closing(card: Card, question_id: str, seed: int) -> None:  # noqa: ARG001 - what every such kind takes
    """Ask nothing more."""
    return


def _asked(card: Card) -> str:
    return question_text(card, card.fields["prompt"])


def _blank(card: Card, place: int) -> Mapping[str, Any]:
    blanks: list[Mapping[str, Any]] = card.fields["blanks"]
    return blanks[min(place, len(blanks) - 1)]


def judge(card: Card, question_id: str, answer: Answer, seed: int) -> Verdict:  # noqa: ARG001 - one question
    """Judge the blanks together, one typed line for each; what cannot be read or settled costs nothing."""
    from studybuddy.kinds.blank_judging import judge_blanks

    return judge_blanks(card.fields["declared"], card.fields["blanks"], answer, seed)


def values(card: Card, seed: int) -> tuple[str, ...]:
    """Return the number that each blank expects; "" where it is none, or stands in the answer as one."""
    from studybuddy.kinds.blank_judging import value_of

    declared = card.fields["declared"]
    return tuple("" if "texts" in one else value_of(declared, one, seed) for one in card.fields["blanks"])


def verify(fields: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Return what is wrong with what is expected and rejected, with several draws of the numbers."""
    from studybuddy.kinds.answer_verification import verify_answer

    return verify_answer(fields["declared"], fields["blanks"])
