"""A question and its seed in, what reads and checks its typed lines out, where its kind can."""

from dataclasses import dataclass

from studybuddy.commands.proofs import Proofs
from studybuddy.kinds.protocol import TypedKind
from studybuddy.kinds.registry import typed_kind
from studybuddy.model import Asks, Card, Heard, Prompt, Reply


@dataclass(frozen=True, slots=True)
class TypedLines:
    """The lines of one question, as the screen asks about them."""

    kind: TypedKind
    card: Card
    question_id: str
    seed: int
    proofs: Proofs

    def read(self, text: str, place: int) -> Reply:
        """Say how a text is understood."""
        return self.kind.read(self.card, self.question_id, text, place, self.seed)

    def check(self, text: str, place: int) -> Reply:
        """Say what becomes of a text."""
        reply = self.kind.check(self.card, self.question_id, text, place, self.seed)
        if reply.heard is Heard.TAKEN:
            claim = self.kind.claim(self.card, self.question_id, text, place, self.seed)
            if claim is not None:
                self.proofs.note((self.question_id, self.seed, reply.place), claim)
        return reply

    def labels(self) -> tuple[str, ...]:
        """Return what stands behind the texts that were taken, in their order: "proved" and the like."""
        return self.proofs.labels(self.question_id, self.seed)

    @property
    def is_open(self) -> bool:
        """Whether a label may still change."""
        return self.proofs.is_open

    def closing(self) -> Prompt | None:
        """Return the choice that follows the last line, if there is one."""
        return self.kind.closing(self.card, self.question_id, self.seed)


def typed_lines(card: Card, question_id: str, prompt: Prompt, seed: int, proofs: Proofs) -> TypedLines | None:
    """Return what checks the lines of a question; None where only the whole answer is judged."""
    kind = typed_kind(card.kind) if prompt.asks in {Asks.TYPE, Asks.DERIVE} else None
    return TypedLines(kind, card, question_id, seed, proofs) if kind is not None else None
