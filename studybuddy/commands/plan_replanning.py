"""The plan in force in; the same plan with what is left spread anew out, shown first and confirmed."""

import shutil
import sys
from dataclasses import replace
from typing import Any, NamedTuple

from studybuddy.commands.asking import confirmed, declined
from studybuddy.commands.desk import Desk
from studybuddy.commands.output import say
from studybuddy.commands.plan_files import digest_of, file_changed, read_plan
from studybuddy.commands.plan_foretelling import foretold_by, foretold_json, pace_so_far, worth_of_work
from studybuddy.commands.plan_in_force import UNDO, enrolled, put_plan
from studybuddy.commands.plan_ways_out import ways_out
from studybuddy.commands.today import Today
from studybuddy.planning.changes import taken_up
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.own_work import own_pace_on
from studybuddy.planning.pace import Pace
from studybuddy.planning.prospect import Foretold
from studybuddy.planning.replan import Compared, Replan, replan


class Proposal(NamedTuple):
    """What a replan would do to the plan in force.

    `after` is what it would put in force: `in_force` itself where nothing would change. `foretold` is for the
    next interview, if that is not the last, and for the last. `pace` is how much of the plan is done so far;
    None while that says nothing yet.
    """

    in_force: Enrolment
    found: Replan
    after: Enrolment
    foretold: tuple[Foretold, ...]
    pace: float | None

    @property
    def changes(self) -> bool:
        """Whether anything would change."""
        return self.after != self.in_force

    @property
    def takes_file_up(self) -> bool:
        """Whether the plan's file says something else than when it was taken up."""
        return self.found.before != self.in_force


def proposed(desk: Desk, today: Today) -> Proposal:
    """Spread what is left of the plan in force over the days left; nothing is written.

    Raises:
        UsageError: no plan is started.
        StudyBuddyError: the plan's file changed and has errors now.

    """
    in_force = enrolled(desk)
    enrolment = _as_written_now(desk, in_force)
    worth = worth_of_work(desk, today, enrolment)
    found = replan(enrolment, today.day, today.done, today.available, worth.last, today.rates, worth.sooner)
    pace = pace_so_far(today, in_force, _pace(today, in_force))
    foretold = foretold_by(worth, today, in_force, found, pace)
    return Proposal(in_force, found, _renewed(today, found, in_force), foretold, pace)


def _pace(today: Today, enrolment: Enrolment) -> Pace:
    return own_pace_on(enrolment, today.day, today.done, today.available, today.rates)


def _as_written_now(desk: Desk, enrolment: Enrolment) -> Enrolment:
    """Take up the plan's file where it changed since the start.

    Raises:
        StudyBuddyError: the file has errors now.

    """
    if not file_changed(desk, enrolment):
        return enrolment
    name = enrolment.plan.name
    return taken_up(enrolment, read_plan(desk, name), desk.moment.study_day, digest_of(desk, name))


def _renewed(today: Today, found: Replan, enrolment: Enrolment) -> Enrolment:
    """Return what a replan puts in force: the weeks spread anew, and pace counted from today on.

    That is `enrolment` itself where nothing would change: the weeks stay as they are, and it is not behind;
    or where it would come to less: what was missed is not made up for then, and pace goes on saying so. What
    the plan's file says now is taken up all the same.
    """
    if found.refused is not None:
        return found.before
    behind = _pace(today, found.after).is_behind
    if found.after == enrolment and not (behind and enrolment.week_on(today.day)):
        return enrolment
    return replace(found.after, replanned=today.day)


def replan_now(desk: Desk, *, yes: bool) -> str:
    """Show what a replan would change, ask, and put it in force."""
    today = Today(desk)
    proposal = proposed(desk, today)
    refused = proposal.found.refused
    if not proposal.changes and refused is None:
        return "The plan is spread over its days already: there is nothing to change."
    if proposal.takes_file_up:
        say("The plan's file changed since it was started; this takes the changes up.")
    if refused is None:
        _preview(today, proposal)
    else:
        _would_not_help(today, proposal, refused)
    if not proposal.changes:
        return "Nothing was changed."
    if not confirmed("Put it in force?", yes=yes):
        if sys.stdin.isatty():
            declined("Nothing was changed.")
        return "Nothing was changed; studybuddy plan replan --yes does it without asking."
    put_plan(desk, proposal.after, proposal.in_force)
    return f"The plan is in force; {UNDO}."


def _preview(today: Today, proposal: Proposal) -> None:
    """Show the plan spread anew, and that pace is counted anew for who is behind."""
    from studybuddy.screens.marks import duration
    from studybuddy.screens.replan import draw_replan

    width = shutil.get_terminal_size().columns
    lines = draw_replan(proposal.found, proposal.foretold, proposal.pace, today.available, width)
    say("\n".join(lines))
    if behind := _behind(today, proposal.in_force):
        say(f"Behind by {duration(behind)}: that is spread over the days left, and pace is counted anew.")


def _would_not_help(today: Today, proposal: Proposal, refused: Compared) -> None:
    """Say that a replan would not help, and by how much, and what would."""
    from studybuddy.screens.marks import day

    stands, renewed = refused
    say(
        f"A replan would not help: readiness foretold for {day(stands.on)} is {stands.weighted:.1f} with the"
        f" plan as it stands, {renewed.weighted:.1f} replanned."
    )
    ways = [*ways_out(today, proposal.found, refused, _behind(today, proposal.in_force))]
    if ways:
        print("What would:")
    for way in ways:
        print(f"  {way.what}\n    {way.command}")  # a command stays in one line, so that it can be copied


def _behind(today: Today, enrolment: Enrolment) -> int:
    """Return the minutes that were planned up to today and are not done, 0 when it is not a minute."""
    pace = _pace(today, enrolment)
    return max(0, round(pace.minutes_planned) - round(pace.minutes_done))


def replan_json(desk: Desk, *, yes: bool) -> dict[str, Any]:
    """Give a preview as JSON values, minutes and points to one decimal; `yes` puts it in force."""
    proposal = proposed(desk, Today(desk))
    if yes and proposal.changes:
        put_plan(desk, proposal.after, proposal.in_force)
    found, (*sooner, last) = proposal.found, proposal.foretold
    lower = found.refused and found.refused.renewed
    return {
        "left": dict(found.left),
        "kept": dict(found.kept),
        "dropped": dict(found.dropped),
        "minutes_needed": round(found.minutes_needed, 1),
        "minutes_kept": round(found.minutes_kept, 1),
        "minutes_available": round(found.minutes_available, 1),
        "points_lost": round(found.points_lost, 1),
        "readiness": foretold_json(last),
        "next": {"name": sooner[0].name, **foretold_json(sooner[0])} if sooner else None,
        "pace": None if proposal.pace is None else round(proposal.pace, 3),
        "changes": proposal.changes,
        "lower": None if lower is None else round(lower.weighted, 1),
        "lower_on": None if lower is None else lower.on.isoformat(),
        "file_changed": proposal.takes_file_up,
    }
