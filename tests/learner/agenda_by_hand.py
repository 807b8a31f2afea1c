"""The work and the final pass by hand in, what today's agenda asks for out, by its written rules."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from statistics import median

from filling_by_hand import Possible, filled
from ledger_by_hand import LedgerByHand
from pass_by_hand import PassByHand
from rounds_by_hand import ROUNDS, round_of, topic_round
from stops_by_hand import StopsByHand
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
ROUND_OF_WORK = {
    "design cases": "system-design",
    "applied cases": "applied",
    "katas": "ml-coding",
    "derivations": "fundamentals",
    "rehearsals": "behavioral",
    "stories": "behavioral",
}
LONG = ("mocks", "design cases", "stories")
LEAST_PRACTICE = 10
QUIZ_QUESTIONS, QUIZ_MINUTES = 10, 5.0
NEAR_DAYS = 14
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
        self.goal = final_pass.goal
        is_near = self.goal.day <= self.today + NEAR_DAYS * DAY
        self.first = self.goal.rounds if is_near else ()  # the rounds that come before all others
        self._stops = StopsByHand(final_pass, work.start)
        self.due = self._due()
        asked = min(self.due["card reviews"], self._most_reviews())
        self._waiting = self.due["card reviews"] - asked
        self.due["card reviews"] = asked

    def agenda(
        self, weak_topic: str | None, again: str | None, gains: Mapping[str, float], needy: str
    ) -> list[tuple[str, int, float]]:
        """Name, pieces and minutes of each thing to do that fits into what is left of the day.

        `gains` are the points of readiness that one more good result adds to each round, `needy` is the round
        of a mock. Last come a piece of the work `again`, unless the day has some of it, and a quiz about the
        weak topic.
        """
        capacity = self.work.minutes_on(self.today)
        share = EVE_SHARE if self._is_eve() else 1.0
        left = max(0.0, share * capacity - self.work.by_day.get(self.today, 0.0))
        wanted, due = self._wanted(capacity), self.due
        room = left - self._reserved(wanted, due, left)
        new = wanted["new cards"]
        kept = min(new, self._new_of_first()) if self.first and self._in_pass else new
        *_, minutes = self._reviews(kept, due, room)
        others = filled(self._possible(wanted, due, gains, needy), left - minutes, self._place)
        reviews = self._reviews(new, due, left - sum(item[2] for item in others))
        items = [reviews, *others] if reviews[1] else others
        left -= sum(item[2] for item in items)
        minutes = self.work.redo_minutes if again == "redo" else self.rates.get(again or "", 0.0)
        names = {one for one, *_ in items}
        if again is not None and not self._is_eve() and left >= minutes:
            has_it = bool({"redo", "practice"} & names) if again == "redo" else AGENDA_NAMES[again] in names
            if not has_it:
                items.append(("again", 1, minutes))
                left -= minutes
        if weak_topic is not None and not self._is_eve() and left >= QUIZ_MINUTES:
            items.append(("quiz", QUIZ_QUESTIONS, QUIZ_MINUTES))
        return items

    def _reviews(self, wanted: int, due: Counter[str], room: float) -> tuple[str, int, float]:
        """Take the reviews that fit, then of the new cards wanted those that still do."""
        reviews = min(due["card reviews"], int(room / self.rates["card reviews"]))
        minutes, new = reviews * self.rates["card reviews"], 0
        if reviews == due["card reviews"]:
            new = min(wanted, int((room - minutes) / self.rates["new cards"]))
        return "review", reviews + new, minutes + new * self.rates["new cards"]

    def _possible(
        self, wanted: Counter[str], due: Counter[str], gains: Mapping[str, float], needy: str
    ) -> list[Possible]:
        """List what could be done: what is due and what the week wants, that which gains most first."""
        redo, long_day = self.work.redo_minutes, not self._longer_ahead
        gain = {name: gains.get(name, 0.0) for name in ROUNDS}
        line = [Possible("redo", "dsa", due["redo"], redo, gain["dsa"] / redo, 2.0, is_due=True)]
        for about, most in self._katas(self._due_katas).items():
            minutes = self.rates["katas"]
            line.append(Possible("kata", about, most, minutes, gain[about] / minutes, 2.0, is_due=True))
        about, minutes = "fundamentals", self.rates["derivations"]
        line.append(
            Possible("derive", about, due["derivations"], minutes, gain[about] / minutes, 2.0, is_due=True)
        )
        for work, name in AGENDA_NAMES.items():
            if name == "practice":
                week = self.work.weeks[self.work.week - 1]
                for practice in (one for one in week if one.endswith(" minutes")):
                    about = practice.removesuffix(" minutes")
                    still = 0 if self._is_eve() else self._still_wanted[practice]
                    problem = self._problem(about, still)
                    most, least = max(problem, wanted[practice]), max(LEAST_PRACTICE, problem)
                    line.append(
                        Possible(name, about, most, 1.0, gain[about] / redo, least=least, limit=still)
                    )
                continue
            if work == "katas":
                minutes = self.rates[work]
                new = self._new_katas(gains)[: wanted[work]]
                line += [
                    Possible(name, about, most, minutes, gain[about] / minutes)
                    for about, most in self._katas(new).items()
                ]
                continue
            about, minutes = needy if work == "mocks" else ROUND_OF_WORK[work], self.rates[work]
            counts = (2.0 if long_day else 0.5) if work in LONG else 1.0
            raises = 0.0 if work == "stories" else gain[about] / minutes
            line.append(Possible(name, about, wanted[work], minutes, raises, counts))
        line = [one for one in line if one.most]
        return sorted(line, key=lambda one: (self._place(one), one.least > 1, -one.gain))

    def _place(self, one: Possible) -> tuple[bool, bool]:
        """Say what comes before what: work of the rounds of a near interview, and in the pass what is due."""
        return one.about not in self.first, self._in_pass and not one.is_due

    def _problem(self, about: str, still: int) -> int:
        """The minutes of a whole problem, for a round that comes first, less what today has of them."""
        if about not in self.first:
            return 0
        return max(0, min(still, int(self.work.redo_minutes) - round(self.work.puzzles.get(self.today, 0.0))))

    @property
    def _in_pass(self) -> bool:
        return self.today >= self.final_pass.window[0]

    @property
    def _due_katas(self) -> list[str]:
        return [name for name in self._due_today() if self.ledger.questions[name].kind == "kata"]

    def _new_katas(self, gains: Mapping[str, float]) -> list[str]:
        """Those never done, in order to do them: of the week's topics, then core first, as in the decks.

        While the rounds of a near interview bring new cards theirs come in its place, what gains most first.
        """
        near, weeks = self._open_first, self.work.plan["weeks"]
        topics = {*self.work.plan["emphasis"]}
        if self.work.week <= len(weeks) and not near:
            topics.update(weeks[self.work.week - 1]["topics"])
        new = [
            one
            for one in self.ledger.questions.values()
            if one.kind == "kata" and (one.id not in self.memories or self.memories[one.id].last is None)
        ]
        new.sort(
            key=lambda one: (
                one.topic not in topics and topic_round(one.topic) not in near,
                -gains.get(round_of(one), 0.0) if near else 0.0,
                one.tier,
                one.position,
                one.id,
            )
        )
        return [one.id for one in new]

    def _katas(self, names: list[str]) -> Counter[str]:
        """Count katas by the round that they are practice for: what is about puzzles is a puzzle."""
        topics = (self.ledger.questions[name].topic for name in names)
        return Counter("dsa" if topic == "dsa" else "ml-coding" for topic in topics)

    def load_ahead(self) -> list[int]:
        """How many questions each day will ask: of a backlog no more than 1.3 of a usual day.

        Cards still to be met, as many a day as their weeks want, come back after one day and after seven.
        """
        new = self._new_ahead()
        back = [sum(new[number - after] for after in (1, 7) if after <= number) for number in range(len(new))]
        due, waiting = [sum(both) for both in zip(self.work.load(), back, strict=True)], self._waiting
        asked = [due[0] - waiting]
        for falls_due in due[1:]:
            is_backlog = self._usual_load and waiting > 0.3 * self._usual_load
            most = int(round(MOST_AFTER_A_BREAK * self._usual_load, 9)) if is_backlog else waiting + falls_due
            asked.append(min(most, waiting + falls_due))
            waiting += falls_due - asked[-1]
        return asked

    def _new_ahead(self) -> list[int]:
        """How many cards are met today, in what is left of it, and on each day after it."""
        new = [self._wanted(self.work.minutes_on(self.today))["new cards"]]
        for offset in range(1, LOAD_DAYS):
            day = self.today + offset * DAY
            week = (day - self.work.start).days // 7
            end = min(self.work.start + 7 * (week + 1) * DAY, self.work.end)
            to_come = (day + n * DAY for n in range((end - day).days))
            open_days = [one for one in to_come if one < self._stops.for_all and self.work.minutes_on(one)]
            if day not in open_days or self._is_eve(day):
                new.append(0)
                continue
            before = [self.work.start + (7 * week + n) * DAY for n in range(7)]
            before = [one for one in before if one < day]
            met = sum(self.work.counts.get(one, Counter())["new cards"] for one in before)
            met += sum(new[(one - self.today).days] for one in before if one >= self.today)
            new.append(-(-max(0, self.work.weeks[week].get("new cards", 0) - met) // len(open_days)))
        return new

    @property
    def _still_wanted(self) -> Mapping[str, int]:
        return {one["name"]: max(0, one["planned"] - one["done"]) for one in self.work.targets()}

    def _wanted(self, capacity: int) -> Counter[str]:
        """What the week still wants, as today's part of what is left: cards by days, the rest by minutes."""
        wanted: Counter[str] = Counter()
        if not capacity or self._is_eve():
            return wanted
        end = min(self.work.start + 7 * self.work.week * DAY, self.work.end)
        days = [
            self.today + n * DAY
            for n in range((end - self.today).days)
            if self.work.minutes_on(self.today + n * DAY)
        ]
        before_they_stop = sum(day < self._stops.for_all for day in days)
        for target in self.work.targets():
            now = self.work.counts.get(self.today, Counter())[target["name"]]
            if target["name"] == "dsa minutes":
                now = round(self.work.puzzles.get(self.today, 0.0))
            open_ = max(0, target["planned"] - target["done"] + now)
            share, of = (1, before_they_stop)
            if target["name"] != "new cards":
                share, of = capacity, sum(map(self.work.minutes_on, days))
            wanted[target["name"]] = max(0, -(-open_ * share // of) - now) if of else 0
        if self._is_after_a_break:
            wanted["new cards"] = 0
        return wanted

    def _is_eve(self, day: date | None = None) -> bool:
        """The day before an interview has only what is due, in half of its minutes."""
        return (day or self.today) + DAY in self.work.days_off

    @property
    def _open_first(self) -> set[str]:
        """The rounds of a near interview that still bring new cards."""
        return {*self.first} - self._stops.closed

    def _new_of_first(self) -> int:
        """Count the cards never seen of these rounds that today may bring."""
        questions, answers = self.ledger.questions, self.ledger.answers
        taken = {questions[one.question].card for one in answers if one.day == self.today}
        taken |= {questions[name].card for name in self._due_today()}
        return sum(
            topic_round(one.topic) in self._open_first
            and one.kind not in PRACTICE
            and one.id not in self.memories
            and one.card not in taken
            for one in questions.values()
        )

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
        for name in self._due_today():
            kind = self.ledger.questions[name].kind
            work = {"kata": "katas", "derivation": "derivations"}.get(kind, "card reviews")
            due[work] += kind not in {"design", "star", "redo"}
            due["redo"] += kind == "redo"
        return due

    def _due_today(self) -> list[str]:
        return [
            name
            for name, state in self.memories.items()
            for day in [self.work.due_day(name)]
            if day is not None and day <= self.today and state.last != self.today
        ]

    def _reserved(self, wanted: Counter[str], due: Counter[str], left: float) -> float:
        """Keep room for a mock, a case or a story on one of the longest days left of the week.

        In the final pass nothing is kept: its cards come first.
        """
        if self._in_pass or self.today == self.work.start:  # a mock on the first day would be of nothing
            return 0.0
        if self._longer_ahead or due["card reviews"] * self.rates["card reviews"] > left:
            return 0.0
        works = (one for one in LONG if not self.first or one == "mocks" or ROUND_OF_WORK[one] in self.first)
        long = [self.rates[work] for work in works if wanted[work]]
        return max((minutes for minutes in long if minutes <= left), default=0.0)

    @property
    def _longer_ahead(self) -> bool:
        """Whether the week still has a day with more minutes than today, before the interview's eve."""
        end = min(self.work.start + 7 * self.work.week * DAY, self.work.end)
        to_come = (self.today + n * DAY for n in range(1, (end - self.today).days))
        to_come = (day for day in to_come if not self._is_eve(day))
        return any(self.work.minutes_on(day) > self.work.minutes_on(self.today) for day in to_come)
