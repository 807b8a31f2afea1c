"""A queue and the learner's answers in, the next turn out: one session as a value, with its repeats.

Questions graded below 4 come back when all others have been asked, until each reaches 4 (Woźniak 1990).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from studybuddy.model import Candidate, Grade, Role
from studybuddy.scheduling.grades import RELEARNED


@dataclass(frozen=True, slots=True)
class Turn:
    """One asking of a question.

    `new` means that it had never been reviewed when the session began, `ahead` that it comes before others.
    """

    question_id: str
    role: Role = Role.SCHEDULED
    topic: str = ""
    deck: str = ""
    new: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that is over: answered, or dropped without an answer, which leaves `grade` None."""

    turn: Turn
    grade: Grade | None
    took_ms: int = 0


class Progress(NamedTuple):
    """Where a session is among its `total` questions; `again` counts the repeats that are still to come."""

    number: int
    total: int
    again: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """Turns still to come, the current one first, and turns taken, the latest last.

    Every method returns the session that follows. `cram` sessions ask with the role `cram` throughout; with
    `once` nothing comes back, however it was graded.
    """

    coming: tuple[Turn, ...]
    taken: tuple[Taken, ...] = ()
    cram: bool = False
    once: bool = False

    @classmethod
    def start(
        cls,
        queue: Sequence[Candidate],
        repeats: Sequence[Candidate] = (),
        *,
        cram: bool = False,
        ahead: Callable[[Candidate], bool] | None = None,
    ) -> "Session":
        """Begin with the questions of `queue`, in order.

        What is `ahead` there leads it, and stays before the others. `repeats` were answered earlier today and
        have not reached 4 yet, as after a session that was cut off.
        """
        role = Role.CRAM if cram else Role.SCHEDULED
        turns = [_turn(one, role, ahead=ahead is not None and ahead(one)) for one in queue]
        turns += [_turn(one, Role.REPEAT) for one in repeats]
        return cls(tuple(turns), (), cram)

    @property
    def current(self) -> Turn | None:
        """The turn to take now; None when the session is over."""
        return self.coming[0] if self.coming else None

    @property
    def answers(self) -> tuple[Taken, ...]:
        """The turns that were answered, in order."""
        return tuple(taken for taken in self.taken if taken.grade is not None)

    @property
    def progress(self) -> Progress:
        """The number of the current question; at the end, and while a repeat is asked, that of the last."""
        done = {taken.turn.question_id for taken in self.answers if taken.turn.role is not Role.REPEAT}
        asked = done | {taken.turn.question_id for taken in self.answers}
        new = [turn.role is not Role.REPEAT and turn.question_id not in asked for turn in self.coming]
        number = len(done) + bool(new and new[0])
        return Progress(number, len(done) + sum(new), len(new) - sum(new))

    def answered(self, grade: Grade, took_ms: int) -> "Session":
        """Take the current turn; below 4 the question comes back at the end.

        Raises: ValueError when the session is over.
        """
        turn = self._turn_now()
        coming = self.coming[1:]
        if grade < RELEARNED and not self.once:
            coming += (replace(turn, role=Role.CRAM if self.cram else Role.REPEAT),)
        return self._after(turn, coming, (*self.taken, Taken(turn, grade, took_ms)))

    def dropped(self) -> "Session":
        """Let the current question go without an answer: buried, suspended, or known.

        Raises: ValueError when the session is over.
        """
        turn = self._turn_now()
        return self._after(turn, self.coming[1:], (*self.taken, Taken(turn, None)))

    def then(self, one: Candidate, role: Role = Role.SCHEDULED) -> "Session":
        """Ask one more question next, unless the session has it already."""
        if one.question_id in {turn.question_id for turn in self.coming}:
            return self
        return replace(self, coming=(_turn(one, role), *self.coming))

    def put_off(self) -> "Session":
        """Ask the current question after all others that are to come.

        Raises: ValueError when the session is over.
        """
        return replace(self, coming=(*self.coming[1:], self._turn_now()))

    def without(self, question_id: str) -> "Session":
        """Forget the coming turns of a question that was answered, or vanished, elsewhere."""
        return replace(self, coming=_others(self.coming, question_id))

    def renamed(self, old: str, new: str) -> "Session":
        """Follow a question whose id was changed by an edit."""

        def follow(turn: Turn) -> Turn:
            return replace(turn, question_id=new) if turn.question_id == old else turn

        coming = tuple(follow(turn) for turn in self.coming)
        return replace(self, coming=coming, taken=tuple(replace(t, turn=follow(t.turn)) for t in self.taken))

    def undone(
        self, question_id: str, role: Role = Role.SCHEDULED, topic: str = "", deck: str = ""
    ) -> "Session":
        """Step back to a question whose last answer (or dropping) was taken back: it is the current turn.

        The repeat that the answer had caused goes with it. `role`, `topic` and `deck` are for a question
        that this session has not asked, as when an earlier session is undone.
        """
        coming = _others(self.coming, question_id)
        for i in reversed(range(len(self.taken))):
            if self.taken[i].turn.question_id == question_id:
                taken = self.taken[:i] + self.taken[i + 1 :]
                return replace(self, coming=(self.taken[i].turn, *coming), taken=taken)
        return replace(self, coming=(Turn(question_id, role, topic, deck), *coming))

    def _turn_now(self) -> Turn:
        if not self.coming:
            raise ValueError("the session is over: there is no current turn")
        return self.coming[0]

    def _after(self, last: Turn, coming: tuple[Turn, ...], taken: tuple[Taken, ...]) -> "Session":
        """Go on, with a turn of another topic than `last` in front if there is one like the next.

        The queue saw to that already; drops, skips and repeats can bring two of a topic together again.
        """
        for i, turn in enumerate(coming):
            alike = turn.role == coming[0].role and turn.ahead == coming[0].ahead
            if turn.topic != last.topic and alike:
                return replace(self, coming=(turn, *coming[:i], *coming[i + 1 :]), taken=taken)
        return replace(self, coming=coming, taken=taken)


def _turn(candidate: Candidate, role: Role, *, ahead: bool = False) -> Turn:
    return Turn(candidate.question_id, role, candidate.topic, candidate.deck, candidate.new, ahead)


def _others(turns: tuple[Turn, ...], question_id: str) -> tuple[Turn, ...]:
    return tuple(turn for turn in turns if turn.question_id != question_id)
