from dataclasses import replace
from datetime import date

from studybuddy.planning.carrying import carried_over
from studybuddy.planning.changes import debriefed, paused, with_event
from studybuddy.planning.enrolment import InterviewEvent, Pause
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.starting import start_from

TODAY = date(2026, 3, 2)
PLAN = Plan("mine", "Mine", 60, 60, frozenset(), tuple(Week(number, "") for number in range(1, 9)))


def day(number: int) -> date:
    return date(2026, 3, number)


def test_what_is_to_come_goes_over_and_what_is_past_does_not() -> None:
    before = start_from(PLAN, TODAY, date(2026, 4, 20))
    for name, number in (("Past", 4), ("Acme", 20)):
        before = with_event(before, InterviewEvent(name, day(number)), TODAY)
    before = paused(paused(before, day(5), day(6), TODAY), day(9), day(12), TODAY)
    before = debriefed(before, "Past", day(4), {"trees": 1.5})
    found = carried_over(before, start_from(PLAN, day(10), date(2026, 4, 27)), day(10))
    assert [event.name for event in found.enrolment.events] == ["Acme"]
    assert found.enrolment.pauses == (Pause(day(10), day(12)),)
    assert found.enrolment.emphasis == {"trees": 1.5}
    assert len(found.kept) == 3
    assert found.lost == ()


def test_what_does_not_fit_is_named_and_nothing_to_carry_changes_nothing() -> None:
    before = start_from(PLAN, TODAY, date(2026, 4, 20))
    after = start_from(PLAN, TODAY, day(20))
    assert carried_over(before, after, TODAY) == (after, (), ())
    before = paused(before, date(2026, 4, 2), date(2026, 4, 4), TODAY)
    research = replace(before, plan=replace(PLAN, weights={"research": 100}))
    research = with_event(research, InterviewEvent("Lab", day(10), ("research",)), TODAY)
    found = carried_over(research, after, TODAY)
    assert found.enrolment == after
    assert found.lost == ("Lab on 2026-03-10", "the pause from 2026-04-02 to 2026-04-04")
