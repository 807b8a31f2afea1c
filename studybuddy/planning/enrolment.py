"""A plan and the dates it is bound to flow in; the week, days and minutes of any date flow out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from studybuddy.planning.plan import STANDARD, Plan, Week
from studybuddy.planning.plan_detail import plan_detail, plan_from

DAY = timedelta(days=1)
DAYS_PER_WEEK = 7
KEEPING_GOING = "keep going"  # the title of a week after the plan's last, while an interview is ahead
THE_INTERVIEW = "interview"  # the name of the plan's own date among the dated events


class Pause(NamedTuple):
    """Days without study, the first and the last included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """The number of its days."""
        return (self.last - self.first).days + 1


class InterviewEvent(NamedTuple):
    """A dated interview; no `rounds` means all of them. `debriefed` is true once the learner told of it."""

    name: str
    day: date
    rounds: tuple[str, ...] = ()
    debriefed: bool = False


def called(name: str) -> str:
    """Return what a dated interview is called in a sentence: "the interview" where it is the plan's own."""
    return f"the {name}" if name == THE_INTERVIEW else name


class PlanFile(NamedTuple):
    """A plan's file: what stands for its text, and the profile that it gave."""

    digest: str
    level: str = ""
    company: str = ""
    size: str = STANDARD


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A plan that was started.

    `plan` is the plan in force; `written` the one it was derived from, when a size or other minutes made
    the two differ. `start` is the first day that counts. `week_one` is the first day of week 1: earlier than
    `start` when the interview was too near for all weeks, so that only the last ones remain.
    `weekday_minutes` are the learner's own. `pauses` are in order, apart, and not before `start`; weeks are
    counted in days without a pause, so that a pause moves the rest of the plan, up to the interview.
    `events` are in order of their days. `emphasis` is a factor by topic, from debriefs: above 1 is wanted
    more. `file` says what the plan's file was when it was taken up, None where that is not known. `replanned`
    is the day on which what was left was last spread anew, if it ever was: pace is counted from it.
    `studied_since` is the day of the first answer of all, where that is known and matters.
    """

    plan: Plan
    start: date
    interview: date | None
    week_one: date
    written: Plan | None = None
    weekday_minutes: int | None = None
    pauses: tuple[Pause, ...] = ()
    events: tuple[InterviewEvent, ...] = ()
    emphasis: Mapping[str, float] = field(default_factory=dict)
    file: PlanFile | None = None
    replanned: date | None = None
    studied_since: date | None = field(default=None, compare=False)  # it is no part of the plan

    @property
    def begun(self) -> date:
        """The first day of study: that of the plan, or an earlier one of which the ledger knows."""
        return min(self.start, self.studied_since or self.start)

    @property
    def level(self) -> str:
        """The level that weights the rounds, such as "senior"; empty when it is not known."""
        return self.plan.level

    @property
    def company(self) -> str:
        """The kind of company that weights the rounds; empty when it is not known."""
        return self.plan.company

    @property
    def size(self) -> str:
        """How much of everything is planned: light, standard or full."""
        return self.plan.size

    @property
    def weights(self) -> Mapping[str, float]:
        """The learner's own weights of the rounds in percent; empty when the tables are to be used."""
        return self.plan.weights

    @property
    def end(self) -> date:
        """The first day after the plan: its last interview; without one, the day after its last week.

        Dated events that come later than that move it to the last of them.
        """
        dates = [event.day for event in self.all_events()]
        if self.interview is None:
            dates.append(self._day_at(DAYS_PER_WEEK * len(self.plan.weeks) - 1) + DAY)
        return max(dates)

    def minutes_on(self, day: date) -> int:
        """Say how many minutes of study a date has: none in a pause, on a rest day, on an interview's day."""
        if day == self.interview:
            return 0
        if self.pauses and self.pause_on(day):
            return 0
        if self.events and any(event.day == day for event in self.events):
            return 0
        return self.plan.minutes_on(day)

    def pause_on(self, day: date) -> Pause | None:
        """Find the pause that a day lies in."""
        return next((pause for pause in self.pauses if pause.first <= day <= pause.last), None)

    def active_days(self, first: date, last: date) -> tuple[date, ...]:
        """List the days with minutes from `first` to `last`, both included, in the plan or not."""
        days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
        return tuple(day for day in days if self.minutes_on(day))

    def next_event(self, today: date, about: str = "") -> InterviewEvent | None:
        """Find the nearest interview, on `today` at the earliest: the plan's own or a dated event.

        With a round that it is to be `about`, those that ask other rounds are passed over.
        """
        ahead = [event for event in self.all_events() if event.day >= today and not event.debriefed]
        if about:
            ahead = [event for event in ahead if about in event.rounds or not event.rounds]
        return min(ahead, key=lambda event: event.day, default=None)

    def untold(self, today: date) -> InterviewEvent | None:
        """Find the last interview of these two weeks that is over, before `today`, and was not told of."""
        since = today - 2 * DAYS_PER_WEEK * DAY
        over = [event for event in self.all_events() if since <= event.day < today and not event.debriefed]
        return max(over, key=lambda event: event.day, default=None)

    def all_events(self) -> tuple[InterviewEvent, ...]:
        """List every dated interview, the plan's own first; once told of, that is one of `events`."""
        if self.interview is None:
            return self.events
        own = InterviewEvent(THE_INTERVIEW, self.interview)
        told_of = any(event[:2] == own[:2] for event in self.events)
        return self.events if told_of else (own, *self.events)

    def week_on(self, day: date) -> Week | None:
        """Find the week that a day belongs to; None before the start and after the end.

        A day in a pause belongs to the week that goes on, or begins, after it. A day after the plan's last
        week and before an interview belongs to a week of keeping going: it has no targets, and what is due.
        """
        if not self.start <= day < self.end:
            return None
        return self.week(self._number_on(day))

    def week(self, number: int) -> Week:
        """Return week `number`: the plan's, or one of those that keep going after its last."""
        weeks = self.plan.weeks
        return weeks[number - 1] if number <= len(weeks) else Week(number, KEEPING_GOING)

    @property
    def last_week(self) -> int:
        """The number of the last week: the plan's own last one, or a later one that keeps going."""
        return max(len(self.plan.weeks), self._number_on(self.end - DAY))

    def days(self, number: int) -> tuple[date, ...]:
        """List the days of week `number` with its pauses, without those before the start or after the end."""
        before = DAYS_PER_WEEK * (number - 1)
        first = self._day_at(before - 1) + DAY if number > 1 else self.week_one
        last = self._day_at(before + DAYS_PER_WEEK - 1)
        first, last = max(first, self.start), min(last, self.end - DAY)
        return tuple(first + timedelta(days=offset) for offset in range((last - first).days + 1))

    def study_days(self, number: int) -> tuple[date, ...]:
        """List the days of week `number` that have minutes: no days of rest."""
        return tuple(day for day in self.days(number) if self.minutes_on(day))

    def weeks(self) -> tuple[Week, ...]:
        """List the weeks that have days left in the plan, the first perhaps with only some of them."""
        numbers = range(1, self.last_week + 1)
        return tuple(self.week(number) for number in numbers if self.days(number))

    def is_whole(self, number: int) -> bool:
        """Say whether week `number` has all its seven days, however far a pause has moved them."""
        days = self.days(number)
        paused = sum(self.pause_on(day) is not None for day in days) if self.pauses else 0
        return len(days) - paused == DAYS_PER_WEEK

    def _number_on(self, day: date) -> int:
        return ((day - self.week_one).days - self._paused_before(day)) // DAYS_PER_WEEK + 1

    def _day_at(self, offset: int) -> date:
        """Return the day that is `offset` days after the first of week 1, days in a pause not counted."""
        day = self.week_one + timedelta(days=offset)
        for pause in self.pauses:
            if pause.first <= day:
                day += timedelta(days=pause.length)
        return day

    def _paused_before(self, day: date) -> int:
        """Count the days in a pause from the first of week 1 up to `day`, itself not counted."""
        return sum(
            (min(pause.last + DAY, day) - pause.first).days for pause in self.pauses if pause.first < day
        )


