"""A wish about the plan in, what it would change said and asked about, the new plan put in force out."""

import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from studybuddy.commands.asking import confirmed, declined
from studybuddy.commands.dates import parse_day, shown
from studybuddy.commands.desk import Desk
from studybuddy.commands.output import say
from studybuddy.commands.plan_files import digest_of, no_plan, plan_files, read_plan
from studybuddy.commands.plan_in_force import UNDO, enrolled, put_plan
from studybuddy.commands.plan_words import paused_before
from studybuddy.commands.today import Today
from studybuddy.errors import UsageError
from studybuddy.planning.assessment import DEFAULT_PLAN, plan_for
from studybuddy.planning.carrying import carried_over
from studybuddy.planning.changes import moved, paused, profiled
from studybuddy.planning.enrolment import Enrolment, PlanFile
from studybuddy.planning.plan import LIGHT, SIZES
from studybuddy.planning.spreading import targets_of
from studybuddy.planning.starting import start_from
from studybuddy.planning.work import Work
from studybuddy.store.placed import placed_pass

FAR_DAYS = 300  # a date further away may be one that is past, taken for that of the next year
LEAST_MINUTES = 15  # of a day: a kata and some cards
NEAR_DAYS = 7  # an interview nearer than this leaves no room for a whole final pass


class Wish(NamedTuple):
    """A plan to start, as it was asked for; without a name it is the one that fits the date."""

    name: str = ""
    interview: str = ""
    first: str = ""
    level: str = ""
    company: str = ""
    size: str = ""
    minutes: int | None = None


def start(desk: Desk, wish: Wish, *, yes: bool = False) -> str:
    """Start a plan; return what was started, and what it puts an end to.

    At a terminal the learner is asked before another plan is left, unless `yes` says so already.

    Raises:
        UsageError: there is no date, no such plan, or a word that cannot be; or no day would be left to plan,
            and another plan is in force.

    """
    before = Today(desk).enrolment
    enrolment, said = _would_start(desk, wish, before)
    if before is not None and sys.stdin.isatty() and not yes:
        say("\n".join(said))
        if not confirmed("Leave the plan that is in force?", yes=False):
            declined("Nothing was changed.")
        said = []
    put_plan(desk, enrolment, before)
    late = far_away(enrolment.interview, desk.moment.study_day)
    return "\n".join([*said, *late, *_warnings(desk, enrolment)])


