"""A ledger by hand and a day in, readiness and the final pass out, by their written definitions."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from math import ceil
from typing import Any
from zlib import crc32

from ledger_by_hand import Answered, Happened, LedgerByHand, Question, Remembered, recall
from work_by_hand import DAY, ESTIMATES, PRACTICE, REDO_MINUTES

ROUNDS = ("dsa", "ml-coding", "fundamentals", "system-design", "applied", "behavioral")
BASE = (33, 12, 16, 21, 12, 7)
SENIOR = (28, 11, 18, 23, 13, 8)
BIG_TECH = (31, 11, 15, 25, 12, 5)
TOPICS = {
    "dsa": ("dsa",),
    "ml-coding": ("tensors", "python-stack"),
    "system-design": (
        "recommenders", "llm-applications", "design-method", "infrastructure", "serving", "monitoring",
    ),
    "applied": ("data-cleaning", "experiments", "case-method"),
    "behavioral": ("star-method", "interview-craft"),
}  # fmt: skip
ROUND_OF_KIND = {"kata": "ml-coding", "derivation": "fundamentals", "star": "behavioral"}
SKILL = {
    "dsa": ("kata", "redo"),
    "ml-coding": ("kata", "redo"),
    "fundamentals": ("derivation", "choice", "answer", "cloze"),
    "system-design": ("design",),
    "applied": ("design",),
    "behavioral": ("star",),
}
WORTH = {0: 0.0, 1: 0.0, 2: 0.0, 3: 0.7, 4: 0.9, 5: 1.0}
ELSEWHERE_DAYS = 12
TIERS_PLANNED = 2  # a standard plan: core and standard
TIER_WEIGHT = (3, 2, 1)
TIER_NAMES = ("core", "standard", "stretch")
OUTSIDE_THE_PASS = ("design", "star")


class CoachByHand:
    """What a ledger says of the interview, for somebody senior at a big-tech company; no dated events."""

    def __init__(self, ledger: LedgerByHand, today: date) -> None:
        self.ledger, self.today = ledger, today
        self.interview = date.fromisoformat(ledger.plan["interview"])
        self.minutes = ledger.plan["minutes"]
        self.memories = ledger.remembered()

    def day_minutes(self, day: date) -> int:
        return (
            0
            if day.weekday() in self.ledger.plan["rest"]
            else self.minutes["weekend" if day.weekday() >= 5 else "weekday"]
        )

    # --- the final pass ------------------------------------------------------------------------------

    @cached_property
    def window(self) -> list[date]:
        """The last W active days before the interview; one under way never begins later than it did.

        The pass is placed on every day of study, in the morning, from what was seen before it.
        """
        began: date | None = None
        window: list[date] = []
        begun = self._begun()
        for day in (*sorted({line.day for line in self.ledger.lines if line.day < self.today}), self.today):
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

    def minutes_of_weekday(self, weekday: int) -> int:
        return self.day_minutes(date(2026, 1, 5) + weekday * DAY)

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
        return self.ledger.questions[name].kind not in OUTSIDE_THE_PASS

    def final_pass(self) -> dict[str, Any]:
        """Window, quota, passed, left and dropped, after whatever was answered today."""
        window = self.window
        first, left_days = window[0], [day for day in window if day >= self.today]
        open_before = {name for name in self._begun() if not _is_passed(self._morning.get(name), first)}
        dropped = self._dropped(open_before, window, left_days)
        asked = open_before - dropped
        minutes = self._minutes_of(asked)
        days = left_days
        if len(left_days) > 1 and minutes <= self.capacity * (len(left_days) - 1):
            days = left_days[:-1]  # the last one is spare
        short = [name for name in asked if self.pass_minutes(self.ledger.questions[name]) < 5]
        passing = {name: state for name, state in self.memories.items() if self._passes(name)}
        if self.today >= first:
            passed = sum(_is_passed(state, first) for state in passing.values())
            left = len(asked - {name for name in asked if _is_passed(self.memories[name], first)})
            new_failures = {
                name
                for name, state in passing.items()
                if state.last == self.today and not state.passes and name not in asked
            }
            left += len(new_failures)
        else:
            passed = 0
            left = sum(
                state.known or (state.due or date.min) >= first
                for name, state in passing.items()
                if name not in dropped
            )
        return {
            "first": first.isoformat(),
            "last": window[-1].isoformat(),
            "quota": ceil(len(short) / len(days)) if days else 0,
            "passed": passed,
            "left": left,
            "dropped": dict(Counter(TIER_NAMES[self.ledger.questions[name].tier] for name in dropped)),
        }

    def _dropped(self, names: set[str], window: list[date], left_days: list[date]) -> set[str]:
        """Long pieces before cards; of each stretch, standard, core, and the longest intervals first."""
        memories = self._morning
        waiting = sorted(
            names,
            key=lambda name: (
                self._minutes_of({name}) < 5,
                -self.ledger.questions[name].tier,
                -memories[name].interval,
                crc32(name.encode()),
            ),
        )
        over = self._minutes_of(names) - self.capacity * min(0.8 * len(window), len(left_days))
        dropped = set()
        for name in waiting:
            if over <= 1e-6:
                break
            dropped.add(name)
            over -= self._minutes_of({name})
        return dropped

    def _minutes_of(self, names: Iterable[str]) -> float:
        return sum(self.pass_minutes(self.ledger.questions[name]) for name in names)

    # --- readiness -----------------------------------------------------------------------------------

    def weights(self) -> dict[str, float]:
        profile = self.ledger.plan["level"], self.ledger.plan["company"]
        assert profile == ("senior", "big-tech")
        parts = [level * company / base for level, company, base in zip(SENIOR, BIG_TECH, BASE, strict=True)]
        return {name: part / sum(parts) for name, part in zip(ROUNDS, parts, strict=True)}

    def retention(self) -> dict[str, Any]:
        foretold = [one for state in self.memories.values() for one in state.foretold]
        count = len(foretold)
        observed = sum(passed for _, passed in foretold) / count if count else None
        predicted = sum(share for share, _ in foretold) / count if count else None
        factor = observed / predicted if count >= 50 and observed is not None and predicted else 1.0
        return {"reviews": count, "observed": observed, "predicted": predicted, "factor": factor}

    def known(self, state: Remembered | None, factor: float) -> float:
        return 0.0 if state is None else min(1.0, factor * recall(state, self.interview))

    def readiness(self) -> dict[str, Any]:
        """Every figure of every round, as shares of 1 where the plan shows percent."""
        retention = self.retention()
        factor = retention["factor"]
        cards: dict[str, list[Question]] = defaultdict(list)
        for one in self.ledger.questions.values():
            if one.kind not in PRACTICE and one.tier < TIERS_PLANNED:
                cards[_round(one)].append(one)
        rounds = {name: self._round(name, cards[name], factor) for name in ROUNDS}
        weights = self.weights()
        evident = {name: one for name, one in rounds.items() if one["ready"] is not None}
        total = sum(weights[name] for name in evident)
        seen = sorted(
            (self.known(self.memories[one.id], factor), one.id)
            for line in cards.values()
            for one in line
            if one.id in self.memories and self.memories[one.id].last is not None
        )
        return {
            "rounds": {name: one | {"weight": weights[name]} for name, one in rounds.items()},
            "weakest": min(evident, key=lambda name: evident[name]["ready"], default=None),
            "weighted": _mean([(weights[n], one["ready"]) for n, one in evident.items()], total),
            "if_kept": _mean([(weights[n], one["if_kept"]) for n, one in evident.items()], total),
            "weak": seen[:3],
            "retention": retention,
            "topics": self._topics(cards, factor),
        }

    def _round(self, name: str, cards: list[Question], factor: float) -> dict[str, Any]:
        whole = sum(TIER_WEIGHT[one.tier] for one in cards)
        know = sum(TIER_WEIGHT[one.tier] * self.known(self.memories.get(one.id), factor) for one in cards)
        kept = sum(TIER_WEIGHT[one.tier] * self._kept(one, factor) for one in cards)
        mine = [one for one in self.ledger.questions.values() if _round(one) == name]
        answered = [one for one in mine if one.id in self.memories and self.memories[one.id].last is not None]
        tracked = [event for event in self.ledger.events if event.what == "track"]
        elsewhere = [
            (event.day, event.detail["result"])
            for event in tracked
            if event.detail["kind"] == name and event.detail["result"] is not None
        ]
        mocks = [
            (event.day, event.detail["score"], event.detail["partner"])
            for event in tracked
            if event.detail["kind"] == "mock" and event.detail["what"] == name
        ]
        results = [
            WORTH[self.memories[one.id].grade or 0] * self.known(self.memories[one.id], factor)
            for one in answered
            if one.kind in SKILL[name]
        ]
        results += [
            WORTH[grade] * min(1.0, factor * 0.9 ** ((self.interview - day).days / ELSEWHERE_DAYS))
            for day, grade in elsewhere
        ]
        last = mocks[-3:]
        mock = sum(score for _, score, _ in last) / len(last) if last else None
        cap = (100.0 if any(partner for *_, partner in last) else 80.0) if last else 70.0
        count = len(answered) + len(mocks) + len(elsewhere)
        skill = sum(results) / len(results) if results else None
        shares = know / whole, kept / whole
        ready, if_kept = (
            min(cap, 40 * share + 35 * (skill or 0) + 25 * mock / 4)
            if mock is not None
            else min(cap, (40 * share + 35 * (skill or 0)) / 0.75)
            for share in shares
        )
        evident = count >= 10
        return {
            "know": shares[0],
            "skill": skill,
            "mock": mock,
            "ready": ready if evident else None,
            "if_kept": if_kept if evident else None,
            "cap": cap,
            "results": count,
        }

    def _kept(self, one: Question, factor: float) -> float:
        """Passed once in the final pass, half of its length before the day, and no less known than now."""
        state = self.memories.get(one.id)
        interval = max(6, state.interval if state else 0)
        passed = min(1.0, factor * 0.9 ** (len(self.window) / 2 / interval))
        return max(passed, self.known(state, factor))

    def _topics(
        self, cards: Mapping[str, list[Question]], factor: float
    ) -> dict[str, tuple[float, int, int]]:
        groups: dict[str, list[Question]] = defaultdict(list)
        for line in cards.values():
            for one in line:
                groups[one.topic].append(one)
        return {
            topic: (
                sum(TIER_WEIGHT[one.tier] * self.known(self.memories.get(one.id), factor) for one in line)
                / sum(TIER_WEIGHT[one.tier] for one in line),
                len(line),
                sum(one.id in self.memories and self.memories[one.id].last is not None for one in line),
            )
            for topic, line in groups.items()
        }


def _is_passed(state: Remembered | None, first: date) -> bool:
    return state is not None and state.last is not None and state.last >= first and state.passes > 0


def _round(one: Question) -> str:
    if one.topic == "dsa":
        return "dsa"
    if one.kind == "design":
        return "applied" if one.domain == "applied" else "system-design"
    if one.kind in ROUND_OF_KIND:
        return ROUND_OF_KIND[one.kind]
    return next((name for name, topics in TOPICS.items() if one.topic in topics), "fundamentals")


def _mean(parts: list[tuple[float, float]], total: float) -> float | None:
    return sum(weight * value for weight, value in parts) / total if total else None
