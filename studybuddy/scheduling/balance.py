"""An exact due day and the load of the days around it in, a small shift towards the emptiest day out."""

from collections.abc import Mapping
from datetime import date, timedelta

from studybuddy.scheduling.days import days_after


def window(interval_days: int, due: date) -> tuple[date, date]:
    """Return the first and the last day, both included, that a question due on `due` may be moved to.

    That is a tenth of the interval to either side, rounded down: intervals below ten days stay as they
    are, and no day lies before the day after the review.
    """
    reach = max(0, interval_days) // 10
    return due - timedelta(days=reach), days_after(due, reach)


def shift_days(interval_days: int, due: date, load: Mapping[date, int], seed: int) -> int:
    """Return by how many days to move `due` so that it falls on the least-loaded day of its window.

    `load` counts the questions due on each day; a missing day has none. Of equally loaded days the
    nearest to `due` wins, of two equally near ones the earlier or the later by the parity of `seed`.
    """
    first, last = window(interval_days, due)
    sign = -1 if seed % 2 else 1
    return min(
        range((first - due).days, (last - due).days + 1),
        key=lambda shift: (load.get(due + timedelta(days=shift), 0), abs(shift), sign * shift),
    )
