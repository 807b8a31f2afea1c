from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from prospects import prospect

from studybuddy.planning.enrolment import Enrolment, InterviewEvent, Pause
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.progress import Done
from studybuddy.planning.replan import Replan, outlook_of, replan
from studybuddy.planning.starting import start_from
from studybuddy.planning.targets import week_targets, weeks_in_force
from studybuddy.planning.work import Work

Did = Callable[..., Done]
MONDAY = date(2026, 1, 5)
PROSPECT = prospect()
KINDS = {
    Work.NEW_CARDS: ("basic", "theory"),
    Work.KATAS: ("kata", "coding"),
    Work.DERIVATIONS: ("derivation", "math"),
    Work.DESIGN_CASES: ("design", "system-design"),
    Work.REHEARSALS: ("star", "behavioral"),
}
TARGETS = {Work.NEW_CARDS: 60, Work.KATAS: 3, Work.DERIVATIONS: 2, Work.DESIGN_CASES: 1, Work.REHEARSALS: 2}
PLAN = Plan(
    "four",
    "Four weeks",
    60,
    130,
    frozenset(),
    tuple(Week(n, "", (), TARGETS, {"dsa": 60}) for n in (1, 2, 3, 4)),
)
FULL = replace(
    PLAN, weeks=tuple(replace(week, tracked={"dsa": 200 + 40 * week.number}) for week in PLAN.weeks)
)
WEEKLY = {work.value: count for work, count in TARGETS.items()} | {"dsa minutes": 60}


def again(enrolment: Enrolment, day: int, *done: Done) -> Replan:
    return replan(enrolment, MONDAY + timedelta(days=day), done, {}, PROSPECT)


def work_done(day: int, did_what: list[tuple[int, Work, int]]) -> list[Done]:
    return [
        Done(MONDAY + timedelta(days=when), *KINDS[work], "", "q", True, 0, count)
        for when, work, count in did_what
        if when <= day
    ]


def totals(enrolment: Enrolment) -> dict[str, int]:
    counts: dict[str, int] = {}
    for week in weeks_in_force(enrolment, {}):
        for target in week_targets(enrolment, week.number, (), {}):
            counts[target.name] = counts.get(target.name, 0) + target.planned
    return counts


def test_what_was_missed_is_spread_over_the_days_left() -> None:
    found = again(start_from(PLAN, MONDAY), 7)
    assert found.dropped == {}
    new = [week.targets.get(Work.NEW_CARDS, 0) for week in found.after.plan.weeks]
    assert new == [0, 84, 80, 76]  # the later, the more comes back already
    tracked = [week.tracked.get("dsa", 0) for week in found.after.plan.weeks]
    assert tracked == [0, 84, 80, 76]
    assert totals(found.after) == totals(found.before)


def test_what_was_done_stays_in_its_week(did: Did) -> None:
    done = (did(MONDAY, Work.NEW_CARDS, 50), did(MONDAY, Work.KATAS, 3))
    found = again(start_from(PLAN, MONDAY), 7, *done)
    assert found.after.plan.weeks[0].targets == {Work.NEW_CARDS: 50, Work.KATAS: 3}
    assert sum(week.targets[Work.NEW_CARDS] for week in found.after.plan.weeks) == 240
    assert found.left["new cards"] == 190


def test_nothing_is_dropped_as_long_as_it_fits_and_what_is_planned_then_fits() -> None:
    for day in range(28):
        found = again(start_from(PLAN, MONDAY), day)
        if found.minutes_needed <= found.minutes_available:
            assert found.dropped == {}
        else:
            assert found.dropped
            assert found.points_lost == PROSPECT.most_lost(found.left, found.kept)
        assert found.minutes_kept <= found.minutes_available + 15


def test_the_cheapest_readiness_goes_first_but_half_of_everything_stays_as_long_as_it_can() -> None:
    late = again(start_from(PLAN, MONDAY), 17)
    assert late.dropped
    assert "mocks" not in late.dropped
    assert all(2 * late.kept[name] >= count - 5 for name, count in late.left.items())
    latest = again(start_from(PLAN, MONDAY), 26)
    assert any(2 * latest.kept[name] < count - 5 for name, count in latest.left.items())


