"""An enrolment flows in; what a calendar should show of each of its days flows out."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple
from zlib import crc32

from studybuddy.planning.enrolment import THE_INTERVIEW, Enrolment


class Entry(NamedTuple):
    """One whole day of a calendar. `key` stays the same for the same entry of the same plan."""

    key: str
    day: date
    title: str
    text: str = ""


def entries(enrolment: Enrolment, today: date) -> Iterator[Entry]:
    """List the days of study from today on, and every interview, in order."""
    for day in enrolment.active_days(max(today, enrolment.start), enrolment.end - timedelta(days=1)):
        week = enrolment.week_on(day)
        if week is not None:
            about = f"week {week.number}" + (f": {week.title}" if week.title else "")
            title = f"Study {enrolment.minutes_on(day)} min, {about}"
            yield Entry(f"study-{day.isoformat()}", day, title, "studybuddy review")
    for event in enrolment.all_events():
        if event.day >= today:
            title = "Interview" if event.name == THE_INTERVIEW else f"Interview: {event.name}"
            key = f"interview-{event.day.isoformat()}"
            if event.name != THE_INTERVIEW:  # two may be on one day
                key += f"-{crc32(event.name.casefold().encode()):08x}"
            yield Entry(key, event.day, title, ", ".join(event.rounds))
