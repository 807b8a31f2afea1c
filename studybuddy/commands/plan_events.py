"""Dated interviews in and out of the plan in force."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from studybuddy.commands.dates import parse_day, shown
from studybuddy.commands.desk import Desk
from studybuddy.commands.plan_changes import far_away
from studybuddy.commands.plan_in_force import UNDO, enrolled, put_plan
from studybuddy.commands.plan_words import paused_before
from studybuddy.errors import UsageError
from studybuddy.planning.changes import event_named, with_event, without_event
from studybuddy.planning.enrolment import InterviewEvent
from studybuddy.planning.rounds import round_named
from studybuddy.screens.marks import days_until


def add(desk: Desk, name: str, day: str, rounds: str) -> str:
    """Add a dated interview with its rounds."""
    from studybuddy.screens.console import safe

    if name and safe(name).splitlines() != [name]:
        raise UsageError("the name of an interview is one line of text", 'for instance "Acme screen"')
    today = desk.moment.study_day
    named = tuple(round_named(word.strip()) for word in rounds.split(",") if word.strip())
    event = InterviewEvent(name, parse_day(day, today, "DATE"), named)
    enrolment = enrolled(desk)
    after = with_event(enrolment, event, today)
    put_plan(desk, after, enrolment)
    nearest = after.next_event(today)
    leads = "; the final pass leads up to it" if nearest and nearest.name == name else ""
    if event.day < today:
        return f'{name} on {shown(event.day)}; tell of it: studybuddy plan event debrief "{name}"; {UNDO}'
    said = [f"{name} on {shown(event.day)}{leads}; {UNDO}", *far_away(event.day, today)]
    if enrolment.interview is not None and event.day > enrolment.interview:
        said.append(
            f"That is after the interview on {shown(enrolment.interview)}: the plan goes on up to it."
        )
    return "\n".join([*said, *paused_before(after, event.day)])


def remove(desk: Desk, name: str) -> str:
    """Remove a dated interview."""
    enrolment = enrolled(desk)
    put_plan(desk, without_event(enrolment, name), enrolment)
    return f"removed {event_named(enrolment, name).name}; {UNDO}"


def listed(desk: Desk) -> list[dict[str, Any]]:
    """List the dated interviews, the plan's own among them, by their days."""
    enrolment, today = enrolled(desk), desk.moment.study_day
    nearest = enrolment.next_event(today)
    return [
        {
            "name": event.name,
            "day": event.day.isoformat(),
            "days_left": (event.day - today).days,
            "rounds": list(event.rounds),
            "debriefed": event.debriefed,
            "nearest": event == nearest,
        }
        for event in sorted(enrolment.all_events(), key=lambda event: event.day)
    ]


def lines(found: Sequence[dict[str, Any]]) -> list[str]:
    """Return what is listed as lines to read."""
    if not found:
        return ["no interview is set: studybuddy plan event add NAME DATE"]
    shown_lines = []
    for event in found:
        on = date.fromisoformat(event["day"])
        when = days_until(on, on - timedelta(days=event["days_left"]))
        rounds = ", ".join(event["rounds"]) or "all rounds"
        state = " · told of" if event["debriefed"] else " · nearest" if event["nearest"] else ""
        shown_lines.append(f"{shown(on)}  {event['name']}  ({when}; {rounds}){state}")
    return shown_lines
