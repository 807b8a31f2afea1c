"""Today's work in, the plan on this day out, as every screen that speaks of it shows it."""

from dataclasses import replace

from studybuddy.commands.agenda import agenda_of
from studybuddy.commands.today import Today
from studybuddy.planning.assessment import without_invitation
from studybuddy.planning.guidance import guidance_of, guided
from studybuddy.planning.pass_view import PassView
from studybuddy.planning.readiness import Readiness
from studybuddy.planning.view import PlanView, build_view


def plan_view(
    today: Today,
    week: int | None = None,
    readiness: Readiness | None = None,
    final_pass: PassView | None = None,
    file_changed: bool = False,
    load_days: int = 0,
) -> PlanView | None:
    """Put the plan on today together; None when none is started. The load ahead takes its time to count."""
    if today.enrolment is None:
        return None
    agenda = agenda_of(today, today.enrolment, guided(today.supply, guidance_of(readiness)))
    view = build_view(
        today.enrolment,
        today.day,
        today.done,
        agenda,
        load=today.load(load_days) if load_days else (),
        load_ahead=today.load_ahead(load_days) if load_days else (),
        available=today.available,
        number=week,
        rates=today.rates,
        readiness=readiness,
        final_pass=final_pass,
        file_changed=file_changed,
    )
    if not today.assessed.whole:
        return view
    return view._replace(week=replace(view.week, note=without_invitation(view.week.note)))
