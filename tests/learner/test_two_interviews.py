"""A plan of three weeks through the real commands, for two interviews with rounds of their own."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from diary import START, Evening, live
from every_number import wrong_numbers
from ledger_by_hand import DAY, Answered, Interview, LedgerByHand
from pass_by_hand import OUTSIDE_THE_PASS
from rounds_by_hand import round_of
from simulated_learner import SimulatedLearner, days
from work_by_hand import PRACTICE

SCREEN = Interview("Acme screen", START + timedelta(days=12), ("dsa", "ml-coding"))
LOOP = Interview("Acme loop", START + timedelta(days=24), ("ml-coding", "fundamentals", "system-design"))
ASKED = "why-does-boosting-overfit"
PLAN = """---
title: Three weeks
minutes: {weekday: 40, weekend: 60}
level: senior
company: big-tech
---

## Week 1: code

- topics: dsa, tensors, python-stack
- new cards: 40
- katas: 2
- tracked minutes: dsa 50

## Week 2: models

- topics: trees, metrics
- new cards: 35
- katas: 2
- derivations: 1
- mocks: 1
- tracked minutes: dsa 40

## Week 3: systems

- topics: serving
- new cards: 20
- derivations: 2
- design cases: 1
- rehearsals: 2
"""


def test_who_has_two_interviews_is_told_the_truth_and_asked_for_each_what_it_is_about(tmp_path: Path) -> None:
    learner = _enrolled(tmp_path / "learner")
    evenings = {}
    for day in days(START, (LOOP.day - START).days):
        if day == SCREEN.day + DAY:
            told = ("--asked", "trees: why does boosting overfit?", "--went", "3 2")
            assert LOOP.name in learner.run(day, "plan", "event", "debrief", *told)
        evenings[day] = live(learner, day)
    ledger = LedgerByHand(learner.database)
    wrong = [f"{day} {one}" for day, evening in evenings.items() for one in evening.wrong]
    assert wrong + wrong_numbers(ledger, learner.json(LOOP.day, "plan"), LOOP.day) == []
    orders = []
    for interview in (SCREEN, LOOP):
        eve = evenings[interview.day - DAY]
        asked = [one.question for one in eve.answers if _is_of_a_session(one)]
        orders.append([_is_about(ledger, one, interview) for one in asked])
        seen, in_window = _of_the_pass(ledger, eve, interview)
        assert len(seen) > 10
        assert seen <= in_window
    assert orders == [sorted(order, reverse=True) for order in orders]  # its own first
    assert {False, True} == {one for order in orders for one in order}
    after = [one.question for one in _new_cards(ledger) if one.day > SCREEN.day]
    assert after[0] == ASKED
    assert [one for one in after if _is_about(ledger, one, LOOP)] == [ASKED]  # the others it would ask once
    assert len(after) > 10
    assert evenings[LOOP.day - DAY].plan["week_title"] == "keep going"


def _enrolled(folder: Path) -> SimulatedLearner:
    learner = SimulatedLearner(folder, seed=4)
    path = learner.home / "plans" / "short.md"
    path.parent.mkdir(parents=True)
    path.write_text(PLAN, encoding="utf-8")
    learner.run(START, "plan", "start", "short", "--from", START.isoformat())
    for name, day, rounds in (SCREEN, LOOP):
        learner.run(START, "plan", "event", "add", name, day.isoformat(), "--rounds", ",".join(rounds))
    return learner


def _is_about(ledger: LedgerByHand, question: str, interview: Interview) -> bool:
    return round_of(ledger.questions[question]) in interview.rounds


def _is_of_a_session(one: Answered) -> bool:
    """Whether a session asked it, for the first time on its day; a kata is graded after it."""
    return one.counts and one.took_ms > 0


def _of_the_pass(ledger: LedgerByHand, eve: Evening, interview: Interview) -> tuple[set[str], set[str]]:
    """Return what was seen of an interview's rounds before its window, and what was asked in it."""
    first = date.fromisoformat(eve.plan["final_pass"]["first"])
    before = ledger.remembered(one for one in ledger.lines if one.day < first)
    seen = {
        name
        for name in before
        if _is_about(ledger, name, interview) and ledger.questions[name].kind not in OUTSIDE_THE_PASS
    }
    return seen, {one.question for one in ledger.answers if first <= one.day <= eve.day}


def _new_cards(ledger: LedgerByHand) -> Iterator[Answered]:
    """List the first answers to cards; what was called known is asked in the pass at last."""
    firsts = {state.first for state in ledger.memories.values()}
    known = {event.question for event in ledger.events if event.what == "know"}
    return (
        one
        for one in ledger.answers
        if one.id in firsts
        and one.question not in known
        and ledger.questions[one.question].kind not in PRACTICE
    )
