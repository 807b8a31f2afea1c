"""Everything the plan screen shows flows in; one frozen value flows out."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from studybuddy.errors import UsageError
from studybuddy.planning.agenda import Agenda, build_agenda
from studybuddy.planning.enrolment import Enrolment, InterviewEvent, Pause
from studybuddy.planning.forecast import Forecast, forecast_on
from studybuddy.planning.offers import NextUp
from studybuddy.planning.pace import Pace, pace_on, planned_minutes
from studybuddy.planning.pass_view import PassView
from studybuddy.planning.plan import Week
from studybuddy.planning.progress import Done
from studybuddy.planning.readiness import Readiness
from studybuddy.planning.targets import Target, week_targets
from studybuddy.planning.work import REDO_MINUTES, Work


class Stage(StrEnum):
    """Where a day lies in a started plan."""

    BEFORE = "before"
    RUNNING = "running"
    REST = "rest"  # running, on a day without minutes
    PAUSED = "paused"
    INTERVIEW = "interview"
    OVER = "over"


class PlanView(NamedTuple):
    """The plan on one day.

    `week` is the week shown: today's, or the first before the start, the last after the end, or the one
    asked for; `current` is the number of today's week, None outside the plan. `load` counts the questions due
    on today and the days after it, `load_ahead` those that each of them will ask. `agenda` is always today's.
    `next_event` is the interview that comes next: readiness and the final pass are for its day. `untold` is
    the one that is over and was not told of yet. `file_changed` is true when the plan's file says something
    else than when it was taken up. `replanned` is the day from which pace is counted anew, if there is one.
    """

    title: str
    start: date
    end: date
    interview: date | None
    today: date
    stage: Stage
    current: int | None
    week: Week
    weeks: int
    pace: Pace
    agenda: Agenda
    targets: tuple[Target, ...]
    load: tuple[int, ...]
    load_ahead: tuple[int, ...] = ()
    level: str = ""
    company: str = ""
    size: str = ""
    forecast: Forecast | None = None
    readiness: Readiness | None = None
    final_pass: PassView | None = None
    next_event: InterviewEvent | None = None
    events: tuple[InterviewEvent, ...] = ()
    pauses: tuple[Pause, ...] = ()
    file_changed: bool = False
    untold: InterviewEvent | None = None
    replanned: date | None = None

    @property
    def minutes_behind(self) -> float:
        """Minutes of work planned up to now and not done; below 0 when the learner is ahead."""
        return self.pace.minutes_planned - self.pace.minutes_done

    @property
    def told(self) -> bool:
        """Whether an interview is today, and was told of already."""
        return any(event.day == self.today and event.debriefed for event in self.events)

    @property
    def paced_from(self) -> date:
        """The first day that pace is counted from: a day later it says something."""
        return max(self.start, self.replanned or self.start)

    @property
    def days_left(self) -> int | None:
        """Days from today to the interview, 0 on the day itself and after; None without an interview."""
        return None if self.interview is None else max(0, (self.interview - self.today).days)


def build_view(
    enrolment: Enrolment,
    today: date,
    done: Sequence[Done],
    *,
    due: Mapping[Work, int],
    load: Sequence[int],
    available: Mapping[Work, int],
    rates: Mapping[Work, float],
    gains: Mapping[str, float] = MappingProxyType({}),
    next_up: Mapping[Work, NextUp] | None = None,
    number: int | None = None,
    readiness: Readiness | None = None,
    final_pass: PassView | None = None,
    file_changed: bool = False,
    new: int | None = None,
    window: Sequence[date] = (),
    load_ahead: Sequence[int] = (),
    redo_minutes: float = REDO_MINUTES,
) -> PlanView:
    """Put together the plan on `today`, showing week `number` or else today's.

    `done` is all work since the start of the plan, `due` and `available` count questions by work (see
    `build_agenda` and `available_work`), `load` counts those due on today and each day after it. `rates`
    are minutes by work, such as those of `own_rates`, `gains` say what practice of each round adds (see
    `skill_gains`), `new` is the most new cards that today may bring, `window` are the days of the final pass,
    `load_ahead` how much of `load` each day will ask, `redo_minutes` those of a problem done again.
    `readiness` and `final_pass` are shown as given.

    Raises:
        UsageError: the plan has no week `number`.

    """
    week = _week_shown(enrolment, today, number)
    current = enrolment.week_on(today)
    planned = planned_minutes(enrolment, available, rates)
    return PlanView(
        title=enrolment.plan.title,
        start=enrolment.start,
        end=enrolment.end,
        interview=enrolment.interview,
        today=today,
        stage=stage_on(enrolment, today),
        current=current.number if current else None,
        week=week,
        weeks=enrolment.last_week,
        pace=pace_on(enrolment, today, done, available, rates, planned),
        agenda=build_agenda(
            enrolment,
            today,
            done,
            due=due,
            available=available,
            next_up={**(next_up or {}), **_next_mock(readiness)},
            rates=rates,
            gains=gains,
            quiz=_weak_topic(readiness),
            again=readiness.weakest.again if readiness and readiness.weakest else None,
            new=new,
            window=window,
            redo_minutes=redo_minutes,
        ),
        targets=week_targets(enrolment, week.number, done, available),
        load=tuple(load),
        load_ahead=tuple(load_ahead or load),
        level=enrolment.level,
        company=enrolment.company,
        size=enrolment.size,
        forecast=forecast_on(enrolment, today, done, available, rates, planned),
        readiness=readiness,
        final_pass=final_pass,
        next_event=enrolment.next_event(today),
        events=enrolment.events,
        pauses=enrolment.pauses,
        file_changed=file_changed,
        untold=enrolment.untold(today),
        replanned=enrolment.replanned,
    )


def _next_mock(readiness: Readiness | None) -> dict[Work, NextUp]:
    """Say which round needs a mock most: the weakest, or the weightiest where none has evidence yet."""
    if readiness is None or not readiness.rounds:
        return {}
    name = max(readiness.rounds, key=lambda one: one.weight).name
    return {Work.MOCKS: NextUp(readiness.weakest.name if readiness.weakest else name, "")}


def _weak_topic(readiness: Readiness | None) -> str:
    """Name the least known topic of the weakest round that has questions which the program judges."""
    if readiness is None or readiness.weakest is None:
        return ""
    topics = (one for one in readiness.topics if one.checked and one.round == readiness.weakest.name)
    return next((one.topic for one in topics), "")


def stage_on(enrolment: Enrolment, today: date) -> Stage:
    """Say where a day lies in a started plan."""
    if today == enrolment.interview or any(event.day == today for event in enrolment.events):
        return Stage.INTERVIEW
    if today < enrolment.start:
        return Stage.BEFORE
    if today >= enrolment.end:
        return Stage.OVER
    if enrolment.pause_on(today):
        return Stage.PAUSED
    return Stage.RUNNING if enrolment.minutes_on(today) else Stage.REST


def _week_shown(enrolment: Enrolment, today: date, number: int | None) -> Week:
    if number is not None:
        if not 1 <= number <= enrolment.last_week:
            raise UsageError(f"the plan has no week {number}", f"its weeks are 1 to {enrolment.last_week}")
        return enrolment.week(number)
    current = enrolment.week_on(today)
    if current is not None:
        return current
    in_force = enrolment.weeks() or enrolment.plan.weeks[-1:]
    return in_force[0] if today < enrolment.start else in_force[-1]
