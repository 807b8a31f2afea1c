"""Questions seen, the active days and the interview in; the day each is asked once more before it out.

Long intervals are right for a lifetime and wrong for a date. So every question is asked once more in a short
window before the interview: the most stable ones first, the weakest nearest the day. Placing looks at the
question's own schedule and never at an earlier slot: so it can be repeated at will, a date can be moved or
cleared without a trace, and what was answered today keeps its part of today's share, so that placing anew in
the middle of a day moves nothing. What failed and was relearned is fragile: where a day has minutes left, it
is asked twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from studybuddy.scheduling.fragile import asked_twice, minutes_for_it
from studybuddy.scheduling.pass_line import floors, most_in_a_day, places, siblings_apart
from studybuddy.scheduling.pass_standing import Standing, stand, without_room
from studybuddy.scheduling.pass_window import (
    days_of_long,
    filled_to,
    room,
    shares,
    spare_room,
    window,
    window_length,
)
from studybuddy.scheduling.passing import Passing, minutes_of, most_stable_first
from studybuddy.scheduling.slot import LONG_MINUTES, Bounds, held_until, waits_for_pass


class FinalPass(NamedTuple):
    """Where every question goes.

    `quota` is the most short questions (under 5 minutes) that a day of the window is given; longer ones come
    beside them, by the minutes of the days. `slots` hold the day to act upon where it is not the question's
    own due day. `dropped` are the questions that do not fit, first dropped first; those due before the
    interview wait for it. Its `bounds` place one more answer, see `slot_after`.
    """

    bounds: Bounds
    quota: int
    slots: Mapping[str, date]
    dropped: tuple[str, ...]

    @property
    def window(self) -> tuple[date, ...]:
        """The active days of the pass, also those gone by; the last one, or two, are spare."""
        return self.bounds.window

    @property
    def floors(self) -> tuple[int, ...]:
        """The smallest interval asked on each day of the window but the spare, before the window begins."""
        return self.bounds.floors


def place(
    questions: Iterable[Passing],
    active_days: Sequence[date],
    interview: date,
    today: date,
    capacity: float,
    *,
    began: date | None = None,
    missed: bool = False,
    minutes: Mapping[date, float] = MappingProxyType({}),
) -> FinalPass:
    """Give every question its day before the interview, or name it as dropped.

    `active_days`, sorted, are the days of study up to the eve of the interview, without rest days and
    pauses, from at least 28 days before it: also those before today, which tell when the window began.
    `capacity` are the minutes that a usual active day has for the pass, and `minutes` those of each day where
    they differ: short questions are spread by their number, long ones by these. `began` is the first day of
    the window as it was last placed for this interview, if that is known: a window under way never begins
    later. `missed` is whether the learner missed study days lately, see `shares`. After the interview
    nothing is placed. The order of `questions` does not matter.
    """
    if today > interview:
        return FinalPass(Bounds(interview), 0, {}, ())
    everything = sorted(questions, key=most_stable_first)
    length = window_length(minutes_of(everything), capacity)
    bounds = Bounds(interview, window(active_days, length, interview, today, began))
    left = tuple(day for day in bounds.window if day >= today)
    standing = stand(everything, bounds, today)
    minutes_on = {day: minutes.get(day, capacity) for day in bounds.window}
    whole, ahead = sum(minutes_on.values()), sum(minutes_on[day] for day in left)
    dropped = without_room(standing, room(whole, ahead), spare_room(whole, ahead))
    asked_minutes = standing.unpassed_minutes() - minutes_of(dropped)
    full = filled_to(capacity, minutes_of(everything), len(bounds.window), missed=missed)
    parts = shares(len(left), asked_minutes, full, missed=missed)
    kept = standing.without(dropped)
    if parts and not dropped:
        days = sum(parts) / max(parts)
        free = minutes_for_it(everything, kept.unpassed, len(bounds.window), days, capacity)
        again = asked_twice(kept.fragile, free, interview)
        kept = kept._replace(open=sorted([*kept.open, *again], key=most_stable_first))
    by_minutes = [
        max(1, round(minutes_on[day])) for day in days_of_long(left, len(parts), asked_minutes, minutes_on)
    ]
    short, long = _line(kept, left, parts, long=False), _line(kept, left, by_minutes, long=True)
    slots = {one.question_id: interview for one in dropped if held_until(interview, one.due)}
    slots |= standing.slots | short.slots | long.slots
    if today < bounds.window[0]:
        bounds = bounds._replace(floors=short.floors, long_floors=long.floors)
        for question_id in _asked_before(everything, bounds.window[0]):
            slots.pop(question_id, None)
    return FinalPass(bounds, short.quota, slots, tuple(one.question_id for one in dropped))


def _asked_before(questions: Iterable[Passing], begin: date) -> Iterator[str]:
    """Name what is asked when it is due, before the window, and then again in it."""
    for one in questions:
        if one.due is not None and one.due < begin and not waits_for_pass(one.repetitions, one.minutes):
            yield one.question_id


class _Line(NamedTuple):
    slots: dict[str, date]
    floors: tuple[int, ...]
    quota: int


def _line(standing: Standing, left: Sequence[date], parts: Sequence[int], *, long: bool) -> _Line:
    """Spread the short questions by count, or the long ones by time, over the days left that have a part."""
    if not parts:
        return _Line({}, (), 0)
    answered, returning, asked = (
        [one for one in line if (one.minutes >= LONG_MINUTES) is long] for line in standing[:3]
    )
    ahead = sum(_weights(answered, long=long)) + sum(_weights(returning, long=long))
    weights = _weights(asked, long=long)
    at = places(weights, ahead, parts)
    lowest = floors([one.interval_days for one in asked], at, len(parts))
    at = siblings_apart(asked, at, len(parts) - 1)
    slots = {one.question_id: left[0] for one in returning}
    slots |= {one.question_id: left[day] for one, day in zip(asked, at, strict=True)}
    return _Line(slots, lowest, most_in_a_day(ahead + sum(weights), parts))


def _weights(line: Sequence[Passing], *, long: bool) -> list[int]:
    """Weigh short questions 1 each, long ones their seconds."""
    return [round(60 * one.minutes) for one in line] if long else [1] * len(line)
