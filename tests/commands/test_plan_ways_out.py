"""What would help where a replan would not: commands that can be copied as they stand."""

from dataclasses import replace
from datetime import date

from studybuddy.commands.plan_ways_out import start_again
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.plan import Plan, Week

MONDAY = date(2026, 3, 2)
PLAN = Plan("my plan", "Mine", 60, 90, frozenset(), (Week(1, ""),), level="senior", company="big-tech")


def test_a_plan_is_started_again_by_all_that_it_was_started_with() -> None:
    enrolment = Enrolment(PLAN, MONDAY, date(2026, 3, 30), MONDAY, weekday_minutes=40)
    assert start_again(enrolment, size="light") == (
        "studybuddy plan start 'my plan' --interview 2026-03-30"
        " --level senior --company big-tech --size light --minutes 40"
    )
    assert start_again(enrolment, minutes=75).endswith(" --size standard --minutes 75")
    on_from_a_day = replace(enrolment, interview=None, weekday_minutes=None)
    assert start_again(on_from_a_day, size="light").endswith(
        "'my plan' --from today --level senior --company big-tech --size light"
    )
