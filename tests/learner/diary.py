"""A seed and a share of days missed in, eight weeks of a simulated learner, evening by evening, out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from every_number import load_by_hand, wrong_due, wrong_numbers
from ledger_by_hand import Answered, LedgerByHand
from screen_by_hand import wrong_on_screen
from simulated_learner import SimulatedLearner
from work_by_hand import ESTIMATES, WorkByHand

START = date(2026, 1, 5)  # a Monday
DAYS = 56
INTERVIEW = START + timedelta(days=DAYS)
LONG_KINDS = ("kata", "derivation", "redo", "design", "star")


@dataclass(frozen=True)
class Evening:
    """A day after its session: what the plan said, and what the session took by its morning's rates.

    `wrong` are the numbers of the plan, of its screen and, every fourth day, of what is due that the ledger
    does not bear out. `had` are the minutes that the day had, `took` those of the questions that the session
    asked (each once; what failed is repeated on top), and `longest_remedy` those of the one piece that it
    may add.
    """

    day: date
    plan: Mapping[str, Any]
    wrong: list[str]
    had: float
    took: float
    longest_remedy: float
    answers: tuple[Answered, ...]


@dataclass(frozen=True)
class Diary:
    """The evenings of the days that were not missed, and the morning of the interview."""

    learner: SimulatedLearner
    evenings: tuple[Evening, ...]
    on_the_day: Mapping[str, Any]
    wrong_on_the_day: list[str]
    wrong_after_clearing: list[str]

    @property
    def ledger(self) -> LedgerByHand:
        return LedgerByHand(self.learner.database)

    @property
    def window(self) -> tuple[date, date]:
        """The first and the last day of the final pass."""
        final_pass = self.evenings[-1].plan["final_pass"]
        return date.fromisoformat(final_pass["first"]), date.fromisoformat(final_pass["last"])

    def in_window(self) -> Iterator[Evening]:
        first, last = self.window
        return (evening for evening in self.evenings if first <= evening.day <= last)


def start(folder: Path, seed: int) -> SimulatedLearner:
    """Have a learner begin the shipped plan of eight weeks, for the interview."""
    learner = SimulatedLearner(folder, seed)
    profile = ("--level", "senior", "--company", "big-tech")
    learner.run(START, "plan", "start", "--interview", INTERVIEW.isoformat(), *profile)
    return learner


def keep_diary(
    folder: Path,
    seed: int,
    missed: float = 0.0,
    *,
    on_day_40: Callable[[SimulatedLearner, date], list[str]],
) -> Diary:
    """Live through the eight weeks; each day but the first is missed with probability `missed`."""
    learner = start(folder, seed)
    chance = Random(seed)
    days = [START + timedelta(days=number) for number in range(DAYS)]
    present = [day for day in days if day == START or chance.random() >= missed]
    day_40 = START + timedelta(days=40)
    evenings = [live(learner, day) for day in present if day < day_40]
    wrong_after_clearing = on_day_40(learner, day_40)
    evenings += [live(learner, day) for day in present if day >= day_40]
    on_the_day = learner.json(INTERVIEW, "plan")
    wrong = wrong_numbers(LedgerByHand(learner.database), on_the_day, INTERVIEW)
    return Diary(learner, tuple(evenings), on_the_day, wrong, wrong_after_clearing)


def live(learner: SimulatedLearner, day: date) -> Evening:
    """Take the session, look at the plan, and do what it has besides."""
    morning = WorkByHand(LedgerByHand(learner.database), day)
    learner.review(day)
    plan = learner.json(day, "plan")
    ledger = LedgerByHand(learner.database)
    columns = 80 if (day - START).days % 2 else 120
    wrong = wrong_numbers(ledger, plan, day)
    wrong += wrong_on_screen(learner.run(day, "plan", columns=columns), plan, load_by_hand(ledger, day))
    if (day - START).days % 4 == 0:  # one more process
        wrong += wrong_due(ledger, learner.json(day, "due"), day)
    evening = WorkByHand(ledger, day)
    answers = tuple(one for one in ledger.answers if one.day == day)
    rates = {**ESTIMATES, **morning.rates, "tracked": morning.redo_minutes}
    took = sum(rates[evening.work_of(one)] for one in answers if one.counts)
    learner.follow(day, plan["today"])
    longest_remedy = max(rates["katas"], rates["derivations"])
    return Evening(day, plan, wrong, morning.minutes_on(day), took, longest_remedy, answers)
