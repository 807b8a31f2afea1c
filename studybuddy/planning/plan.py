"""The weeks of a plan file flow in; frozen values with their targets and the minutes of a day flow out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from studybuddy.planning.work import Work

DAYS_OF_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SATURDAY = 5
LIGHT, STANDARD, FULL = SIZES = ("light", "standard", "full")


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

    `name` is the file's name without `.md`, the one to give to `plan start`. `level`, `company`, `size` and
    `weights` (percent by round) are empty where the plan leaves them open; see `weights` and `sizes`.
    """

    name: str
    title: str
    weekday_minutes: int
    weekend_minutes: int
    rest: frozenset[int]
    weeks: tuple[Week, ...]
    level: str = ""
    company: str = ""
    size: str = STANDARD
    weights: Mapping[str, float] = field(default_factory=dict)

    def minutes_on(self, day: date) -> int:
        """Say how many minutes such a weekday has, 0 on one of rest; of dates an `Enrolment` knows more."""
        if day.weekday() in self.rest:
            return 0
        return self.weekend_minutes if day.weekday() >= SATURDAY else self.weekday_minutes

    @property
    def week_capacity(self) -> int:
        """The minutes of a whole week, days of rest left out."""
        return sum(self._minutes_of_week)

    @property
    def active_days(self) -> int:
        """How many days of a week have minutes."""
        return sum(minutes > 0 for minutes in self._minutes_of_week)

    @property
    def usual_minutes(self) -> float:
        """The mean of the days that have minutes."""
        return self.week_capacity / max(1, self.active_days)

    @property
    def _minutes_of_week(self) -> list[int]:
        days = set(range(7)) - self.rest
        return [self.weekend_minutes if day >= SATURDAY else self.weekday_minutes for day in days]
