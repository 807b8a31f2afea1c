"""The work and the final pass by hand in, what today's agenda asks for out, by its written rules."""

from collections import Counter
from datetime import date
from functools import cached_property
from statistics import median

from ledger_by_hand import LedgerByHand
from pass_by_hand import PassByHand
from work_by_hand import DAY, PRACTICE, WorkByHand

AGENDA_NAMES = {
    "mocks": "mock",
    "design cases": "design",
    "stories": "story",
    "applied cases": "applied",
    "": "practice",
    "katas": "kata",
    "derivations": "derive",
    "rehearsals": "rehearse",
}
QUIZ_QUESTIONS, QUIZ_MINUTES = 10, 5.0
NEW_CARDS_STOP_DAYS = 14
EVE_SHARE = 0.5
LOAD_DAYS, LEAST_LOAD_DAYS = 14, 5
MOST_AFTER_A_BREAK = 1.3  # times the usual load


def usual_load(ledger: LedgerByHand, today: date) -> int:
    """The median of what was answered on the last days of study; 0 before there are enough."""
    by_day = Counter(one.day for one in ledger.answers if one.counts and one.day < today)
    last = [by_day[day] for day in sorted(by_day)[-LOAD_DAYS:]]
    return round(median(last)) if len(last) >= LEAST_LOAD_DAYS else 0


