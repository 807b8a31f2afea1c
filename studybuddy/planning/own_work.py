"""An enrolment and all work done flow in; the part of it that the plan wants, and its own pace, flow out.

Practice elsewhere (problems, mocks, stories) is told in any amount, and until a replan no week asks less of
anything for it: what goes beyond the sum that the weeks want of it is work, but none of the plan's. All other
work is either used up by being done or asked because it is due.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.pace import Pace, pace_on, paced_from
from studybuddy.planning.progress import MS_PER_MINUTE, Done, done_between, tracked_name
from studybuddy.planning.targets import weeks_in_force
from studybuddy.planning.work import MINUTES, Work

_TOLD = (Work.MOCKS, Work.STORIES)  # in pieces; what else is told is told as time


def own_pace_on(
    enrolment: Enrolment,
    today: date,
    done: Sequence[Done],
    available: Mapping[Work, int],
    rates: Mapping[Work, float] = MINUTES,
    planned: Mapping[date, float] | None = None,
) -> Pace:
    """Measure pace as `pace_on` does, without practice elsewhere beyond what the weeks so far want of it."""
    own = plan_part(enrolment, done, available, today)
    return pace_on(enrolment, today, own, available, rates, planned)


def plan_part(
    enrolment: Enrolment, done: Sequence[Done], available: Mapping[Work, int], today: date | None = None
) -> list[Done]:
    """Cut practice elsewhere to what the weeks want of it, up to the week of `today`, or all of them.

    What was done before the last replan stays as it was, since the weeks are spread anew from there.
    """
    first = paced_from(enrolment.start, enrolment.replanned)
    left = _wanted(enrolment, available, today)
    kept = []
    for row in sorted(done_between(done, enrolment.start, enrolment.end), key=lambda row: row.study_day):
        work = row.work
        if work is Work.TRACKED:
            name, amount = tracked_name(row.topic), row.took_ms
        elif work in _TOLD:
            name, amount = work.value, row.answers
        else:
            kept.append(row)
            continue
        own = min(amount, left[name])
        left[name] -= own
        if row.study_day < first:
            kept.append(row)
        elif own:
            kept.append(row._replace(took_ms=own) if work is Work.TRACKED else row._replace(answers=own))
    return kept


def _wanted(enrolment: Enrolment, available: Mapping[Work, int], today: date | None) -> defaultdict[str, int]:
    """Add up what the weeks want of practice elsewhere: pieces, or milliseconds where it is told as time."""
    current = enrolment.week_on(today) if today else None
    wanted: defaultdict[str, int] = defaultdict(int)
    for week in weeks_in_force(enrolment, available):
        if current is None or week.number <= current.number:
            for work in _TOLD:
                wanted[work.value] += week.targets.get(work, 0)
            for name, minutes in week.tracked.items():
                wanted[tracked_name(name)] += minutes * MS_PER_MINUTE
    return wanted
