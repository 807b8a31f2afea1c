"""Weeks of targets flow in; the minutes that each week takes, repeats included, flow out.

New work is taken as spread evenly over the seven days of its week. A card answered well then comes back
under SM-2 after 1, 6, 15 and 38 days, that is 1, 7, 22 and 60 days after it was new. One review in ten is
taken as failed: it is repeated at once and once more the next day, so reviews cost a fifth more. Katas and
derivations come back 4 days after the first time and 12 days after that: three times in all. What would
come back after the last week is not counted.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from studybuddy.model import Problem, Severity, Source
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.work import FINITE, MINUTES, TARGETS, Work
from studybuddy.scheduling.pass_window import NEW_CARDS_STOP_DAYS

REVIEWED_AFTER_DAYS = (1, 7, 22, 60)
REPEATED_AFTER_DAYS = (4, 16)
REVIEWS_PER_PASS = 1.2  # one in ten fails, and costs two views more


class WeekTotal(NamedTuple):
    """The minutes that a week's work takes, repeats included, and those that its days have."""

    number: int
    minutes: float
    capacity: int


def minutes_by_work(
    weeks: Sequence[Week],
    index: int,
    rates: Mapping[Work, float] = MINUTES,
) -> Mapping[Work, float]:
    """Add up week `index` of `weeks` by kind of work, with the repeats that earlier weeks leave to it."""
    week = weeks[index]
    counts: dict[Work, float] = dict(week.targets)
    for work in (Work.KATAS, Work.DERIVATIONS):
        counts[work] = counts.get(work, 0) + _returning(weeks, index, work, REPEATED_AFTER_DAYS)
    counts[Work.REVIEWS] = REVIEWS_PER_PASS * _returning(weeks, index, Work.NEW_CARDS, REVIEWED_AFTER_DAYS)
    counts[Work.TRACKED] = sum(week.tracked.values())
    return {work: count * (1.0 if work is Work.TRACKED else rates[work]) for work, count in counts.items()}


def week_minutes(weeks: Sequence[Week], index: int, rates: Mapping[Work, float] = MINUTES) -> float:
    """Say how many minutes week `index` of `weeks` takes, repeats included."""
    return sum(minutes_by_work(weeks, index, rates).values())


def week_totals(plan: Plan) -> tuple[WeekTotal, ...]:
    """Add up every week of a plan, and hold it against the minutes that a week has."""
    return tuple(
        WeekTotal(week.number, week_minutes(plan.weeks, index), plan.week_capacity)
        for index, week in enumerate(plan.weeks)
    )


def check_fit(plan: Plan, path_shown: str) -> tuple[Problem, ...]:
    """Warn of every week that takes more minutes than its days have."""
    problems = []
    for index, total in enumerate(week_totals(plan)):
        if total.minutes > total.capacity:
            message = f"week {total.number} takes {total.minutes:.0f} minutes and has {total.capacity}"
            source = Source(path_shown, plan.weeks[index].line)
            problems.append(Problem(source, message, _largest(plan.weeks, index), Severity.WARNING))
    return tuple(problems)


def check_last_weeks(plan: Plan, path_shown: str) -> tuple[Problem, ...]:
    """Warn of new cards in the last two weeks of a longer plan: bound to an interview it would bring none."""
    weeks = NEW_CARDS_STOP_DAYS // 7
    if len(plan.weeks) <= weeks:
        return ()
    message = f"has new cards, and none are begun in the {NEW_CARDS_STOP_DAYS} days before an interview"
    hint = "move them to an earlier week"
    return tuple(
        Problem(Source(path_shown, week.line), f"week {week.number} {message}", hint, Severity.WARNING)
        for week in plan.weeks[-weeks:]
        if week.targets.get(Work.NEW_CARDS)
    )


def check_content(plan: Plan, path_shown: str, available: Mapping[Work, int]) -> tuple[Problem, ...]:
    """Warn of work that, added up over the weeks, asks for more content than the decks hold.

    One problem for each kind of finite work, at the week in which the content runs out.
    """
    problems = []
    for work in (target for target in TARGETS if target in FINITE and target in available):
        exists, wanted = available[work], 0
        for week in plan.weeks:
            target = week.targets.get(work, 0)
            wanted += target
            if wanted > exists and target:
                message = f"{wanted} {work} are planned by week {week.number} and there are {exists}"
                hint = "the plan shows the smaller number; add content or lower the target"
                problems.append(Problem(Source(path_shown, week.line), message, hint, Severity.WARNING))
                break
    return tuple(problems)


def _returning(weeks: Sequence[Week], index: int, work: Work, after_days: Sequence[int]) -> float:
    """Count the pieces of this and earlier weeks' new work that come back in week `index`."""
    first = max(0, index - max(after_days) // 7 - 1)  # of what is longer ago all has come back already
    return sum(
        week.targets.get(work, 0) * _share_back(index - earlier, days)
        for earlier, week in enumerate(weeks[first : index + 1], first)
        for days in after_days
    )


def _share_back(weeks_later: int, after_days: int) -> float:
    """Say which share of work spread over a week comes back that many weeks later."""
    return sum((weekday + after_days) // 7 == weeks_later for weekday in range(7)) / 7


def _largest(weeks: Sequence[Week], index: int) -> str:
    by_minutes = sorted(minutes_by_work(weeks, index).items(), key=lambda item: -item[1])
    return "the largest: " + ", ".join(f"{work} {minutes:.0f}" for work, minutes in by_minutes[:3])
