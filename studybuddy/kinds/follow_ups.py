"""Follow-ups go in as they are written, the steps that show them come out: a question, then its answer."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from studybuddy.model import Card, Problem, Severity

_ENDS = (".", "?", "!", ":", "…")
_OPENS = re.compile(rf"[{''.join(_ENDS)}]\s+\(")


class Step(NamedTuple):
    """A follow-up question, or the answer to it; `number` counts the questions from 1."""

    number: int
    text: str
    is_answer: bool = False


def steps(texts: Sequence[str]) -> tuple[Step, ...]:
    """Return questions and answers in the order in which they are shown."""
    found = []
    for number, text in enumerate(texts, start=1):
        question, answer = asked_and_answered(text)
        found.append(Step(number, question))
        if answer:
            found.append(Step(number, answer, is_answer=True))
    return tuple(found)


def asked_and_answered(text: str) -> tuple[str, str]:
    """Split "Why? (Because.)" into "Why?" and "Because."; without parentheses at the end the answer is ""."""
    start = _start_of_answer(text.rstrip())
    question = text[:start].rstrip()
    if start <= 0 or not text[start - 1].isspace() or not question.endswith(_ENDS):
        return text, ""
    return question, text.rstrip()[start + 1 : -1].strip()


def follow_up_problems(card: Card) -> Iterator[Problem]:
    """Yield a warning for follow-ups without an answer; what is asked about a story has none of its own."""
    texts = card.fields.get("follow_ups", ())
    bare = sum(not asked_and_answered(text)[1] for text in texts)
    if bare and card.kind != "star":
        message = "a follow-up without an answer" if bare == 1 else f"{bare} follow-ups without an answer"
        hint = "write it behind the question, in parentheses: Why? (Because.)"
        yield Problem(card.source, message, hint, Severity.WARNING)


def _start_of_answer(text: str) -> int:
    """Return where the parenthesis opens with whose end the text ends; -1 for none.

    Where they do not pair in the answer, as in [0, 1), it is the first that opens behind a sentence.
    """
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth <= 0:
            return at if text[at] == "(" else -1
    behind_a_sentence = _OPENS.search(text) if depth > 0 else None
    return behind_a_sentence.end() - 1 if behind_a_sentence else -1
