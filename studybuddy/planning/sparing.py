"""An enrolment and a day flow in; what a replan has to leave in its weeks for a near interview flows out.

That is the work of its rounds in the weeks up to it, from two weeks before it on: what moves to a later week
comes too late for it. For the last interview nothing does, and nothing is spared.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from studybuddy.planning.enrolment import DAY, Enrolment
from studybuddy.planning.nearing import NEAR_DAYS, ROUND_OF_WORK
from studybuddy.planning.progress import practice_named
from studybuddy.planning.rounds import round_of
from studybuddy.planning.work import TARGETS, Work


class Sparing(NamedTuple):
    """The `weeks` left up to the eve of a near interview, and its `rounds`, where it has some of its own."""

    weeks: frozenset[int] = frozenset()
    rounds: tuple[str, ...] = ()

    def serves(self, name: str) -> bool:
        """Whether a target is work for the interview; all is, where that is about everything."""
        return not self.rounds or round_of_target(name) in self.rounds

    def first_of(self, names: Iterable[str], number: int) -> frozenset[str]:
        """Name the targets of a week that go before new cards: those of the interview's own rounds."""
        is_first = self.rounds and number in self.weeks
        return frozenset(name for name in names if is_first and self.serves(name))


def sparing_on(enrolment: Enrolment, today: date) -> Sparing:
    """Find what is to be spared on a day: nothing, unless an interview is near that is not the last one."""
    event = enrolment.next_event(today)
    if event is None or (event.day - today).days > NEAR_DAYS or event.day >= enrolment.end:
        return Sparing()
    days = enrolment.active_days(today, event.day - 2 * DAY)  # its eve asks for no new work
    weeks = (enrolment.week_on(day) for day in days)
    return Sparing(frozenset(week.number for week in weeks if week), event.rounds)


def round_of_target(name: str) -> str:
    """Name the round that a target is practice for; "" for cards and mocks, which are of all rounds."""
    if name in TARGETS:
        return ROUND_OF_WORK.get(Work(name), "")
    return round_of("track", "", practice_named(name))