def _would_start(desk: Desk, wish: Wish, before: Enrolment | None) -> tuple[Enrolment, list[str]]:
    """Return the plan that is wished for, with what it takes over from the one in force, and say both."""
    _check(desk, wish)
    today = desk.moment.study_day
    goal = parse_day(wish.interview, today, "--interview") if wish.interview else None
    begin = parse_day(wish.first, today, "--from") if wish.first else None
    fitting = plan_for((goal - (begin or today)).days // 7 if goal else None)
    plan = read_plan(desk, wish.name or fitting)
    enrolment = start_from(plan, today, goal, begin, size=wish.size, weekday_minutes=wish.minutes)
    file = PlanFile(digest_of(desk, plan.name), plan.level, plan.company, plan.size)
    enrolment = profiled(replace(enrolment, file=file), level=wish.level, company=wish.company)
    said = [started(enrolment)]
    if not wish.name and fitting != DEFAULT_PLAN:
        said.append(f"So near a date has its own plan; the long one: studybuddy plan start {DEFAULT_PLAN} …")
    if before is not None:
        enrolment, taken_over = _in_place_of(before, enrolment, today)
        said += taken_over
    return enrolment, [*said, *left_out(enrolment)]


def _in_place_of(before: Enrolment, enrolment: Enrolment, today: date) -> tuple[Enrolment, list[str]]:
    """Return the new plan with what it takes over from the one in force, and say what that is.

    Raises:
        UsageError: the new plan has no day, and the one in force has some left.

    """
    if not enrolment.weeks() and before.end > today:
        raise UsageError(
            f"the interview is today: nothing is left to plan, and {before.plan.title} would be left",
            "it goes on after another interview: studybuddy plan event add NAME today",
        )
    said = [f"It takes the place of {before.plan.title}; {UNDO}."]
    carried = carried_over(before, enrolment, today)
    if carried.kept:
        said.append(f"Kept from it: {', '.join(carried.kept)}.")
    if carried.lost:
        said.append(f"Not kept, as it does not fit: {', '.join(carried.lost)}.")
    return carried.enrolment, said


def _check(desk: Desk, wish: Wish) -> None:
    """Refuse what no plan can be made of.

    Raises:
        UsageError: there is no date, no such plan, or a size or minutes that cannot be.

    """
    if not wish.interview and not wish.first:
        if wish.name and wish.name not in plan_files(desk):
            raise no_plan(desk, wish.name)
        raise UsageError("a plan needs a date", "add --interview DATE, or --from DATE")
    if wish.size and wish.size not in SIZES:
        raise UsageError(f"there is no size {wish.size!r}", f"sizes: {', '.join(SIZES)}")
    if wish.minutes is not None and wish.minutes < LEAST_MINUTES:
        raise UsageError(
            f"{wish.minutes} minutes a day are no plan: the least is {LEAST_MINUTES},"
            " for a kata and some cards",
            "on shorter days do without a plan: studybuddy review --minutes 5",
        )


def move(desk: Desk, day: str) -> str:
    """Move the interview of the plan in force."""
    enrolment, today = enrolled(desk), desk.moment.study_day
    interview = parse_day(day, today, "DATE")
    after = moved(enrolment, interview, today)
    put_plan(desk, after, enrolment)
    was = f", it was {shown(enrolment.interview)}" if enrolment.interview else ""
    said = [f"interview on {shown(interview)}{was}; {UNDO}", *far_away(interview, today)]
    said += paused_before(after, interview)
    return "\n".join([*said, *_warnings(desk, after)])


def clear(desk: Desk) -> str:
    """Leave the plan in force, if there is one; every due date is the scheduler's own again."""
    enrolment = Today(desk).enrolment
    if enrolment is None:
        return "no plan is started"
    put_plan(desk, None, enrolment)
    return "left the plan; studybuddy undo brings it back"


def pause(desk: Desk, first: str, last: str) -> str:
    """Pause the plan in force for some days and say what no longer fits; without days, list its pauses."""
    enrolment, today = enrolled(desk), desk.moment.study_day
    if not first:
        return _pauses(enrolment)
    if not last:
        raise UsageError("a pause needs FROM and TO", f"studybuddy plan pause {first} TO")
    begin, end = parse_day(first, today, "FROM"), parse_day(last, today, "TO")
    after = paused(enrolment, begin, end, today)
    put_plan(desk, after, enrolment)
    both = next(pause for pause in after.pauses if pause.first <= end <= pause.last)
    said = [f"paused from {shown(both.first)} to {shown(both.last)}; {UNDO}"]
    if len(after.pauses) <= len(enrolment.pauses):
        said.append("It joins a pause that was there already.")
    lost = len(enrolment.weeks()) - len(after.weeks())
    if after.interview and (lost or after.weeks() != enrolment.weeks() or not after.is_whole(_last(after))):
        said.append("The interview stays, so the last weeks lose days: studybuddy plan replan spreads them.")
    return "\n".join([*said, *_warnings(desk, after)])


def far_away(day: date | None, today: date) -> list[str]:
    """Say how far away a day is that may not be the one that was meant."""
    days = (day - today).days if day else 0
    return [f"That is {days} days away: give the year where another one is meant."] if days > FAR_DAYS else []


def pauses_json(desk: Desk) -> list[dict[str, str]]:
    """Return the pauses of the plan in force, for scripts."""
    pauses = enrolled(desk).pauses
    return [{"first": one.first.isoformat(), "last": one.last.isoformat()} for one in pauses]


def _pauses(enrolment: Enrolment) -> str:
    """List the pauses of a plan, those that are over too."""
    if not enrolment.pauses:
        return "no pause is set: studybuddy plan pause FROM TO"
    return "\n".join(f"paused from {shown(one.first)} to {shown(one.last)}" for one in enrolment.pauses)


def started(enrolment: Enrolment) -> str:
    """Say what was started."""
    weeks = len(enrolment.weeks())
    text = f"{enrolment.plan.title}: {weeks} week{'s' * (weeks != 1)} from {shown(enrolment.start)}"
    if enrolment.interview:
        text += f", interview on {shown(enrolment.interview)}"
    if weeks < len(enrolment.plan.weeks):
        text += (
            f"\nThe interview is near: {_first_weeks(enrolment.weeks()[0].number - 1)} left out,"
            f" and the plan starts with week {enrolment.weeks()[0].number}."
            if weeks
            else "\nThe interview is today; there is nothing left to plan."
        )
    plan = enrolment.plan
    if enrolment.weekday_minutes is not None and plan.weekday_minutes != plan.weekend_minutes:
        text += (
            f"\nA weekday has {plan.weekday_minutes} minutes, a day of the weekend {plan.weekend_minutes}."
        )
    return text


def left_out(enrolment: Enrolment) -> list[str]:
    """Say what of the written plan's weeks a smaller size, or days of fewer minutes, leave out."""
    if enrolment.written is None:
        return []
    wanted, planned = Counter[str](), Counter[str]()
    for week in enrolment.weeks():
        if week.number <= len(enrolment.written.weeks):
            wanted.update(targets_of(enrolment.written.weeks[week.number - 1]))
            planned.update(targets_of(week))
    less = [(name, count, count - planned[name]) for name, count in wanted.items() if count > planned[name]]
    listed = ", ".join(f"{lost} of {count} {name}" for name, count, lost in less)
    said = [f"Left out to fit the days: {listed}."] if less else []
    new = Work.NEW_CARDS.value
    if 2 * planned[new] < wanted[new] and enrolment.size != LIGHT:
        said.append("More than half of the new cards are left out: --size light plans for them first.")
    return said


def _first_weeks(count: int) -> str:
    return "week 1 is" if count == 1 else f"weeks 1 to {count} are"


def _last(enrolment: Enrolment) -> int:
    return max((week.number for week in enrolment.weeks()), default=1)


def _warnings(desk: Desk, enrolment: Enrolment) -> list[str]:
    """Say what does not fit before an interview that is near."""
    placed = placed_pass(desk.ledger)
    if placed is None:
        return []
    dropped, day = len(placed["dropped"]), date.fromisoformat(placed["bounds"]["interview"])
    said = []
    if (day - desk.moment.study_day).days < NEAR_DAYS:
        days = len(enrolment.active_days(desk.moment.study_day, day))
        said.append(f"Only {days} day{'s' * (days != 1)} of study left before {shown(day)}.")
    if dropped:
        some = ", ".join(placed["dropped"][:5]) + (", …" if dropped > 5 else "")
        said.append(
            f"{dropped} seen question{'s' * (dropped != 1)} will not be asked once more before it"
            f" (long pieces first, then stretch cards, then standard ones): {some}"
        )
    return said