def enrolment_detail(enrolment: Enrolment) -> dict[str, Any]:
    """Write an enrolment as the JSON detail of a PLAN event: everything in force, the whole plan included."""
    return {
        **plan_detail(enrolment.plan),
        "start": enrolment.start.isoformat(),
        "week_one": enrolment.week_one.isoformat(),
        "interview": enrolment.interview and enrolment.interview.isoformat(),
        "written": enrolment.written and plan_detail(enrolment.written),
        "own_minutes": enrolment.weekday_minutes,
        "pauses": [[pause.first.isoformat(), pause.last.isoformat()] for pause in enrolment.pauses],
        "events": [event._asdict() | {"day": event.day.isoformat()} for event in enrolment.events],
        "emphasis": dict(enrolment.emphasis),
        "file": enrolment.file and enrolment.file._asdict(),
        "replanned": enrolment.replanned and enrolment.replanned.isoformat(),
    }


def enrolment_from(detail: Mapping[str, Any]) -> Enrolment | None:
    """Read an enrolment back from the detail of a PLAN event; None from the empty detail of `plan clear`.

    An event of an earlier version says nothing of sizes, pauses and dated events: there were none.
    """
    if not detail:
        return None
    interview, written = detail["interview"], detail.get("written")
    return Enrolment(
        plan=plan_from(detail),
        start=date.fromisoformat(detail["start"]),
        interview=date.fromisoformat(interview) if interview else None,
        week_one=date.fromisoformat(detail["week_one"]),
        written=plan_from(written) if written else None,
        weekday_minutes=detail.get("own_minutes"),
        pauses=tuple(Pause(*map(date.fromisoformat, pause)) for pause in detail.get("pauses", ())),
        events=tuple(map(_event_from, detail.get("events", ()))),
        emphasis=dict(detail.get("emphasis", {})),
        file=PlanFile(**file) if (file := detail.get("file")) else None,
        replanned=date.fromisoformat(day) if (day := detail.get("replanned")) else None,
    )


def _event_from(detail: Mapping[str, Any]) -> InterviewEvent:
    day = date.fromisoformat(detail["day"])
    return InterviewEvent(detail["name"], day, tuple(detail["rounds"]), detail["debriefed"])