class AgendaByHand:
    """Today's list, cut to the minutes that the day has left."""

    def __init__(self, work: WorkByHand, final_pass: PassByHand) -> None:
        self.work, self.ledger, self.today = work, work.ledger, work.today
        self.rates, self.memories = work.rates, work.memories
        self.final_pass = final_pass
        self.due = self._due()
        asked = min(self.due["card reviews"], self._most_reviews())
        self._waiting = self.due["card reviews"] - asked
        self.due["card reviews"] = asked

    def agenda(self, weak_topic: str | None, again: str | None) -> list[tuple[str, int, float]]:
        """Name, pieces and minutes of each thing to do that fits into what is left of the day.

        Last come a piece of the work `again`, unless the day has some of it, and a quiz about the weak topic.
        """
        capacity = self.work.minutes_on(self.today)
        share = EVE_SHARE if self._is_eve else 1.0
        left = max(0.0, share * capacity - self.work.by_day.get(self.today, 0.0))
        wanted, due = self._wanted(capacity), self.due
        items: list[tuple[str, int, float]] = []

        def take(name: str, count: int, minutes: float) -> None:
            nonlocal left
            if count > 0:
                items.append((name, count, minutes))
                left -= minutes

        room = left - self._reserved(wanted, due, left)
        reviews = min(due["card reviews"], int(room / self.rates["card reviews"]))
        minutes, new = reviews * self.rates["card reviews"], 0
        if reviews == due["card reviews"]:
            new = min(wanted["new cards"], int((room - minutes) / self.rates["new cards"]))
        take("review", reviews + new, minutes + new * self.rates["new cards"])
        redo = min(due["redo"], int(left / self.work.redo_minutes))
        take("redo", redo, redo * self.work.redo_minutes)
        for work, name in AGENDA_NAMES.items():
            if name == "practice":
                week = self.work.weeks[self.work.week - 1]
                for practice in (one for one in week if one.endswith(" minutes")):
                    whole = min(wanted[practice], int(left))
                    take(name, whole if whole >= 10 else 0, whole)
                continue
            pieces = wanted[work] + (due[work] if work in {"katas", "derivations"} else 0)
            pieces = min(pieces, int(left / self.rates[work]))
            take(name, pieces, pieces * self.rates[work])
        minutes = self.work.redo_minutes if again == "redo" else self.rates.get(again or "", 0.0)
        names = {one for one, *_ in items}
        if again is not None and not self._is_eve and left >= minutes:
            has_it = bool({"redo", "practice"} & names) if again == "redo" else AGENDA_NAMES[again] in names
            take("again", 0 if has_it else 1, minutes)
        if weak_topic is not None and not self._is_eve and left >= QUIZ_MINUTES:
            take("quiz", QUIZ_QUESTIONS, QUIZ_MINUTES)
        return items

    def load_ahead(self) -> list[int]:
        """How many questions each day will ask: of a backlog no more than 1.3 of a usual day."""
        due, waiting = self.work.load(), self._waiting
        asked = [due[0] - waiting]
        for falls_due in due[1:]:
            is_backlog = self._usual_load and waiting > 0.3 * self._usual_load
            most = int(round(MOST_AFTER_A_BREAK * self._usual_load, 9)) if is_backlog else waiting + falls_due
            asked.append(min(most, waiting + falls_due))
            waiting += falls_due - asked[-1]
        return asked

    def _wanted(self, capacity: int) -> Counter[str]:
        """What the week still wants, as today's part of what is left: cards by days, the rest by minutes."""
        wanted: Counter[str] = Counter()
        if not capacity or self._is_eve:
            return wanted
        end = self.work.start + 7 * self.work.week * DAY
        days = [
            self.today + n * DAY
            for n in range((end - self.today).days)
            if self.work.minutes_on(self.today + n * DAY)
        ]
        before_they_stop = sum(day < self._new_cards_stop for day in days)
        for target in self.work.targets():
            now = self.work.counts.get(self.today, Counter())[target["name"]]
            if target["name"] == "dsa minutes":
                now = round(self.work.puzzles.get(self.today, 0.0))
            open_ = max(0, target["planned"] - target["done"] + now)
            share, of = (1, before_they_stop)
            if target["name"] != "new cards":
                share, of = capacity, sum(map(self.work.minutes_on, days))
            wanted[target["name"]] = max(0, -(-open_ * share // of) - now) if of else 0
        if self._is_after_a_break or self.today >= self.final_pass.window[0]:
            wanted["new cards"] = 0
        return wanted

    @property
    def _is_eve(self) -> bool:
        """The day before the interview has only what is due, in half of its minutes."""
        return self.today == self.work.interview - DAY

    @property
    def _new_cards_stop(self) -> date:
        return self.work.interview - NEW_CARDS_STOP_DAYS * DAY

    @cached_property
    def _usual_load(self) -> int:
        return usual_load(self.ledger, self.today)

    @cached_property
    def _backlog(self) -> int:
        """How many cards were due before today."""
        return sum(
            day is not None
            and day < self.today
            and state.last != self.today
            and self.ledger.questions[name].kind not in PRACTICE
            for name, state in self.memories.items()
            for day in [self.work.due_day(name)]
        )

    @property
    def _is_after_a_break(self) -> bool:
        """New cards wait until a backlog is under a usual day."""
        return 0 < self._usual_load <= self._backlog

    def _most_reviews(self) -> int:
        """A backlog above .3 of a usual day is worked off within 1.3 of one; what was answered counts."""
        if not self._usual_load or self._backlog <= 0.3 * self._usual_load:
            return self.due["card reviews"]
        answered = {
            self.ledger.questions[one.question].card
            for one in self.ledger.answers
            if one.counts and one.day == self.today
        }
        return max(0, int(round(MOST_AFTER_A_BREAK * self._usual_load, 9)) - len(answered))

    def _due(self) -> Counter[str]:
        due: Counter[str] = Counter()
        for name, state in self.memories.items():
            day, kind = self.work.due_day(name), self.ledger.questions[name].kind
            if day is not None and day <= self.today and state.last != self.today:
                due[{"kata": "katas", "derivation": "derivations"}.get(kind, "card reviews")] += kind not in {
                    "design",
                    "star",
                    "redo",
                }
                due["redo"] += kind == "redo"
        return due

    def _reserved(self, wanted: Counter[str], due: Counter[str], left: float) -> float:
        """Keep room for a mock, a case or a story on one of the longest days left of the week.

        In the final pass nothing is kept: its cards come first.
        """
        if self.today >= self.final_pass.window[0]:
            return 0.0
        end = self.work.start + 7 * self.work.week * DAY
        to_come = [self.today + n * DAY for n in range(1, (end - self.today).days)]
        longer_ahead = any(self.work.minutes_on(day) > self.work.minutes_on(self.today) for day in to_come)
        if longer_ahead or due["card reviews"] * self.rates["card reviews"] > left:
            return 0.0
        long = [self.rates[work] for work in ("mocks", "design cases", "stories") if wanted[work]]
        return max((minutes for minutes in long if minutes <= left), default=0.0)
