"""Reviews, events and retractions in, the ordered steps that a replay walks through out."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from studybuddy.model import Event, Happening, Retraction, Review

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_DETAIL: Mapping[str, Any] = MappingProxyType({})


class Step(NamedTuple):
    """One review or event with only what replay needs, light enough to be made a million times.

    `at` is UTC in milliseconds since 1970. `what` is the role of a review or the happening of an event,
    as plain text. `grade`, `shift_days` and `took_ms` belong to reviews, `detail` to events.
    """

    at: int
    id: str
    question_id: str | None
    what: str
    study_day: date
    grade: int = 0
    shift_days: int = 0
    detail: Mapping[str, Any] = _NO_DETAIL
    took_ms: int = 0


# What a replay takes: a Step, or a plain tuple of its fields, which is made and taken apart faster.
StepFields = tuple[int, str, str | None, str, date, int, int, Mapping[str, Any], int]


class Move(NamedTuple):
    """The question `old` is called `new` from the moment (`at`, `id`) on."""

    at: int
    id: str
    old: str
    new: str


def step_of(happening: Review | Event) -> Step:
    """Return the step that a review or an event makes."""
    match happening:
        case Review():
            return Step(
                to_ms(happening.reviewed_at),
                happening.id,
                happening.question_id,
                happening.role.value,
                happening.study_day,
                int(happening.grade),
                happening.shift_days,
                took_ms=happening.took_ms,
            )
        case Event():
            return Step(
                to_ms(happening.happened_at),
                happening.id,
                happening.question_id,
                happening.happening.value,
                happening.study_day,
                detail=happening.detail,
            )


def unretracted(steps: Iterable[Step], retractions: Iterable[Retraction]) -> tuple[Step, ...]:
    """Leave out what was taken back; a retraction itself cannot be."""
    gone = {retraction.event_id for retraction in retractions}
    return tuple(step for step in steps if step.id not in gone)


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Sort by (at, id), the one order in which the ledger is folded, and drop what arrived twice."""
    return tuple(sorted({step.id: step for step in steps}.values(), key=lambda step: step[:2]))


def moves_in(steps: Iterable[Step]) -> tuple[Move, ...]:
    """Collect the changes of id; a move to the same id, or without one, changes nothing."""
    return tuple(
        Move(step.at, step.id, step.question_id, new)
        for step in steps
        if step.what == Happening.MOVE
        and step.question_id is not None
        and isinstance(new := step.detail.get("to"), str)
        and new not in ("", step.question_id)
    )


def to_ms(at: datetime) -> int:
    """Return an aware moment as whole milliseconds since 1970; what is finer is cut off."""
    return (at - _EPOCH) // timedelta(milliseconds=1)
