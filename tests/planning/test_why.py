"""The reasons of an agenda are the figures that it was filled by."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from studybuddy.model import Candidate
from studybuddy.planning.agenda import build_agenda
from studybuddy.planning.plan import Plan
from studybuddy.planning.starting import start_from
from studybuddy.planning.supply import NextUp, Supply
from studybuddy.planning.targets import week_targets
from studybuddy.planning.why import Why, WhyToday, left_out, minutes_over, why_json, why_of
from studybuddy.planning.work import Work

MONDAY = date(2026, 1, 5)
SUPPLY = Supply(
    {Work.REVIEWS: 30, Work.KATAS: 1},
    next_up={Work.KATAS: [NextUp("softmax", "ml-coding"), NextUp("conv", "ml-coding")]},
    gains={"ml-coding": 0.24, "dsa": 0.05},
)
SOFTMAX = Candidate(
    "softmax", "softmax", "kata", "", "tensors", "core", 0, 2, MONDAY - timedelta(days=3), False
)


def found(plan: Plan, supply: Supply = SUPPLY) -> WhyToday:
    enrolment = start_from(plan, MONDAY)
    agenda = build_agenda(enrolment, MONDAY, (), supply)
    targets = week_targets(enrolment, 1, (), {})
    pieces = {"kata": (SOFTMAX, SOFTMAX._replace(new=True))}
    items = [
        why_of(item, agenda, supply, MONDAY.__gt__, pieces.get(item.name, ()), targets, 2)
        for item in agenda.items
    ]
    return WhyToday(MONDAY, agenda, tuple(items), left_out(agenda), minutes_over(agenda), {"ml-coding": 0.3})


def named(whys: WhyToday) -> dict[str, Why]:
    return {why.item.name: why for why in whys.items}


def test_an_item_knows_what_of_it_is_due_since_when_and_what_the_week_wants(plan: Plan) -> None:
    kata = named(found(plan))["kata"]
    assert (kata.due, kata.overdue, kata.since, kata.failed) == (1, 1, MONDAY - timedelta(days=3), 2)
    assert kata.wanted == 1
    assert kata.target is not None
    assert (kata.target.planned, kata.target.done) == (3, 0)
    review = named(found(plan))["review"]
    assert (review.due, review.wanted, review.weighed) == (30, 10, None)
    assert review.target is not None
    assert review.target.name == "new cards"


def test_what_an_item_adds_and_counts_is_what_it_was_chosen_by(plan: Plan) -> None:
    whys = named(found(plan))
    kata, rehearsal = whys["kata"].weighed, whys["rehearse"].weighed
    assert kata is not None
    assert rehearsal is not None
    assert (kata.gain, kata.worth) == (pytest.approx(0.24 / 12), 2.5)  # due, and of the highest gain
    assert whys["kata"].also is not None
    assert whys["kata"].also.worth == 1.5
    assert whys["rehearse"].also is None
    assert (rehearsal.gain, rehearsal.worth) == (0.0, 1.0)
    assert (whys["kata"].adds, whys["rehearse"].adds) == (0.24, 0.0)


def test_what_has_no_place_is_named_by_what_it_counts_with_the_minutes_that_were_left(plan: Plan) -> None:
    crowded = found(plan, SUPPLY._replace(due={Work.REVIEWS: 100, Work.KATAS: 2}))
    assert [(one.offer.name, one.offer.is_due) for one in crowded.left_out[:2]] == [
        ("kata", True), ("kata", False),
    ]  # fmt: skip
    assert crowded.minutes_over == pytest.approx(60 - sum(item.minutes for item in crowded.agenda.items))
    assert crowded.minutes_over < 12


def test_practice_that_is_too_short_to_begin_does_not_wait_for_a_place(plan: Plan) -> None:
    short = replace(plan, weekday_minutes=12)  # of dsa a minute or two a day
    whys = found(replace(short, weekend_minutes=130))
    assert any(one.offer.name == "practice" for one in whys.agenda.weighed)
    assert "practice" not in [one.offer.name for one in left_out(whys.agenda)]


def test_the_piece_that_today_asks_is_not_named_again_as_one_that_has_no_place(plan: Plan) -> None:
    crowded = found(plan, SUPPLY._replace(due={Work.REVIEWS: 100, Work.KATAS: 1}))
    [kata] = [one for one in why_json(crowded)["today"] if one["name"] == "kata"]
    [other] = [one for one in why_json(crowded)["left_out"] if one["name"] == "kata"]
    assert (kata["what"], other["what"], other["count"]) == ("softmax", None, 1)


def test_json_has_a_reason_for_every_item_of_the_agenda(plan: Plan) -> None:
    whys = found(plan)
    shown = why_json(whys)
    assert [one["name"] for one in shown["today"]] == [item.name for item in whys.agenda.items]
    kata = next(one for one in shown["today"] if one["name"] == "kata")
    assert (kata["since"], kata["failed"], kata["points"], kata["points_per_minute"]) == (
        "2026-01-02", 2, 24.0, 2.0,
    )  # fmt: skip
    assert [one["name"] for one in shown["left_out"]] == [one.offer.name for one in whys.left_out]
