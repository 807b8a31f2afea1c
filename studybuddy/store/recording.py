"""What the learner did in, one committed transaction out: the ledger's new line, and the state it makes."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from studybuddy.errors import StudyBuddyError, UsageError
from studybuddy.model import Event, Grade, Happening, Memory, Moment, Retraction, Review, Role
from studybuddy.scheduling import balance, replay
from studybuddy.scheduling.identity import uuid7
from studybuddy.scheduling.lineage import final_id
from studybuddy.scheduling.protocol import Scheduler, first_intervals_of
from studybuddy.scheduling.schedulers import label
from studybuddy.scheduling.steps import Step, step_of, to_ms
from studybuddy.store.folding import refold, scheduler_of
from studybuddy.store.placed import call_stale
from studybuddy.store.slots import place_answered
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.journal import (
    add_event,
    add_retraction,
    add_review,
    is_retracted,
    newest_id,
)
from studybuddy.store.sql.questions import kind_of, memory_of, questions_named
from studybuddy.store.sql.replaying import moves_of, steps_of
from studybuddy.store.sql.schedule import load_between
from studybuddy.store.sql.slots import due_day_of

BALANCED_FROM_DAYS = 3


class AnsweredElsewhereError(StudyBuddyError):
    """Another process answered the question after it was put on this screen; this answer was not saved."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the learner gave with a grade: text typed, confidence (1 to 3), time, the variant's seed."""

    grade: Grade
    role: Role = Role.SCHEDULED
    took_ms: int = 0
    answer: str = ""
    confidence: int | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A committed review, the state of its question now, and the day on which it is asked again."""

    review: Review
    memory: Memory
    due: date | None = None


def record(
    ledger: Ledger,
    question_id: str,
    attempt: Attempt,
    moment: Moment,
    seen: Memory | None = None,
) -> Recorded:
    """Commit one answer. `seen` is the state that the learner's screen was drawn from, if one was.

    Raises:
        AnsweredElsewhereError: the state is no longer `seen`; nothing was saved.
        LedgerError: the answer could not be saved.

    """
    with ledger.transaction():
        question_id = called_now(ledger, question_id)
        before = memory_of(ledger, question_id)
        if before is None:
            raise UsageError(
                f"no deck has a question {question_id!r}", "studybuddy search finds cards by their words"
            )
        if seen is not None and before != seen and attempt.role is Role.SCHEDULED:
            raise AnsweredElsewhereError(*_what_happened(question_id, seen, before))
        scheduler = scheduler_of(ledger)
        steps = steps_of(ledger, question_id)
        review = _review(ledger, scheduler, question_id, attempt, moment)
        if attempt.role is Role.SCHEDULED:
            review = _balanced(ledger, scheduler, review, before, steps)
        add_review(ledger, review)
        # An answer of long ago, under an id that was another card's then, belongs to that card.
        owner = question_of(ledger, review) or question_id
        if owner == question_id:
            with_this = sorted((*steps, step_of(review)), key=lambda step: step[:2])
            memory = refold(ledger, [question_id], {question_id: with_this})[question_id]
        else:
            memory = refold(ledger, [question_id, owner])[question_id]
        if attempt.role is Role.SCHEDULED:
            place_answered(ledger, question_id, memory, moment.study_day)
        due = due_day_of(ledger, question_id)
    return Recorded(review, memory, due)


def _what_happened(question_id: str, seen: Memory, now: Memory) -> tuple[str, str]:
    answered = now.last_day is not None and (seen.last_day is None or now.last_day > seen.last_day)
    if answered:
        return f"{question_id} was answered in another window", "its next date stands"
    return f"{question_id} was changed in another window", "this answer was not saved; studybuddy show tells"


def _review(
    ledger: Ledger, scheduler: Scheduler, question_id: str, attempt: Attempt, moment: Moment
) -> Review:
    return Review(
        new_id(ledger, moment.at),
        question_id,
        attempt.grade,
        attempt.role,
        moment.at.astimezone(UTC),
        offset_minutes(moment.at),
        moment.study_day,
        attempt.took_ms,
        0,
        label(scheduler),
        ledger.device,
        attempt.seed,
        attempt.answer,
        attempt.confidence,
    )


def _balanced(
    ledger: Ledger, scheduler: Scheduler, review: Review, before: Memory, steps: Sequence[Step]
) -> Review:
    """Choose the day with the least load near the exact one, once, so that replay need not.

    `steps` are those of the question before this answer.
    """
    now = step_of(review)
    if any(step[:2] > now[:2] for step in steps):
        return review  # given for an earlier moment: `before` is not the state that it changes
    after = _previewed(ledger, scheduler, now, before, _days_answered(steps))
    if (
        after.interval_days < BALANCED_FROM_DAYS
        or after.sm2_due is None
        or after.last_day != review.study_day
    ):
        return review
    load = load_between(ledger, *balance.window(after.interval_days, after.sm2_due))
    seed = int(review.id[-8:], 16)
    return review._replace(shift_days=balance.shift_days(after.interval_days, after.sm2_due, load, seed))


def preview(
    ledger: Ledger, scheduler: Scheduler, question_id: str, memory: Memory, grade: Grade, day: date
) -> Memory:
    """Return the state that a scheduled answer on `day` would lead to; nothing is written."""
    return previews(ledger, scheduler, question_id, memory, (grade,), day)[grade]


def previews(
    ledger: Ledger,
    scheduler: Scheduler,
    question_id: str,
    memory: Memory,
    grades: Iterable[Grade],
    day: date,
) -> dict[Grade, Memory]:
    """Return the states that scheduled answers on `day` would lead to, by grade; nothing is written."""
    answered = () if memory.last_day is None else _days_answered(steps_of(ledger, question_id))
    found = {}
    for grade in grades:
        step = Step(0, "", question_id, Role.SCHEDULED.value, day, int(grade))
        found[grade] = _previewed(ledger, scheduler, step, memory, answered)
    return found


def _previewed(
    ledger: Ledger, scheduler: Scheduler, step: Step, memory: Memory, answered: tuple[date, ...]
) -> Memory:
    intervals = first_intervals_of(kind_of(ledger, step.question_id or "") or "")
    return replay.apply(memory, step, scheduler, intervals, answered)


def _days_answered(steps: Iterable[Step]) -> tuple[date, ...]:
    """Return the study days of a question's scheduled reviews since it was last reset."""
    days: list[date] = []
    for step in steps:
        if step.what == Happening.RESET:
            days.clear()
        elif step.what == Role.SCHEDULED:
            days.append(step.study_day)
    return tuple(days)


