"""`studybuddy` alone: today at a glance, and the next command to type."""

from typing import NamedTuple

from studybuddy.commands.daily import Daily, daily_session
from studybuddy.commands.dates import shown
from studybuddy.commands.desk import Desk, open_desk, problems_said
from studybuddy.commands.plan_view import plan_view
from studybuddy.commands.plan_words import (
    DEBRIEF,
    OVER_NEXT,
    good_luck,
    how_was_it,
    on_the_eve,
    where_it_stands,
)
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import PIECE_KINDS, WANTED
from studybuddy.planning.agenda import QUIZ_MINUTES, Item
from studybuddy.planning.view import PlanView, Stage
from studybuddy.planning.work import Work
from studybuddy.scheduling.queue import Queue
from studybuddy.store.sql.schedule import answered_on


def glance() -> None:
    """Show what today asks for."""
    with open_desk(reads=True) as desk:
        from studybuddy.screens.console import make_console
        from studybuddy.screens.today import AgendaLine, TodayView, draw_today

        today = Today(desk)
        queue, daily = today.queue(), daily_session(today, WANTED)
        view = _view(desk, today)
        without_work = view is not None and view.stage in {Stage.INTERVIEW, Stage.OVER}
        items = view.agenda.items if view and not without_work else ()
        counted = _counted(today, queue, items)
        make_console().print(
            draw_today(
                TodayView(
                    date_shown=shown(today.day),
                    due=counted.due,
                    new=counted.new,
                    pieces=counted.pieces,
                    overdue=sum(today.is_overdue(one.due) for one in queue.order),
                    minutes=view.agenda.minutes if items and view else daily.minutes,
                    agenda=tuple(
                        AgendaLine(f"{item.name} {item.what}", item.minutes, item.command) for item in items
                    ),
                    plan_line=where_it_stands(view) if view and not without_work else "",
                    next_command=_next(daily, view),
                    next_about="" if without_work else _about(daily, queue, items),
                    answered_today=answered_on(desk.ledger, today.day),
                    notices=_notices(desk, today, queue, view),
                    instead=_instead(view) if view and without_work else "",
                )
            )
        )


class _Counted(NamedTuple):
    """What is due and new, as the first line says it."""

    due: int
    new: int
    pieces: int = 0


def _counted(today: Today, queue: Queue, items: tuple[Item, ...]) -> _Counted:
    """Count questions; with an agenda count as it does: cards, the new ones that fit, and pieces apart."""
    new = sum(one.new for one in queue.order)
    if not items:
        return _Counted(len(queue.order) - new, new)
    pieces = sum(one.kind in PIECE_KINDS and not one.new for one in queue.order)
    return _Counted(today.asked.get(Work.REVIEWS, 0), sum(item.new for item in items), pieces)


def _view(desk: Desk, today: Today) -> PlanView | None:
    """Put the plan on today together.

    Which round a mock is for, and what to fill the last minutes with, takes readiness, which is not free.
    """
    view = plan_view(today)
    if view is None:
        return None
    is_full = today.minutes_left - view.agenda.minutes < QUIZ_MINUTES
    if is_full and all(item.work is not Work.MOCKS for item in view.agenda.items):
        return view
    from studybuddy.commands.coach import Coach

    return plan_view(today, readiness=Coach(desk, today).readiness)


def _instead(view: PlanView) -> str:
    return good_luck(view) if view.stage is Stage.INTERVIEW else "the plan is over"


def _about(daily: Daily, queue: Queue, items: tuple[Item, ...]) -> str:
    """Say how much the session is, as its first question does, where it is not what is said to be due."""
    questions = len(daily.session.coming)
    if not questions or (not items and questions == len(queue.order)):
        return ""
    return f"{questions} question{'s' * (questions != 1)}, about {max(1, round(daily.minutes))} min"


def _next(daily: Daily, view: PlanView | None) -> str:
    if view is not None and view.stage is Stage.INTERVIEW:
        return ""
    if view is not None and view.stage is Stage.OVER:
        return DEBRIEF if view.untold else OVER_NEXT
    return "studybuddy review" if daily.session.current else "studybuddy plan"


def _notices(desk: Desk, today: Today, queue: Queue, view: PlanView | None) -> tuple[str, ...]:
    problems = problems_said(desk.ledger)
    if view is not None and view.stage is Stage.INTERVIEW:
        return tuple(filter(None, ("" if view.told else f"afterwards: {DEBRIEF}", problems)))
    notices = [how_was_it(view.untold), on_the_eve(view)] if view else []
    if view is not None and view.stage is Stage.OVER:
        notices += ["reviews go on, of what is due alone: studybuddy review", f"the next plan: {OVER_NEXT}"]
        return tuple(filter(None, (*notices, problems)))
    if view is not None and any(item.work is Work.MOCKS for item in view.agenda.items):
        notices.append(
            "a mock's score is 1 to 4, its rubric's mean; add --partner where somebody else gave it"
        )
    if queue.deferred:
        waits = "is due and waits" if queue.deferred == 1 else "are due and wait"
        notices.append(f"{queue.deferred} more {waits} for another day: no need to catch up at once")
    if today.waiting_cases:
        notices.append(f"design cases due: {today.waiting_cases}; studybuddy review --kind design")
    return tuple(filter(None, (*notices, problems)))
