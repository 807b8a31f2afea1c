"""An event of the ledger, and the plan before it, in; what it was, as `undo` names it, out."""

from collections.abc import Sequence
from datetime import date

from studybuddy.model import Event, Happening
from studybuddy.planning.enrolment import Enrolment, InterviewEvent, called, enrolment_from
from studybuddy.planning.tracking import tracked_from
from studybuddy.screens.marks import count, day


def event_words(event: Event, before: Enrolment | None) -> str:
    """Return such as "plan: pause from Tue 10 Jan to Thu 12 Jan"; `before` is the plan before it."""
    if event.happening is Happening.PLAN:
        return f"plan: {plan_words(before, enrolment_from(event.detail), event.study_day)}"
    if event.happening is Happening.TRACK:
        one = tracked_from(event.study_day, event.detail)
        if one.is_interview:
            return f"debrief: {one.what} {one.score:g} of 4 at {one.note}"
        return f"track: {' '.join(filter(None, (one.kind, one.what)))} {one.minutes} min"
    if event.happening is Happening.ASSESS:
        answers, topics = event.detail["asked"], len(event.detail["levels"])
        return f"assess: {count(answers, 'answer')} about {count(topics, 'topic')}, to be asked anew"
    return f"{event.happening.value} {event.question_id or ''}".rstrip()


def is_large(event: Event, before: Enrolment | None) -> bool:
    """Tell whether weeks hang on an event: a plan's start or end, and an assessment."""
    if event.happening is Happening.ASSESS:
        return True
    if event.happening is not Happening.PLAN:
        return False
    after = enrolment_from(event.detail)
    return after is None or _is_start(before, after, event.study_day)


def plan_words(before: Enrolment | None, after: Enrolment | None, on: date) -> str:
    """Say what made one plan of another on a day."""
    if after is None:
        return "clear"
    if before is None or _is_start(before, after, on):
        return f"start of {after.plan.title}"
    if after.interview != before.interview:
        return f"interview moved to {day(after.interview, on)}"
    if (after.events, after.emphasis) != (before.events, before.emphasis):
        return _events(before.events, after.events)
    if new := [pause for pause in after.pauses if pause not in before.pauses]:
        return f"pause from {day(new[0].first)} to {day(new[0].last)}"
    return "start" if after.replanned is None else "replan"


def _is_start(before: Enrolment | None, after: Enrolment, on: date) -> bool:
    """Tell whether a plan took the place of another; a move leaves the first day of one under way."""
    if before is None or before.plan.title != after.plan.title:
        return True
    return before.start < on and after.start != before.start


def _events(before: Sequence[InterviewEvent], after: Sequence[InterviewEvent]) -> str:
    if after == before:
        return "more of a debrief"
    names = {event.name for event in before}
    if told := [event for event in after if event.debriefed and event not in before]:
        return f"debrief of {called(told[0].name)}"
    if added := [event for event in after if event.name not in names]:
        return f"{added[0].name} added"
    gone = names - {event.name for event in after}
    return f"{', '.join(sorted(gone))} removed"
