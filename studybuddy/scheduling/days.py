"""Moments in, study days out; and sums of days that stay inside the calendar."""

from datetime import date, datetime, timedelta

ROLLOVER_HOUR = 4

_LAST_ORDINAL = date.max.toordinal()


def study_day(at: datetime, rollover_hour: int = ROLLOVER_HOUR) -> date:
    """Return the local day that `at` (aware, in the learner's zone) is studied on.

    The hours before `rollover_hour` (0 to 23, by the wall clock, so that DST does not move it) belong to
    the day before.
    Raises: ValueError when `at` is naive or the hour does not exist.
    """
    if at.tzinfo is None:
        raise ValueError("a study day needs an aware moment, in the learner's own zone")
    if not 0 <= rollover_hour <= 23:
        raise ValueError(f"the rollover hour is {rollover_hour}, not one of 0 to 23")
    return at.date() if at.hour >= rollover_hour else at.date() - timedelta(days=1)


def days_after(day: date, days: int) -> date:
    """Return `day` plus `days` ≥ 0, or the last day of the calendar when that lies beyond it."""
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if ordinal < _LAST_ORDINAL else date.max
