"""The plan in force in, a calendar file of its days out."""

import sys
from datetime import timedelta
from pathlib import Path

from studybuddy.commands.desk import Desk
from studybuddy.commands.plan_in_force import enrolled
from studybuddy.errors import StudyBuddyError
from studybuddy.planning.calendar_days import Entry, entries


def export_ics(desk: Desk, path: str) -> str:
    """Write the days of study and the interviews as an iCalendar file (RFC 5545); "-" is stdout.

    Raises:
        UsageError: no plan is started.
        StudyBuddyError: the file cannot be written.

    """
    found = list(entries(enrolled(desk), desk.moment.study_day))
    text = _calendar(desk, found)
    if path == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
        return ""
    target = Path(path).expanduser()
    try:
        target.write_bytes(text)
    except OSError as error:
        raise StudyBuddyError(f"cannot write {target}: {error.strerror}", "give another FILE") from error
    return f"{len(found)} days in {target}"


def _calendar(desk: Desk, found: list[Entry]) -> bytes:
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//studybuddy//plan//EN")
    calendar.add("version", "2.0")
    for entry in found:
        event = Event()
        event.add("uid", f"{entry.key}.{desk.ledger.device}@studybuddy")
        event.add("dtstamp", desk.moment.at)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("summary", entry.title)
        if entry.text:
            event.add("description", entry.text)
        event.add("transp", "TRANSPARENT")  # a day of study keeps nobody from being invited
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
