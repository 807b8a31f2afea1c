from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.model import Severity
from studybuddy.planning.cost import check_content, check_fit, minutes_by_work, week_minutes, week_totals
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.work import Work


def weeks_of(*targets: dict[Work, int]) -> tuple[Week, ...]:
    return tuple(Week(number, "", (), wanted) for number, wanted in enumerate(targets, start=1))


def test_each_kind_of_work_costs_its_minutes() -> None:
    wanted = {Work.DESIGN_CASES: 1, Work.APPLIED_CASES: 2, Work.STORIES: 1, Work.REHEARSALS: 3, Work.MOCKS: 1}
    week = replace(weeks_of(wanted)[0], tracked={"dsa": 60, "kaggle": 15})
    assert week_minutes((week,), 0) == 45 + 2 * 20 + 30 + 3 * 5 + 60 + 75


def test_new_cards_come_back_after_1_7_22_and_60_days() -> None:
    weeks = weeks_of({Work.NEW_CARDS: 70}, {}, {}, {}, {}, {}, {}, {}, {}, {})
    views = [minutes_by_work(weeks, index)[Work.REVIEWS] / 0.33 / 1.2 for index in range(10)]
    # Ten cards a day. After one day: six days' cards come back in week 1, the seventh's in week 2. After 7:
    # all in week 2. After 22: six days' in week 4, one in week 5. After 60: three in week 9, four in week 10.
    assert views == pytest.approx([60, 80, 0, 60, 10, 0, 0, 0, 30, 40])


def test_katas_are_done_three_times_at_0_4_and_16_days() -> None:
    weeks = weeks_of({Work.KATAS: 7}, {}, {}, {})
    times = [minutes_by_work(weeks, index)[Work.KATAS] / 12 for index in range(4)]
    assert times == pytest.approx([7 + 3, 4, 5, 2])


def test_what_comes_back_after_the_last_week_is_not_counted() -> None:
    weeks = weeks_of({Work.DERIVATIONS: 7})
    assert week_minutes(weeks, 0) == pytest.approx(9 * 10)


def test_the_learners_own_rates_replace_the_estimates() -> None:
    weeks = weeks_of({Work.MOCKS: 2})
    assert week_minutes(weeks, 0, dict.fromkeys(Work, 7.0)) == 14


def test_a_week_that_does_not_fit_is_a_warning_that_names_the_largest_parts(plan: Plan) -> None:
    big = replace(plan.weeks[0], targets={Work.DESIGN_CASES: 10, Work.MOCKS: 1}, line=7)
    (problem,) = check_fit(replace(plan, weeks=(big,)), "p.md")
    assert str(problem) == (
        "p.md:7: week 1 takes 570 minutes and has 430"
        " (the largest: design cases 450, mocks 60, tracked minutes 60)"
    )
    assert problem.severity is Severity.WARNING


def test_content_that_runs_out_is_reported_once_at_the_week_where_it_does(plan: Plan) -> None:
    available = {Work.NEW_CARDS: 119, Work.KATAS: 6, Work.DESIGN_CASES: 0, Work.REHEARSALS: 1, Work.MOCKS: 0}
    assert [problem.message for problem in check_content(plan, "p.md", available)] == [
        "120 new cards are planned by week 2 and there are 119",
        "1 design cases are planned by week 1 and there are 0",
    ]


TARGETS = st.dictionaries(
    st.sampled_from([Work.NEW_CARDS, Work.KATAS, Work.DERIVATIONS]), st.integers(0, 50), max_size=3
)


@given(st.lists(TARGETS, min_size=1, max_size=9))
def test_no_work_is_repeated_more_often_than_the_rules_allow(targets: list[dict[Work, int]]) -> None:
    weeks = weeks_of(*targets)
    total = dict.fromkeys(Work, 0.0)
    for index in range(len(weeks)):
        for work, minutes in minutes_by_work(weeks, index).items():
            total[work] += minutes
    planned = {work: sum(wanted.get(work, 0) for wanted in targets) for work in Work}
    assert planned[Work.KATAS] * 12 <= total[Work.KATAS] <= planned[Work.KATAS] * 36 + 1e-6
    assert planned[Work.DERIVATIONS] * 9 <= total[Work.DERIVATIONS] <= planned[Work.DERIVATIONS] * 27 + 1e-6
    assert total[Work.REVIEWS] <= planned[Work.NEW_CARDS] * 4 * 1.2 * 0.33 + 1e-6


def test_the_totals_of_the_weeks_are_held_against_what_a_week_has(plan: Plan) -> None:
    assert week_totals(plan) == tuple(
        (number, week_minutes(plan.weeks, number - 1), 430) for number in (1, 2, 3)
    )
