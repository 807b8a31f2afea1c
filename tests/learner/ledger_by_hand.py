"""A ledger's file in, its lines and what SM-2 makes of them out: plain SQL, and the rules as written.

Nothing of the program is used: what the plan shows is to follow from the ledger alone. Of the caches only the
content is read (which questions there are, of what kind and topic), and the slots, which are checked by rule.
"""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

EASE_STEPS = (-80, -54, -32, -14, 0, 10)
START_EASE, LEAST_EASE = 250, 130
SLOW_KINDS = ("kata", "derivation", "design", "star", "redo")
DAY = timedelta(days=1)


class Question(NamedTuple):
    """What a deck says of a question."""

    id: str
    kind: str
    domain: str
    topic: str
    tier: int
    slot: date | None
    card: str
    position: int


class Answered(NamedTuple):
    """One answer of the ledger."""

    id: str
    question: str
    grade: int
    counts: bool
    day: date
    took_ms: int
    shift: int


class Happened(NamedTuple):
    """One event of the ledger."""

    id: str
    what: str
    question: str | None
    day: date
    detail: dict[str, Any]


class Interview(NamedTuple):
    """A date that a plan is for; one without `rounds` of its own asks about everything."""

    name: str
    day: date
    rounds: tuple[str, ...] = ()


@dataclass
class Remembered:
    """The state of a question; `foretold` holds (recall predicted, whether it passed) of each answer."""

    passes: int = 0
    ease: int = START_EASE
    interval: int = 0
    last: date | None = None
    sm2_due: date | None = None
    due: date | None = None
    known: bool = False
    grade: int | None = None
    first: str = ""
    foretold: list[tuple[float, bool]] = field(default_factory=list)
    days: set[date] = field(default_factory=set)


class LedgerByHand:
    """The unretracted lines of a ledger in their order."""

    def __init__(self, database: Path) -> None:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as file:
            gone = {row[0] for row in file.execute("SELECT event_id FROM retraction")}
            self.questions = {
                row[0]: Question(*row[:5], row[5] and date.fromisoformat(row[5]), *row[6:])
                for row in file.execute(
                    "SELECT id, kind, domain, topic, tier_rank, slot, card_id, position"
                    " FROM question WHERE active"
                )
            }
            lines: list[tuple[int, str, Answered | Happened]] = [
                (
                    at,
                    one,
                    Answered(one, question, grade, role == "scheduled", date.fromisoformat(day), ms, by),
                )
                for at, one, question, grade, role, day, ms, by in file.execute(
                    "SELECT reviewed_at, id, question_id, grade, role, study_day, took_ms, shift_days"
                    " FROM review"
                )
                if one not in gone
            ]
            lines += [
                (at, one, Happened(one, what, question, date.fromisoformat(day), json.loads(detail)))
                for at, one, what, question, day, detail in file.execute(
                    "SELECT happened_at, id, happening, question_id, study_day, detail FROM event"
                )
                if one not in gone
            ]
        self.lines = [line for _, _, line in sorted(lines, key=lambda one: one[:2])]
        self.answers = [line for line in self.lines if isinstance(line, Answered)]
        self.events = [line for line in self.lines if isinstance(line, Happened)]

    @property
    def plan(self) -> dict[str, Any]:
        """The detail of the plan in force."""
        return [event.detail for event in self.events if event.what == "plan"][-1]

    @cached_property
    def interviews(self) -> list[Interview]:
        """The interviews of the plan in force, in order."""
        own, dated = self.plan["interview"], self.plan["events"]
        found = [Interview("interview", date.fromisoformat(own))] if own else []
        found += [
            Interview(one["name"], date.fromisoformat(one["day"]), tuple(one["rounds"])) for one in dated
        ]
        return sorted(found, key=lambda one: one.day)

    def next_interview(self, today: date) -> Interview:
        """Find the one that comes next, today or later; it is told of on a later day than its own."""
        return next(one for one in self.interviews if one.day >= today)

    @cached_property
    def memories(self) -> dict[str, Remembered]:
        """The state of every question that was answered or called known, after all lines."""
        return self.remembered()

    def remembered(self, lines: Iterable[Answered | Happened] | None = None) -> dict[str, Remembered]:
        """Replay SM-2 over some lines, or over all of them."""
        found: dict[str, Remembered] = {}
        for line in self.lines if lines is None else lines:
            if line.question is None:
                continue
            state = found.setdefault(line.question, Remembered())
            if isinstance(line, Happened):
                assert line.what == "know", f"the simulated learner never does this: {line.what}"
                state.known = True
            elif line.counts:
                state.first = state.first or line.id
                if line.day not in state.days:
                    state.days.add(line.day)
                    _answer(state, line, self.questions[line.question].kind)
        return found


def _answer(state: Remembered, line: Answered, kind: str) -> None:
    """SM-2 as the article of 1990 has it, with the ease in hundredths; an early answer never inflates."""
    if state.last is not None and line.day > state.last:
        state.foretold.append((recall(state, line.day), line.grade >= 3))
    elapsed = (line.day - state.last).days if state.last else 0
    is_early = (
        state.sm2_due is not None and state.due is not None and line.day < min(state.sm2_due, state.due)
    )
    if line.grade < 3:
        state.passes, state.interval, state.known = 0, 1, False
    else:
        state.ease = max(LEAST_EASE, state.ease + EASE_STEPS[line.grade])
        if is_early:
            state.interval = max(state.interval, -(-elapsed * state.ease // 100))
        elif state.passes < 2:
            state.interval = ((4, 12) if kind in SLOW_KINDS else (1, 6))[state.passes]
        else:
            state.interval = -(-state.interval * state.ease // 100)
        state.passes += 1
    state.last, state.grade = line.day, line.grade
    state.sm2_due = line.day + state.interval * DAY
    state.due = state.sm2_due + line.shift * DAY


def recall(state: Remembered, on: date) -> float:
    """0.9 to the power of days since the review over the interval; 0 for what was never seen."""
    if state.last is None:
        return 0.0
    return 0.9 ** (max(0, (on - state.last).days) / max(1, state.interval))
