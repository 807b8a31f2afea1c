"""The plan on one day flows in; every figure of its screen as JSON values flows out.

Dates are in ISO 8601, minutes have one decimal. The keys are the same with and without a plan.
"""

from datetime import timedelta
from typing import Any

from studybuddy.planning.coach_json import coach_json, events_json
from studybuddy.planning.view import PlanView


def plan_json(view: PlanView) -> dict[str, Any]:
    """Give every figure of the plan screen."""
    return {
        **_place(view),
        **_work(view),
        **coach_json(view.today, view.forecast, view.readiness, view.final_pass, view.next_event),
        "events": events_json(view.events),
        "pauses": [{"from": first.isoformat(), "to": last.isoformat()} for first, last in view.pauses],
        "file_changed": view.file_changed,
    }


def no_plan_json() -> dict[str, Any]:
    """Give the same keys as `plan_json` when no plan is started, with nothing in them."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("plan", "start", "interview", "stage", "week", "week_title", "current_week", "weeks", "days_left"),
    ) | dict.fromkeys(
        (
            "level",
            "company",
            "size",
            "own",
            "minutes_behind",
            "forecast",
            "readiness",
            "final_pass",
            "next_event",
        ),
    )
    minutes = {"planned": 0.0, "done": 0.0, "extra": 0.0}
    today = {"available": 0, "done": 0.0, "planned": 0.0}
    empty: dict[str, Any] = {"today": [], "targets": [], "load": [], "focus": [], "note": ""}
    empty |= {"events": [], "pauses": [], "file_changed": False}
    return nothing | {"pace": None, "status": None, "minutes": minutes, "minutes_today": today} | empty


def _place(view: PlanView) -> dict[str, Any]:
    """Say which plan it is, and where in it the day lies."""
    return {
        "plan": view.title,
        "start": view.start.isoformat(),
        "interview": view.interview and view.interview.isoformat(),
        "stage": view.stage.value,
        "week": view.week.number,
        "week_title": view.week.title,
        "current_week": view.current,
        "weeks": view.weeks,
        "days_left": view.days_left,
        "focus": list(view.week.topics),
        "note": view.week.note,
        "level": view.level or None,
        "company": view.company or None,
        "size": view.size,
    }


def _work(view: PlanView) -> dict[str, Any]:
    """Say what was planned and done, what today asks for, and what is due on the days to come."""
    pace, own, agenda = view.pace, view.own, view.agenda
    return {
        "pace": None if pace.ratio is None else round(pace.ratio, 3),
        "status": pace.status.value,
        "minutes": {
            "planned": round(pace.minutes_planned, 1),
            "done": round(pace.minutes_done, 1),
            "extra": round(view.minutes_extra, 1),
        },
        "own": {
            "planned": round(own.minutes_planned, 1),
            "done": round(own.minutes_done, 1),
            "pace": None if own.ratio is None else round(own.ratio, 3),
            "status": own.status.value,
        },
        "minutes_behind": round(view.minutes_behind, 1),
        "minutes_today": {
            "available": agenda.minutes_of_day,
            "done": round(agenda.minutes_done, 1),
            "planned": round(agenda.minutes, 1),
        },
        "today": [
            {
                "name": item.name,
                "what": item.what,
                "count": item.count,
                "minutes": round(item.minutes, 1),
                "command": item.command,
            }
            for item in agenda.items
        ],
        "targets": [
            {
                "name": target.name,
                "planned": target.planned,
                "done": target.done,
                "available": target.available,
            }
            for target in view.targets
        ],
        "load": [
            {"day": (view.today + timedelta(days=offset)).isoformat(), "due": due, "asked": asked}
            for offset, (due, asked) in enumerate(zip(view.load, view.load_ahead, strict=True))
        ],
    }
