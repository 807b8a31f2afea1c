"""The weeks of a plan file flow in; frozen values with their targets and the minutes of a day flow out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from studybuddy.planning.work import Work

DAYS_OF_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a plan.

    `targets` count pieces of work, `tracked` are minutes of practice elsewhere by name (`dsa`).
    `note` is the Markdown under the list. `line` is where the week's heading stands in its file.
    """

    number: int
    title: str
    topics: tuple[str, ...] = ()
    targets: Mapping[Work, int] = field(default_factory=dict)
    tracked: Mapping[str, int] = field(default_factory=dict)
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: minutes for weekdays and weekend days, weekdays of rest (Monday is 0), and its weeks.

    `name` is the file's name without `.md`, the one to give to `plan start`.
    """

    name: str
    title: str
    weekday_minutes: int
    weekend_minutes: int
    rest: frozenset[int]
    weeks: tuple[Week, ...]

    def minutes_on(self, day: date) -> int:
        """Say how many minutes of study this day has, 0 on a day of rest."""
        if day.weekday() in self.rest:
            return 0
        return self.weekend_minutes if day.weekday() >= SATURDAY else self.weekday_minutes

    @property
    def week_capacity(self) -> int:
        """The minutes of a whole week, days of rest left out."""
        days = set(range(7)) - self.rest
        return sum(self.weekend_minutes if day >= SATURDAY else self.weekday_minutes for day in days)