@pytest.mark.parametrize("day", [0, 3, 7, 12, 20, 27])
def test_replanning_twice_changes_nothing(did: Did, day: int) -> None:
    done = (did(MONDAY, Work.NEW_CARDS, 30), did(MONDAY, Work.DESIGN_CASES))
    once = again(start_from(PLAN, MONDAY), day, *done)
    twice = again(once.after, day, *done)
    assert twice.after == once.after
    assert twice.dropped == {}


@given(
    st.integers(0, 27),
    st.lists(st.tuples(st.integers(0, 27), st.sampled_from(list(KINDS)), st.integers(1, 30)), max_size=12),
)
@settings(max_examples=40)
@example(27, [(27, Work.DESIGN_CASES, 3)])
@example(5, [])
@example(13, [])
def test_whatever_was_done_replanning_twice_changes_nothing(
    day: int, did_what: list[tuple[int, Work, int]]
) -> None:
    done = work_done(day, did_what)
    for plan in (PLAN, FULL):
        once = again(start_from(plan, MONDAY), day, *done)
        twice = again(once.after, day, *done)
        assert (twice.after, twice.dropped) == (once.after, {})


# --- what is foretold ----------------------------------------------------------------------------------


def foretold(enrolment: Enrolment, day: int, *done: Done) -> dict[str, float]:
    found = outlook_of(enrolment, MONDAY + timedelta(days=day), done, {}, PROSPECT)
    return {one.name: one.ready for one in found.rounds} | {"weighted": found.weighted}


def test_a_plan_that_nothing_is_missed_of_is_foretold_the_same_replanned_or_not() -> None:
    found = again(start_from(PLAN, MONDAY), 0)
    assert found.after == found.before
    assert foretold(found.after, 0) == foretold(found.before, 0)


def test_a_replan_brings_back_what_would_silently_not_be_done() -> None:
    found = again(start_from(PLAN, MONDAY), 7)
    before, after = foretold(found.before, 7), foretold(found.after, 7)
    assert found.dropped == {}
    assert after == foretold(found.before, 0)  # nothing is lost any more
    assert after["weighted"] > before["weighted"] + 1
    assert before == {
        one.name: one.ready for one in PROSPECT.outlook({name: 3 * n for name, n in WEEKLY.items()}).rounds
    } | {"weighted": before["weighted"]}


@given(
    minutes=st.sampled_from([10, 15, 30, 60]),
    days=st.sampled_from([28, 35, 56]),
    event=st.sampled_from([None, 10, 20, 30]),
    pause=st.booleans(),
    day=st.integers(0, 27),
    did_what=st.lists(
        st.tuples(st.integers(0, 27), st.sampled_from(list(KINDS)), st.integers(1, 30)), max_size=6
    ),
)
@settings(max_examples=40)
@example(minutes=10, days=28, event=None, pause=False, day=25, did_what=[])
@example(minutes=15, days=28, event=None, pause=True, day=12, did_what=[])
def test_a_replan_never_comes_to_less_than_the_plan_as_it_stands(
    *,
    minutes: int,
    days: int,
    event: int | None,
    pause: bool,
    day: int,
    did_what: list[tuple[int, Work, int]],
) -> None:
    enrolment = start_from(PLAN, MONDAY, MONDAY + timedelta(days=days), weekday_minutes=minutes)
    if event is not None:
        enrolment = replace(enrolment, events=(InterviewEvent("Acme", MONDAY + timedelta(days=event)),))
    if pause:
        enrolment = replace(
            enrolment, pauses=(Pause(MONDAY + timedelta(days=18), MONDAY + timedelta(days=21)),)
        )
    done = work_done(day, did_what)
    found = again(enrolment, day, *done)
    before, after = foretold(enrolment, day, *done), foretold(found.after, day, *done)
    assert after["weighted"] >= before["weighted"] - 1e-9
    assert (found.stands.weighted, found.renewed.weighted) == (before["weighted"], after["weighted"])
    if found.refused is not None:
        assert found.refused.renewed.weighted < before["weighted"]
        assert (found.after, found.dropped) == (enrolment, {})


