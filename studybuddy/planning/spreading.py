"""A plan on one day and counts of work flow in; the weeks ahead with that work spread over them flow out.

Weeks gone by hold what was done in them, so that what comes back of it is counted too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import floor

from studybuddy.planning.cost import minutes_by_work
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.focus import new_cards_until
from studybuddy.planning.plan import Week
from studybuddy.planning.progress import Done, count_done, tracked_name
from studybuddy.planning.targets import share_of_week, weeks_in_force
from studybuddy.planning.work import MINUTES, TARGETS, Work

Counts = Mapping[str, int]  # by the name of a target: "katas", "dsa minutes"


def targets_of(week: Week) -> dict[str, int]:
    """List the targets of a week by name, practice elsewhere in minutes."""
    tracked = {tracked_name(name): minutes for name, minutes in week.tracked.items()}
    return {work.value: count for work, count in week.targets.items()} | tracked


class Spreading:
    """The weeks of an enrolment that is under way, ready to be given work."""

    def __init__(
        self, enrolment: Enrolment, today: date, done: Sequence[Done], available: Mapping[Work, int]
    ) -> None:
        self._enrolment = enrolment
        self._weeks = weeks_in_force(enrolment, available)
        self._practice = sorted({name for week in enrolment.plan.weeks for name in week.tracked})
        stop = new_cards_until(enrolment, today)
        self._done: dict[int, Counts] = {}
        self._planned: dict[int, Counts] = {}
        self._minutes: dict[int, int] = {}  # of the days left in each week
        self._minutes_for_new: dict[int, int] = {}
        for week in self._weeks:
            days = set(enrolment.days(week.number))
            self._done[week.number] = count_done([row for row in done if row.study_day in days])
            self._planned[week.number] = targets_of(week)
            left = [day for day in enrolment.study_days(week.number) if day >= today]
            self._minutes[week.number] = sum(map(enrolment.minutes_on, left))
            self._minutes_for_new[week.number] = sum(enrolment.minutes_on(day) for day in left if day < stop)

    def has_room(self, name: str) -> bool:
        """Whether any day is left for a kind of work: new cards stop two weeks before the interview."""
        return any((self._minutes_for_new if name == Work.NEW_CARDS else self._minutes).values())

    def written(self, given: Counts) -> tuple[Week, ...]:
        """Return all weeks of the plan with `given` spread over the days left.

        A week that is cut short keeps a share of its targets, so that as much more is written into it. Weeks
        that keep going after the plan's last join it as far as they are given something.
        """
        filled = {week.number: week for week in self._filled(self._parts(given))}
        own = len(self._enrolment.plan.weeks)
        last = max((number for number, week in filled.items() if targets_of(week)), default=own)
        return tuple(
            self._grossed_up(filled[number]) if number in filled else self._enrolment.week(number)
            for number in range(1, max(own, last) + 1)
        )

    def minutes(self, given: Counts, rates: Mapping[Work, float] = MINUTES) -> float:
        """Say how long the days left take with `given` spread over them, repeats of all weeks included."""
        parts = self._parts(given)
        weeks = self._filled(parts)
        return sum(
            self._returning(weeks, index, rates) + _first_time(parts[week.number], rates)
            for index, week in enumerate(weeks)
            if self._minutes[week.number]
        )

    def _returning(self, weeks: Sequence[Week], index: int, rates: Mapping[Work, float]) -> float:
        """Say how long repeats take in the days that are left of a week."""
        week = weeks[index]
        everything = sum(minutes_by_work(weeks, index, rates).values())
        all_minutes = sum(map(self._enrolment.minutes_on, self._enrolment.study_days(week.number)))
        return (everything - _first_time(targets_of(week), rates)) * self._minutes[week.number] / all_minutes

    def _parts(self, given: Counts) -> dict[int, dict[str, int]]:
        parts: dict[int, dict[str, int]] = {week.number: {} for week in self._weeks}
        for name, count in given.items():
            by_minutes = self._minutes_for_new if name == Work.NEW_CARDS else self._minutes
            planned = {
                number: self._ahead(number, name) if left else 0 for number, left in by_minutes.items()
            }
            more = count - sum(planned.values())
            extra = _spread(more, by_minutes) if more > 0 else {}
            kept = planned if more >= 0 else _spread(count, planned)
            for number in by_minutes:
                parts[number][name] = kept[number] + extra.get(number, 0)
        return parts

    def _ahead(self, number: int, name: str) -> int:
        """Say how much of a target a week still wants: what it has to do stays where it is."""
        planned, done = self._planned[number], self._done[number]
        return max(0, planned.get(name, 0) - done.get(name, 0))

    def _filled(self, parts: Mapping[int, Counts]) -> list[Week]:
        """Return the weeks in force with what was done in each and what it is given."""
        weeks = []
        for week in self._weeks:
            done, more = self._done[week.number], parts[week.number]
            counts = {name: done.get(name, 0) + more.get(name, 0) for name in (*done, *more)}
            targets: dict[Work, int] = {w: counts[w.value] for w in TARGETS if counts.get(w.value)}
            tracked = {name: counts.get(tracked_name(name), 0) for name in self._practice}
            weeks.append(replace(week, targets=targets, tracked={n: c for n, c in tracked.items() if c}))
        return weeks

    def _grossed_up(self, week: Week) -> Week:
        share = share_of_week(self._enrolment, week)
        if share == 1.0 or not share:
            return week
        targets = {work: floor(count / share) for work, count in week.targets.items()}
        tracked = {name: floor(minutes / share) for name, minutes in week.tracked.items()}
        return replace(week, targets=targets, tracked=tracked)


def _first_time(counts: Counts, rates: Mapping[Work, float]) -> float:
    """Say how long pieces take without their repeats."""
    return sum(count * (rates[Work(name)] if name in TARGETS else 1.0) for name, count in counts.items())


def _spread(count: int, by_minutes: Mapping[int, int]) -> dict[int, int]:
    """Spread a count over weeks as their minutes are; the parts add up to it, if any week has minutes."""
    total = sum(by_minutes.values())
    parts, reached, before = {}, 0, 0
    for number, minutes in by_minutes.items():
        reached += minutes
        now = (2 * count * reached + total) // (2 * total) if total else 0
        parts[number] = now - before
        before = now
    return parts
