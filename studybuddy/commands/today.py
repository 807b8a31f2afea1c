"""An open desk in, today's work out: the queue, and the plan on this day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from studybuddy.commands.desk import Desk
from studybuddy.model import Candidate, Happening
from studybuddy.planning.agenda import NextUp
from studybuddy.planning.assessment import Assessed, assessment_from
from studybuddy.planning.enrolment import Enrolment, enrolment_from
from studybuddy.planning.focus import choose_new, new_cards_today, rounds_without_new
from studybuddy.planning.progress import Done, median, minutes_done, own_rates
from studybuddy.planning.rounds import round_of
from studybuddy.planning.tracking import tracked_from
from studybuddy.planning.work import PRACTICE_KINDS, REDO_MINUTES, Work, available_work, work_of
from studybuddy.scheduling.queue import Queue, build_queue, reviews_after_break, room_for_new
from studybuddy.scheduling.slot import from_json
from studybuddy.store import settings
from studybuddy.store.placed import placed_bounds
from studybuddy.store.rows import Row
from studybuddy.store.sql.cards import cards_tagged
from studybuddy.store.sql.day_work import begun_since, work_since
from studybuddy.store.sql.journal import newest_event, plan_in_force, tracked_since
from studybuddy.store.sql.questions import content_counts
from studybuddy.store.sql.schedule import (
    answered_cards,
    due_questions,
    every_question,
    introduced_on,
    load_between,
    unfinished_questions,
    unseen_questions,
    usual_load,
)
from studybuddy.store.sql.work import answer_times

ACTIVE_DAYS_BEFORE_LOAD_IS_KNOWN = 5
CASE = "design"
KATA = "kata"
DERIVATION = "derivation"
REDO = "redo"
LONG_KINDS = (CASE, "star", KATA, REDO)
PIECE_KINDS = (*LONG_KINDS, DERIVATION)  # what is no card to flip: a session that fits minutes chooses them
EVERYTHING = 1_000_000
LOAD_DAYS = 14
TIMED_ANSWERS = 500  # of cards that a rate is taken from, the newest: a week or more, soon counted
FIRST_DAY = date(1970, 1, 5)  # before any answer
SPARE = 8  # new questions fetched for each one wanted, so that topics can take turns


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the learner asked of a session; None and empty words leave it to the plan."""

    minutes: float | None = None
    limit: int | None = None
    new: int | None = None
    deck: str = ""
    tag: str = ""
    topic: str = ""
    kind: str = ""
    cram: bool = False
    cases: bool = False  # design cases too, although nobody asked for them by name
    cards_alone: bool = False  # without the longer pieces, which are chosen apart

    @property
    def named(self) -> bool:
        """Whether the learner said which cards, so that long practice is welcome."""
        return bool(self.deck or self.topic or self.kind)


WANTED = Wanted()


