"""Today's work in, the plan on this day out, as every screen that speaks of it shows it."""

from studybuddy.commands.day import LOAD_DAYS
from studybuddy.commands.today import Today
from studybuddy.planning.agenda import Agenda, build_agenda
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.guidance import guidance_of
from studybuddy.planning.pass_view import PassView
from studybuddy.planning.readiness import Readiness
from studybuddy.planning.view import PlanView, build_view


def plan_view(
    today: Today,
    week: int | None = None,
    readiness: Readiness | None = None,
    final_pass: PassView | None = None,
    file_changed: bool = False,
) -> PlanView | None:
    """Put the plan on today together; None when none is started."""
    if today.enrolment is None:
        return None
    return build_view(
        today.enrolment,
        today.day,
        today.done,
        _agenda(today, today.enrolment, readiness),
        load=today.load(LOAD_DAYS),
        load_ahead=today.load_ahead(LOAD_DAYS),
        available=today.available,
        number=week,
        rates=today.rates,
        readiness=readiness,
        final_pass=final_pass,
        file_changed=file_changed,
    )


def _agenda(today: Today, enrolment: Enrolment, readiness: Readiness | None) -> Agenda:
    """Say what today has to do, and what the weakest round needs where minutes are left."""
    guidance = guidance_of(readiness)
    return build_agenda(
        enrolment,
        today.day,
        today.done,
        due=today.asked,
        available=today.available,
        next_up={**today.next_up, **guidance.mock},
        rates=today.rates,
        gains=today.gains,
        quiz=guidance.quiz,
        again=guidance.again,
        new=today.new_left,
        window=today.window,
        redo_minutes=today.redo_minutes,
    )
