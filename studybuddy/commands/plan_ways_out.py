"""A replan that would not help in; what would, each with the command that does it, out."""

import shlex
from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from studybuddy.commands.today import Today
from studybuddy.planning.enrolment import DAYS_PER_WEEK, Enrolment
from studybuddy.planning.plan import LIGHT
from studybuddy.planning.replan import Compared, Replan

STEP, MOST = 5, 240  # minutes of a day: nobody plans for 73, and few have more


class Way(NamedTuple):
    """What would help, in words, and what to type for it."""

    what: str
    command: str


def ways_out(today: Today, found: Replan, refused: Compared, behind: float) -> Iterator[Way]:
    """Name what makes up for the minutes `behind`, makes more room, or needs less.

    Where it is an interview before the last that a replan would be the worse for, a replan helps after it.
    """
    from studybuddy.screens.marks import count, day, duration

    days = min(DAYS_PER_WEEK, max(1, (found.before.end - today.day).days))
    more = _in_steps(behind / days)
    minutes = _in_steps(max(0.0, today.minutes_left) + more)
    if behind and minutes <= MOST:
        over = f"a day for {count(days, 'day')} makes up for the {duration(behind)} behind"
        yield Way(f"{more} min more {over}", f"studybuddy review --minutes {minutes}")
    if refused.stands.on != found.stands.on:
        yield Way(f"a replan after {day(refused.stands.on)}", "studybuddy plan replan")
        return
    enrolment, usual = found.before, found.before.plan.weekday_minutes
    wanted = _in_steps(usual * found.minutes_needed / max(found.minutes_available, 1.0))
    if usual < wanted <= MOST:
        yield Way(f"{wanted} minutes a day in place of {usual}", start_again(enrolment, minutes=wanted))
    if enrolment.size != LIGHT:
        yield Way("a smaller plan", start_again(enrolment, size=LIGHT))
    if enrolment.interview is not None:
        yield Way("a later day", "studybuddy plan move DATE")


def start_again(enrolment: Enrolment, *, minutes: int | None = None, size: str = "") -> str:
    """Return the command that starts a plan as it was started, in other minutes or of another size."""
    interview, minutes = enrolment.interview, minutes or enrolment.weekday_minutes
    words = ["studybuddy", "plan", "start", enrolment.plan.name]
    words += ["--interview", interview.isoformat()] if interview else ["--from", "today"]
    options = {"level": enrolment.level, "company": enrolment.company, "size": size or enrolment.size}
    for name, value in {**options, "minutes": str(minutes or "")}.items():
        words += [f"--{name}", value] if value else []
    return shlex.join(words)


def _in_steps(minutes: float) -> int:
    return STEP * ceil(minutes / STEP)
