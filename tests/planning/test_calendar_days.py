from datetime import date

from studybuddy.planning.calendar_days import entries
from studybuddy.planning.changes import with_event
from studybuddy.planning.enrolment import InterviewEvent
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.starting import start_from

MONDAY = date(2026, 3, 2)
INTERVIEW = date(2026, 3, 9)
PLAN = Plan("mine", "Mine", 60, 90, frozenset({6}), (Week(1, "first"),))


def test_each_day_of_study_and_each_interview_is_an_entry_with_a_key_of_its_own() -> None:
    enrolment = start_from(PLAN, MONDAY, INTERVIEW)
    for name, rounds in (("Acme", ("dsa",)), ("Beta", ()), ("C", ()), ("C++", ())):
        enrolment = with_event(enrolment, InterviewEvent(name, INTERVIEW, rounds), MONDAY)
    found = list(entries(enrolment, MONDAY))
    assert [one.title for one in found[:6]] == [
        *["Study 60 min, week 1: first"] * 5, "Study 90 min, week 1: first",
    ]  # fmt: skip
    assert [(one.title, one.text) for one in found[6:]] == [
        ("Interview", ""), ("Interview: Acme", "dsa"), ("Interview: Beta", ""),
        ("Interview: C", ""), ("Interview: C++", ""),
    ]  # fmt: skip
    assert len({one.key for one in found}) == len(found)


def test_the_key_of_an_interview_stays_when_another_comes_to_its_day() -> None:
    before = with_event(start_from(PLAN, MONDAY, INTERVIEW), InterviewEvent("Acme", INTERVIEW), MONDAY)
    after = with_event(before, InterviewEvent("Aardvark", INTERVIEW), MONDAY)
    assert {one.key for one in entries(before, MONDAY)} < {one.key for one in entries(after, MONDAY)}
