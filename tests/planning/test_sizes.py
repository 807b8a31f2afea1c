from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studybuddy.errors import UsageError
from studybuddy.planning.cost import week_totals
from studybuddy.planning.plan import SIZES, Plan, Week
from studybuddy.planning.plan_file import parse_plan
from studybuddy.planning.sizes import fitted, plan_in_force, planned_tiers
from studybuddy.planning.work import TARGETS, Work

PLANS = Path(__file__).parents[2] / "plans"
NAMES = ("eight-week", "five-week")


def shipped(name: str) -> Plan:
    plan, _ = parse_plan((PLANS / f"{name}.md").read_bytes(), name)
    assert plan is not None
    return plan


def totals(plan: Plan) -> dict[Work, int]:
    return {work: sum(week.targets.get(work, 0) for week in plan.weeks) for work in TARGETS}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", SIZES)
def test_every_week_of_a_shipped_plan_fits_at_every_size(name: str, size: str) -> None:
    plan = plan_in_force(shipped(name), size)
    for total in week_totals(plan):
        assert 0 < total.minutes <= (0.9 if size == "light" else 1) * total.capacity


def test_the_eight_weeks_light_are_core_cards_and_half_the_practice() -> None:
    light = plan_in_force(shipped("eight-week"), "light")
    assert (light.weekday_minutes, light.weekend_minutes, light.week_capacity) == (30, 65, 280)
    assert totals(light) == {
        Work.NEW_CARDS: 260,  # two thirds of 400 are 267, and seven do not fit into week 4
        Work.KATAS: 14,
        Work.DERIVATIONS: 8,
        Work.DESIGN_CASES: 3,
        Work.APPLIED_CASES: 5,
        Work.STORIES: 5,
        Work.REHEARSALS: 9,
        Work.MOCKS: 2,
    }


def test_the_long_pieces_of_a_light_plan_go_where_there_is_room_one_to_a_week() -> None:
    light = plan_in_force(shipped("eight-week"), "light")
    by_week = {
        work: [week.number for week in light.weeks if week.targets.get(work)]
        for work in (Work.MOCKS, Work.DESIGN_CASES, Work.STORIES)
    }
    assert by_week == {
        Work.MOCKS: [7, 8],
        Work.DESIGN_CASES: [4, 6, 8],
        Work.STORIES: [1, 2, 4, 5, 6],
    }


CROWDED = {Work.NEW_CARDS: 40, Work.KATAS: 4, Work.MOCKS: 1}


@pytest.mark.parametrize(
    ("size", "elsewhere", "rest"),
    [
        ("standard", [45, 15, 0], [[29, 3, 1], [11, 2, 1], [1, 0, 1]]),
        ("light", [15, 0, 0], [[40, 4, 1], [21, 2, 1], [1, 0, 1]]),  # practice elsewhere first
    ],
)
def test_a_week_too_full_loses_a_like_share_of_everything_and_long_pieces_last(
    size: str, elsewhere: list[int], rest: list[list[int]]
) -> None:
    week = Week(1, "", (), CROWDED, {"dsa": 60})
    plan = Plan("p", "P", 30, 30, frozenset(), (week,), size=size)
    weeks = [
        fitted(replace(plan, weekday_minutes=minutes, weekend_minutes=minutes)).weeks[0]
        for minutes in (30, 20, 10)
    ]
    assert [week.tracked["dsa"] for week in weeks] == elsewhere
    assert [[*week.targets.values()] for week in weeks] == rest


@pytest.mark.parametrize("name", NAMES)
def test_fewer_minutes_cut_no_kind_more_than_a_step_beyond_another(name: str) -> None:
    written, less = shipped(name), plan_in_force(shipped(name), weekday_minutes=45)
    kinds = (Work.NEW_CARDS, Work.KATAS, Work.DERIVATIONS, Work.APPLIED_CASES)
    cut = False
    for before, after in zip(written.weeks, less.weeks, strict=True):
        pieces = [(after.targets[one], before.targets[one], 1) for one in kinds if before.targets.get(one)]
        minutes = [(after.tracked[one], before.tracked[one], 5) for one in before.tracked]
        lost = [(1 - now / was, step / was) for now, was, step in (*pieces, *minutes) if was]
        assert max(share for share, _ in lost) <= min(share + step for share, step in lost) + 1e-9
        cut = cut or any(share for share, _ in lost)
    assert cut