def note(
    ledger: Ledger,
    happening: Happening,
    moment: Moment,
    question_id: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Event:
    """Commit one event that is no answer, and the state that follows."""
    with ledger.transaction():
        if question_id is not None:
            question_id = called_now(ledger, question_id)
        event = new_event(ledger, happening, moment, question_id, detail)
        add_event(ledger, event)
        if question_id is not None:
            refold(ledger, [question_id])
            call_stale(ledger)
    return event


def new_event(
    ledger: Ledger,
    happening: Happening,
    moment: Moment,
    question_id: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Event:
    """Make an event that happens now; the caller writes it."""
    return Event(
        new_id(ledger, moment.at),
        happening,
        question_id,
        moment.at.astimezone(UTC),
        offset_minutes(moment.at),
        moment.study_day,
        ledger.device,
        detail or {},
    )


def retract(ledger: Ledger, happenings: Iterable[Review | Event], moment: Moment) -> list[Review | Event]:
    """Take back just these, as far as they still count; return those that did."""
    with ledger.transaction():
        taken = [happening for happening in happenings if not is_retracted(ledger, happening.id)]
        for happening in taken:
            retraction = Retraction(
                new_id(ledger, moment.at), happening.id, moment.at.astimezone(UTC), ledger.device
            )
            add_retraction(ledger, retraction)
        owners = {question_of(ledger, happening) for happening in taken}
        refold(ledger, {owner for owner in owners if owner is not None})
        call_stale(ledger)
    return taken


def called_now(ledger: Ledger, question_id: str) -> str:
    """Return the id that a question on some screen has by now: a sync elsewhere may have moved it."""
    if question_id in questions_named(ledger, question_id):
        return question_id
    called = final_id(question_id, (0, ""), moves_of(ledger))
    return called if called in questions_named(ledger, called) else question_id


def question_of(ledger: Ledger, happening: Review | Event) -> str | None:
    """Return the question that a line of the ledger belongs to today, after all changes of its id."""
    step = step_of(happening)
    if step.question_id is None:
        return None
    return final_id(step.question_id, step[:2], moves_of(ledger))


def new_id(ledger: Ledger, at: datetime) -> str:
    """Return a fresh id, later than every id of this device even if its clock went back."""
    return uuid7(max(0, to_ms(at)), int.from_bytes(os.urandom(10)), newest_id(ledger))


def offset_minutes(at: datetime) -> int:
    """Return how far the learner's clock is ahead of UTC, in minutes."""
    offset = at.utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / 60)
