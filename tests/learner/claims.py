"""A diary in, what it shows of each promise that a plan makes, out: nothing where the promise is kept."""

import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from diary import INTERVIEW, LONG_KINDS, Diary
from ledger_by_hand import LedgerByHand
from simulated_learner import SimulatedLearner

NEW_CARDS_STOP = INTERVIEW - timedelta(days=14)
PEAK = 1.25


def numbers_without_evidence(diary: Diary) -> list[str]:
    """Every figure follows from the ledger, every evening and on the day."""
    wrong = [f"{evening.day} {one}" for evening in diary.evenings for one in evening.wrong]
    return wrong + [f"{INTERVIEW} {one}" for one in diary.wrong_on_the_day]


def sessions_too_long(diary: Diary) -> list[str]:
    """A session fits the minutes of its day, but for one piece of practice offered after two failures."""
    return [
        f"{evening.day}: {evening.took:.0f} of {evening.had} min"
        for evening in diary.evenings
        if evening.took > evening.had + evening.longest_remedy
    ]


def days_above_the_quota(diary: Diary) -> list[str]:
    """No day of the window asks for more than a quarter above its quota of short questions."""
    found, ledger = [], diary.ledger
    for evening in diary.in_window():
        asked = sum(one.counts and _is_short(ledger, one.question) for one in evening.answers)
        if asked > PEAK * evening.plan["final_pass"]["quota"]:
            found.append(f"{evening.day}: {asked}, quota {evening.plan['final_pass']['quota']}")
    return found


def new_cards_too_late(diary: Diary) -> list[str]:
    """New cards stop 14 days before the interview; what was called known is asked in the pass at last."""
    ledger = diary.ledger
    known = {event.question for event in ledger.events if event.what == "know"}
    firsts = {state.first for state in ledger.remembered().values()}
    return [
        f"{one.day}: {one.question}"
        for one in ledger.answers
        if one.id in firsts
        and one.question not in known
        and one.day >= NEW_CARDS_STOP
        and _is_short(ledger, one.question)
    ]


def seen_core(diary: Diary) -> tuple[set[str], set[str]]:
    """Return the core questions of the pass that were ever answered, and which were asked in its window."""
    ledger = diary.ledger
    first, last = diary.window
    core = {one for one in _of_the_pass(ledger) if ledger.questions[one].tier == 0}
    return core, {one.question for one in ledger.answers if first <= one.day <= last} & core


def know_on_the_day_and_as_foretold(diary: Diary) -> tuple[float, float]:
    """Return what is known on the day and what was foretold before the final pass began, over all rounds.

    Foretold was the recall with nothing done until the day. A single round can end lower: what failed in the
    window and passed the day after has an interval of one day, and is asked again only where there is room.
    """
    first, _ = diary.window
    before = [evening for evening in diary.evenings if evening.day < first][-1].plan
    return _known(diary.on_the_day), _known(before)


def _known(plan: Mapping[str, Any]) -> float:
    return float(sum(one["weight"] * one["know"] for one in plan["readiness"]["rounds"]) / 100)


def due_days_that_a_plan_changed(learner: SimulatedLearner, day: date, folder: Path) -> list[str]:
    """Clearing the plan leaves every due day as a ledger without a plan has it; starting it again, as it was.

    Asked of a copy of the home, on a day before the window, before the session.
    """
    home = folder / "copy"
    shutil.copytree(learner.home, home)
    learner.run(day, "status", home=home)
    with_plan = _due_days(home)
    learner.run(day, "plan", "clear", home=home)
    cleared = _due_days(home)
    profile = ("--level", "senior", "--company", "big-tech")
    learner.run(day, "plan", "start", "--interview", INTERVIEW.isoformat(), *profile, home=home)
    started = _due_days(home)
    by_hand = LedgerByHand(home / "studybuddy.db").remembered()
    alone = {
        name: (state.sm2_due and state.sm2_due.isoformat(), state.due and state.due.isoformat())
        for name, state in by_hand.items()
    }
    wrong = [f"cleared: {name} {cleared[name]}, without a plan {alone[name]}" for name in alone
             if cleared[name] != alone[name]]  # fmt: skip
    wrong += [f"started again: {name}" for name in alone if started[name] != with_plan[name]]
    wrong += [f"sm2_due: {name}" for name in alone if with_plan[name][0] != alone[name][0]]
    return wrong if any(with_plan[name] != cleared[name] for name in alone) else [*wrong, "no slot was given"]


def _due_days(home: Path) -> dict[str, tuple[str | None, str | None]]:
    """Return the scheduler's own day of every question, and the one that is acted upon."""
    with closing(sqlite3.connect(home / "studybuddy.db")) as file:
        rows = file.execute("SELECT id, sm2_due, due_day FROM question").fetchall()
    return {name: (own, acted_upon) for name, own, acted_upon in rows}


def _of_the_pass(ledger: LedgerByHand) -> Iterable[str]:
    return (
        name
        for name, state in ledger.remembered().items()
        if state.last is not None and ledger.questions[name].kind not in {"design", "star"}
    )


def _is_short(ledger: LedgerByHand, name: str) -> bool:
    return ledger.questions[name].kind not in LONG_KINDS
