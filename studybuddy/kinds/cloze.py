"""A body with `{{c1::hidden::hint}}` goes in; the text is asked with gaps, typed or thought."""

from collections.abc import Sequence
from typing import Any

from studybuddy.kinds.asking import answer_with_rubric, question_text, surroundings
from studybuddy.kinds.body import Body
from studybuddy.kinds.phrasing import joined
from studybuddy.kinds.protocol import Parsed
from studybuddy.model import Answer, Asks, Card, Grade, Prompt, Verdict

_TYPED_LENGTH = 40  # characters; nobody types a longer text the same way twice
_MARKUP = frozenset("*_`$\n[]\\")


def parse(body: Body) -> Parsed:
    """Cut the text up to the last block with a gap into gaps and the text between; what follows explains."""
    from studybuddy.kinds.fields import common_fields
    from studybuddy.kinds.gaps import read_gaps, segments

    gaps = read_gaps(body)
    fields = common_fields(body) | {
        "prompt": "",
        "answer": joined(body.open_text(gaps.end, body.section.end), body.text("answer")),
        "text": segments(body, gaps),
    }
    numbers = sorted({gap.number for gap in gaps.found})
    return Parsed(fields, tuple(f":c{number}" for number in numbers), gaps.problems)


def prompt(card: Card, question_id: str, seed: int) -> Prompt:  # noqa: ARG001 - nothing is shuffled
    """Ask the text with the gaps of one number; the other clozes are shown.

    One `blanks` entry stands for each different text that is hidden. Math and long text are not typed.
    """
    number = int(question_id.removeprefix(f"{card.id}:c"))
    segments = card.fields["text"]
    gaps = _gaps(segments, number)
    is_typed = all("$" not in gap["hidden"] and len(gap["plain"]) <= _TYPED_LENGTH for gap in gaps)
    texts = tuple(dict.fromkeys(gap["plain"] for gap in gaps))
    return Prompt(
        Asks.TYPE if is_typed else Asks.THINK,
        question_text(card, "".join(_asked(segment, number) for segment in segments)),
        joined("".join(_revealed(segment, number) for segment in segments), answer_with_rubric(card.fields)),
        blanks=tuple((text,) for text in texts) if is_typed else (),
        **surroundings(card),
    )


def _gaps(segments: Sequence[Any], number: int) -> list[Any]:
    return [segment for segment in segments if isinstance(segment, dict) and segment["gap"] == number]


def _asked(segment: Any, number: int) -> str:
    if isinstance(segment, str):
        return segment
    return f"[{segment['hint'] or '…'}]" if segment["gap"] == number else str(segment["hidden"])


def _revealed(segment: Any, number: int) -> str:
    if isinstance(segment, str):
        return segment
    hidden = str(segment["hidden"])
    can_be_bold = not _MARKUP.intersection(hidden) and hidden == hidden.strip()
    return f"**{hidden}**" if segment["gap"] == number and can_be_bold else hidden


def judge(card: Card, question_id: str, answer: Answer, seed: int) -> Verdict:
    """Compare what was typed; several different gaps are typed in order, with `;` or a new line between.

    A near miss is left to the learner, and so is every gap that is not typed.
    """
    from studybuddy.kinds.typed import Match, compare

    blanks = prompt(card, question_id, seed).blanks
    if not blanks:
        return Verdict(passed=None, suggested_grade=None)
    parts = answer.text.replace("\n", ";").split(";") if len(blanks) > 1 else [answer.text]
    if len(parts) != len(blanks):
        note = f"{len(blanks)} gaps to fill, in order, with ; between them."
        return Verdict(passed=False, suggested_grade=Grade.AGAIN, notes=(note,))
    matches = [compare(part, accepted) for part, accepted in zip(parts, blanks, strict=True)]
    if Match.NO in matches:
        return Verdict(passed=False, suggested_grade=Grade.AGAIN)
    if Match.CLOSE in matches:
        return Verdict(passed=None, suggested_grade=None, notes=("Close: a slip of the keys?",))
    return Verdict(passed=True, suggested_grade=Grade.HARD if answer.hints_used else Grade.GOOD)
