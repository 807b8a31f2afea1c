"""The bounds of a placed final pass and one answer in, the provisional slot of that question out.

Placing every question anew costs too much after each answer. The bounds say what is needed in between, and
are small enough to be kept as one line of JSON.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from studybuddy.model import Grade

TIMES_BEFORE_PASS = 2
LONG_MINUTES = 5.0  # what takes this long is spread over the days by its minutes, in a line of its own


class Bounds(NamedTuple):
    """The window of a final pass and who is asked when.

    `window` are its active days up to the eve of the interview; the last one, or two, are spare. Before the
    window begins, `floors` hold for each of its other days the smallest interval, in days, asked that day
    (`long_floors` for the questions of 5 minutes and more): never rising, since the longest come first.
    """

    interview: date
    window: tuple[date, ...] = ()
    floors: tuple[int, ...] = ()
    long_floors: tuple[int, ...] = ()


def slot_after(
    bounds: Bounds,
    interval_days: int,
    due: date | None,
    lasting: bool,
    today: date,
    minutes: float = 0.0,
    *,
    waits: bool = False,
) -> date | None:
    """Return the slot of the question that was just answered, None where its own `due` day stands.

    `interval_days` and `due` are those after the answer; `due` is the scheduler's day, balanced, never a
    slot; None means "known". In the window a pass that is `lasting` is final until the interview, anything
    else returns on the next active day. Before it, a question that is due later joins its equals on the first
    day on which they are asked; placing all anew spreads them evenly. `waits` is what `waits_for_pass` says
    of it. O(log n).
    """
    if not bounds.window or today > bounds.interview:
        return None
    if today >= bounds.window[0]:
        return held_until(bounds.interview, due) if lasting else next_day(bounds, today)
    if due is not None and due < bounds.window[0] and not waits:
        return None
    floors = bounds.long_floors if minutes >= LONG_MINUTES else bounds.floors
    if not floors:
        return bounds.window[0]  # nothing was placed yet
    reached = bisect_left(floors, -interval_days, key=_negative)  # the floors never rise: they never fall so
    return bounds.window[min(reached, len(floors) - 1)]


def waits_for_pass(repetitions: int, minutes: float) -> bool:
    """Tell whether a question is not asked again before the final pass.

    What takes minutes is asked three times at most before an interview, the last time in the pass.
    """
    return minutes >= LONG_MINUTES and repetitions >= TIMES_BEFORE_PASS


def lasts(repetitions: int, grade: int | None, minutes: float) -> bool:
    """Tell whether an answer in the window is a pass that is final until the interview.

    `repetitions` are those after it. What takes minutes and was hard when it passed for the first time, or
    after a failure, is asked once more, as if it had failed.
    """
    first_was_hard = minutes >= LONG_MINUTES and repetitions == 1 and grade == Grade.HARD
    return repetitions > 0 and not first_was_hard


def held_until(interview: date, due: date | None) -> date | None:
    """Return the interview if a question would come back earlier, else None: then its own day stands."""
    return interview if due is not None and due < interview else None


def next_day(bounds: Bounds, today: date) -> date:
    """Return the first active day after `today`, or the interview when there is none."""
    return next((day for day in bounds.window if day > today), bounds.interview)


def to_json(bounds: Bounds) -> dict[str, Any]:
    """Write the bounds as JSON values."""
    return {
        "interview": bounds.interview.isoformat(),
        "window": [day.isoformat() for day in bounds.window],
        "floors": list(bounds.floors),
        "long_floors": list(bounds.long_floors),
    }


def from_json(written: Mapping[str, Any]) -> Bounds:
    """Read the bounds back from what `to_json` wrote."""
    days: Sequence[str] = written["window"]
    return Bounds(
        date.fromisoformat(written["interview"]),
        tuple(date.fromisoformat(day) for day in days),
        tuple(written["floors"]),
        tuple(written["long_floors"]),
    )


def _negative(floor: int) -> int:
    return -floor