class Today:
    """Everything that follows from the ledger for one study day; each part is read when first asked for."""

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
        return None if event is None else enrolment_from(event.detail)

    @cached_property
    def done(self) -> tuple[Done, ...]:
        """The work since the plan began, from the ledger; practice done elsewhere is part of it."""
        elsewhere = [
            tracked_from(day, detail).done() for day, detail in tracked_since(self._ledger, self._since)
        ]
        return (*map(_done, work_since(self._ledger, self._since)), *elsewhere)

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
        return own_rates(
            [
                Done(self.day, kind, domain, "", "", bool(first), took_ms)
                for kind, domain, first, took_ms in answer_times(
                    self._ledger, FIRST_DAY, TIMED_ANSWERS, PRACTICE_KINDS
                )
            ]
        )

    @property
    def _since(self) -> date:
        return self.enrolment.start if self.enrolment else self.day - timedelta(days=60)

    @cached_property
    def available(self) -> Mapping[Work, int]:
        """How much content there is for each target of a plan."""
        return available_work(content_counts(self._ledger), tracking=True)

    @cached_property
    def due(self) -> dict[Work, int]:
        """How many questions are due today, by work."""
        counts: dict[Work, int] = {}
        for one in self._due:
            work = work_of(one.kind, one.domain, first=False)
            counts[work] = counts.get(work, 0) + 1
        return counts

    @cached_property
    def asked(self) -> Mapping[Work, int]:
        """How many of those due the day asks for, by work: after a break the cards come back over days."""
        cards = self.due.get(Work.REVIEWS, 0)
        most = reviews_after_break(self._backlog, self._usual_load, len(self.answered), cards)
        return {**self.due, Work.REVIEWS: min(cards, most)}

    @cached_property
    def _backlog(self) -> int:
        """How many cards were due before today."""
        cards = (one for one in self._due if one.kind not in PIECE_KINDS)
        return sum(one.due is not None and one.due < self.day for one in cards)

    @property
    def next_up(self) -> dict[Work, NextUp]:
        """The next piece of each kind of long practice."""
        return {work: NextUp(line[0].question_id, line[0].topic) for work, line in self.lines.items()}

    @cached_property
    def lines(self) -> dict[Work, list[Candidate]]:
        """The pieces of each kind of long practice in the order to do them: due ones, then new ones.

        The new ones begin with the topics of the week. Of cases the new ones come first: a week that wants a
        case wants one that was not met yet. A derivation is a card of the daily queue as well.
        """
        due = [one for one in self._due if one.kind in PIECE_KINDS]
        new = unseen_questions(self._ledger, self.day, EVERYTHING, kinds=PIECE_KINDS)
        found: dict[Work, list[Candidate]] = {}
        due.sort(key=lambda one: one.due or self.day)
        again = [one for one in due if one.kind == CASE]
        for one in (*(one for one in due if one.kind != CASE), *sorted(new, key=self._is_aside), *again):
            found.setdefault(work_of(one.kind, one.domain, first=one.new), []).append(one)
        return found

    def _is_aside(self, one: Candidate) -> bool:
        return one.topic not in self.focus

    @cached_property
    def focus(self) -> tuple[str, ...]:
        """The topics that new questions come from first: the week's, and those that interviews asked for."""
        week = self.enrolment.week_on(self.day) if self.enrolment else None
        return tuple(dict.fromkeys((*(week.topics if week else ()), *self._asked_for)))

    @property
    def _asked_for(self) -> list[str]:
        emphasis = self.enrolment.emphasis if self.enrolment else {}
        return sorted(
            (topic for topic, factor in emphasis.items() if factor > 1), key=lambda one: -emphasis[one]
        )

    @property
    def katas(self) -> list[Candidate]:
        """The katas in the order to do them."""
        return list(self.lines.get(Work.KATAS, ()))

    def cost(self, one: Candidate) -> float:
        """Return the minutes that a question takes."""
        return self.minutes(one.kind, one.domain, one.new)

    def minutes(self, kind: str, domain: str, first: bool) -> float:
        """Return the minutes that a question of a kind takes, asked for the `first` time or again."""
        if kind == REDO:
            return REDO_MINUTES
        return self.rates[work_of(kind, domain, first=first)]

    def load(self, days: int = LOAD_DAYS) -> list[int]:
        """Count the questions due on today and each day after it; what is overdue counts today."""
        by_day = load_between(self._ledger, date.min, self.day + timedelta(days=days - 1))
        overdue = sum(count for day, count in by_day.items() if day <= self.day)
        return [overdue] + [by_day.get(self.day + timedelta(days=n), 0) for n in range(1, days)]

    def queue(self, wanted: Wanted = WANTED) -> Queue:
        """Order today's questions as `review` asks them."""
        new_limit = self._new_limit(wanted)
        return build_queue(
            self._only([*self._seen(wanted), *self._unseen(wanted, new_limit)], wanted),
            self.day,
            seed=self.day.toordinal(),
            new_limit=new_limit,
            limit=wanted.limit,
            minutes=wanted.minutes,
            cost=self.cost,
            usual_load=self._usual_load,
            answered_card_ids=self.answered,
        )

    def unfinished(self, wanted: Wanted) -> list[Candidate]:
        """Return what was failed today and has not reached 4 yet, as after a session that was left early."""
        again = unfinished_questions(self._ledger, self.day)
        return self._only([one for one in again if one.kind not in LONG_KINDS], wanted)  # see ReviewLoop

    def crammed(self, wanted: Wanted) -> tuple[Candidate, ...]:
        """Return everything that fits `wanted`, due or not, weakest first; it moves no schedule."""
        pool = self.matching(wanted)
        return tuple(sorted(pool, key=lambda one: (one.interval_days, one.question_id))[: wanted.limit])

    def matching(self, wanted: Wanted) -> list[Candidate]:
        """Return every question that fits `wanted`, due or not, that is not suspended."""
        return self._only(every_question(self._ledger), wanted)

    def unseen(self, wanted: Wanted) -> list[Candidate]:
        """Return every new question that fits `wanted` and could be asked today."""
        return self._only(self._unseen(wanted, EVERYTHING), wanted)

    @property
    def minutes_of_day(self) -> int:
        """The minutes of study that the plan has for today, 0 without a plan."""
        return self.enrolment.minutes_on(self.day) if self.enrolment else 0

    @property
    def minutes_left(self) -> float:
        """The minutes of the day that are not worked yet."""
        today = [row for row in self.done if row.study_day == self.day]
        return max(0.0, self.minutes_of_day - minutes_done(today, self.rates))

    @property
    def new_left(self) -> int:
        """How many more new cards today may bring."""
        return self._new_limit(WANTED)

    @cached_property
    def waiting_cases(self) -> int:
        """How many design cases are due: each takes most of an hour, so they wait to be asked for."""
        return sum(one.kind == CASE for one in self._due)

    @cached_property
    def _due(self) -> list[Candidate]:
        return due_questions(self._ledger, self.day)

    def _seen(self, wanted: Wanted) -> list[Candidate]:
        due = self._due
        if wanted.cards_alone:
            return [one for one in due if one.kind not in PIECE_KINDS]
        return due if wanted.named or wanted.cases else [one for one in due if one.kind != CASE]

    def _new_limit(self, wanted: Wanted) -> int:
        if wanted.new is not None:
            return wanted.new
        if wanted.kind in LONG_KINDS:
            return EVERYTHING  # the daily number is meant for cards; the learner stops when it is enough
        if not room_for_new(self._backlog, self._usual_load):
            return 0
        week = self.enrolment.week_on(self.day) if self.enrolment else None
        if self.enrolment is not None and week is not None:
            begun = map(_done, begun_since(self._ledger, self.enrolment.days(week.number)[0]))
            return new_cards_today(self.enrolment, tuple(begun), self.day, self.available, self._window)
        per_day = int(settings.get(self._ledger, "new_per_day"))
        return max(0, per_day - introduced_on(self._ledger, self.day))

    @cached_property
    def _window(self) -> tuple[date, ...]:
        """The days of the final pass before the nearest interview; none where none is ahead."""
        placed = placed_bounds(self._ledger)
        return from_json(placed["bounds"]).window if placed else ()

    @cached_property
    def _closed(self) -> Collection[str]:
        """The rounds that bring no new cards any more."""
        return rounds_without_new(self.enrolment, self.day, self._window) if self.enrolment else ()

    def _unseen(self, wanted: Wanted, limit: int) -> list[Candidate]:
        """Return new questions to choose from; long practice enters a session only when it is asked for."""
        if not limit:
            return []
        if wanted.deck or wanted.tag or wanted.topic or wanted.kind:
            without: tuple[str, ...] = () if wanted.named else LONG_KINDS
            return unseen_questions(self._ledger, self.day, EVERYTHING, without_kinds=without)
        without = PIECE_KINDS if wanted.cards_alone else LONG_KINDS
        focus: tuple[str, ...] = ()
        if self.enrolment is not None and self.enrolment.week_on(self.day) is not None:
            focus = self.focus
        elif not self.assessed.levels:
            return unseen_questions(self._ledger, self.day, limit * SPARE, without_kinds=without)
        wanted_first = [topics for topics in (focus, self.assessed.weak) if topics]
        pool = [one for topics in ((), *wanted_first) for one in self._fetched(limit, topics, without)]
        by_card = {one.card_id: one for one in reversed(pool)}
        found = list(reversed(by_card.values()))
        return list(choose_new(found, focus, limit, self.assessed, self._asked_for))

    def _fetched(self, limit: int, topics: Sequence[str], without: Sequence[str]) -> list[Candidate]:
        """Return some more new questions than wanted, of a card that had none today and of an open round."""
        fetched = EVERYTHING if self._closed else limit * SPARE
        found = unseen_questions(self._ledger, self.day, fetched, topics=topics, without_kinds=without)
        return [one for one in found if one.card_id not in self.answered and not self._is_closed(one)]

    def _is_closed(self, one: Candidate) -> bool:
        return bool(self._closed) and round_of(one.kind, one.domain, one.topic) in self._closed

    def _only(self, candidates: list[Candidate], wanted: Wanted) -> list[Candidate]:
        tagged = cards_tagged(self._ledger, wanted.tag) if wanted.tag else None
        return [
            one
            for one in candidates
            if (not wanted.deck or is_in(one.deck, wanted.deck))
            and (not wanted.topic or one.topic == wanted.topic)
            and (not wanted.kind or one.kind == wanted.kind)
            and (tagged is None or one.card_id in tagged)
        ]

    @cached_property
    def _usual_load(self) -> int | None:
        """Return the median number of reviews of the last active days; None before there are enough."""
        counts = usual_load(self._ledger, self.day)
        return round(median(counts)) if len(counts) >= ACTIVE_DAYS_BEFORE_LOAD_IS_KNOWN else None


def is_in(deck: str, folder: str) -> bool:
    """Whether a deck is the one that is named, or lies in a folder of that name."""
    return deck == folder or deck.startswith(folder.rstrip("/") + "/")


def _done(row: Row) -> Done:
    """Read a row of `work_since`, which stands for all answers that are alike."""
    day, kind, domain, topic, first, took_ms, count = row
    name = round_of(kind, domain, topic) if kind == REDO else topic
    return Done(date.fromisoformat(day), kind, domain, name, "", bool(first), took_ms, count)
