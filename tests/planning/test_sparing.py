from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from prospects import TERMS, prospect

from studybuddy.planning.enrolment import Enrolment, InterviewEvent
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.progress import Done
from studybuddy.planning.replan import Replan, outlook_of, replan
from studybuddy.planning.sparing import Sparing, sparing_on
from studybuddy.planning.starting import start_from
from studybuddy.planning.work import Work

Did = Callable[..., Done]
MONDAY = date(2026, 1, 5)
TARGETS = {Work.NEW_CARDS: 60, Work.KATAS: 3, Work.DERIVATIONS: 2, Work.DESIGN_CASES: 1, Work.REHEARSALS: 2}
CODING, DESIGN = ("dsa", "ml-coding"), ("system-design",)


def on(day: int) -> date:
    return MONDAY + timedelta(days=day)


def bound(day: int, rounds: tuple[str, ...] = CODING, *, minutes: int = 60, dsa: int = 60) -> Enrolment:
    """Four weeks to an interview, and Acme on a day of them."""
    weeks = tuple(Week(n, "", (), TARGETS, {"dsa": dsa}) for n in (1, 2, 3, 4))
    plan = Plan("four", "Four weeks", 60, 130, frozenset(), weeks)
    enrolment = start_from(plan, MONDAY, on(28), weekday_minutes=minutes)
    return replace(enrolment, events=(InterviewEvent("Acme", on(day), rounds),))


def again(enrolment: Enrolment, day: int, *done: Done) -> Replan:
    return replan(enrolment, on(day), done, {}, prospect())


@pytest.mark.parametrize(
    ("day", "rounds", "today", "spared"),
    [
        (16, CODING, 2, Sparing(frozenset({1, 2, 3}), CODING)),
        (16, (), 9, Sparing(frozenset({2, 3}))),
        (16, CODING, 1, Sparing()),  # more than two weeks off
        (16, CODING, 16, Sparing(frozenset(), CODING)),  # today: there are no days before it
        (28, CODING, 20, Sparing()),  # the last one
        (30, CODING, 20, Sparing(frozenset({3, 4}))),  # the plan's own comes first, and is about everything
    ],
)
def test_what_is_spared_are_the_weeks_up_to_a_near_interview_that_is_not_the_last(
    day: int, rounds: tuple[str, ...], today: int, spared: Sparing
) -> None:
    assert sparing_on(bound(day, rounds), on(today)) == spared


def test_its_work_is_that_of_its_rounds_and_goes_before_new_cards() -> None:
    names = ["new cards", "katas", "derivations", "mocks", "dsa minutes", "puzzles minutes"]
    near = Sparing(frozenset({2}), CODING)
    assert near.first_of(names, 2) == {"katas", "dsa minutes", "puzzles minutes"}
    assert near.first_of(names, 3) == frozenset()
    about_all = Sparing(frozenset({2}))
    assert all(about_all.serves(name) for name in names)
    assert about_all.first_of(names, 2) == frozenset()


def test_three_days_before_a_coding_screen_its_puzzles_and_katas_stay_before_it() -> None:
    """The first week was missed up to Friday: what it still wants of them has all the room that there is."""
    far, near = (again(bound(day, minutes=30, dsa=120), 4) for day in (28, 7))
    first, wanted = near.after.plan.weeks[0], near.before.plan.weeks[0]
    assert first.tracked == wanted.tracked == {"dsa": 80}
    assert first.targets[Work.KATAS] == wanted.targets[Work.KATAS] == 2
    assert first.targets[Work.DERIVATIONS] < wanted.targets[Work.DERIVATIONS]
    first = far.after.plan.weeks[0]
    assert (first.tracked["dsa"], first.targets[Work.KATAS]) == (55, 1)


@settings(max_examples=30)
@example(event=10, rounds=CODING, left=3, minutes=60, dsa=60)
@given(
    event=st.integers(4, 26),
    rounds=st.sampled_from([CODING, DESIGN, ("behavioral", "fundamentals")]),
    left=st.integers(1, 14),
    minutes=st.sampled_from([15, 30, 60]),
    dsa=st.sampled_from([60, 240]),
)
def test_a_replan_leaves_nobody_less_ready_for_a_near_interview(
    event: int, rounds: tuple[str, ...], left: int, minutes: int, dsa: int
) -> None:
    enrolment, today = bound(event, rounds, minutes=minutes, dsa=dsa), max(0, event - left)
    acme = enrolment.events[0]
    shares = {name: weight for name, weight in TERMS.weights.items() if name in rounds}
    worth = prospect(
        terms=TERMS._replace(on=acme.day, weights={n: w / sum(shares.values()) for n, w in shares.items()})
    )
    found = replan(enrolment, on(today), (), {}, prospect(), near=worth)
    stands, renewed = (
        outlook_of(one, on(today), (), {}, worth, before=acme) for one in (enrolment, found.after)
    )
    assert renewed.weighted >= stands.weighted - 1e-9
    if found.refused is not None:
        assert found.after == enrolment
        assert found.refused.renewed.weighted < found.refused.stands.weighted


def test_before_an_interview_only_what_its_days_hold_is_foretold_and_no_closed_cards(did: Did) -> None:
    enrolment = bound(9, ("dsa",))
    acme = enrolment.events[0]
    done = (did(MONDAY - timedelta(days=30), Work.REVIEWS),)
    worth = prospect(terms=TERMS._replace(on=acme.day, weights={"dsa": 1.0}))
    begun = replace(enrolment, studied_since=MONDAY - timedelta(days=30))
    by_then = outlook_of(begun, MONDAY, done, {}, worth, before=acme)
    all_of_it = outlook_of(begun, MONDAY, done, {}, worth)
    closed = replace(begun, interview=None)  # no later one asks dsa: its new cards stop before Acme
    assert outlook_of(closed, MONDAY, done, {}, worth, before=acme) == worth.outlook({"dsa minutes": 120})
    assert by_then.weighted > worth.outlook({"dsa minutes": 120}).weighted
    assert outlook_of(begun, on(8), done, {}, worth, before=acme) == worth.outlook(
        {}
    )  # the eve asks for none
    assert all_of_it.weighted > by_then.weighted
    assert worth.outlook({"dsa minutes": 120}, 0.5) == worth.outlook({"dsa minutes": 60})
