"""The plan in force in; the same plan with what is left spread anew out, shown first and confirmed."""

import shutil
import sys
from dataclasses import replace
from typing import Any, NamedTuple

from studybuddy.commands.asking import confirmed, declined
from studybuddy.commands.coach import Coach
from studybuddy.commands.desk import Desk
from studybuddy.commands.output import say
from studybuddy.commands.plan_changes import UNDO, enrolled, put_plan
from studybuddy.commands.plan_files import digest_of, file_changed, read_plan
from studybuddy.commands.today import Today
from studybuddy.planning.changes import taken_up
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.grounds import grounds_of
from studybuddy.planning.pace import Status, pace_on
from studybuddy.planning.prospect import Outlook, Prospect
from studybuddy.planning.replan import Replan, outlook_of, replan
from studybuddy.planning.sizes import planned_tiers
from studybuddy.planning.weights import round_weights
from studybuddy.planning.work import PRACTICE_KINDS
from studybuddy.store.sql.standing import standings_met, unseen_counts


class Proposal(NamedTuple):
    """What a replan would do to the plan in force.

    `after` is what it would put in force: `in_force` itself where nothing would change. `stands` is foretold
    for the plan in force as it stands, `renewed` for `after`.
    """

    in_force: Enrolment
    found: Replan
    after: Enrolment
    stands: Outlook
    renewed: Outlook

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
    prospect = _prospect(desk, today, enrolment)
    found = replan(enrolment, today.day, today.done, today.available, prospect, today.rates)
    stands = found.stands
    if found.before != in_force:
        stands = outlook_of(in_force, today.day, today.done, today.available, prospect, today.rates)
    return Proposal(in_force, found, _renewed(today, found, in_force), stands, found.renewed)


def _prospect(desk: Desk, today: Today, enrolment: Enrolment) -> Prospect:
    """Sum up what the learner has for the plan's last day and all rounds, which a replan plans for."""
    coach = Coach(desk, today)
    assert coach.terms is not None  # noqa: S101 - there is a plan in force
    terms = coach.terms._replace(
        on=max(enrolment.end, today.day),
        weights=round_weights(enrolment.level, enrolment.company, enrolment.weights),
        tiers=planned_tiers(enrolment.size),
    )
    evidence = coach.evidence
    grounds = grounds_of(
        standings_met(desk.ledger, PRACTICE_KINDS),
        terms,
        unseen=unseen_counts(desk.ledger, PRACTICE_KINDS),
        mocks=evidence["mocks"],
        elsewhere=evidence["elsewhere"],
    )
    return Prospect(grounds, terms)


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
    or where it would come to less: what was missed is not made up for then, and pace goes on saying so.
    """
    if found.lower is not None and found.before == enrolment:
        return enrolment
    pace = pace_on(found.after, today.day, today.done, today.available, today.rates)
    behind = pace.status in {Status.BEHIND, Status.CRITICAL}
    if found.after == enrolment and not (behind and enrolment.week_on(today.day)):
        return enrolment
    return replace(found.after, replanned=today.day)


def replan_now(desk: Desk, *, yes: bool) -> str:
    """Show what a replan would change, ask, and put it in force."""
    from studybuddy.screens.marks import duration
    from studybuddy.screens.replan import draw_replan

    today = Today(desk)
    proposal = proposed(desk, today)
    if not proposal.changes and proposal.found.lower is not None:
        return _stays(proposal.stands, proposal.found.lower)
    if not proposal.changes:
        return "The plan is spread over its days already: there is nothing to change."
    if proposal.takes_file_up:
        say("The plan's file changed since it was started; this takes the changes up.")
    width = shutil.get_terminal_size().columns
    lines = draw_replan(proposal.found, proposal.stands, proposal.renewed, today.available, width)
    say("\n".join(lines))
    if behind := _behind(today, proposal.in_force):
        say(f"Behind by {duration(behind)}: that is spread over the days left, and pace is counted anew.")
    if not confirmed("Put it in force?", yes=yes):
        if sys.stdin.isatty():
            declined("Nothing was changed.")
        return "Nothing was changed; studybuddy plan replan --yes does it without asking."
    put_plan(desk, proposal.after, proposal.in_force)
    return f"The plan is in force; {UNDO}."


def _stays(stands: Outlook, lower: Outlook) -> str:
    """Say that a replan would not help, and by how much."""
    from studybuddy.screens.marks import day

    return (
        f"A replan would not help: readiness foretold for {day(stands.on)} is {stands.weighted:.1f} with the"
        f" plan as it stands, {lower.weighted:.1f} replanned. Nothing was changed."
    )


def _behind(today: Today, enrolment: Enrolment) -> float:
    """Return the minutes that were planned up to today and are not done, 0 when it is not a minute."""
    pace = pace_on(enrolment, today.day, today.done, today.available, today.rates)
    return max(0.0, round(pace.minutes_planned - pace.minutes_done))


def replan_json(desk: Desk, *, yes: bool) -> dict[str, Any]:
    """Give a preview as JSON values, minutes and points to one decimal; `yes` puts it in force."""
    proposal = proposed(desk, Today(desk))
    if yes and proposal.changes:
        put_plan(desk, proposal.after, proposal.in_force)
    found = proposal.found
    return {
        "left": dict(found.left),
        "kept": dict(found.kept),
        "dropped": dict(found.dropped),
        "minutes_needed": round(found.minutes_needed, 1),
        "minutes_kept": round(found.minutes_kept, 1),
        "minutes_available": round(found.minutes_available, 1),
        "points_lost": round(found.points_lost, 1),
        "readiness": _foretold_json(proposal.stands, proposal.renewed),
        "changes": proposal.changes,
        "lower": None if found.lower is None else round(found.lower.weighted, 1),
        "file_changed": proposal.takes_file_up,
    }


def _foretold_json(before: Outlook, after: Outlook) -> dict[str, Any]:
    """Give readiness on the day for the plan as it stands and as replanned, every round's too."""
    sides = {
        name: {"weakest": one.weakest.name, "weighted": round(one.weighted, 1)}
        for name, one in (("before", before), ("after", after))
    }
    rounds = [
        {"round": was.name, "before": round(was.ready, 1), "after": round(now.ready, 1)}
        for was, now in zip(before.rounds, after.rounds, strict=True)
    ]
    return {"on": after.on.isoformat(), **sides, "rounds": rounds}
