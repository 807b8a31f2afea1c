"""Questions and a window in; which of them are still to be asked in it, and which find no room, out."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from studybuddy.scheduling.fragile import is_fragile
from studybuddy.scheduling.passing import Passing, minutes_of
from studybuddy.scheduling.slot import LONG_MINUTES, Bounds, held_until, next_day

CORE = 0  # its rank among the tiers
_EPSILON_MINUTES = 1e-6  # what fills the room to the brim has room


class Standing(NamedTuple):
    """How far the questions are this morning, each list in the order that it came in.

    `answered` ones had their turn today and keep their part of today's share, `returning` ones failed in the
    window on an earlier day, `open` ones have not been asked in it. `fragile` ones passed in it on an earlier
    day, as `is_fragile` says. `slots` are those of what is done, the fragile ones among them.
    """

    answered: list[Passing]
    returning: list[Passing]
    open: list[Passing]
    fragile: list[Passing]
    slots: dict[str, date]

    @property
    def unpassed(self) -> list[Passing]:
        """What was still to be asked this morning."""
        return self.answered + self.returning + self.open

    def unpassed_minutes(self) -> float:
        """Return the minutes of what was still to be asked this morning."""
        return minutes_of(self.unpassed)

    def without(self, dropped: Sequence[Passing]) -> "Standing":
        """Leave out what was dropped."""
        if not dropped:
            return self
        gone = {one.question_id for one in dropped}
        return self._replace(
            returning=[one for one in self.returning if one.question_id not in gone],
            open=[one for one in self.open if one.question_id not in gone],
        )


def stand(questions: Sequence[Passing], bounds: Bounds, today: date) -> Standing:
    """Sort the questions by what the window has seen of them so far.

    A day that is no active one has no share, so nothing answered on it is counted: a pass is done, and a
    failure returns as it does after any earlier day.
    """
    start = bounds.window[0]
    if today < start:
        return Standing([], [], list(questions), [], {})
    standing = Standing([], [], [], [], {})
    today_counts = today in bounds.window
    for one in questions:
        if one.last_day is None or one.last_day < start:
            standing.open.append(one)
            continue
        if today_counts and one.last_day >= today:
            standing.answered.append(one)
        elif not one.repetitions:
            standing.returning.append(one)
            continue
        elif one.last_day < today and is_fragile(one, bounds.interview):
            standing.fragile.append(one)
        if slot := held_until(bounds.interview, one.due) if one.repetitions else next_day(bounds, today):
            standing.slots[one.question_id] = slot
    return standing


def without_room(standing: Standing, minutes: float, spare: float) -> list[Passing]:
    """Return what does not fit: stretch first, then standard, then core, of each the longest intervals.

    Long pieces go before all cards: in the room that one takes, dozens of cards would be dropped. But long
    pieces that are core have `spare` minutes of their own beside those that everything shares.
    """
    left = standing.unpassed_minutes()
    core = minutes_of(filter(_is_long_core, standing.unpassed))
    dropped = []
    for one in sorted(standing.returning + standing.open, key=_long_and_stretch_first):
        if left - min(core, spare) <= minutes + _EPSILON_MINUTES:
            break
        if _is_long_core(one):
            if core <= spare + _EPSILON_MINUTES:
                continue  # it takes no room of others
            core -= one.minutes
        dropped.append(one)
        left -= one.minutes
    return dropped


def _is_long_core(one: Passing) -> bool:
    return one.tier_rank == CORE and one.minutes >= LONG_MINUTES


def _long_and_stretch_first(one: Passing) -> tuple[bool, int, int]:
    return one.minutes < LONG_MINUTES, -one.tier_rank, -one.interval_days
