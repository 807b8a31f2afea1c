"""A plan on one day in, a few words about where it stands out: for a prompt and for today at a glance."""

from datetime import date

from studybuddy.planning.enrolment import DAY, THE_INTERVIEW, Enrolment, InterviewEvent, called
from studybuddy.planning.view import PlanView, Stage
from studybuddy.screens.marks import count, day, days_until

OVER_NEXT = "studybuddy plan start --interview DATE"
DEBRIEF = "studybuddy plan event debrief"
ONLY_DUE = "the plan is over: only what is due is asked; --new 10 brings new cards"


def where_it_stands(view: PlanView, *, short: bool = False) -> str:
    """Return such as "week 5 of 8, behind, 23 days to the interview", or "week 5/8 behind · 23 days"."""
    if view.stage is Stage.OVER:
        return "plan is over"
    if view.stage is Stage.INTERVIEW:
        return f"{_name_today(view)} today"
    event = view.next_event
    days = (event.day - view.today).days if event else 0
    left = "" if event is None else count(days, "day") + (" left" if short else "")
    if view.stage is Stage.PAUSED and view.current is not None:
        return f"paused until {paused_until(view)}" + (f" · {left}" if left and short else "")
    if view.stage is Stage.BEFORE or view.current is None:
        parts = [f"plan starts {days_until(view.start, view.today)}"]
    else:
        week = f"week {view.current}{'/' if short else ' of '}{view.weeks}"
        word = [] if view.is_eve else [view.pace_word]
        parts = [" ".join([week, *word])] if short else [week, *word]
    if left:
        parts.append(left if short else f"{left} to {_the(event)}")
    return (" · " if short else ", ").join(parts)


def how_was_it(event: InterviewEvent | None) -> str:
    """Ask for the debrief of an interview that is over; "" where there is none to tell of."""
    return f"How was {_the(event)}? {DEBRIEF}" if event else ""


def on_the_eve(view: PlanView) -> str:
    """Say why the day before an interview has so little to do; "" on any other day."""
    if not view.is_eve or view.next_event is None or view.stage is not Stage.RUNNING:
        return ""
    first = f", and what {_the(view.next_event)} asks comes first" if view.next_event.rounds else ""
    return f"the eve is light on purpose: only what is due, in half the minutes{first}"


def good_luck(view: PlanView) -> str:
    """Say what the day of an interview asks for: nothing."""
    name = _name_today(view)
    return f"{name[:1].upper()}{name[1:]} today: nothing is planned. Good luck!"


def paused_until(view: PlanView) -> str:
    """Say which day is the last one of today's pause; "" where there is none."""
    return next((day(last, view.today) for first, last in view.pauses if first <= view.today <= last), "")


def paused_before(enrolment: Enrolment, when: date) -> list[str]:
    """Say of an interview's day that a pause leaves no day of study right before it."""
    pause = enrolment.pause_on(when - DAY)
    if pause is None:
        return []
    return [f"The plan is paused up to {day(pause.last)}: nothing is studied right before it."]


def _name_today(view: PlanView) -> str:
    return next((event.name for event in view.events if event.day == view.today), THE_INTERVIEW)


def _the(event: InterviewEvent | None) -> str:
    return called(THE_INTERVIEW if event is None else event.name)
