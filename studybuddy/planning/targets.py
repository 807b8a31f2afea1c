"""An enrolment, the content there is and the work done flow in; each week's targets flow out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.plan import Week
from studybuddy.planning.progress import Done, count_done, tracked_name
from studybuddy.planning.work import FINITE, TARGETS, Work


class Target(NamedTuple):
    """One line of a week: pieces (or minutes, for tracked practice) planned and done.

    `planned` is the plan's number, or what content there is for it when that is less. `available` is
    all the content of this work, None where there is no limit.
    """

    name: str
    planned: int
    done: int
    available: int | None


def weeks_in_force(enrolment: Enrolment, available: Mapping[Work, int]) -> tuple[Week, ...]:
    """List the weeks of an enrolment with the targets that can be met.

    Targets of finite work are used up week by week until the content is. A week that has not all its days,
    since the learner joined late or the interview ends it, keeps the share of its targets that its days'
    minutes are of a whole week's, rounded up.
    """
    left = dict(available)
    weeks = []
    for week in enrolment.weeks():
        share = share_of_week(enrolment, week)
        targets = {work: _met(work, ceil(wanted * share), left) for work, wanted in week.targets.items()}
        for work in FINITE & targets.keys() & left.keys():
            left[work] -= targets[work]
        can_track = left.get(Work.TRACKED, 1) > 0
        tracked = {name: ceil(minutes * share) for name, minutes in week.tracked.items() if can_track}
        weeks.append(replace(week, targets=targets, tracked=tracked))
    return tuple(weeks)


def week_targets(
    enrolment: Enrolment,
    number: int,
    done: Sequence[Done],
    available: Mapping[Work, int],
) -> tuple[Target, ...]:
    """Hold the targets of week `number` against what was done in its days; empty for a week not in force."""
    weeks = (week for week in weeks_in_force(enrolment, available) if week.number == number)
    week = next(weeks, None)
    if week is None:
        return ()
    days = frozenset(enrolment.days(number))
    counts = count_done([row for row in done if row.study_day in days])
    names: dict[str, int] = {work.value: week.targets.get(work, 0) for work in TARGETS}
    names |= {tracked_name(name): minutes for name, minutes in week.tracked.items()}
    limits = {work.value: count for work, count in available.items()}
    return tuple(
        Target(name, planned, counts.get(name, 0), limits.get(name))
        for name, planned in names.items()
    )  # fmt: skip


def share_of_week(enrolment: Enrolment, week: Week) -> float:
    """Say which part of its targets a week keeps: 1, unless it has not all its days."""
    capacity = enrolment.plan.week_capacity
    if enrolment.is_whole(week.number):
        return 1.0  # a pause moves work and drops none, even where the week now has other weekdays
    minutes = sum(enrolment.minutes_on(day) for day in enrolment.days(week.number))
    return min(1.0, minutes / capacity) if capacity else 0.0


def _met(work: Work, wanted: int, left: Mapping[Work, int]) -> int:
    if work in FINITE:
        return min(wanted, left.get(work, wanted))
    return wanted if left.get(work, 1) else 0  # one prompt serves for any number of rehearsals
