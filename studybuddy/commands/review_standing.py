"""A session that goes on: what its questions leave to each other flows in and out of one place."""

from typing import NamedTuple

from studybuddy.model import Card, Event, Memory, Prompt, Review
from studybuddy.scheduling.session import Session, Turn


class Asked(NamedTuple):
    """A question as it is put to the learner; `seed` drew its numbers and the order of its options.

    `resumes` means that it goes on where it stood in this session.
    """

    turn: Turn
    card: Card
    memory: Memory
    prompt: Prompt
    seed: int
    resumes: bool

    @property
    def seed_kept(self) -> int | None:
        """The seed, where the answer alone does not tell what was asked."""
        return self.seed if self.prompt.options or self.prompt.varies else None


class Left(NamedTuple):
    """A question to take up again where it was left, with the seed that drew it."""

    question_id: str
    seed: int


class Standing:
    """Where a session stands; it changes as the learner goes on.

    `message` is said with the next question; `takes_back` that it is to say how to take back what it tells.
    `left` is the question to take up again where it was left. By question, `earlier` holds what was typed at
    answers that were taken back, `missed` which lines of a derivation were not their own.
    `happened` is what this session wrote into the ledger, the newest last; `undo_asked` the id of what was
    written before it, once the learner was asked whether to take that back. `ready_before` is the readiness
    before the first answer, None without a plan.
    """

    def __init__(self, session: Session, message: str) -> None:
        self.session = session
        self.message = message
        self.left: Left | None = None
        self.earlier: dict[str, str] = {}
        self.takes_back = False
        self.happened: list[Review | Event] = []
        self.undo_asked = ""
        self.ready_before: float | None = None
        self.missed: dict[str, frozenset[int]] = {}
