from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from studybuddy.planning.forecast import forecast_on
from studybuddy.planning.own_work import own_pace_on, plan_part
from studybuddy.planning.pace import Status, pace_on, planned_minutes
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.progress import Done, minutes_done
from studybuddy.planning.starting import start_from
from studybuddy.planning.work import MINUTES, Work

Did = Callable[..., Done]
MONDAY = date(2026, 1, 5)


def on(offset: int) -> date:
    return MONDAY + timedelta(days=offset)


def test_practice_elsewhere_that_no_week_wants_hides_no_work_of_the_plan(plan: Plan, did: Did) -> None:
    enrolment = start_from(plan, MONDAY)  # each week wants an hour of puzzles
    puzzles = did(MONDAY, Work.TRACKED, minutes=600)
    assert pace_on(enrolment, on(6), [puzzles], {}).status is Status.AHEAD
    own = own_pace_on(enrolment, on(6), [puzzles], {})
    assert (own.minutes_done, own.status) == (60, Status.CRITICAL)
    assert own_pace_on(enrolment, on(7), [puzzles], {}).minutes_done == 120  # the second week wants its hour
    everything = [puzzles, did(on(1), Work.NEW_CARDS, 120), did(on(2), Work.KATAS, 6)]
    assert own_pace_on(enrolment, on(6), everything, {}).minutes_done == 60 + 90 + 72


def test_nobody_is_behind_for_beginning_the_day_with_practice_of_their_own(plan: Plan, did: Did) -> None:
    enrolment = start_from(plan, MONDAY)
    puzzles = [did(MONDAY, Work.TRACKED, minutes=60), did(on(1), Work.TRACKED, minutes=90)]
    rest = planned_minutes(enrolment, {})[MONDAY] - 60
    monday = [puzzles[0], did(MONDAY, Work.REVIEWS, round(rest / MINUTES[Work.REVIEWS]))]
    evening = own_pace_on(enrolment, on(1), monday, {})
    assert evening.status is Status.ON_TRACK
    assert own_pace_on(enrolment, on(1), [*monday, puzzles[1]], {}) == evening


def test_what_was_missed_in_one_week_is_made_up_for_in_another(plan: Plan, did: Did) -> None:
    late = did(on(8), Work.TRACKED, minutes=150)
    assert minutes_done(plan_part(start_from(plan, MONDAY), [late], {}, on(8))) == 120
    other = [did(MONDAY, Work.TRACKED, minutes=50, topic="behavioral"), did(MONDAY, Work.MOCKS, 2)]
    enrolment = start_from(plan, MONDAY)
    assert plan_part(enrolment, other, {}, on(6)) == []  # the mock is of the third week
    assert plan_part(enrolment, other, {}, on(14)) == [other[1]._replace(answers=1)]
    assert plan_part(enrolment, other, {}) == [other[1]._replace(answers=1)]


def test_after_a_replan_only_what_the_weeks_still_want_is_of_the_plan(plan: Plan, did: Did) -> None:
    enrolment = replace(start_from(plan, MONDAY), replanned=on(1))
    before, after = did(MONDAY, Work.TRACKED, minutes=40), did(on(2), Work.TRACKED, minutes=40)
    assert plan_part(enrolment, [after, before], {}, on(2)) == [before, after._replace(took_ms=20 * 60_000)]


def test_practice_beyond_the_whole_plan_leaves_no_less_to_do(did: Did) -> None:
    weeks = tuple(Week(number, "", (), {Work.MOCKS: 5}, {"dsa": 60}) for number in (1, 2))
    enrolment = start_from(Plan("m", "Mocks", 60, 60, frozenset({6}), weeks), MONDAY)
    whole = sum(planned_minutes(enrolment, {}).values())
    for minutes, left in ((60, whole - 60), (120, whole - 120), (900, whole - 120)):
        done = [did(MONDAY, Work.TRACKED, minutes=minutes)]
        assert forecast_on(enrolment, on(1), done, {}).remaining_minutes == pytest.approx(left)
