"""A plan as written, a size and minutes flow in; the plan in force, fitted to its minutes, flows out.

Standard is the plan as written. Light is 40 minutes a day on average, spread as the plan spreads its own (a
mock or a case fits into no day of 40 minutes, and into a weekend day of 65), and core cards: two thirds of
the new cards (core is about half of all cards, core and standard three quarters), half of all else, and over
the whole plan at most 3 design cases, 5 stories and 2 mocks. Full is 130 minutes a day and cards of every
tier: all work grows as the minutes do, except stories, of which nobody needs more, and mocks, of which there
are 8.

Sums over the plan are spread over its weeks as the written targets are; the long pieces of a light plan go to
the weeks with most room of those that had one. A plan that differs from the written
one is then cut, week by week, until the week's work fills at most nine tenths of its minutes: practice
elsewhere, new cards, katas, derivations and applied cases alike, what has lost the smallest share so far; the
few long pieces only when nothing else is left. A light plan is for its core cards, and gives up practice
elsewhere before them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from studybuddy.errors import UsageError
from studybuddy.planning.cost import week_minutes
from studybuddy.planning.plan import LIGHT, SIZES, STANDARD, Plan, Week
from studybuddy.planning.work import TARGETS, Work

LIGHT_MINUTES = 40
FULL_MINUTES = 130
LONGEST_DAY = 1440
TRACKED_STEP = 5  # minutes
FILLED = 0.9  # of a week's minutes: what is left of a short day is too short for the next piece

_LIGHT_TOTALS: Mapping[Work, int] = MappingProxyType(
    {Work.MOCKS: 2, Work.DESIGN_CASES: 3, Work.STORIES: 5},  # the longest first, each where there is room
)
_FULL_MOCKS = 8
_CUT_FIRST = (Work.NEW_CARDS, Work.KATAS, Work.DERIVATIONS, Work.APPLIED_CASES)
_CUT_LAST = (Work.REHEARSALS, Work.STORIES, Work.DESIGN_CASES, Work.MOCKS)


def planned_tiers(size: str) -> int:
    """Say how many tiers a size plans cards of, core first: 1, 2 or 3."""
    return SIZES.index(size) + 1


def plan_in_force(written: Plan, size: str = STANDARD, weekday_minutes: int | None = None) -> Plan:
    """Derive the plan of a size, and of other minutes on weekdays, from the plan as written.

    With `weekday_minutes` the minutes of weekend days change in the same proportion. Days without minutes
    keep none.

    Raises:
        UsageError: there is no such size, or no day has that many minutes.

    """
    if size not in SIZES:
        raise UsageError(f"there is no size {size!r}", f"sizes: {', '.join(SIZES)}")
    plan = replace(_resized(written, size), size=size)
    if weekday_minutes is not None:
        plan = _retimed(plan, weekday_minutes)
    as_written = size == STANDARD and weekday_minutes in {None, written.weekday_minutes}
    return plan if as_written else fitted(plan)


def fitted(plan: Plan) -> Plan:
    """Cut the targets of every week that fills its days too full."""
    weeks = list(plan.weeks)
    for index, wanted in enumerate(plan.weeks):
        while week_minutes(weeks, index) > FILLED * plan.week_capacity:
            less = _with_less(weeks[index], wanted, elsewhere_first=plan.size == LIGHT)
            if less is None:
                break  # what earlier weeks leave to this one is more than it has
            weeks[index] = less
    return replace(plan, weeks=tuple(weeks))


def _resized(plan: Plan, size: str) -> Plan:
    if size == STANDARD:
        return plan
    weekday, weekend = _light_minutes(plan) if size == LIGHT else _full_minutes(plan)
    timed = replace(plan, weekday_minutes=weekday, weekend_minutes=weekend)
    growth = timed.week_capacity / max(1, plan.week_capacity)
    columns = {work: _column(plan.weeks, work, size, growth) for work in TARGETS}
    weeks = tuple(
        replace(
            week,
            targets={work: column[index] for work, column in columns.items() if work in week.targets},
            tracked={name: round(minutes * growth) for name, minutes in week.tracked.items()},
        )
        for index, week in enumerate(plan.weeks)
    )
    resized = replace(timed, weeks=weeks)
    return _with_long_pieces(resized, plan) if size == LIGHT else resized


def _with_long_pieces(plan: Plan, written: Plan) -> Plan:
    """Put each long piece into the week with most room of those that the written plan has one in."""
    weeks = list(plan.weeks)
    for work, most in _LIGHT_TOTALS.items():
        for _ in range(min(most, sum(week.targets.get(work, 0) for week in written.weeks))):
            open_weeks = [
                index
                for index, week in enumerate(weeks)
                if week.targets.get(work, 0) < written.weeks[index].targets.get(work, 0)
            ]
            index = min(
                open_weeks, key=lambda index: (weeks[index].targets[work], week_minutes(weeks, index), -index)
            )
            targets = weeks[index].targets
            weeks[index] = replace(weeks[index], targets={**targets, work: targets[work] + 1})
    return replace(plan, weeks=tuple(weeks))


def _light_minutes(plan: Plan) -> tuple[int, int]:
    """Bring the mean of the days that have minutes down to 40, and leave long days longer than short ones."""
    minutes = plan.weekday_minutes, plan.weekend_minutes
    ratio = min(1.0, plan.active_days * LIGHT_MINUTES / max(1, plan.week_capacity))
    return round(minutes[0] * ratio), round(minutes[1] * ratio)


def _full_minutes(plan: Plan) -> tuple[int, int]:
    """Give every day that has minutes at least 130."""
    minutes = plan.weekday_minutes, plan.weekend_minutes
    return minutes[0] and max(minutes[0], FULL_MINUTES), minutes[1] and max(minutes[1], FULL_MINUTES)


def _column(weeks: Sequence[Week], work: Work, size: str, growth: float) -> list[int]:
    """Give one kind of work week by week, spread as the written targets are."""
    written = [week.targets.get(work, 0) for week in weeks]
    total = sum(written)
    wanted = _light_total(work, total) if size == LIGHT else _full_total(work, total, growth)
    spread, reached, before = [], 0, 0
    for count in written:
        reached += count
        now = (2 * wanted * reached + total) // (2 * total) if total else 0
        spread.append(now - before)
        before = now
    return spread


def _light_total(work: Work, total: int) -> int:
    if work in _LIGHT_TOTALS:
        return 0  # placed afterwards
    return -(-total * 2 // 3) if work is Work.NEW_CARDS else -(-total // 2)


def _full_total(work: Work, total: int, growth: float) -> int:
    if work is Work.MOCKS:
        return max(total, _FULL_MOCKS) if total else 0
    return total if work is Work.STORIES else round(total * growth)


def _retimed(plan: Plan, weekday: int) -> Plan:
    if not 1 <= weekday <= LONGEST_DAY:
        raise UsageError(f"a day cannot have {weekday} minutes of study", f"give 1 to {LONGEST_DAY}")
    if not plan.weekday_minutes:
        return replace(plan, weekend_minutes=weekday)  # a plan for weekends alone stays one
    ratio = plan.weekend_minutes / plan.weekday_minutes
    return replace(plan, weekday_minutes=weekday, weekend_minutes=min(LONGEST_DAY, round(weekday * ratio)))


def _with_less(week: Week, wanted: Week, *, elsewhere_first: bool) -> Week | None:
    """Take one step of work out of a week that once `wanted` more; None when nothing is left."""
    elsewhere = [
        (1 - left / wanted.tracked[name], name, replace(week, tracked={**week.tracked, name: left}))
        for name, minutes in week.tracked.items()
        if (left := max(0, minutes - TRACKED_STEP)) < minutes
    ]
    steps = [
        (
            1 - (week.targets[work] - 1) / wanted.targets[work],
            work.value,
            replace(week, targets=_one_less(week, work)),
        )
        for work in _CUT_FIRST
        if week.targets.get(work)
    ]
    steps = elsewhere if elsewhere and elsewhere_first else elsewhere + steps
    if steps:
        return min(steps, key=lambda step: step[:2])[2]
    work = next((work for work in _CUT_LAST if week.targets.get(work)), None)
    return None if work is None else replace(week, targets=_one_less(week, work))


def _one_less(week: Week, work: Work) -> dict[Work, int]:
    return {**week.targets, work: week.targets[work] - 1}
