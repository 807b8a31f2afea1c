"""The figures of a study day in, what it asks out: due cards, new ones, longer pieces, and their order."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import cached_property

from studybuddy.commands.day import LOAD_DAYS, Day, done_in
from studybuddy.commands.wanted import CASE, LONG_KINDS, PIECE_KINDS, WANTED, Wanted, is_in
from studybuddy.model import Candidate
from studybuddy.planning.coming_back import coming_back
from studybuddy.planning.focus import ASKED_DECK, EVERY_PERCENT, FOCUS_PERCENT, choose_new, new_cards_today
from studybuddy.planning.nearing import is_eve, rounds_at_once
from studybuddy.planning.progress import Done
from studybuddy.planning.rounds import round_of
from studybuddy.planning.supply import NextUp, Supply
from studybuddy.planning.targets import week_targets
from studybuddy.planning.work import QUESTION_OF, Work, work_of
from studybuddy.scheduling.queue import Queue, build_queue, reviews_after_break, room_for_new, spread_load
from studybuddy.store import settings
from studybuddy.store.sql.cards import cards_tagged
from studybuddy.store.sql.day_work import begun_since
from studybuddy.store.sql.schedule import (
    due_questions,
    every_question,
    introduced_on,
    unfinished_questions,
    unseen_questions,
)

EVERYTHING = 1_000_000
SPARE = 8  # new questions fetched for each one wanted, so that topics can take turns


class Today(Day):
    """The day with what it asks: what is due, what is new, and the queue that is made of both."""

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
        most = reviews_after_break(self._backlog, self.usual_load, len(self.answered), cards)
        return {**self.due, Work.REVIEWS: min(cards, most)}

    def load_ahead(self, days: int = LOAD_DAYS) -> tuple[int, ...]:
        """Count the questions that today and each day after it will ask: a backlog comes back over days.

        The new cards of the plan are met on their days, and come back too.
        """
        due = self.load(days)
        waiting = self.due.get(Work.REVIEWS, 0) - self.asked.get(Work.REVIEWS, 0)
        if self.enrolment is not None:
            new = self.new_left if self.enrolment.week_on(self.day) else 0
            back = coming_back(self.enrolment, self.day, self._begun, self.available, new, days, self.window)
            due = [sum(both) for both in zip(due, back, strict=True)]
        return spread_load(due, due[0] - waiting, self.usual_load, self._paused(days))

    @property
    def asked_tomorrow(self) -> int:
        """How many questions tomorrow will ask, if nothing more is answered today."""
        return spread_load(self.load(2), 0, self.usual_load, self._paused(2))[1]

    def _paused(self, days: int) -> tuple[int, ...]:
        """Return the numbers of those of so many days, today being 0, that lie in a pause of the plan."""
        if self.enrolment is None:
            return ()
        ahead = (self.day + timedelta(days=number) for number in range(days))
        return tuple(number for number, day in enumerate(ahead) if self.enrolment.pause_on(day))

    @cached_property
    def _backlog(self) -> int:
        """How many cards were due before today."""
        cards = (one for one in self._due if one.kind not in PIECE_KINDS)
        return sum(one.due is not None and one.due < self.day for one in cards)

    @cached_property
    def supply(self) -> Supply:
        """What the day can be filled with."""
        next_up = {
            work: [NextUp(one.question_id, round_of(one.kind, one.domain, one.topic)) for one in line]
            for work, line in self.lines.items()
        }
        return Supply(
            self.asked,
            self.available,
            next_up,
            self.rates,
            self.redo_minutes,
            self.gains,
            new_ahead=self._new_ahead,
        )

    @property
    def _new_ahead(self) -> int:
        """How many new cards, of those that today may bring, are there about a near interview's rounds."""
        return len(self._fetched(self.new_left, self.near_topics, PIECE_KINDS)) if self.near_rounds else 0

    @cached_property
    def lines(self) -> dict[Work, list[Candidate]]:
        """The pieces of each kind of long practice in the order to do them: due ones, then new ones.

        The new ones begin with the topics of the focus, before a near interview with those of the round
        that gains most by one. Of cases the new ones come first: a week that wants a case wants one that was
        not met yet. A derivation is a card of the daily queue as well.
        """
        due = [one for one in self._due if one.kind in PIECE_KINDS]
        new = unseen_questions(self._ledger, self.day, EVERYTHING, kinds=PIECE_KINDS)
        found: dict[Work, list[Candidate]] = {}
        due.sort(key=lambda one: one.due or self.day)
        again = [one for one in due if one.kind == CASE]
        for one in (*(one for one in due if one.kind != CASE), *sorted(new, key=self._turn), *again):
            found.setdefault(work_of(one.kind, one.domain, first=one.new), []).append(one)
        return found

    def _turn(self, one: Candidate) -> tuple[bool, float]:
        """Sort what is aside of the focus last, and first what raises a near interview's readiness most."""
        about = round_of(one.kind, one.domain, one.topic)
        return one.topic not in self.focus, -(self.gains.get(about, 0.0) if self.near_rounds else 0.0)

    @property
    def katas(self) -> list[Candidate]:
        """The katas in the order to do them."""
        return list(self.lines.get(Work.KATAS, ()))

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
            usual_load=self.usual_load,
            answered_card_ids=self.answered,
            ahead=self.ahead,
            new_first=lambda one: one.deck == ASKED_DECK,
        )

    @cached_property
    def ahead(self) -> Callable[[Candidate], bool] | None:
        """What tells the questions of an interview's rounds, which come first on its day and on its eve."""
        rounds = rounds_at_once(self.enrolment, self.day) if self.enrolment else ()
        return (lambda one: round_of(one.kind, one.domain, one.topic) in rounds) if rounds else None

    def unfinished(self, wanted: Wanted) -> list[Candidate]:
        """Return what was failed today and has not reached 4 yet, as after a session that was left early."""
        again = unfinished_questions(self._ledger, self.day)
        return self._only([one for one in again if one.kind not in LONG_KINDS], wanted)  # see Taking

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
    def new_left(self) -> int:
        """How many more new cards today may bring."""
        return self._new_limit(WANTED)

    @cached_property
    def _begun(self) -> tuple[Done, ...]:
        """What was met in today's week of the plan."""
        week = self.enrolment.week_on(self.day) if self.enrolment else None
        since = self.enrolment.days(week.number)[0] if self.enrolment and week else self.day
        return tuple(map(done_in, begun_since(self._ledger, since)))

    @property
    def has_room_for_new(self) -> bool:
        """Whether the day may bring new cards at all, be it more than its part of the week."""
        is_open = not (self.is_of_an_interview or self.is_over)
        return is_open and room_for_new(self._backlog, self.usual_load)

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
        if self.is_of_an_interview or (self.is_over and not wanted.named):
            return 0
        week = self.enrolment.week_on(self.day) if self.enrolment else None
        if wanted.kind in (PIECE_KINDS if week else LONG_KINDS):
            return self._new_pieces(wanted.kind)  # the daily number is meant for cards
        is_light = self.enrolment is not None and is_eve(self.enrolment, self.day)
        if is_light or not room_for_new(self._backlog, self.usual_load):
            return 0
        if self.enrolment is not None and week is not None:
            return new_cards_today(self.enrolment, self._begun, self.day, self.available, self.window)
        per_day = int(settings.get(self._ledger, "new_per_day"))
        return max(0, per_day - introduced_on(self._ledger, self.day))

    def _new_pieces(self, kind: str) -> int:
        """Say how many pieces of a kind are welcome: those that a plan's week still wants, at least one."""
        week = self.enrolment.week_on(self.day) if self.enrolment else None
        if self.enrolment is None or week is None:
            return EVERYTHING  # the learner stops when it is enough
        works = {work for work, (of_work, _) in QUESTION_OF.items() if of_work == kind}
        targets = week_targets(self.enrolment, week.number, self.done, self.available)
        return max(1, sum(max(0, one.planned - one.done) for one in targets if one.name in works))

    def _unseen(self, wanted: Wanted, limit: int) -> list[Candidate]:
        """Return new questions to choose from; long practice enters a session only when it is asked for."""
        if not limit:
            return []
        if wanted.deck or wanted.tag or wanted.topic or wanted.kind:
            without: tuple[str, ...] = () if wanted.named else LONG_KINDS
            return unseen_questions(self._ledger, self.day, EVERYTHING, without_kinds=without)
        in_plan = self.enrolment is not None and self.enrolment.week_on(self.day) is not None
        without = PIECE_KINDS if in_plan or wanted.cards_alone else LONG_KINDS  # a plan has its own
        focus = self.focus if in_plan else ()
        if not (in_plan or self.assessed.levels):
            return unseen_questions(self._ledger, self.day, limit * SPARE, without_kinds=without)
        wanted_first = [topics for topics in (focus, self.assessed.weak) if topics]
        pool = [one for topics in ((), *wanted_first) for one in self._fetched(limit, topics, without)]
        pool += self._asked_before(limit, without)
        by_card = {one.card_id: one for one in reversed(pool)}
        found = list(reversed(by_card.values()))
        percent = EVERY_PERCENT if self.near_rounds else FOCUS_PERCENT
        return list(choose_new(found, focus, limit, self.assessed, self.asked_for, percent))

    def _fetched(self, limit: int, topics: Sequence[str], without: Sequence[str]) -> list[Candidate]:
        """Return some more new questions than wanted, of a card that has none today and of an open round."""
        fetched = EVERYTHING if self.closed_rounds else limit * SPARE
        found = unseen_questions(self._ledger, self.day, fetched, topics=topics, without_kinds=without)
        return [one for one in found if one.card_id not in self._taken and not self._is_closed(one)]

    def _asked_before(self, limit: int, without: Sequence[str]) -> list[Candidate]:
        """Return new questions that interviews asked: these are brought also of rounds that are closed."""
        if self.enrolment is None or not any(event.debriefed for event in self.enrolment.events):
            return []
        found = unseen_questions(
            self._ledger, self.day, limit * SPARE, decks=(ASKED_DECK,), without_kinds=without
        )
        return [one for one in found if one.card_id not in self._taken]

    @cached_property
    def _taken(self) -> frozenset[str]:
        """The cards that have a question today already, which bring no new one."""
        return self.answered.union(one.card_id for one in self._due)

    def _is_closed(self, one: Candidate) -> bool:
        return bool(self.closed_rounds) and round_of(one.kind, one.domain, one.topic) in self.closed_rounds

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
