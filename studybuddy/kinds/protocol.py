"""What every kind of card is: a module that parses a body, asks a question, and judges an answer."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from studybuddy.kinds.body import Body
from studybuddy.model import Answer, Card, Problem, Prompt, Reply, Verdict


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


class Claim(NamedTuple):
    """What a typed text says, for whoever can prove it.

    `label` is what stands behind it so far. `sides` are two trees that are equal if it is right, and their
    declarations; None where there is nothing to prove.
    """

    label: str
    sides: tuple[Any, Any, Any] | None = None


class TypedKind(Kind, Protocol):
    """A kind whose typed lines are read and checked one by one, before the whole is judged."""

    def read(self, card: Card, question_id: str, text: str, place: int, seed: int) -> Reply:
        """Say how the text typed at a place is understood; cheap enough for every key press."""

    def check(self, card: Card, question_id: str, text: str, place: int, seed: int) -> Reply:
        """Say what becomes of the text typed at a place; the place counts gaps or lines from 0."""

    def claim(self, card: Card, question_id: str, text: str, place: int, seed: int) -> Claim | None:
        """Return what a text that was taken claims; None for words, and for numbers alone."""

    def closing(self, card: Card, question_id: str, seed: int) -> Prompt | None:
        """Return the choice that follows the last line, if there is one."""


class Fault(NamedTuple):
    """Something that only a thorough check finds. `line` counts from 0 within the card's block."""

    line: int
    message: str
    hint: str = ""
    is_error: bool = True


class VerifiedKind(Kind, Protocol):
    """A kind whose cards can be verified, which takes too long to do whenever a deck is read."""

    def verify(self, fields: Mapping[str, Any]) -> tuple[Fault, ...]:
        """Return what is wrong with the fields of a card; the same for the same fields."""