def test_where_spread_anew_a_plan_comes_to_less_it_stays_as_it_stands() -> None:
    enrolment = start_from(PLAN, MONDAY, MONDAY + timedelta(days=28), weekday_minutes=10)
    found = again(enrolment, 25)
    assert found.after is enrolment
    assert found.refused is not None
    assert found.refused.renewed.weighted < found.stands.weighted == found.renewed.weighted


def test_what_is_dropped_is_missing_on_the_day() -> None:
    found = again(start_from(PLAN, MONDAY), 21)
    after, kept = foretold(found.after, 21), PROSPECT.outlook(found.kept)
    everything = PROSPECT.outlook(found.left)
    assert found.dropped["new cards"] == 80
    assert after["weighted"] == pytest.approx(kept.weighted, abs=0.5)
    assert kept.weighted < everything.weighted
    assert found.points_lost >= everything.weighted - kept.weighted > 0


@pytest.mark.parametrize("day", [7, 10, 13, 14, 17, 21, 24, 26])
def test_a_late_start_is_readier_replanned(day: int) -> None:
    found = again(start_from(PLAN, MONDAY), day)
    assert foretold(found.after, day)["weighted"] > foretold(found.before, day)["weighted"]


def test_new_cards_are_planned_only_until_two_weeks_before_the_interview() -> None:
    enrolment = start_from(PLAN, MONDAY, MONDAY + timedelta(days=28))
    found = again(enrolment, 7)
    assert [week.targets.get(Work.NEW_CARDS, 0) for week in found.after.plan.weeks][2:] == [0, 0]
    too_late = again(enrolment, 15)
    assert too_late.kept.get("new cards", 0) == 0
    assert too_late.dropped["new cards"] == 240
    assert too_late.points_lost >= 39.99


def test_new_cards_go_on_after_an_interview_that_stops_them() -> None:
    acme = InterviewEvent("Acme", MONDAY + timedelta(days=14))
    found = again(replace(start_from(PLAN, MONDAY), events=(acme,)), 7)
    assert found.dropped == {}
    new = [week.targets.get(Work.NEW_CARDS, 0) for week in found.after.plan.weeks]
    assert new[:2] == [0, 0]
    assert sum(new) == 240


def test_cards_left_cost_no_more_than_their_share_of_all_cards_of_the_plan(did: Did) -> None:
    enrolment = start_from(PLAN, MONDAY, MONDAY + timedelta(days=28))
    found = again(enrolment, 15, did(MONDAY, Work.NEW_CARDS, 180))
    assert found.dropped == {"new cards": 60}
    assert found.points_lost == pytest.approx(40 / 0.75 * 60 / 240 * 0.9 ** (5 / 6))


def test_a_week_that_the_interview_cuts_short_gets_what_its_days_can_take() -> None:
    enrolment = start_from(PLAN, MONDAY, MONDAY + timedelta(days=25), first_day=MONDAY)
    found = again(enrolment, 7)
    planned = {week.number: week for week in weeks_in_force(found.after, {})}
    assert sum(week.targets.get(Work.KATAS, 0) for week in planned.values()) == found.kept["katas"]


def test_after_the_plan_there_is_nothing_to_spread() -> None:
    found = again(start_from(PLAN, MONDAY), 30)
    assert found.after == found.before
    assert found.minutes_available == 0


def test_content_that_does_not_exist_is_not_planned() -> None:
    found = replan(start_from(PLAN, MONDAY), MONDAY, (), {Work.KATAS: 4}, PROSPECT)
    assert found.left["katas"] == 4


@given(
    st.integers(0, 35),
    st.lists(st.tuples(st.integers(0, 27), st.sampled_from(list(KINDS)), st.integers(1, 30)), max_size=12),
)
def test_nothing_is_invented_and_nothing_lost_without_being_named(
    day: int, did_what: list[tuple[int, Work, int]]
) -> None:
    done = work_done(day, did_what)
    found = replan(start_from(PLAN, MONDAY), MONDAY + timedelta(days=day), done, {}, PROSPECT)
    for name, count in found.left.items():
        assert 0 <= found.kept.get(name, 0) <= count
        assert found.kept.get(name, 0) + found.dropped.get(name, 0) == count
    if found.after != found.before:
        after = totals(found.after)
        for name, kept in found.kept.items():
            before_today = sum(row.answers for row in done if row.work.value == name)
            assert after.get(name, 0) == kept + before_today
