"""Changes of id in, the question that an old step belongs to today, and the steps of a question, out.

What happened to an id before its move belongs to the new id; what happens to it later is another question's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from studybuddy.scheduling.steps import Move

Point = tuple[int, str]  # (at, id) of a step: a place in the order of the ledger


class Span(NamedTuple):
    """The steps of `question_id` after `since` and before `until`, both exclusive; None is unbounded."""

    question_id: str
    since: Point | None
    until: Point | None


def by_old_id(moves: Iterable[Move]) -> Mapping[str, tuple[Move, ...]]:
    """Group the moves by the id that they end, each group in the order of the ledger."""
    groups: defaultdict[str, list[Move]] = defaultdict(list)
    for move in sorted(moves):
        groups[move.old].append(move)
    return {old: tuple(group) for old, group in groups.items()}


def final_id(question_id: str, point: Point, moves: Mapping[str, tuple[Move, ...]]) -> str:
    """Return the id that a step of `question_id` at `point` belongs to, after all moves (by old id).

    It ends for moves in a circle too, since each move that is followed lies later than the one before.
    """
    while True:
        later = (move for move in moves.get(question_id, ()) if move[:2] > point)
        move = next(later, None)
        if move is None:
            return question_id
        question_id, point = move.new, move[:2]


def lineage(question_id: str, moves: Iterable[Move]) -> tuple[Span, ...]:
    """Return the spans of the ledger that make up the history of `question_id`, its own id's last."""
    groups = by_old_id(moves)
    spans: list[Span] = []
    for old, group in groups.items():
        since: Point | None = None
        for move in group:
            if final_id(move.new, move[:2], groups) == question_id:
                spans.append(Span(old, since, move[:2]))
            since = move[:2]
    own = groups.get(question_id, ())
    spans.append(Span(question_id, own[-1][:2] if own else None, None))
    return tuple(spans)
