"""An open desk in, the figures of one study day out: the plan in force, work done, minutes, load."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from studybuddy.commands.desk import Desk
from studybuddy.commands.wanted import REDO
from studybuddy.model import Candidate, Happening
from studybuddy.planning.assessment import Assessed, assessment_from
from studybuddy.planning.enrolment import Enrolment, enrolment_from
from studybuddy.planning.focus import rounds_without_new
from studybuddy.planning.gains import PRACTISED, skill_gains
from studybuddy.planning.nearing import minutes_to_fill, rounds_first
from studybuddy.planning.progress import Done, median, minutes_done, own_rates, redo_minutes
from studybuddy.planning.rounds import ROUND_OF_TOPIC, round_of
from studybuddy.planning.tracking import result_of, tracked_from
from studybuddy.planning.weights import weights_on
from studybuddy.planning.work import PRACTICE_KINDS, Work, available_work, work_of
from studybuddy.scheduling.slot import from_json
from studybuddy.store.placed import placed_bounds
from studybuddy.store.rows import Row
from studybuddy.store.sql.day_work import work_since
from studybuddy.store.sql.journal import newest_event, plan_in_force, tracked_since
from studybuddy.store.sql.questions import content_counts
from studybuddy.store.sql.schedule import answered_cards, first_answered, load_between
from studybuddy.store.sql.schedule import usual_load as usual_load_of
from studybuddy.store.sql.standing import results_of
from studybuddy.store.sql.work import answer_times

ACTIVE_DAYS_BEFORE_LOAD_IS_KNOWN = 5
LATE = timedelta(weeks=4)  # before an interview: who begins then is brought new cards for longer
LOAD_DAYS = 14
TIMED_ANSWERS = 250  # of cards that a rate is taken from, the newest: about a week, soon counted
TIMED_DAYS = timedelta(days=180)  # what was practised longer ago was practised by a beginner


class Day:
    """What the ledger and the plan say of one study day; each part is read when first asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ledger = desk.ledger
        self.day = desk.moment.study_day

    def setting(self, name: str) -> str | None:
        """Return what was remembered under a name."""
        return self._ledger.setting(name)

    @cached_property
    def enrolment(self) -> Enrolment | None:
        """The plan in force, if one was started and not cleared."""
        event = plan_in_force(self._ledger)
        found = None if event is None else enrolment_from(event.detail)
        goal = found.next_event(self.day) if found else None
        if found is None or goal is None or goal.day - found.start >= LATE:
            return found
        return replace(
            found, studied_since=first_answered(self._ledger)
        )  # who starts a plan anew is no beginner

    @cached_property
    def done(self) -> tuple[Done, ...]:
        """The work since the plan began, from the ledger; practice done elsewhere is part of it."""
        tracked = (tracked_from(day, detail) for day, detail in tracked_since(self._ledger, self._since))
        elsewhere = (one.done() for one in tracked if not one.is_interview)
        return (*map(done_in, work_since(self._ledger, self._since)), *elsewhere)

    @cached_property
    def assessed(self) -> Assessed:
        """What the last assessment found."""
        event = newest_event(self._ledger, Happening.ASSESS)
        return assessment_from(event.detail if event else None)

    @cached_property
    def answered(self) -> frozenset[str]:
        """The cards of which a question was answered today."""
        return answered_cards(self._ledger, self.day)

    @cached_property
    def rates(self) -> Mapping[Work, float]:
        """The minutes of each kind of work: an estimate, or the learner's own of late, with a plan or not."""
        return own_rates(self._timed)

    @cached_property
    def gains(self) -> Mapping[str, float]:
        """What one more good result adds to readiness, by round; nothing outside a plan."""
        if self.enrolment is None or self.enrolment.week_on(self.day) is None:
            return {}
        tracked = (tracked_from(day, detail) for day, detail in tracked_since(self._ledger, date.min))
        return skill_gains(
            results_of(self._ledger, PRACTISED),
            filter(None, map(result_of, tracked)),
            weights_on(self.enrolment, self.day),
            self.day,
        )

    @cached_property
    def redo_minutes(self) -> float:
        """The minutes of a problem done again: an estimate, or the learner's own of late."""
        return redo_minutes(self._timed)

    @cached_property
    def _timed(self) -> list[Done]:
        return [
            Done(self.day, kind, domain, "", "", bool(first), took_ms)
            for kind, domain, first, took_ms in answer_times(
                self._ledger, self.day - TIMED_DAYS, TIMED_ANSWERS, PRACTICE_KINDS
            )
        ]

    @property
    def _since(self) -> date:
        return self.enrolment.start if self.enrolment else self.day - timedelta(days=60)

    @cached_property
    def available(self) -> Mapping[Work, int]:
        """How much content there is for each target of a plan."""
        return available_work(content_counts(self._ledger), tracking=True)

    @cached_property
    def focus(self) -> tuple[str, ...]:
        """The topics that new questions come from first: the week's, and those that interviews asked for.

        In the two weeks before an interview with rounds of its own they are its topics, as long as these
        bring new questions.
        """
        if self.enrolment is None:
            return ()
        week = self.enrolment.week_on(self.day)
        topics = self.near_topics or (week.topics if week else ())
        return tuple(dict.fromkeys((*topics, *self.asked_for)))

    @cached_property
    def near_rounds(self) -> Collection[str]:
        """The rounds of an interview in two weeks or less, as long as they bring new questions."""
        near = rounds_first(self.enrolment, self.day) if self.enrolment else ()
        return frozenset(near).difference(self.closed_rounds)

    @property
    def near_topics(self) -> tuple[str, ...]:
        """The topics of these rounds."""
        return tuple(topic for topic, name in ROUND_OF_TOPIC.items() if name in self.near_rounds)

    @property
    def asked_for(self) -> list[str]:
        """The topics that interviews asked for, the one asked for most first."""
        emphasis = self.enrolment.emphasis if self.enrolment else {}
        return sorted(
            (topic for topic, factor in emphasis.items() if factor > 1), key=lambda one: -emphasis[one]
        )

    def cost(self, one: Candidate) -> float:
        """Return the minutes that a question takes."""
        return self.minutes(one.kind, one.domain, one.new)

    def minutes(self, kind: str, domain: str, first: bool) -> float:
        """Return the minutes that a question of a kind takes, asked for the `first` time or again."""
        if kind == REDO:
            return self.redo_minutes
        return self.rates[work_of(kind, domain, first=first)]

    def load(self, days: int = LOAD_DAYS) -> list[int]:
        """Count the questions due on today and each day after it; what is overdue counts today."""
        by_day = load_between(self._ledger, date.min, self.day + timedelta(days=days - 1))
        overdue = sum(count for day, count in by_day.items() if day <= self.day)
        return [overdue] + [by_day.get(self.day + timedelta(days=n), 0) for n in range(1, days)]

    def is_overdue(self, due: date | None) -> bool:
        """Whether what is due was due on an earlier day of study; a pause and a day of rest are none."""
        return due is not None and due <= self._studied_last

    @cached_property
    def _studied_last(self) -> date:
        """The last day of study before today; without a plan every day is one."""
        before = (self.day - timedelta(days=n) for n in range(1, self.day.toordinal()))
        return next(
            (day for day in before if self.enrolment is None or self.enrolment.minutes_on(day)), date.min
        )

    @property
    def is_of_an_interview(self) -> bool:
        """Whether it is the day of an interview, which brings nothing new."""
        return self.enrolment is not None and any(e.day == self.day for e in self.enrolment.all_events())

    @property
    def is_over(self) -> bool:
        """Whether a plan's last day is over: what is known is kept, and new cards wait for the next plan."""
        return self.enrolment is not None and self.day >= self.enrolment.end

    @property
    def minutes_of_day(self) -> int:
        """The minutes of study that the plan has for today, 0 without a plan."""
        return self.enrolment.minutes_on(self.day) if self.enrolment else 0

    @property
    def minutes_left(self) -> float:
        """The minutes of the day to find work for that are not worked yet."""
        today = [row for row in self.done if row.study_day == self.day]
        whole = minutes_to_fill(self.enrolment, self.day) if self.enrolment else 0.0
        return max(0.0, whole - minutes_done(today, self.rates))

    @cached_property
    def window(self) -> tuple[date, ...]:
        """The days of the final pass before the nearest interview; none where none is ahead."""
        placed = placed_bounds(self._ledger)
        return from_json(placed["bounds"]).window if placed else ()

    @cached_property
    def closed_rounds(self) -> Collection[str]:
        """The rounds that bring no new cards any more."""
        return rounds_without_new(self.enrolment, self.day, self.window) if self.enrolment else ()

    @cached_property
    def usual_load(self) -> int | None:
        """Return the median number of reviews of the last active days; None before there are enough."""
        counts = usual_load_of(self._ledger, self.day)
        return round(median(counts)) if len(counts) >= ACTIVE_DAYS_BEFORE_LOAD_IS_KNOWN else None


def done_in(row: Row) -> Done:
    """Read a row of `work_since`, which stands for all answers that are alike."""
    day, kind, domain, topic, first, took_ms, count = row
    name = round_of(kind, domain, topic) if kind == REDO else topic
    return Done(date.fromisoformat(day), kind, domain, name, "", bool(first), took_ms, count)
