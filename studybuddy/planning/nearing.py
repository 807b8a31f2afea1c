"""An enrolment and a day flow in; what a near interview changes about that day's work flows out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from studybuddy.planning.enrolment import Enrolment, InterviewEvent
from studybuddy.planning.progress import Done, count_done, tracked_name
from studybuddy.planning.rounds import APPLIED, BEHAVIORAL, FUNDAMENTALS, ML_CODING, SYSTEM_DESIGN
from studybuddy.planning.targets import week_targets
from studybuddy.planning.work import REDO_MINUTES, Work

NEAR_DAYS = 14
EVE_SHARE = 0.5  # of the day's minutes: who sleeps well recalls more than who went on until late

ROUND_OF_WORK: Mapping[Work, str] = MappingProxyType(
    {
        Work.KATAS: ML_CODING,
        Work.DERIVATIONS: FUNDAMENTALS,
        Work.DESIGN_CASES: SYSTEM_DESIGN,
        Work.APPLIED_CASES: APPLIED,
        Work.REHEARSALS: BEHAVIORAL,
        Work.STORIES: BEHAVIORAL,
    }
)


def rounds_first(enrolment: Enrolment, today: date) -> tuple[str, ...]:
    """Name the rounds whose work comes before that of all others: those of an interview in two weeks or less.

    An interview about everything puts none first.
    """
    return rounds_if_near(enrolment.next_event(today), today)


def rounds_if_near(event: InterviewEvent | None, today: date) -> tuple[str, ...]:
    """Name the rounds of an interview that are its own, from two weeks before it on."""
    return event.rounds if event is not None and (event.day - today).days <= NEAR_DAYS else ()


def rounds_at_once(enrolment: Enrolment, today: date) -> tuple[str, ...]:
    """Name the rounds whose questions a session asks first: those of an interview today or tomorrow."""
    event = enrolment.next_event(today)
    return event.rounds if event is not None and (event.day - today).days <= 1 else ()


def is_eve(enrolment: Enrolment, today: date) -> bool:
    """Whether the nearest interview is tomorrow."""
    event = enrolment.next_event(today)
    return event is not None and event.day == today + timedelta(days=1)


def minutes_to_fill(enrolment: Enrolment, today: date) -> float:
    """Return the minutes of the day that work is found for: all, and half of them before an interview."""
    share = EVE_SHARE if is_eve(enrolment, today) else 1.0
    return share * enrolment.minutes_on(today)


def practice_left(
    enrolment: Enrolment, today: date, done: Sequence[Done], available: Mapping[Work, int]
) -> Mapping[str, int]:
    """Return the minutes of practice elsewhere that today's week still wants, by the target's name."""
    week = enrolment.week_on(today)
    if week is None:
        return {}
    names = {tracked_name(one) for one in week.tracked}
    targets = week_targets(enrolment, week.number, done, available)
    return {one.name: max(0, one.planned - one.done) for one in targets if one.name in names}


def a_problem_each(
    first: Collection[str],
    left: Mapping[str, int],
    today: date,
    done: Sequence[Done],
    redo_minutes: float = REDO_MINUTES,
) -> Mapping[str, int]:
    """Return the minutes of practice elsewhere that today wants of the rounds `first`, by the target's name.

    It is one problem of each, as far as the week still wants it, which is `left`: a day's even share may be
    too short for one.
    """
    names = [name for one in first if (name := tracked_name(one)) in left]
    now = count_done([row for row in done if row.study_day == today]) if names else {}
    return {name: max(0, min(left[name], int(redo_minutes) - now.get(name, 0))) for name in names}
