"""Everything the plan screen shows flows in; one frozen value flows out."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from studybuddy.errors import UsageError
from studybuddy.planning.agenda import Agenda
from studybuddy.planning.enrolment import DAY, Enrolment, InterviewEvent, Pause
from studybuddy.planning.forecast import Forecast, forecast_on
from studybuddy.planning.nearing import rounds_if_near
from studybuddy.planning.own_work import own_pace_on
from studybuddy.planning.pace import Pace, Status, pace_on, paced_from, planned_minutes
from studybuddy.planning.pass_view import PassView
from studybuddy.planning.plan import Week
from studybuddy.planning.progress import Done
from studybuddy.planning.readiness import Readiness
from studybuddy.planning.targets import Target, week_targets
from studybuddy.planning.work import Work


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
    else than when it was taken up. `replanned` is the day after which pace is counted anew, if there is one.
    `own_pace` leaves out extra practice, which is that elsewhere beyond what the weeks want.
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
    own_pace: Pace | None = None

    @property
    def minutes_extra(self) -> float:
        """Minutes of practice elsewhere beyond what the weeks up to now want of it."""
        return self.pace.minutes_done - self.own.minutes_done

    @property
    def own(self) -> Pace:
        """The pace of the plan's own work; that of all work where the two were not told apart."""
        return self.own_pace or self.pace

    @property
    def has_extra(self) -> bool:
        """Whether there is a minute of extra practice, which the verdict leaves out then."""
        return self.minutes_extra >= 1

    @property
    def judged(self) -> Pace:
        """The pace that the verdict is of: extra practice makes nobody look better."""
        return self.own if self.has_extra else self.pace

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
        return paced_from(self.start, self.replanned)

    @property
    def is_paced_anew(self) -> bool:
        """Whether pace is counted from a replan on, and no longer from the start."""
        return self.paced_from > self.start

    @property
    def is_eve(self) -> bool:
        """Whether the nearest interview is tomorrow."""
        return self.next_event is not None and self.next_event.day == self.today + DAY

    @property
    def first(self) -> tuple[str, ...]:
        """The rounds that come before all else, as the next interview asks these alone and is near."""
        return rounds_if_near(self.next_event, self.today)

    @property
    def is_paced(self) -> bool:
        """Whether pace says something yet: not on the first day that it is counted from."""
        return self.pace.ratio is not None and self.today > self.paced_from

    @property
    def pace_word(self) -> str:
        """The pace in a word, the same on every screen: up to the first day that it is counted from, why."""
        if not self.is_paced:
            return "replanned" if self.is_paced_anew else Status.STARTING.value
        without = " without the extra practice" if self.has_extra and self.judged.is_behind else ""
        return f"{self.judged.status}{without}"

    @property
    def days_left(self) -> int | None:
        """Days from today to the interview, 0 on the day itself and after; None without an interview."""
        return None if self.interview is None else max(0, (self.interview - self.today).days)


def build_view(
    enrolment: Enrolment,
    today: date,
    done: Sequence[Done],
    agenda: Agenda,
    *,
    load: Sequence[int],
    available: Mapping[Work, int],
    rates: Mapping[Work, float],
    number: int | None = None,
    readiness: Readiness | None = None,
    final_pass: PassView | None = None,
    file_changed: bool = False,
    load_ahead: Sequence[int] = (),
) -> PlanView:
    """Put together the plan on `today`, showing week `number` or else today's.

    `done` is all work since the start of the plan, `available` counts questions by work, `load` those due on
    today and each day after it, `load_ahead` how much of it each day will ask. `rates` are minutes by work,
    such as those of `own_rates`. `agenda`, `readiness` and `final_pass` are shown as given.

    Raises:
        UsageError: the plan has no week `number`.

    """
    week = _week_shown(enrolment, today, number)
    planned = planned_minutes(enrolment, available, rates)
    pace = pace_on(enrolment, today, done, available, rates, planned)
    own = own_pace_on(enrolment, today, done, available, rates, planned)
    return _bound(enrolment, today, week, pace, agenda)._replace(
        targets=week_targets(enrolment, week.number, done, available),
        load=tuple(load),
        load_ahead=tuple(load_ahead or load),
        forecast=forecast_on(enrolment, today, done, available, rates, planned),
        readiness=readiness,
        final_pass=final_pass,
        file_changed=file_changed,
        own_pace=own,
    )


def _bound(enrolment: Enrolment, today: date, week: Week, pace: Pace, agenda: Agenda) -> PlanView:
    """Say what follows from the plan and the calendar alone."""
    current = enrolment.week_on(today)
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
        pace=pace,
        agenda=agenda,
        targets=(),
        load=(),
        level=enrolment.level,
        company=enrolment.company,
        size=enrolment.size,
        next_event=enrolment.next_event(today),
        events=enrolment.events,
        pauses=enrolment.pauses,
        untold=enrolment.untold(today),
        replanned=enrolment.replanned,
    )


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
