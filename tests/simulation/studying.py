"""A policy, a calendar and a seed in; what was reviewed when, and what is remembered on the day, out.

New cards come at the pace of the eight-week plan, scaled up to 760, until two weeks before the interview. The
date is set some days before it; until then every learner follows plain SM-2. Everything that schedules is the
product's own: SM-2, load balancing, the final pass.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from random import Random

from remembering import Learner

from studybuddy.model import Memory
from studybuddy.scheduling import sm2
from studybuddy.scheduling.balance import shift_days
from studybuddy.scheduling.final_pass import FinalPass, place
from studybuddy.scheduling.pass_window import new_cards_stop
from studybuddy.scheduling.passing import Passing
from studybuddy.scheduling.slot import slot_after

START = date(2026, 1, 5)
CARDS = 760
NEW_BY_WEEK = (90, 80, 70, 60, 60, 40)  # the eight-week plan's; its last two weeks bring none
MINUTES_A_CARD = 0.33
LATELY = timedelta(weeks=4)
MINUTES_A_DAY = 32.0  # of an hour of study, what cards may take
WEDNESDAY, SATURDAY, SUNDAY = 2, 5, 6
CATCHING_UP = 1.5  # times the new cards of a day, when days were missed
TIERS_OF_TEN = (0, 0, 0, 0, 0, 1, 1, 1, 2, 2)  # half of the cards are core


class Policy(StrEnum):
    """What decides when a question comes back, once the date is set."""

    PLAIN = "plain SM-2"
    CAP = "cap at the days left"
    CAP_FIFTH = "cap at 20% of the days left"
    FINAL = "SM-2 and a final pass"


@dataclass(frozen=True)
class Circumstances:
    """A calendar: the interview is on day `days`, and its date is known `known_days` before it.

    Each active day is missed with probability `missed`; `rest` are weekdays without study.
    """

    known_days: int = 56
    days: int = 56
    missed: float = 0.0
    rest: tuple[int, ...] = ()
    seed: int = 1

    @property
    def interview(self) -> date:
        return START + timedelta(days=self.days)

    @property
    def known_from(self) -> date:
        return self.interview - timedelta(days=self.known_days)

    def active_days(self) -> tuple[date, ...]:
        days = (START + timedelta(days=n) for n in range(self.days))
        return tuple(day for day in days if day.weekday() not in self.rest)

    def attended_days(self) -> Iterator[date]:
        chance = Random(self.seed)
        yield from (day for day in self.active_days() if chance.random() >= self.missed)


class Study:
    """One learner's way to the interview."""

    def __init__(self, policy: Policy, circumstances: Circumstances) -> None:
        self.policy = policy
        self.circumstances = circumstances
        self.active = circumstances.active_days()
        self.interview = circumstances.interview
        self.learner = Learner(CARDS, circumstances.seed)
        self.memories: list[Memory] = []
        self.reviewed: list[list[date]] = []
        self.date_is_known = False
        self.slots: dict[str, date] = {}
        self.passes: dict[date, FinalPass] = {}  # as placed each morning
        self.studied: set[date] = set()
        self._load: Counter[date] = Counter()
        self._chance = Random(circumstances.seed)

    def live(self) -> "Study":
        """Study every day that is not missed, and return the study itself."""
        for day in self.circumstances.attended_days():
            self.morning(day)
            for number in self.due_on(day):
                self.answer(number, day)
            for _ in range(self.new_on(day)):
                self.answer(len(self.memories), day)
        return self

    def morning(self, today: date) -> None:
        """Place the final pass anew, as the first command of a study day does."""
        self.date_is_known = today >= self.circumstances.known_from
        if self.policy is Policy.FINAL and self.date_is_known:
            self.passes[today] = self.placed(today)
            self.slots = dict(self.passes[today].slots)
        self._load = Counter(self.due_day(number) for number in range(len(self.memories)))

    def placed(self, today: date) -> FinalPass:
        questions = map(self.passing, range(len(self.memories)))
        return place(
            questions, self.active, self.interview, today, MINUTES_A_DAY, missed=self.missed_lately(today)
        )

    def missed_lately(self, today: date) -> bool:
        """Say whether a day of the last four weeks was missed, after that on which the date was set."""
        since = max(today - LATELY, self.circumstances.known_from + timedelta(days=1))
        return any(since <= day < today and day not in self.studied for day in self.active)

    def passing(self, number: int) -> Passing:
        memory = self.memories[number]
        return Passing(
            f"q{number}", TIERS_OF_TEN[number % 10], memory.interval_days, memory.effective_due,
            memory.last_day, memory.repetitions, MINUTES_A_CARD,
        )  # fmt: skip

    def due_on(self, today: date) -> list[int]:
        return [number for number in range(len(self.memories)) if self.due_day(number) <= today]

    def new_on(self, today: date) -> int:
        """Return how many new cards the day brings: those of the plan's pace, and a little more if behind."""
        latest = self.passes.get(today)
        if today >= new_cards_stop(self.interview, latest.window if latest else ()):
            return 0
        by_week = [CARDS * count / sum(NEW_BY_WEEK) for count in (*NEW_BY_WEEK, 0)]
        week, days = divmod((today - START).days + 1, 7)
        due = [0.0, *accumulate(by_week)][week] + by_week[week] * days / 7
        pace = by_week[min(week, len(NEW_BY_WEEK) - 1)] / len({*range(7)} - {*self.circumstances.rest})
        return max(0, round(min(due - len(self.memories), CATCHING_UP * pace)))

    def due_day(self, number: int) -> date:
        """Return the day that is acted upon."""
        memory = self.memories[number]
        assert memory.last_day is not None
        assert memory.effective_due is not None
        if self.policy is Policy.FINAL:
            return self.slots.get(f"q{number}", memory.effective_due)
        if self.policy is Policy.PLAIN or not self.date_is_known:
            return memory.effective_due
        left = (self.interview - memory.last_day).days
        most = left - 1 if self.policy is Policy.CAP else left // 5
        return min(memory.effective_due, memory.last_day + timedelta(days=max(1, most)))

    def answer(self, number: int, today: date) -> None:
        """Let the learner answer, and schedule the question as the product does."""
        grade = self.learner.answer(number, today)
        if number == len(self.memories):
            self.memories.append(Memory())
            self.reviewed.append([])
        else:
            self._load[self.due_day(number)] -= 1
        exact = sm2.next_memory(self.memories[number], grade, today)
        assert exact.sm2_due is not None
        shift = shift_days(exact.interval_days, exact.sm2_due, self._load, self._chance.getrandbits(1))
        memory = sm2.next_memory(self.memories[number], grade, today, shift_days=shift)
        self.memories[number] = memory
        self.reviewed[number].append(today)
        self.studied.add(today)
        self._provisional_slot(number, today)
        self._load[self.due_day(number)] += 1

    def _provisional_slot(self, number: int, today: date) -> None:
        self.slots.pop(f"q{number}", None)
        if today in self.passes:
            memory = self.memories[number]
            slot = slot_after(self.passes[today].bounds, memory.interval_days, memory.effective_due,
                              memory.repetitions > 0, today)  # fmt: skip
            if slot is not None:
                self.slots[f"q{number}"] = slot
