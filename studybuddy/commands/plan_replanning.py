"""The plan in force in; the same plan with what is left spread anew out, shown first and confirmed."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from studybuddy.commands.asking import confirmed, declined
from studybuddy.commands.dates import shown
from studybuddy.commands.desk import Desk
from studybuddy.commands.plan_changes import UNDO, enrolled, put_plan
from studybuddy.commands.plan_files import digest_of, file_changed, read_plan
from studybuddy.commands.today import Today
from studybuddy.planning.changes import taken_up
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.pace import Status, pace_on
from studybuddy.planning.plan import Week
from studybuddy.planning.replan import Replan, replan
from studybuddy.planning.spreading import targets_of
from studybuddy.planning.targets import weeks_in_force
from studybuddy.planning.weights import round_weights
from studybuddy.planning.work import FINITE, TARGETS, Work

_SHOWN = MappingProxyType(
    {
        Work.NEW_CARDS: "new cards",
        Work.KATAS: "katas",
        Work.DERIVATIONS: "derivations",
        Work.DESIGN_CASES: "design",
        Work.APPLIED_CASES: "applied",
    }
)


def replanned(desk: Desk) -> Replan:
    """Spread what is left of the plan in force over the days left; nothing is written."""
    enrolment, today = _as_written_now(desk, enrolled(desk)), Today(desk)
    weights = round_weights(enrolment.level, enrolment.company, enrolment.weights)
    return replan(enrolment, today.day, today.done, today.available, weights, today.rates)


def short_of_content(enrolment: Enrolment, available: Mapping[Work, int]) -> Iterator[str]:
    """Name the work of which the plan wants more pieces than there are."""
    for work in (target for target in TARGETS if target in FINITE and target in available):
        wanted = sum(week.targets.get(work, 0) for week in enrolment.weeks())
        exists = available[work]
        if wanted > exists:
            verb = "exists" if exists == 1 else "exist"
            yield f"{_counted(exists, work)} {verb}, the plan wants {wanted}: add more, or they are repeated."


def _as_written_now(desk: Desk, enrolment: Enrolment) -> Enrolment:
    """Take up the plan's file where it changed since the start.

    Raises:
        StudyBuddyError: the file has errors now.

    """
    if not file_changed(desk, enrolment):
        return enrolment
    name = enrolment.plan.name
    return taken_up(enrolment, read_plan(desk, name), desk.moment.study_day, digest_of(desk, name))


def renewed(desk: Desk, found: Replan, enrolment: Enrolment) -> Enrolment:
    """Return what a replan puts in force: the weeks spread anew, and pace counted from today on.

    That is `enrolment` itself where nothing would change: the weeks stay as they are, and it is not behind.
    """
    today = Today(desk)
    pace = pace_on(found.after, today.day, today.done, today.available, today.rates)
    behind = pace.status in {Status.BEHIND, Status.CRITICAL}
    if found.after == enrolment and not (behind and enrolment.week_on(today.day)):
        return enrolment
    return replace(found.after, replanned=today.day)


def replan_now(desk: Desk, *, yes: bool) -> str:
    """Show what a replan would change, ask, and put it in force."""
    enrolment, found = enrolled(desk), replanned(desk)
    after = renewed(desk, found, enrolment)
    if after == enrolment:
        return "The plan is spread over its days already: there is nothing to change."
    if found.before != enrolment:
        print("The plan's file changed since it was started; this takes the changes up.")
    print("\n".join(preview(found, Today(desk).available)))
    if behind := _behind(desk, enrolment):
        print(f"Behind by {_hours(behind)}: that is spread over the days left, and pace is counted anew.")
    if not confirmed("Put it in force?", yes=yes):
        if sys.stdin.isatty():
            declined("Nothing was changed.")
        return "Nothing was changed; studybuddy plan replan --yes does it without asking."
    put_plan(desk, after, enrolment)
    return f"The plan is in force; {UNDO}."


def _behind(desk: Desk, enrolment: Enrolment) -> float:
    """Return the minutes that were planned up to today and are not done, 0 when it is not a minute."""
    today = Today(desk)
    pace = pace_on(enrolment, today.day, today.done, today.available, today.rates)
    return max(0.0, round(pace.minutes_planned - pace.minutes_done))


def preview(found: Replan, available: Mapping[Work, int]) -> Iterator[str]:
    """Say what is left, what fits, what is dropped and what that costs, and each week before and after.

    A week before is what `plan --week` shows of it: no more than there is content for.
    """
    days = found.after.end
    yield (
        f"Left to do: {_hours(found.minutes_needed)}; the days until {shown(days)} have"
        f" {_hours(found.minutes_available)}."
    )
    if found.dropped:
        lost = ", ".join(_counted(count, name) for name, count in sorted(found.dropped.items()))
        yield f"Dropped: {lost}."
        if set(found.dropped) == {Work.NEW_CARDS.value} and found.minutes_needed < found.minutes_available:
            yield "They would fit, but no new cards come in the two weeks before an interview."
        yield f"That costs at most {found.points_lost:.0f} of 100 points of readiness."
    else:
        yield "All of it fits; nothing is dropped."
    yield from short_of_content(found.before, available)
    yield from _week_by_week(found, available)


def _week_by_week(found: Replan, available: Mapping[Work, int]) -> Iterator[str]:
    """Give each week in force a row of its cards and pieces, then those of which other targets change."""
    before = {week.number: week for week in weeks_in_force(found.before, available)}
    weeks = [
        (before.get(after.number, Week(after.number, "")), after)
        for after in weeks_in_force(found.after, available)
    ]
    yield "week" + "".join(f"{name:>12}" for name in _SHOWN.values()) + "  (was → now)"
    for was, now in weeks:
        pairs = ((was.targets.get(work, 0), now.targets.get(work, 0)) for work in _SHOWN)
        yield f"{now.number:4}" + "".join(f"{one:>6} → {other:<3}" for one, other in pairs).rstrip()
    for was, now in weeks:
        old, new = targets_of(was), targets_of(now)
        others = [
            name for name in {**old, **new} if name not in _SHOWN and old.get(name, 0) != new.get(name, 0)
        ]
        if others:
            changes = ", ".join(f"{name} {old.get(name, 0)} → {new.get(name, 0)}" for name in others)
            yield f"{now.number:4}  {changes}"


def replan_json(desk: Desk, *, yes: bool) -> dict[str, Any]:
    """Give a preview as JSON values, minutes and points to one decimal; `yes` puts it in force."""
    enrolment, found = enrolled(desk), replanned(desk)
    after = renewed(desk, found, enrolment)
    if yes and after != enrolment:
        put_plan(desk, after, enrolment)
    return {
        "left": dict(found.left),
        "kept": dict(found.kept),
        "dropped": dict(found.dropped),
        "minutes_needed": round(found.minutes_needed, 1),
        "minutes_kept": round(found.minutes_kept, 1),
        "minutes_available": round(found.minutes_available, 1),
        "points_lost": round(found.points_lost, 1),
        "changes": after != enrolment,
        "file_changed": found.before != enrolment,
    }


def _counted(count: int, name: str) -> str:
    """Return such as "2 katas" or "1 story"; a target's name is a plural."""
    one = {"stories": "story"}.get(name, name.removesuffix("s"))
    return f"{count} {name if count != 1 else one}"


def _hours(minutes: float) -> str:
    whole = round(minutes)
    return f"{whole} min" if whole < 60 else f"{whole // 60}h{whole % 60:02d}"
