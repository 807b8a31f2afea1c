"""A plan in force and a new one flow in; the new one with what was added to the old one flows out."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from studybuddy.errors import UsageError
from studybuddy.planning.changes import paused, with_event
from studybuddy.planning.enrolment import Enrolment


class Carried(NamedTuple):
    """A plan with what it took over, that in words, and in words what could not be taken over."""

    enrolment: Enrolment
    kept: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def carried_over(before: Enrolment, after: Enrolment, today: date) -> Carried:
    """Take over the interviews that are to come, the pauses not over yet, and the topics wanted more."""
    kept, lost = [], []
    for event in before.events:
        if event.day < today or event.debriefed:
            continue
        said = f"{event.name} on {event.day}"
        try:
            after = with_event(after, event, today)
        except UsageError:  # it names a round without a weight in the new plan
            lost.append(said)
        else:
            kept.append(said)
    for pause in before.pauses:
        if pause.last < today:
            continue
        said = f"the pause from {pause.first} to {pause.last}"
        try:
            after = paused(after, max(pause.first, today), pause.last, today)
        except UsageError:
            lost.append(said)
        else:
            kept.append(said)
    if before.emphasis:
        kept.append(f"wanted more: {', '.join(sorted(before.emphasis))}")
        after = replace(after, emphasis={**before.emphasis, **after.emphasis})
    return Carried(after, tuple(kept), tuple(lost))
