"""A plan, the work done and the days left flow in; the same plan with what is left spread anew flows out.

What was done becomes the target of the weeks gone by; what the weeks ahead want stays there, and what was
missed is spread over them by their minutes. Where that does not fit, the cheapest readiness is dropped first
(see `dropping`). What it comes to on the day is foretold for the plan as it stands and for the plan spread
anew (see `prospect`); where that comes to less, then or at a near interview, the plan stays as it stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from studybuddy.planning.dropping import fitting
from studybuddy.planning.enrolment import Enrolment, InterviewEvent
from studybuddy.planning.progress import Done, count_done, done_between
from studybuddy.planning.prospect import Outlook, Prospect
from studybuddy.planning.sparing import sparing_on
from studybuddy.planning.spreading import Counts, Spreading, targets_of
from studybuddy.planning.targets import weeks_in_force
from studybuddy.planning.work import MINUTES, Work

_EPSILON = 1e-9  # of a point: sums in another order are no change


class Compared(NamedTuple):
    """What is foretold for one day: for the plan as it stands, and for the same plan spread anew."""

    stands: Outlook
    renewed: Outlook

    @property
    def is_worse(self) -> bool:
        """Whether less would come of the plan spread anew."""
        return self.renewed.weighted < self.stands.weighted - _EPSILON


class Replan(NamedTuple):
    """A plan before and after it was spread anew.

    `left` counts what was still to do of each target, `kept` what of it is planned now. `minutes_needed` is
    what all of `left` would take with its repeats, `minutes_kept` what is planned now, and
    `minutes_available` what the days left have. `points_lost` are points of readiness, at most. `stands` is
    foretold for `before` and `renewed` for `after`; where less is foretold for the plan spread anew, it is
    `refused`, and `after` is `before`.
    """

    before: Enrolment
    after: Enrolment
    left: Counts
    kept: Counts
    minutes_needed: float
    minutes_kept: float
    minutes_available: float
    points_lost: float
    stands: Outlook
    renewed: Outlook
    refused: Compared | None = None

    @property
    def dropped(self) -> Counts:
        """What of each target is planned no more."""
        lost = {name: count - self.kept.get(name, 0) for name, count in self.left.items()}
        return {name: count for name, count in lost.items() if count}


def replan(
    enrolment: Enrolment,
    today: date,
    done: Sequence[Done],
    available: Mapping[Work, int],
    prospect: Prospect,
    rates: Mapping[Work, float] = MINUTES,
    near: Prospect | None = None,
) -> Replan:
    """Spread what is left of a plan over the days left, dropping what does not fit.

    `done` is all work since the start, `available` counts the content by work, `prospect` knows what work is
    worth on the last day, and `near` at the next interview, where that is another. Done twice on one day with
    nothing in between it gives the same plan, and `before` itself where the weeks stay as they are, or where
    spread anew they would come to less.
    """
    left = _left(enrolment, done, available)
    spreading = Spreading(enrolment, today, done, available, rates)
    possible = {name: count for name, count in left.items() if spreading.has_room(name)}
    fixed = spreading.minutes({})  # what comes back of the cards that were met already
    each = {name: (spreading.minutes({name: n}) - fixed) / n for name, n in possible.items()}
    kept = fitting(possible, each, spreading, prospect)
    weeks = enrolment.plan.weeks if spreading.is_over else spreading.written(kept)
    after = enrolment
    if weeks != enrolment.plan.weeks:
        after = replace(enrolment, plan=replace(enrolment.plan, weeks=weeks), replanned=today)
    last = Compared(*(outlook_of(one, today, done, available, prospect, rates) for one in (enrolment, after)))
    found = Replan(
        before=enrolment,
        after=after,
        left=left,
        kept=kept,
        minutes_needed=spreading.minutes(possible),
        minutes_kept=spreading.minutes(kept),
        minutes_available=spreading.minutes_left,
        points_lost=prospect.most_lost(left, kept),
        stands=last.stands,
        renewed=last.renewed,
    )
    days = [last]
    if near is not None and sparing_on(enrolment, today).weeks:
        event, both = enrolment.next_event(today), (enrolment, after)
        days.append(
            Compared(*(outlook_of(one, today, done, available, near, rates, before=event) for one in both))
        )
    worse = next((one for one in days if one.is_worse), None)
    return found if worse is None else _as_it_stands(found, worse)


def _as_it_stands(found: Replan, refused: Compared) -> Replan:
    """Leave the plan as it is, since spread anew less would come of it: nothing of it is dropped."""
    return found._replace(
        after=found.before,
        kept=found.left,
        minutes_kept=found.minutes_needed,
        points_lost=0.0,
        renewed=found.stands,
        refused=refused,
    )


def outlook_of(
    enrolment: Enrolment,
    today: date,
    done: Sequence[Done],
    available: Mapping[Work, int],
    prospect: Prospect,
    rates: Mapping[Work, float] = MINUTES,
    *,
    before: InterviewEvent | None = None,
) -> Outlook:
    """Foretell readiness on the day if a plan is kept as it stands (see `Spreading.unchanged`).

    The day is that of `prospect`: the last one, or that of an interview `before` which it is to be done.
    """
    return prospect.outlook(Spreading(enrolment, today, done, available, rates, before).unchanged())


def _left(enrolment: Enrolment, done: Sequence[Done], available: Mapping[Work, int]) -> dict[str, int]:
    """Count what is still to do of every target of the whole plan, as far as there is content for it."""
    counted = count_done(done_between(done, enrolment.start, enrolment.end))
    planned: dict[str, int] = {}
    for week in weeks_in_force(enrolment, available):
        for name, count in targets_of(week).items():
            planned[name] = planned.get(name, 0) + count
    return {
        name: count - counted.get(name, 0) for name, count in planned.items() if count > counted.get(name, 0)
    }