def test_the_eight_weeks_full_have_eight_mocks_and_more_of_everything_but_stories() -> None:
    written, full = shipped("eight-week"), plan_in_force(shipped("eight-week"), "full")
    assert (full.weekday_minutes, full.weekend_minutes) == (130, 130)
    assert totals(full)[Work.MOCKS] == 8
    assert totals(full)[Work.STORIES] == totals(written)[Work.STORIES]
    rest = set(TARGETS) - {Work.MOCKS, Work.STORIES}
    assert all(totals(full)[work] > 1.5 * totals(written)[work] for work in rest)


@pytest.mark.parametrize("name", NAMES)
def test_standard_is_the_plan_as_written(name: str) -> None:
    assert plan_in_force(shipped(name)) == shipped(name)
    assert plan_in_force(shipped(name), weekday_minutes=shipped(name).weekday_minutes) == shipped(name)


def test_other_minutes_change_the_weekend_alike_and_cut_what_does_not_fit() -> None:
    plan = plan_in_force(shipped("eight-week"), weekday_minutes=30)
    assert (plan.weekday_minutes, plan.weekend_minutes) == (30, 65)
    assert all(total.minutes <= total.capacity for total in week_totals(plan))
    more = plan_in_force(shipped("eight-week"), weekday_minutes=90)
    assert (more.weekend_minutes, more.weeks) == (195, shipped("eight-week").weeks)


def test_tiers_follow_the_size() -> None:
    assert [planned_tiers(size) for size in SIZES] == [1, 2, 3]


@pytest.mark.parametrize(
    ("size", "minutes", "message"),
    [
        ("huge", None, "there is no size 'huge' .sizes: light, standard, full"),
        ("standard", 0, "a day cannot have 0 minutes"),
        ("standard", 1441, "a day cannot have 1441 minutes"),
        ("standard", -5, "a day cannot have -5 minutes"),
    ],
)
def test_sizes_and_minutes_that_make_no_sense_are_wrong_use(
    size: str, minutes: int | None, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        plan_in_force(shipped("five-week"), size, minutes)


def test_days_without_minutes_keep_none() -> None:
    weekends = replace(shipped("five-week"), weekday_minutes=0)
    for size, minutes in (("light", 40), ("full", 130)):
        plan = plan_in_force(weekends, size)
        assert (plan.weekday_minutes, plan.weekend_minutes) == (0, minutes), size
    resting = plan_in_force(replace(shipped("five-week"), rest=frozenset({6})), "light")
    assert resting.week_capacity == pytest.approx(6 * 40, abs=2)
    plan = plan_in_force(weekends, weekday_minutes=90)
    assert (plan.weekday_minutes, plan.weekend_minutes) == (0, 90)
    never = replace(weekends, rest=frozenset({5, 6}))
    assert sum(totals(plan_in_force(never, "full")).values()) == 0


TARGET = st.dictionaries(st.sampled_from(TARGETS), st.integers(0, 120))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(TARGET, min_size=1, max_size=6),
    st.sampled_from(SIZES),
    st.none() | st.integers(1, 300),
    st.integers(0, 90),
)
def test_a_derived_plan_plans_nothing_where_the_written_one_does_not_and_fits(
    targets: list[dict[Work, int]], size: str, minutes: int | None, tracked: int
) -> None:
    weeks = tuple(Week(number, "", (), wanted, {"dsa": tracked}) for number, wanted in enumerate(targets, 1))
    written = Plan("p", "P", 60, 130, frozenset({6}), weeks)
    plan = plan_in_force(written, size, minutes)
    for week, before in zip(plan.weeks, weeks, strict=True):
        assert all(before.targets[work] for work, count in week.targets.items() if count)
        assert week.targets.keys() == before.targets.keys()
    if size != "standard" or minutes not in {None, written.weekday_minutes}:
        for total, week in zip(week_totals(plan), plan.weeks, strict=True):
            assert total.minutes <= total.capacity or not any(
                (*week.targets.values(), *week.tracked.values())
            )
