"""Changes of id in, the question that an old step belongs to today, and the steps of a question, out.

What happened to an id before its move belongs to the new id; what happens to it later is another question's.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from studybuddy.scheduling.steps import Move

Point = tuple[int, str]  # (at, id) of a step: a place in the order of the ledger


class Span(NamedTuple):
    """The steps of `question_id` after `since` and before `until`, both exclusive; None is unbounded."""

    question_id: str
    since: Point | None
    until: Point | None


@dataclass(frozen=True, slots=True)
class Moves:
    """All changes of id, by the id that each ends and by the one that it leads to, in the ledger's order."""

    by_old: Mapping[str, tuple[Move, ...]]
    by_new: Mapping[str, tuple[Move, ...]]

    @classmethod
    def of(cls, moves: Iterable[Move]) -> "Moves":
        """Index moves that come in any order."""
        ordered = sorted(moves)
        return cls(_grouped(ordered, lambda move: move.old), _grouped(ordered, lambda move: move.new))

    def __contains__(self, question_id: str) -> bool:
        """Tell whether an id was ever moved away from, or to."""
        return question_id in self.by_old or question_id in self.by_new

    def latest(self) -> int:
        """Return the moment of the last move in ms since 1970; 0 if there is none."""
        return max((group[-1].at for group in self.by_old.values()), default=0)


def _grouped(moves: Iterable[Move], key: Callable[[Move], str]) -> dict[str, tuple[Move, ...]]:
    groups: defaultdict[str, list[Move]] = defaultdict(list)
    for move in moves:
        groups[key(move)].append(move)
    return {name: tuple(group) for name, group in groups.items()}


def final_id(question_id: str, point: Point, moves: Moves) -> str:
    """Return the id that a step of `question_id` at `point` belongs to, after all moves.

    It ends for moves in a circle too, since each move that is followed lies later than the one before.
    """
    while True:
        later = (move for move in moves.by_old.get(question_id, ()) if move[:2] > point)
        move = next(later, None)
        if move is None:
            return question_id
        question_id, point = move.new, move[:2]


def lineage(question_id: str, moves: Moves) -> tuple[Span, ...]:
    """Return the spans of the ledger that make up the history of `question_id`, its own id's last."""
    own = moves.by_old.get(question_id, ())
    latest = Span(question_id, own[-1][:2] if own else None, None)
    return (*sorted(_earlier(question_id, moves), key=lambda span: (span.until, span.question_id)), latest)


def _earlier(question_id: str, moves: Moves) -> Iterator[Span]:
    """Walk back from a question to all ids that its steps were given under before a move."""
    waiting, seen = [question_id], {question_id}
    while waiting:
        for move in moves.by_new.get(waiting.pop(), ()):
            if final_id(move.new, move[:2], moves) != question_id:
                continue
            before = [other[:2] for other in moves.by_old[move.old] if other[:2] < move[:2]]
            yield Span(move.old, before[-1] if before else None, move[:2])
            if move.old not in seen:
                seen.add(move.old)
                waiting.append(move.old)
