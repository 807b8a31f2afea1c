"""A session that is over in, its closing screen out."""

from studybuddy.commands.coach import weighted_readiness
from studybuddy.commands.daily import Daily, daily_session
from studybuddy.commands.desk import Desk
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import WANTED
from studybuddy.kinds.headline import headline
from studybuddy.model import Memory
from studybuddy.planning.nearing import is_eve
from studybuddy.planning.progress import MS_PER_MINUTE
from studybuddy.scheduling.session import Session
from studybuddy.scheduling.summary import Summary, summarise
from studybuddy.screens.console import make_console, plain_look
from studybuddy.screens.formulas import with_formulas
from studybuddy.screens.summary import Leech, SessionSummary, TopicRecall, draw_summary
from studybuddy.store.sql.cards import card_of
from studybuddy.store.sql.questions import memory_of

MOST_LISTED = 8


def print_summary(
    desk: Desk,
    session: Session,
    daily: Daily | None,
    ready_before: float | None = None,
    *,
    apart: bool = False,
) -> None:
    """Print what the session came to, what waits, and the next command.

    `apart` means that the session was not that of the day: then what the day still asks is said.
    """
    desk = desk._replace(moment=desk.now())  # the session may have crossed into another study day
    memories = _failed(desk, session)
    figures = summarise(session, memories)
    today = Today(desk)
    waiting = len(daily_session(today, WANTED).session.coming) if apart else 0
    summary = SessionSummary(
        answered=figures.reviewed + figures.introduced,
        repeats=figures.repeats,
        minutes=figures.took_ms / MS_PER_MINUTE,
        topics=tuple(TopicRecall(t.topic, t.recalled, t.asked) for t in figures.topics),
        lapses=tuple(_heading(desk, one) for one in figures.lapsed[:MOST_LISTED]),
        leeches=tuple(_leech(one, memories[one].lapses) for one in figures.leeches),
        deferred=daily.deferred if daily else 0,
        oldest_deferred=daily.oldest_deferred if daily else None,
        tomorrow=today.asked_tomorrow,
        next_command=_next(figures, today, waiting),
        today=desk.moment.study_day,
        unfinished=figures.unfinished,
        waiting=waiting,
        cases=today.waiting_cases,
        suspended=_suspended(desk, session),
        more_lapses=len(figures.lapsed[MOST_LISTED:]),
        readiness=_readiness(desk, ready_before),
        interview_tomorrow=today.enrolment is not None and is_eve(today.enrolment, today.day),
    )
    make_console().print(draw_summary(summary))


def _failed(desk: Desk, session: Session) -> dict[str, Memory]:
    """Return what the ledger says of the questions that the session had wrong."""
    answers = (taken for taken in session.answers if taken.grade is not None and taken.grade < 3)
    failed = {taken.turn.question_id for taken in answers}
    return {one: memory for one in failed if (memory := memory_of(desk.ledger, one))}


def _readiness(desk: Desk, before: float | None) -> tuple[float, float] | None:
    """Return the readiness before and after the session, where there was one before."""
    after = None if before is None else weighted_readiness(desk)
    return None if before is None or after is None else (before, after)


def _suspended(desk: Desk, session: Session) -> tuple[str, ...]:
    """Return what the session suspended, unless that was taken back."""
    dropped = dict.fromkeys(taken.turn.question_id for taken in session.taken if taken.grade is None)
    memories = ((one, memory_of(desk.ledger, one)) for one in dropped)
    return tuple(one for one, memory in memories if memory is not None and memory.suspended)


def _heading(desk: Desk, question_id: str) -> str:
    card = card_of(desk.ledger, question_id)
    return with_formulas(headline(card.kind, card.heading), plain_look()) if card else question_id


def _leech(question_id: str, lapses: int) -> Leech:
    return Leech(question_id, lapses, f"studybuddy edit {question_id}")


def _next(figures: Summary, today: Today, waiting: int) -> str:
    if figures.unfinished or waiting:
        return "studybuddy review"
    return "studybuddy plan" if today.enrolment else "studybuddy plan start --interview DATE"
