"""A ledger by hand and a day in, minutes, pace, targets, load and agenda out, as they are defined."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from statistics import median
from typing import Any

from ledger_by_hand import Answered, LedgerByHand

DAY = timedelta(days=1)
ESTIMATES = {
    "card reviews": 0.33,
    "new cards": 0.75,
    "katas": 12.0,
    "derivations": 9.0,
    "design cases": 45.0,
    "applied cases": 20.0,
    "stories": 30.0,
    "rehearsals": 5.0,
    "mocks": 60.0,
}
REDO_MINUTES = 25.0
PRACTICE = ("design", "kata", "derivation", "star", "redo")
USED_UP = ("new cards", "katas", "derivations", "design cases", "applied cases")
TARGETS = (
    *USED_UP[:1],
    "katas",
    "derivations",
    "design cases",
    "applied cases",
    "stories",
    "rehearsals",
    "mocks",
)
NEVER = timedelta(days=730)  # is too far to be foretold
CARDS_RETURN_AFTER, PIECES_RETURN_AFTER = (1, 7, 22, 60), (4, 16)


class WorkByHand:
    """The work of a whole plan, started on its first day and without pauses, as it stands on `today`.

    Its weeks are whole; after them, up to the last interview, come weeks without targets.
    """

    def __init__(self, ledger: LedgerByHand, today: date) -> None:
        self.ledger, self.today, self.plan = ledger, today, ledger.plan
        self.start = date.fromisoformat(self.plan["start"])
        self.days_off = {one.day for one in ledger.interviews}
        self.end = max(self.days_off)
        assert self.end - self.start >= timedelta(weeks=len(self.plan["weeks"]))
        self.memories = ledger.memories
        self.firsts = {state.first for state in self.memories.values()}
        self.rates = self._rates()
        self.puzzles: dict[date, float] = {}  # minutes of practice elsewhere, all of it dsa
        self.by_day, self.counts = self._done()
        self.weeks = self._weeks()
        self.planned = self._planned()

    @property
    def week(self) -> int:
        """The number of today's week, of the last one on the day of the interview."""
        return min(len(self.weeks), (self.today - self.start).days // 7 + 1)

    def minutes_on(self, day: date) -> int:
        if day in self.days_off or day.weekday() in self.plan["rest"]:
            return 0
        return int(self.plan["minutes"]["weekend" if day.weekday() >= 5 else "weekday"])

    def work_of(self, line: Answered) -> str:
        question = self.ledger.questions[line.question]
        match question.kind:
            case "kata" | "derivation":
                return f"{question.kind}s"
            case "design":
                return "applied cases" if question.domain == "applied" else "design cases"
            case "star":
                return "rehearsals"
            case "redo":
                return "tracked"
        return "new cards" if line.id in self.firsts else "card reviews"

    @property
    def redo_minutes(self) -> float:
        """The median of the problems tracked, each in whole minutes, once there are ten."""
        took = [
            one.took_ms for one in self.ledger.answers if self.ledger.questions[one.question].kind == "redo"
        ]
        told = [ms / 60_000 for ms in took if ms and ms % 60_000 == 0]
        return median(told) if len(told) >= 10 else REDO_MINUTES

    def _rates(self) -> Mapping[str, float]:
        """The learner's own median of each kind of work after ten items: of cards, the last 250 answers."""
        timed = [one for one in self.ledger.answers if one.took_ms > 0 and one.day >= self.start]
        newest = sorted(timed, key=lambda one: (one.day, one.id))[-250:]
        times = defaultdict(list)
        for one in timed:
            if self.ledger.questions[one.question].kind in PRACTICE:
                times[self.work_of(one)].append(one.took_ms / 60_000)
        for one in newest:
            if self.ledger.questions[one.question].kind not in PRACTICE:
                times[self.work_of(one)].append(one.took_ms / 60_000)
        own = {work: median(took) for work, took in times.items() if work in ESTIMATES and len(took) >= 10}
        return {**ESTIMATES, **own}

    def _done(self) -> tuple[dict[date, float], dict[date, Counter[str]]]:
        minutes: dict[date, float] = defaultdict(float)
        counts: dict[date, Counter[str]] = defaultdict(Counter)
        puzzles: dict[date, float] = defaultdict(float)
        for line in self.ledger.answers:
            work = self.work_of(line)
            if work == "tracked":
                minutes[line.day] += line.took_ms / 60_000
                puzzles[line.day] += line.took_ms / 60_000
                continue
            minutes[line.day] += self.rates[work]
            if line.id in self.firsts or work not in USED_UP:
                counts[line.day][work] += 1
        for event in self.ledger.events:
            if event.what == "track" and event.detail["kind"] != "interview":  # it takes no minutes
                work = {"mock": "mocks", "story": "stories"}.get(event.detail["kind"])
                minutes[event.day] += self.rates[work] if work else event.detail["minutes"]
                if work:
                    counts[event.day][work] += 1
                else:
                    puzzles[event.day] += event.detail["minutes"]
        self.puzzles = puzzles
        return minutes, counts

    def _weeks(self) -> list[dict[str, int]]:
        """Each week's targets, used up week by week until the content is; practice elsewhere by its name."""
        left = self.content()
        weeks = []
        for week in self.plan["weeks"]:
            targets = {name: min(count, left.get(name, count)) for name, count in week["targets"].items()}
            for name in USED_UP:
                left[name] -= targets.get(name, 0)
            weeks.append(targets | {f"{name} minutes": minutes for name, minutes in week["tracked"].items()})
        in_all = -(-(self.end - self.start).days // 7)
        return weeks + [{} for _ in range(in_all - len(weeks))]

    def content(self) -> dict[str, int]:
        content = dict.fromkeys(USED_UP, 0)
        for one in self.ledger.questions.values():
            name = {"kata": "katas", "derivation": "derivations"}.get(one.kind, "new cards")
            if one.kind == "design":
                name = "applied cases" if one.domain == "applied" else "design cases"
            if one.kind not in {"star", "redo"}:
                content[name] += 1
        return content

    def _planned(self) -> dict[date, float]:
        """Each day's minutes: those of its week, repeats included, as the day's are of the week's."""
        minutes = [0.0] * (len(self.weeks) + 10)
        for number, targets in enumerate(self.weeks):
            for name, count in targets.items():
                minutes[number] += count * self.rates.get(name, 1.0)
                returns = CARDS_RETURN_AFTER if name == "new cards" else ()
                returns = PIECES_RETURN_AFTER if name in {"katas", "derivations"} else returns
                rate = 1.2 * self.rates["card reviews"] if name == "new cards" else self.rates.get(name, 0.0)
                for weekday in range(7):
                    for after in returns:
                        minutes[min(len(minutes) - 1, number + (weekday + after) // 7)] += count / 7 * rate
        planned = {}
        for number in range(len(self.weeks)):
            days = [self.start + (7 * number + offset) * DAY for offset in range(7)]
            days = [day for day in days if day < self.end]
            whole = sum(map(self.minutes_on, days))
            planned |= {day: minutes[number] * self.minutes_on(day) / whole for day in days}
        return planned

    # --- the figures ---------------------------------------------------------------------------------

    def pace(self) -> dict[str, Any]:
        of_all, own = self._pace(self.by_day), self._pace(self.own_by_day())
        minutes = {name: of_all[name] for name in ("planned", "done")}
        return {
            "minutes": minutes | {"extra": self.told_beyond(self.week)},
            "pace": of_all["pace"],
            "status": of_all["status"],
            "own": own,
            "minutes_behind": minutes["planned"] - minutes["done"],
        }

    def _pace(self, by_day: Mapping[date, float]) -> dict[str, Any]:
        done_today = by_day.get(self.today, 0.0)
        eves = {day - DAY for day in self.days_off}  # they ask for less
        planned = sum(
            min(minutes, by_day.get(day, 0.0) if day in eves else self.minutes_on(day))
            for day, minutes in self.planned.items()
            if day < self.today
        )
        planned += min(self.planned.get(self.today, 0.0), self.minutes_on(self.today), done_today)
        done = sum(minutes for day, minutes in by_day.items() if day <= self.today and day < self.end)
        ratio = done / planned if planned else None
        words = (
            (1.06, "ahead"),
            (0.95, "on track"),
            (0.80, "behind"),
            (-1.0, "critical"),
        )  # as shown, rounded
        at_least = (word for least, word in words if ratio is not None and round(ratio, 2) >= least)
        return {"planned": planned, "done": done, "pace": ratio, "status": next(at_least, "starting")}

    def forecast(self) -> dict[str, Any]:
        of_the_plan = sum(self.by_day.values()) - self.told_beyond(len(self.weeks))
        remaining = max(0.0, sum(self.planned.values()) - of_the_plan)
        active = sorted(day for day, minutes in self.by_day.items() if minutes and day < self.today)[-14:]
        if not active and self.by_day.get(self.today):
            active = [self.today]
        if not active:
            return {"remaining_minutes": remaining, "minutes_per_day": None, "done_on": None}
        own = self.own_by_day()
        per_day = median(own[day] for day in active)
        had = median(minutes for day in active if (minutes := self.minutes_on(day)))
        last, day, left = self.today, self.today, remaining
        if self.today not in self.by_day:
            day -= DAY
        while left > 1e-6:
            day += DAY
            if day - self.today > NEVER:
                return {"remaining_minutes": remaining, "minutes_per_day": per_day, "done_on": None}
            if self.minutes_on(day):
                left -= per_day * self.minutes_on(day) / had
                last = day
        return {"remaining_minutes": remaining, "minutes_per_day": per_day, "done_on": last.isoformat()}

    def own_by_day(self) -> dict[date, float]:
        """Each day's minutes without extra practice: the first days use up what the weeks so far want."""
        own = dict(self.by_day)
        for name in ("dsa minutes", "mocks", "stories"):
            rate = self.rates.get(name, 1.0)
            wanted = rate * sum(week.get(name, 0) for week in self.weeks[: self.week])
            for day in sorted(own):
                told = rate * self.counts[day][name] + self.puzzles.get(day, 0.0) * (name == "dsa minutes")
                own[day] -= max(0.0, told - wanted)
                wanted = max(0.0, wanted - told)
        return own

    def told_beyond(self, weeks: int) -> float:
        """The minutes of problems, mocks and stories beyond what the first weeks want of each."""
        minutes = {"dsa minutes": sum(self.puzzles.values())}
        for name in ("mocks", "stories"):
            minutes[name] = self.rates[name] * sum(counts[name] for counts in self.counts.values())
        return sum(
            max(0.0, did - self.rates.get(name, 1.0) * sum(week.get(name, 0) for week in self.weeks[:weeks]))
            for name, did in minutes.items()
        )

    def targets(self) -> list[dict[str, Any]]:
        first = self.start + 7 * (self.week - 1) * DAY
        done: Counter[str] = Counter()
        done["dsa minutes"] = round(
            sum(minutes for day, minutes in self.puzzles.items() if first <= day < first + 7 * DAY)
        )
        for day, counts in self.counts.items():
            if first <= day < first + 7 * DAY:
                done += counts
        planned = self.weeks[self.week - 1]
        names = (*TARGETS, *(name for name in planned if name not in TARGETS))
        content = self.content() | {
            "rehearsals": sum(q.kind == "star" for q in self.ledger.questions.values())
        }
        return [
            {
                "name": name,
                "planned": planned.get(name, 0),
                "done": done[name],
                "available": content.get(name),
            }
            for name in names
        ]

    def due_day(self, name: str) -> date | None:
        """The slot, else the scheduler's balanced day; a known question waits for a slot."""
        slot, state = self.ledger.questions[name].slot, self.memories[name]
        return slot or (None if state.known else state.due)

    def load(self) -> list[int]:
        due = Counter(
            max(day, self.today) for name in self.memories if (day := self.due_day(name)) is not None
        )
        return [due[self.today + offset * DAY] for offset in range(14)]
