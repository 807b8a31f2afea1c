"""The clock and STUDYBUDDY_NOW in, the present moment out: wall time is read here and nowhere else."""

import os
import time
from datetime import datetime

from studybuddy.errors import UsageError
from studybuddy.model import Moment
from studybuddy.scheduling.days import ROLLOVER_HOUR, study_day

_TOO_LATE = 9000  # the longest interval must still fit into the calendar


def now(rollover_hour: int = ROLLOVER_HOUR) -> Moment:
    """Return the present, in the learner's own zone, and the study day that it falls in.

    Raises:
        UsageError: STUDYBUDDY_NOW is no ISO 8601 date and time with an offset.

    """
    fixed = os.environ.get("STUDYBUDDY_NOW")
    at = parse_moment(fixed, "STUDYBUDDY_NOW") if fixed else datetime.now().astimezone()
    return Moment(at, study_day(at, rollover_hour))


def parse_moment(text: str, name: str) -> datetime:
    """Read an ISO 8601 date and time that says its offset; `name` is what the error calls it.

    Raises:
        UsageError: it is none.

    """
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None and at.timestamp() >= 0 and at.year < _TOO_LATE:
            return at
    except (ValueError, OverflowError):
        pass
    raise UsageError(f"{name} is {text!r}", "write it like 2026-03-12T07:00:00+01:00")


def elapsed_ms(since: float) -> int:
    """Return the milliseconds since a reading of the monotonic clock."""
    return round((time.monotonic() - since) * 1000)
