"""A plan, the work done and the days left flow in; the same plan with what is left spread anew flows out.

What was done becomes the target of the weeks gone by; what the weeks ahead want stays there, and what was
missed is spread over them by their minutes. Where that does not fit, the cheapest readiness is dropped
first: the piece whose loss costs the fewest points per minute that it frees. Of practice, the n-th piece of
a kind is worth an n-th of the first, since a round's skill is a mean; a card is worth the same as any
other. No kind loses more than half of what was left of it before every kind has: the headline is the
weakest round, so none may go without practice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.progress import Done, count_done, done_between, minutes_done
from studybuddy.planning.readiness import KNOW_POINTS, MOCK_POINTS, SKILL_POINTS
from studybuddy.planning.rounds import APPLIED, BEHAVIORAL, DSA, FUNDAMENTALS, ML_CODING, SYSTEM_DESIGN
from studybuddy.planning.spreading import Counts, Spreading, targets_of
from studybuddy.planning.targets import weeks_in_force
from studybuddy.planning.work import MINUTES, TARGETS, Work

# The round whose skill a kind of practice shows, and the share of that skill which is its to show.
_SKILLS: Mapping[Work, tuple[str, float]] = MappingProxyType(
    {
        Work.KATAS: (ML_CODING, 1.0),
        Work.DERIVATIONS: (FUNDAMENTALS, 1.0),
        Work.DESIGN_CASES: (SYSTEM_DESIGN, 1.0),
        Work.APPLIED_CASES: (APPLIED, 1.0),
        Work.REHEARSALS: (BEHAVIORAL, 0.5),
        Work.STORIES: (BEHAVIORAL, 0.5),
    }
)
_CARDS_STEP, _TRACKED_STEP = 5, 15  # dropped at a time; of practice elsewhere it is minutes
_LEAST_SHARE = 0.5


class Replan(NamedTuple):
    """A plan before and after it was spread anew.

    `left` counts what was still to do of each target, `kept` what of it is planned now. `minutes_needed` is
    what all of `left` would take with its repeats, `minutes_kept` what is planned now, and
    `minutes_available` what the days left have. `points_lost` are points of readiness, at most.
    """

    before: Enrolment
    after: Enrolment
    left: Counts
    kept: Counts
    minutes_needed: float
    minutes_kept: float
    minutes_available: float
    points_lost: float

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
    weights: Mapping[str, float],
    rates: Mapping[Work, float] = MINUTES,
) -> Replan:
    """Spread what is left of a plan over the days left, dropping what does not fit.

    `done` is all work since the start, `available` counts the content by work, `weights` is each round's
    share. Done twice on one day with nothing in between it gives the same plan.
    """
    left = _left(enrolment, done, available)
    spent = minutes_done([row for row in done if row.study_day == today], rates)
    days = [day for week in enrolment.weeks() for day in enrolment.study_days(week.number) if day >= today]
    minutes_available = max(0.0, sum(map(enrolment.minutes_on, days)) - spent)
    spreading = Spreading(enrolment, today, done, available)
    fixed = spreading.minutes({}, rates)  # what comes back of the cards that were met already
    possible = {name: count for name, count in left.items() if spreading.has_room(name)}
    each = {name: (spreading.minutes({name: n}, rates) - fixed) / n for name, n in possible.items()}
    met = count_done(done_between(done, enrolment.start, enrolment.end)).get(Work.NEW_CARDS.value, 0)
    worth = _worth(left, met, weights)
    kept, lost = _cut(possible, each, minutes_available - fixed, worth)
    lost += sum(_points(name, n, worth) for name in left.keys() - possible for n in range(left[name]))
    weeks = spreading.written(kept) if days else enrolment.plan.weeks
    after = replace(enrolment, plan=replace(enrolment.plan, weeks=weeks))
    needed = fixed + sum(count * each[name] for name, count in possible.items())
    return Replan(
        enrolment, after, left, kept, needed, spreading.minutes(kept, rates), minutes_available, lost
    )


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


def _worth(left: Counts, met: int, weights: Mapping[str, float]) -> dict[str, float]:
    """Say how many points of readiness the first piece of each target is worth.

    What is known is a mean over all cards of the plan: those that were `met` and those that are left.
    """
    worth = {
        Work.NEW_CARDS.value: KNOW_POINTS / max(1, met + left.get(Work.NEW_CARDS.value, 0)),
        Work.MOCKS.value: MOCK_POINTS,
    }
    worth |= {
        work.value: SKILL_POINTS * share * weights.get(name, 0.0) for work, (name, share) in _SKILLS.items()
    }
    for name in left:
        if name not in worth:
            worth[name] = SKILL_POINTS * weights.get(name.removesuffix(" minutes"), weights.get(DSA, 0.0))
    return worth


def _cut(
    left: Counts, each: Mapping[str, float], minutes: float, worth: Mapping[str, float]
) -> tuple[dict[str, int], float]:
    """Drop the cheapest pieces until the rest fits; return what is kept and the points that were lost."""
    kept = dict(left)
    over = sum(count * each[name] for name, count in kept.items()) - minutes
    lost = 0.0
    for least in (_LEAST_SHARE, 0.0):
        while over > 0:
            droppable = [name for name in kept if kept[name] > left[name] * least and each[name] > 0]
            if not droppable:
                break
            name = min(droppable, key=lambda one: (_points(one, kept[one], worth) / each[one], one))
            step = min(kept[name], _step(name))
            lost += sum(_points(name, kept[name] - n, worth) for n in range(step))
            kept[name] -= step
            over -= step * each[name]
    return kept, lost


def _points(name: str, count: int, worth: Mapping[str, float]) -> float:
    """Return what the last of `count` pieces is worth; a minute of practice is a piece of it."""
    if name == Work.NEW_CARDS:
        return worth[name]
    return worth[name] / max(1, count)


def _step(name: str) -> int:
    if name == Work.NEW_CARDS:
        return _CARDS_STEP
    return 1 if name in TARGETS else _TRACKED_STEP
