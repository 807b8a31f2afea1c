"""A ledger by hand and a day in, readiness and the final pass out, by their written definitions."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from ledger_by_hand import LedgerByHand, Question, Remembered, recall
from pass_by_hand import PassByHand
from rounds_by_hand import round_of, weights_of
from work_by_hand import PRACTICE

JUDGED = ("choice", "answer", "cloze")
SKILL = {
    "dsa": ("kata", "redo"),
    "ml-coding": ("kata", "redo"),
    "fundamentals": ("derivation", "redo", *JUDGED),
    "system-design": ("design", "redo"),
    "applied": ("design", "redo"),
    "behavioral": ("star", "redo"),
}
TASKS = {
    "kata": "katas",
    "redo": "redo",
    "derivation": "derivations",
    "design": "design cases",
    "star": "rehearsals",
}
WORTH = {0: 0.0, 1: 0.0, 2: 0.0, 3: 0.7, 4: 0.9, 5: 1.0}
ELSEWHERE_DAYS = 12
TIERS_PLANNED = 2  # a standard plan: core and standard
TIER_WEIGHT = (3, 2, 1)
WHEN_CALLED_KNOWN = 0.9


class CoachByHand:
    """What a ledger says of the next interview, for somebody senior at a big-tech company."""

    def __init__(self, ledger: LedgerByHand, today: date) -> None:
        self.ledger, self.today = ledger, today
        self.final_pass = PassByHand(ledger, today)
        self.interview = self.final_pass.interview
        self.memories = ledger.memories

    def weights(self) -> dict[str, float]:
        profile = self.ledger.plan["level"], self.ledger.plan["company"]
        assert profile == ("senior", "big-tech")
        return weights_of(self.final_pass.goal.rounds)

    def retention(self) -> dict[str, Any]:
        foretold = [one for state in self.memories.values() for one in state.foretold]
        count = len(foretold)
        observed = sum(passed for _, passed in foretold) / count if count else None
        predicted = sum(share for share, _ in foretold) / count if count else None
        factor = observed / predicted if count >= 50 and observed is not None and predicted else 1.0
        return {"reviews": count, "observed": observed, "predicted": predicted, "factor": factor}

    def known(self, one: Question, factor: float) -> float:
        """Return the recall on the day; of a card that was called known .9, until it fails."""
        state = self.memories.get(one.id)
        if state is None:
            return 0.0
        return (
            WHEN_CALLED_KNOWN if _is_known(one, state) else min(1.0, factor * recall(state, self.interview))
        )

    @cached_property
    def readiness(self) -> dict[str, Any]:
        """Every figure of every round, as shares of 1 where the plan shows percent."""
        retention = self.retention()
        factor = retention["factor"]
        cards: dict[str, list[Question]] = defaultdict(list)
        for one in self.ledger.questions.values():
            if one.kind not in PRACTICE and one.tier < TIERS_PLANNED:
                cards[round_of(one)].append(one)
        weights = self.weights()
        rounds = {name: self._round(name, cards[name], factor) for name in weights}
        evident = {name: one for name, one in rounds.items() if one["ready"] is not None}
        total = sum(weights[name] for name in evident)
        seen = sorted(
            (self.known(one, factor), one.id) for name in weights for one in cards[name] if self._is_met(one)
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

    def weak_topic(self) -> str | None:
        """Name the least known topic of the weakest round that has questions which the program judges."""
        readiness = self.readiness
        judged = {
            one.topic
            for one in self.ledger.questions.values()
            if one.kind in JUDGED and one.tier < TIERS_PLANNED and round_of(one) == readiness["weakest"]
        }
        return min(judged, key=lambda topic: (readiness["topics"][topic][0], topic), default=None)

    def gains(self) -> dict[str, float]:
        """Say what one more good result of practice adds to each round's skill today, times its weight."""
        gains = {}
        for name, weight in self.weights().items():
            now = [
                WORTH[self.memories[one.id].grade or 0] * recall(self.memories[one.id], self.today)
                for one in self.ledger.questions.values()
                if round_of(one) == name and one.kind in SKILL[name] and one.kind in TASKS
                if self._is_answered(one)
            ]
            now += [
                WORTH[event.detail["result"]] * 0.9 ** ((self.today - event.day).days / ELSEWHERE_DAYS)
                for event in self.ledger.events
                if event.what == "track"
                and event.detail["kind"] == name
                and event.detail["result"] is not None
            ]
            mean = sum(now) / len(now) if now else 0.0
            gains[name] = weight * max(0.0, 0.9 - mean) / (len(now) + 1)
        return gains

    def needy(self) -> str:
        """Name the round that needs a mock: the weightiest that had none; if all had one, the weakest."""
        weights, rounds = self.weights(), self.readiness["rounds"]
        without = [name for name in weights if rounds[name]["mock"] is None]
        return max(without, key=lambda name: weights[name]) if without else self.readiness["weakest"]

    def again(self) -> str | None:
        """Name the work of what was practised longest ago in the weakest round.

        Nothing while something of its practice is new, or if that was within the week.
        """
        tasks = [
            one
            for one in self.ledger.questions.values()
            if one.kind in TASKS and round_of(one) == self.readiness["weakest"]
        ]
        if not tasks or not all(map(self._is_answered, tasks)):
            return None
        oldest = min(tasks, key=lambda one: (str(self.memories[one.id].last), one.id))
        last = self.memories[oldest.id].last
        assert last is not None
        work = "applied cases" if oldest.domain == "applied" else TASKS[oldest.kind]
        return work if (self.today - last).days >= 7 else None

    def _round(self, name: str, cards: list[Question], factor: float) -> dict[str, Any]:
        whole = sum(TIER_WEIGHT[one.tier] for one in cards)
        know = sum(TIER_WEIGHT[one.tier] * self.known(one, factor) for one in cards)
        kept = sum(TIER_WEIGHT[one.tier] * self._kept(one, factor) for one in cards)
        mine = [one for one in self.ledger.questions.values() if round_of(one) == name]
        answered = [one for one in mine if self._is_answered(one)]
        tracked = [event for event in self.ledger.events if event.what == "track"]
        elsewhere = [
            (event.day, event.detail["result"])
            for event in tracked
            if event.detail["kind"] == name and event.detail["result"] is not None
        ]
        mocks = [
            (event.day, event.detail["score"], event.detail["partner"])
            for event in tracked
            if event.detail["kind"] in {"mock", "interview"} and event.detail["what"] == name
        ]
        results = [
            WORTH[self.memories[one.id].grade or 0] * self.known(one, factor)
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
        by_itself = [one for one in answered if not _is_known(one, self.memories[one.id])]
        count = len(by_itself) + len(mocks) + len(elsewhere)
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
        passed = min(1.0, factor * 0.9 ** (len(self.final_pass.window) / 2 / interval))
        return max(passed, self.known(one, factor))

    def _is_met(self, one: Question) -> bool:
        return one.id in self.memories

    def _is_answered(self, one: Question) -> bool:
        return one.id in self.memories and self.memories[one.id].last is not None

    def _topics(
        self, cards: Mapping[str, list[Question]], factor: float
    ) -> dict[str, tuple[float, int, int]]:
        groups: dict[str, list[Question]] = defaultdict(list)
        for line in cards.values():
            for one in line:
                groups[one.topic].append(one)
        return {
            topic: (
                sum(TIER_WEIGHT[one.tier] * self.known(one, factor) for one in line)
                / sum(TIER_WEIGHT[one.tier] for one in line),
                len(line),
                sum(map(self._is_met, line)),
            )
            for topic, line in groups.items()
        }


def _is_known(one: Question, state: Remembered) -> bool:
    return state.known and one.kind not in PRACTICE


def _mean(parts: list[tuple[float, float]], total: float) -> float | None:
    return sum(weight * value for weight, value in parts) / total if total else None
