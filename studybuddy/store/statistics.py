"""The ledger in, the figures of `stats` out.

Retention counts the scheduled reviews of questions that had been answered before; what was predicted for each
comes from the state that the question had at that moment, which replaying the ledger brings back.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, case, col, func, select

from studybuddy.model import Grade, Happening, Memory, Role
from studybuddy.planning.progress import MS_PER_MINUTE
from studybuddy.scheduling import replay
from studybuddy.scheduling.forecast import predicted_recall
from studybuddy.scheduling.leech import LEECH_LAPSES
from studybuddy.scheduling.lineage import final_id
from studybuddy.scheduling.protocol import Scheduler, first_intervals_of
from studybuddy.store.sessions import reading_on
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.questions import kinds_of_questions, topics_of_questions
from studybuddy.store.sql.replaying import every_step, moves_of
from studybuddy.store.tables import QuestionRow, RetractionRow, ReviewRow


@dataclass(frozen=True, slots=True)
class Retention:
    """Of `reviews` answers `passed` were graded 3 or more; `predicted` is their mean predicted recall."""

    name: str
    reviews: int
    passed: int
    predicted: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything `stats` shows that is not about the days to come. Leeches and calibration are tuples."""

    by_topic: tuple[Retention, ...]
    by_week: tuple[Retention, ...]
    reviews_by_day: Mapping[date, int]
    minutes_by_kind: Mapping[str, float]
    leeches: tuple[tuple[str, int], ...]
    calibration: tuple[tuple[int, int, int], ...]


def figures_of(ledger: Ledger, scheduler: Scheduler) -> Figures:
    """Compute all figures from the ledger."""
    with reading_on(ledger) as session:
        topics, kinds = topics_of_questions(ledger), kinds_of_questions(ledger)
        outcomes = list(_outcomes(ledger, scheduler, kinds))
        return Figures(
            by_topic=_retention((topics.get(o.question_id, "retired cards"), o) for o in outcomes),
            by_week=_retention((_monday(o.day).isoformat(), o) for o in outcomes),
            reviews_by_day=_reviews_by_day(session),
            minutes_by_kind=_minutes_by_kind(session, kinds),
            leeches=_leeches(session),
            calibration=_calibration(session),
        )


@dataclass(frozen=True, slots=True)
class _Outcome:
    question_id: str
    day: date
    passed: bool
    predicted: float


def _outcomes(ledger: Ledger, scheduler: Scheduler, kinds: Mapping[str, str]) -> Iterable[_Outcome]:
    """Walk through the ledger and compare each answer with the state just before it."""
    memories: dict[str, Memory] = {}
    answered: dict[str, list[date]] = defaultdict(list)
    moves = moves_of(ledger)
    for step in every_step(ledger):
        if step.question_id is None:
            continue
        question_id = final_id(step.question_id, step[:2], moves)
        before = memories.get(question_id, replay.NEW)
        if step.what == Role.SCHEDULED and before.last_day is not None and step.study_day > before.last_day:
            passed = step.grade >= Grade.HARD
            yield _Outcome(question_id, step.study_day, passed, predicted_recall(before, step.study_day))
        intervals = first_intervals_of(kinds.get(question_id, ""))
        memories[question_id] = replay.apply(before, step, scheduler, intervals, answered[question_id])
        if step.what == Role.SCHEDULED:
            answered[question_id].append(step.study_day)
        elif step.what == Happening.RESET:
            answered[question_id].clear()


def _retention(named: Iterable[tuple[str, _Outcome]]) -> tuple[Retention, ...]:
    groups: dict[str, list[_Outcome]] = defaultdict(list)
    for name, outcome in named:
        groups[name].append(outcome)
    return tuple(
        Retention(
            name,
            len(outcomes),
            sum(outcome.passed for outcome in outcomes),
            sum(outcome.predicted for outcome in outcomes) / len(outcomes),
        )
        for name, outcomes in sorted(groups.items())
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _unretracted() -> Any:
    return ~select(RetractionRow.id).where(col(RetractionRow.event_id) == col(ReviewRow.id)).exists()


def _reviews_by_day(session: Session) -> dict[date, int]:
    query = (
        select(col(ReviewRow.study_day), func.count())
        .where(_unretracted())
        .group_by(col(ReviewRow.study_day))
    )
    return dict(session.exec(query).all())


def _minutes_by_kind(session: Session, kinds: Mapping[str, str]) -> dict[str, float]:
    query = (
        select(ReviewRow.question_id, func.sum(ReviewRow.took_ms))
        .where(_unretracted())
        .group_by(col(ReviewRow.question_id))
    )
    minutes: dict[str, float] = defaultdict(float)
    for question_id, took_ms in session.exec(query).all():
        minutes[kinds.get(question_id, "retired")] += took_ms / MS_PER_MINUTE
    return dict(sorted(minutes.items(), key=lambda item: -item[1]))


def _leeches(session: Session) -> tuple[tuple[str, int], ...]:
    query = (
        select(QuestionRow.id, QuestionRow.lapses)
        .where(col(QuestionRow.active), col(QuestionRow.lapses) >= LEECH_LAPSES)
        .order_by(col(QuestionRow.lapses).desc(), col(QuestionRow.id))
    )
    return tuple((question_id, lapses) for question_id, lapses in session.exec(query).all())


def _calibration(session: Session) -> tuple[tuple[int, int, int], ...]:
    passed: Any = func.sum(case((col(ReviewRow.grade) >= int(Grade.HARD), 1), else_=0))
    query = (
        select(ReviewRow.confidence, func.count(), passed)
        .where(col(ReviewRow.confidence).is_not(None), _unretracted())
        .group_by(col(ReviewRow.confidence))
        .order_by(col(ReviewRow.confidence))
    )
    return tuple(
        (confidence, reviews, right) for confidence, reviews, right in session.exec(query).all() if confidence
    )
