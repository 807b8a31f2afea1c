"""A plan in force and the same replanned in; readiness foretold for the next interview and the last out."""

from typing import Any, NamedTuple

from studybuddy.commands.coach import Coach
from studybuddy.commands.desk import Desk
from studybuddy.commands.today import Today
from studybuddy.planning.enrolment import Enrolment, InterviewEvent
from studybuddy.planning.grounds import grounds_of
from studybuddy.planning.pace import Pace, paced_from
from studybuddy.planning.prospect import Foretold, Outlook, Prospect
from studybuddy.planning.readiness import Terms
from studybuddy.planning.replan import Replan
from studybuddy.planning.sizes import planned_tiers
from studybuddy.planning.spreading import Counts, Spreading
from studybuddy.planning.weights import weights_for
from studybuddy.planning.work import PRACTICE_KINDS
from studybuddy.store.sql.standing import standings_met, unseen_counts


class Worth(NamedTuple):
    """What work to come is worth: at the `last` interview, and at the next one where that is `sooner`."""

    last: Prospect
    sooner: Prospect | None
    event: InterviewEvent | None


def worth_of_work(desk: Desk, today: Today, enrolment: Enrolment) -> Worth:
    """Sum up what the learner has for the plan's last day, which a replan plans for, and for a sooner one."""
    coach = Coach(desk, today)
    assert coach.terms is not None  # noqa: S101 - there is a plan in force
    evidence = coach.evidence
    met, unseen = standings_met(desk.ledger, PRACTICE_KINDS), unseen_counts(desk.ledger, PRACTICE_KINDS)

    def prospect(terms: Terms) -> Prospect:
        found = grounds_of(
            met, terms, unseen=unseen, mocks=evidence["mocks"], elsewhere=evidence["elsewhere"]
        )
        return Prospect(found, terms)

    terms = coach.terms._replace(tiers=planned_tiers(enrolment.size))
    at_the_end = [one for one in enrolment.all_events() if one.day >= max(enrolment.end, today.day)]
    weights = weights_for(enrolment, max(at_the_end, key=lambda one: one.day, default=None))
    last = terms._replace(on=max(enrolment.end, today.day), weights=weights)
    event = enrolment.next_event(today.day)
    if event is None or not today.day < event.day < last.on:
        return Worth(prospect(last), None, None)
    return Worth(prospect(last), prospect(terms), event)


def pace_so_far(today: Today, enrolment: Enrolment, pace: Pace) -> float | None:
    """Return the share of the plan that is done at the learner's pace; None while that says nothing yet."""
    says = pace.ratio is not None and today.day > paced_from(enrolment.start, enrolment.replanned)
    return min(1.0, pace.ratio or 0.0) if says else None


def foretold_by(
    worth: Worth, today: Today, in_force: Enrolment, found: Replan, pace: float | None
) -> tuple[Foretold, ...]:
    """Foretell readiness for the next interview, if that is not the last, and for the last day."""

    def done_by(one: Enrolment) -> Counts:
        return Spreading(one, today.day, today.done, today.available, today.rates, worth.event).unchanged()

    stands = Spreading(in_force, today.day, today.done, today.available, today.rates).unchanged()
    last = _foretold("", worth.last, stands, found.renewed, pace)
    if worth.sooner is None or worth.event is None:
        return (last,)
    renewed = worth.sooner.outlook(done_by(found.after))
    return _foretold(worth.event.name, worth.sooner, done_by(in_force), renewed, pace), last


def _foretold(name: str, worth: Prospect, given: Counts, renewed: Outlook, pace: float | None) -> Foretold:
    at_pace = None if pace is None else worth.outlook(given, pace)
    return Foretold(name, worth.outlook(given), renewed, at_pace)


def foretold_json(one: Foretold) -> dict[str, Any]:
    """Give readiness on the day for the plan as it stands and as replanned, every round's too."""
    sides = {
        name: {"weakest": side.weakest.name, "weighted": round(side.weighted, 1)}
        for name, side in (("before", one.stands), ("after", one.renewed))
    }
    rounds = [
        {"round": was.name, "before": round(was.ready, 1), "after": round(now.ready, 1)}
        for was, now in zip(one.stands.rounds, one.renewed.rounds, strict=True)
    ]
    at_pace = one.at_pace and round(one.at_pace.weighted, 1)
    return {"on": one.renewed.on.isoformat(), **sides, "rounds": rounds, "at_pace": at_pace}
