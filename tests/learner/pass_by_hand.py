"""A ledger by hand and a day in, the final pass before the interview out, by its written rules."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from math import ceil
from typing import Any
from zlib import crc32

from ledger_by_hand import DAY, Answered, Happened, LedgerByHand, Question, Remembered
from rounds_by_hand import round_of
from work_by_hand import ESTIMATES, PRACTICE, REDO_MINUTES

TIER_NAMES = ("core", "standard", "stretch")
OUTSIDE_THE_PASS = ("design", "star")
LONG_MINUTES = 5.0
TWICE = 2  # times that an interval runs out before the interview, of what is asked twice
TIMES_BEFORE = 2
HARD = 3
TIERS_PLANNED = 2  # of a standard plan: core and standard
LONGEST_INTERVAL = 36_500  # days: of what is known, the most stable of all


class PassByHand:
    """The days before the interview on which every question seen is asked once more."""

    def __init__(self, ledger: LedgerByHand, today: date) -> None:
        self.ledger, self.today = ledger, today
        self.goal = ledger.next_interview(today)
        self.interview = self.goal.day
        self.days_off = {one.day for one in ledger.interviews}
        self.minutes = ledger.plan["minutes"]
        self.memories = ledger.memories

    def day_minutes(self, day: date) -> int:
        return 0 if day in self.days_off else self.minutes_of_weekday(day.weekday())

    @cached_property
    def window(self) -> list[date]:
        """The last W active days before the interview; one under way never begins later than it did.

        The pass is placed on every day of study on which the interview is the next one, in the morning, from
        what was seen before it.
        """
        began: date | None = None
        window: list[date] = []
        begun = self._begun()
        studied = sorted({line.day for line in self.ledger.lines if line.day < self.today})
        for day in (*(day for day in studied if self.ledger.next_interview(day) == self.goal), self.today):
            minutes = self._minutes_of(name for name, at in begun.items() if at < day or day == self.today)
            length = min(14, max(5, ceil(round(minutes / (0.8 * self.capacity), 9))))
            active = [self.interview - back * DAY for back in range(60, 0, -1)]
            window = [one for one in active if self.day_minutes(one)][-length:]
            if began is not None and began < window[0] and began <= day:
                window = [one for one in active if self.day_minutes(one) and one >= began]
            began = window[0]
        return window

    @property
    def capacity(self) -> float:
        """Half of the minutes of a usual day of study."""
        week = [self.minutes_of_weekday(weekday) for weekday in range(7)]
        return 0.5 * sum(week) / sum(1 for minutes in week if minutes)

    def _capacity_of(self, days: Iterable[date]) -> float:
        """Half of the minutes of each day; on the eve, which has work for half of them, a quarter."""
        eve = self.interview - DAY
        return sum(0.5 * self.day_minutes(day) * (0.5 if day == eve else 1.0) for day in days)

    def minutes_of_weekday(self, weekday: int) -> int:
        if weekday in self.ledger.plan["rest"]:
            return 0
        return int(self.minutes["weekend" if weekday >= 5 else "weekday"])

    def pass_minutes(self, question: Question) -> float:
        works = {"kata": "katas", "derivation": "derivations"}
        if question.kind == "redo":
            return REDO_MINUTES
        return ESTIMATES[works.get(question.kind, "card reviews")]

    def _begun(self) -> dict[str, date]:
        """Say on which day each question of the pass was answered, or called known, for the first time."""
        begun: dict[str, date] = {}
        for line in self._placed_lines():
            if line.question and self._passes(line.question):
                begun.setdefault(line.question, line.day)
        return begun

    @cached_property
    def _morning(self) -> dict[str, Remembered]:
        """The state from which today's pass was placed."""
        return self.ledger.remembered(self._placed_lines())

    def _placed_lines(self) -> list[Answered | Happened]:
        """Return the lines that stood when the pass was placed last: those of the days before today.

        On a day with a "know" it was placed once more at the next command: after the session, and before the
        katas that are graded after it (which took no time that anybody measured).
        """
        again = any(line.what == "know" and line.day == self.today for line in self.ledger.events)
        return [
            line
            for line in self.ledger.lines
            if line.day < self.today or (again and not (isinstance(line, Answered) and not line.took_ms))
        ]

    def _passes(self, name: str) -> bool:
        return self.ledger.questions[name].kind not in OUTSIDE_THE_PASS and self._is_asked_about(name)

    def _is_asked_about(self, name: str) -> bool:
        return not self.goal.rounds or round_of(self.ledger.questions[name]) in self.goal.rounds

    @cached_property
    def figures(self) -> dict[str, Any]:
        """Window, quota, passed, left and dropped, after whatever was answered today."""
        window = self.window
        first, left_days = window[0], [day for day in window if day >= self.today]
        open_before = {
            name
            for name in self._begun()
            if not _is_passed(self._morning.get(name), first)
            or self._was_hard(name, self._morning[name])
            or self._morning[name].last == self.today  # it has its part of today's share
        }
        dropped = self._dropped(open_before, window, left_days)
        asked = open_before - dropped
        days = self._days_taken(len(left_days), self._minutes_of(asked), len(window))
        again = set() if dropped else self._asked_twice(asked, len(window), days)
        short = [name for name in asked | again if self._is_short(name)]
        passing = {name: state for name, state in self.memories.items() if self._passes(name)}
        if self.today >= first:
            passed = sum(_is_passed(state, first) for state in passing.values())
            left = len(asked - {name for name in asked if _is_passed(self.memories[name], first)})
            new_failures = {
                name
                for name, state in passing.items()
                if state.last == self.today and not state.passes and name not in asked | dropped
            }
            left += len(new_failures)
        else:
            passed = 0
            left = sum(
                self._waits_for_the_pass(name, state)
                for name, state in passing.items()
                if name not in dropped
            )
        return {
            "first": first.isoformat(),
            "last": window[-1].isoformat(),
            "quota": ceil(round(len(short) / days, 9)) if days else 0,
            "passed": passed,
            "left": left,
            "again": len(again - {name for name in again if self.memories[name].last == self.today})
            + sum(
                _is_passed(state, first) and self._was_hard(name, state) and self._has_a_day_for(state)
                for name, state in passing.items()
                if name not in dropped
            ),
            "unseen": sum(map(self._is_unseen, self.ledger.questions.values())),
            "dropped": dict(Counter(TIER_NAMES[self.ledger.questions[name].tier] for name in dropped)),
        }

    def _is_unseen(self, one: Question) -> bool:
        """Whether a card is planned, about the interview, and was neither answered nor called known."""
        state = self.memories.get(one.id)
        met = state is not None and (state.known or state.last is not None)
        return (
            one.kind not in PRACTICE and one.tier < TIERS_PLANNED and self._is_asked_about(one.id) and not met
        )

    def _was_hard(self, name: str, state: Remembered) -> bool:
        """What takes minutes and was hard at its first pass returns as if it had failed."""
        return not self._is_short(name) and state.passes == 1 and state.grade == HARD

    def _has_a_day_for(self, state: Remembered) -> bool:
        """Whether a day of the window is left for what returns."""
        return any(day > self.today or (day == self.today and state.last != day) for day in self.window)

    def _days_taken(self, left: int, minutes: float, length: int) -> float:
        """Say how many of the days left are taken, a part of one where that is not filled; to the second.

        The last day is kept free, and the last two if a day of study had no answer in the four weeks before,
        since there is a plan. What the others do not hold goes on these, one after the other. A day holds its
        usual minutes; for who missed a day a quarter more, but no more than a quarter above an even share.
        """
        missed = self._missed_a_day()
        holds = self.capacity
        if missed:
            even = self._minutes_of(self._begun()) / (length - 1)
            holds = max(holds, 1.25 * min(holds, even))
        others = min(left, max(1, left - (2 if missed else 1)))
        return min(left, max(others, round(60 * minutes) / round(60 * holds)))

    def _missed_a_day(self) -> bool:
        answered = {line.day for line in self.ledger.answers}
        planned = min(event.day for event in self.ledger.events if event.what == "plan")
        lately = (self.today - back * DAY for back in range(1, 29))
        return any(self.day_minutes(day) and planned < day not in answered for day in lately)

    def _waits_for_the_pass(self, name: str, state: Remembered) -> bool:
        """What is due in it or later, what is known, and what takes minutes and passed twice."""
        is_long = self.pass_minutes(self.ledger.questions[name]) >= LONG_MINUTES
        is_due = state.due is not None and state.due < self.window[0]
        return state.known or not is_due or (is_long and state.passes >= TIMES_BEFORE)

    def _dropped(self, names: set[str], window: list[date], left_days: list[date]) -> set[str]:
        """Long pieces before cards; of each stretch, standard, core, and the longest intervals first.

        Among equals what was asked in the window goes first. For long pieces of the core each day left takes
        twice as much as usual before one of them goes.
        """
        memories = self._morning
        waiting = sorted(
            names,
            key=lambda name: (
                self._minutes_of({name}) < LONG_MINUTES,
                -self.ledger.questions[name].tier,
                -(LONGEST_INTERVAL if memories[name].known else memories[name].interval),
                not _is_asked_since(memories[name], window[0]),
                crc32(name.encode()),
            ),
        )
        left = self._capacity_of(left_days)
        usual = min(0.8 * self._capacity_of(window), 1.25 * left)
        spare = max(0.0, 2 * left - usual)
        long_core = {name for name in names if self.ledger.questions[name].tier == 0} - set(
            filter(self._is_short, names)
        )
        dropped: set[str] = set()
        for name in waiting:
            own = min(spare, self._minutes_of(long_core - dropped))
            if self._minutes_of(names - dropped) - own <= usual + 1e-6:
                break
            if name in long_core and self._minutes_of(long_core - dropped) <= spare + 1e-6:
                continue
            dropped.add(name)
        return dropped

    def _asked_twice(self, asked: set[str], length: int, days: float) -> set[str]:
        """What passed in the window before today, with an interval that runs out twice before the interview.

        As many as the days left have minutes for, and a quarter above the even share of a day, the interval
        that runs out most often first.
        """
        strain = {
            name: (self.interview - state.last).days / max(1, state.interval)
            for name, state in self._morning.items()
            if self._is_short(name) and not state.known and _is_passed(state, self.window[0])
            if self._passes(name) and state.last is not None and state.last < self.today
        }
        share = self._minutes_of(filter(self._is_short, self._begun())) / (length - 1)
        room = min(
            self.capacity * days - self._minutes_of(asked),
            1.25 * share * days - self._minutes_of(filter(self._is_short, asked)),
        )
        chosen: set[str] = set()
        for name in sorted(strain, key=lambda one: (-strain[one], one)):
            if strain[name] >= TWICE and self._minutes_of({*chosen, name}) <= room + 1e-6:
                chosen.add(name)
        return chosen

    def _is_short(self, name: str) -> bool:
        return self.pass_minutes(self.ledger.questions[name]) < LONG_MINUTES

    def _minutes_of(self, names: Iterable[str]) -> float:
        return sum(self.pass_minutes(self.ledger.questions[name]) for name in names)


def _is_asked_since(state: Remembered, first: date) -> bool:
    return state.last is not None and state.last >= first


def _is_passed(state: Remembered | None, first: date) -> bool:
    return state is not None and state.last is not None and state.last >= first and state.passes > 0
