from collections.abc import Callable
from datetime import date, timedelta

from studybuddy.planning.plan import Plan
from studybuddy.planning.progress import Done
from studybuddy.planning.starting import start_from
from studybuddy.planning.targets import Target, week_targets, weeks_in_force
from studybuddy.planning.work import Work

Did = Callable[..., Done]
MONDAY = date(2026, 1, 5)
TUESDAY = MONDAY + timedelta(days=1)


def test_a_week_holds_what_was_done_in_its_days_against_its_targets(plan: Plan, did: Did) -> None:
    done = (
        did(MONDAY, Work.NEW_CARDS, 20),
        did(MONDAY, Work.REVIEWS, 50),
        did(TUESDAY, Work.KATAS),
        did(TUESDAY, Work.KATAS, first=False),
        did(TUESDAY, Work.REHEARSALS, first=False),
        did(TUESDAY, Work.TRACKED, minutes=25),
        did(MONDAY + timedelta(days=7), Work.NEW_CARDS, 99),
        did(MONDAY - timedelta(days=1), Work.NEW_CARDS, 99),
    )
    shown = {target.name: target for target in week_targets(start_from(plan, MONDAY), 1, done, {})}
    assert shown["new cards"] == Target("new cards", 60, 20, None)
    assert shown["katas"] == Target("katas", 3, 1, None)  # a repeat is no new kata
    assert shown["rehearsals"] == Target("rehearsals", 2, 1, None)  # a rehearsal always counts
    assert shown["dsa minutes"] == Target("dsa minutes", 60, 25, None)
    assert shown["mocks"] == Target("mocks", 0, 0, None)


def test_a_target_above_the_content_shows_the_smaller_number_week_by_week(plan: Plan) -> None:
    available = {Work.NEW_CARDS: 70, Work.KATAS: 0, Work.REHEARSALS: 1, Work.MOCKS: 0, Work.TRACKED: 0}
    weeks = weeks_in_force(start_from(plan, MONDAY), available)
    assert [week.targets.get(Work.NEW_CARDS, 0) for week in weeks] == [60, 10, 0]
    assert [week.targets.get(Work.KATAS, 0) for week in weeks] == [0, 0, 0]
    assert [week.targets.get(Work.REHEARSALS, 0) for week in weeks] == [2, 2, 0]  # one prompt serves often
    assert weeks[2].targets[Work.MOCKS] == 0
    assert weeks[0].tracked == {}
    first = week_targets(start_from(plan, MONDAY), 1, (), available)[0]
    assert first == Target("new cards", 60, 0, 70)


def test_a_week_joined_late_keeps_the_share_of_its_days(plan: Plan) -> None:
    # The interview leaves Monday and Tuesday of week 1: 120 of its 430 minutes.
    enrolment = start_from(plan, MONDAY, MONDAY + timedelta(days=16))
    joined = weeks_in_force(enrolment, {})[0]
    assert joined.number == 1
    assert joined.targets == {Work.NEW_CARDS: 17, Work.KATAS: 1, Work.DESIGN_CASES: 1, Work.REHEARSALS: 1}
    assert joined.tracked == {"dsa": 17}


def test_a_week_that_is_over_before_the_start_has_no_targets(plan: Plan) -> None:
    enrolment = start_from(plan, MONDAY, MONDAY + timedelta(days=7))
    assert week_targets(enrolment, 1, (), {}) == ()
