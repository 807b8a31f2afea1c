"""A plan on one day and counts of work flow in; the weeks ahead with that work spread over them flow out.

Weeks gone by hold what was done in them, so that what comes back of it is counted too. What a week wants
stays in it as far as its days left can hold it; everything else goes to the weeks as they have room. What a
near interview needs stays before it (see `sparing`).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import floor
from typing import NamedTuple

from studybuddy.planning.cost import minutes_by_work
from studybuddy.planning.enrolment import DAY, Enrolment, InterviewEvent
from studybuddy.planning.focus import new_cards_until, rounds_without_new
from studybuddy.planning.plan import Week
from studybuddy.planning.progress import Done, count_done, minutes_done, tracked_name
from studybuddy.planning.sparing import sparing_on
from studybuddy.planning.targets import share_of_week, weeks_in_force
from studybuddy.planning.work import MINUTES, TARGETS, Work

Counts = Mapping[str, int]  # by the name of a target: "katas", "dsa minutes"

_ON_TRACK = 0.95  # as for pace: a week that lacks no more minutes than that is done all the same
_EPSILON = 1e-9  # halves are rounded up, also those that a sum of fractions just misses


def targets_of(week: Week) -> dict[str, int]:
    """List the targets of a week by name, practice elsewhere in minutes."""
    tracked = {tracked_name(name): minutes for name, minutes in week.tracked.items()}
    return {work.value: count for work, count in week.targets.items()} | tracked


class _Hold(NamedTuple):
    """How much of what it wants a week can hold, and how many minutes are left over."""

    stays: Counts
    spare: float


class Spreading:
    """The weeks of an enrolment that is under way, ready to be given work.

    With an interview `before` which to do it, only the days up to its eve count, and of new cards those alone
    that it leaves open.
    """

    def __init__(
        self,
        enrolment: Enrolment,
        today: date,
        done: Sequence[Done],
        available: Mapping[Work, int],
        rates: Mapping[Work, float] = MINUTES,
        before: InterviewEvent | None = None,
    ) -> None:
        self._enrolment, self._rates = enrolment, rates
        self._weeks = weeks_in_force(enrolment, available)
        self._practice = sorted({name for week in enrolment.plan.weeks for name in week.tracked})
        spent = minutes_done([row for row in done if row.study_day == today], rates)
        left = {today: max(0.0, enrolment.minutes_on(today) - spent)}
        self._done: dict[int, Counts] = {}
        self._planned: dict[int, Counts] = {}
        self._minutes: dict[int, float] = {}  # of the days left in each week
        self._minutes_for_new: dict[int, float] = {}
        self._sparing = sparing_on(enrolment, today)
        for week in self._weeks:
            days = set(enrolment.days(week.number))
            self._done[week.number] = count_done([row for row in done if row.study_day in days])
            self._planned[week.number] = targets_of(week)
            minutes = {
                day: left.get(day, enrolment.minutes_on(day))
                for day in enrolment.study_days(week.number)
                if day >= today and (before is None or day < before.day - DAY)
            }
            self._minutes[week.number] = sum(minutes.values())
            self._minutes_for_new[week.number] = sum(
                minutes[day] for day in minutes if _brings_new(enrolment, day, before)
            )
        self.is_over = not any(day >= today for w in self._weeks for day in enrolment.study_days(w.number))
        self._holds = self._what_weeks_hold()
        self._is_settled = enrolment.replanned == today  # what was spread today stays where it is

    @property
    def minutes_left(self) -> float:
        """The minutes of the days left, today's without those that are gone."""
        return sum(self._minutes.values())

    def has_room(self, name: str) -> bool:
        """Whether any day is left for a kind of work: new cards stop two weeks before the interview."""
        return any(self._open_to(name).values())

    def unchanged(self) -> dict[str, int]:
        """Say how much will be done if every week stays as it is: what its days cannot hold is never done.

        What was missed in weeks gone by is not made up for, and new cards stop as ever.
        """
        total = Counter[str]()
        for hold in self._holds.values():
            total.update(hold.stays)
        return {name: count for name, count in total.items() if count}

    @property
    def spared(self) -> dict[str, int]:
        """Say how much of each target a near interview needs: what the weeks up to it hold of its work."""
        total = Counter[str]()
        for number in self._sparing.weeks & self._holds.keys():
            total.update({name: n for name, n in self._stays(number).items() if self._sparing.serves(name)})
        return {name: count for name, count in total.items() if count}

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

    def minutes(self, given: Counts) -> float:
        """Say how long the days left take with `given` spread over them, repeats of all weeks included."""
        parts = self._parts(given)
        weeks = self._filled(parts)
        return sum(
            self._returning(weeks, index) + _first_time(parts[week.number], self._rates)
            for index, week in enumerate(weeks)
            if self._minutes[week.number]
        )

    def _what_weeks_hold(self) -> dict[int, _Hold]:
        """Go through the weeks with days left: what comes back goes first, then new cards, then all else.

        That is the order of a day. Of all else every target gives up the same share. Up to a near interview
        the work of its rounds goes before new cards.
        """
        holds, weeks = {}, self._filled({})
        for index, week in enumerate(weeks):
            if not (minutes := self._minutes[week.number]):
                continue
            taken, stays = self._returning(weeks, index), dict[str, int]()
            wanted = self._wanted(week.number)
            for part in _in_order(wanted, self._sparing.first_of(wanted, week.number)):
                weeks[index] = self._filled_week(week, {**stays, **part})
                takes = self._returning(weeks, index) + _first_time({**stays, **part}, self._rates) - taken
                room = max(0.0, minutes / _ON_TRACK - taken)
                share = 1.0 if room >= takes else room / takes
                stays |= {name: round(share * count) for name, count in part.items()}
                taken += share * takes
            weeks[index] = self._filled_week(week, stays)
            holds[week.number] = _Hold(stays, max(0.0, minutes - taken))
        return holds

    def _returning(self, weeks: Sequence[Week], index: int) -> float:
        """Say how long repeats take in the days that are left of a week."""
        week = weeks[index]
        everything = sum(minutes_by_work(weeks, index, self._rates).values())
        all_minutes = sum(map(self._enrolment.minutes_on, self._enrolment.study_days(week.number)))
        first_time = _first_time(targets_of(week), self._rates)
        return (everything - first_time) * self._minutes[week.number] / all_minutes

    def _parts(self, given: Counts) -> dict[int, dict[str, int]]:
        """Spread work: what a week wants and can hold stays in it, the rest goes where there is room."""
        parts: dict[int, dict[str, int]] = {week.number: {} for week in self._weeks}
        for name, count in given.items():
            planned = {number: self._stays(number).get(name, 0) for number in self._holds}
            more = count - sum(planned.values())
            extra = _spread(more, self._room_for(name)) if more > 0 else {}
            kept = planned if more >= 0 else self._lessened(name, count, planned)
            for number, part in parts.items():
                part[name] = kept.get(number, 0) + extra.get(number, 0)
        return parts

    def _lessened(self, name: str, count: int, planned: Mapping[int, int]) -> dict[int, int]:
        """Leave `count` of what is planned, and what a near interview needs where it is as far as it goes."""
        spared = self._sparing.weeks if self._sparing.serves(name) else ()
        near = {number: wanted for number, wanted in planned.items() if number in spared}
        if count <= sum(near.values()):
            return _spread(count, near or planned)
        later = {number: wanted for number, wanted in planned.items() if number not in near}
        return near | _spread(count - sum(near.values()), later)

    def _stays(self, number: int) -> Counts:
        return self._wanted(number) if self._is_settled else self._holds[number].stays

    def _room_for(self, name: str) -> Mapping[int, float]:
        """Say how much room each week has for more of a target; where none has any, how many minutes."""
        open_to = self._open_to(name)
        room = {
            number: hold.spare * open_to[number] / self._minutes[number]
            for number, hold in self._holds.items()
        }
        return room if any(room.values()) else open_to

    def _open_to(self, name: str) -> Mapping[int, float]:
        """Return the minutes of each week for a kind of work."""
        return self._minutes_for_new if name == Work.NEW_CARDS else self._minutes

    def _wanted(self, number: int) -> dict[str, int]:
        """Say how much of each target a week still wants: what it has to do stays where it is."""
        planned, done = self._planned[number], self._done[number]
        return {
            name: max(0, count - done.get(name, 0)) if self._open_to(name)[number] else 0
            for name, count in planned.items()
        }

    def _filled(self, parts: Mapping[int, Counts]) -> list[Week]:
        """Return the weeks in force with what was done in each and what it is given."""
        return [self._filled_week(week, parts.get(week.number, {})) for week in self._weeks]

    def _filled_week(self, week: Week, more: Counts) -> Week:
        done = self._done[week.number]
        counts = {name: done.get(name, 0) + more.get(name, 0) for name in (*done, *more)}
        targets: dict[Work, int] = {w: counts[w.value] for w in TARGETS if counts.get(w.value)}
        tracked = {name: counts.get(tracked_name(name), 0) for name in self._practice}
        return replace(week, targets=targets, tracked={n: c for n, c in tracked.items() if c})

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


def _brings_new(enrolment: Enrolment, day: date, before: InterviewEvent | None) -> bool:
    """Whether a day brings new cards, and such as are of use for the interview `before` which it lies."""
    if before is not None and before.rounds and rounds_without_new(enrolment, day).issuperset(before.rounds):
        return False
    return day < new_cards_until(enrolment, day)


def _in_order(wanted: Counts, first: Collection[str]) -> tuple[dict[str, int], ...]:
    """Part work into what goes first, the new cards, and everything else."""
    order = {name: 0 if name in first else 1 if name == Work.NEW_CARDS else 2 for name in wanted}
    parts = ({name: n for name, n in wanted.items() if order[name] == place} for place in range(3))
    return tuple(part for part in parts if part)


def _spread(count: int, by_room: Mapping[int, float]) -> dict[int, int]:
    """Spread a count over weeks as their room is; the parts add up to it, if any week has room."""
    total = sum(by_room.values())
    parts, reached, before = {}, 0.0, 0
    for number, room in by_room.items():
        reached += room
        now = floor(count * reached / total + 0.5 + _EPSILON) if total else 0
        parts[number] = now - before
        before = now
    return parts
