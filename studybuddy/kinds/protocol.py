"""What every kind of card is: a module that parses a body, asks a question, and judges an answer."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from studybuddy.kinds.body import Body
from studybuddy.model import Answer, Card, Problem, Prompt, Verdict


class Parsed(NamedTuple):
    """What a kind made of a body.

    `fields` are JSON values. `suffixes` make the question ids: "" is the card's own id, ":c1" the first
    cloze. A body that cannot be asked has no suffixes, and a problem that says why.
    """

    fields: Mapping[str, Any]
    suffixes: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


class Kind(Protocol):
    """A kind of card; every module in `registry.KINDS` meets it.

    `prompt` and `judge` work on the stored fields alone and never need a Markdown parser. The `seed`
    shuffles the options of a choice and must be the same for both.
    """

    def parse(self, body: Body) -> Parsed:
        """Turn the body of a card into fields, question suffixes, and problems."""

    def prompt(self, card: Card, question_id: str, seed: int) -> Prompt:
        """Return the question, ready to be shown."""

    def judge(self, card: Card, question_id: str, answer: Answer, seed: int) -> Verdict:
        """Judge an answer to the prompt that the same seed gave."""
