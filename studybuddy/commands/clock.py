"""The clock and STUDYBUDDY_NOW in, the present moment out: wall time is read here and nowhere else."""

import os
import time
from datetime import datetime

from studybuddy.errors import UsageError
from studybuddy.model import Moment
from studybuddy.scheduling.days import ROLLOVER_HOUR, study_day

_FIRST_YEAR = 1970
_TOO_LATE = 9000  # the longest interval must still fit into the calendar


def now(rollover_hour: int = ROLLOVER_HOUR) -> Moment:
    """Return the present, in the learner's own zone, and the study day that it falls in.

    Raises:
        UsageError: STUDYBUDDY_NOW is no ISO 8601 date and time with an offset.

    """
    fixed = os.environ.get("STUDYBUDDY_NOW")
    at = parse_moment(fixed, "STUDYBUDDY_NOW") if fixed else _whole_ms(datetime.now().astimezone())
    return Moment(at, study_day(at, rollover_hour))


def parse_moment(text: str, name: str) -> datetime:
    """Read an ISO 8601 date and time that says its offset; `name` is what the error calls it.

    Raises:
        UsageError: it is none.

    """
    hint = "write it like 2026-03-12T07:00:00+01:00"
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{name} is {text!r}, which is no date and time", hint) from None
    if at.tzinfo is None:
        raise UsageError(f"{name} is {text!r}, which says no offset from UTC", hint)
    if not (_FIRST_YEAR <= at.year < _TOO_LATE and at.timestamp() >= 0):
        raise UsageError(f"{name} is {text!r}, and its year must lie from {_FIRST_YEAR} to {_TOO_LATE - 1}")
    return _whole_ms(at)


def _whole_ms(at: datetime) -> datetime:
    """Cut off what the ledger does not keep, so that a moment equals what is read back."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def elapsed_ms(since: float) -> int:
    """Return the milliseconds since a reading of the monotonic clock."""
    return round((time.monotonic() - since) * 1000)
