from pathlib import Path

import pytest

from studybuddy.planning.plan import Plan
from studybuddy.planning.plan_file import check_plan, parse_plan
from studybuddy.planning.work import Work
from studybuddy.syllabus import ALL_TOPICS

PLANS = Path(__file__).parents[2] / "plans"


def shipped(name: str) -> Plan:
    plan, _ = parse_plan((PLANS / f"{name}.md").read_bytes(), f"plans/{name}.md")
    assert plan is not None
    return plan


@pytest.mark.parametrize("path", sorted(PLANS.glob("*.md")), ids=lambda path: path.stem)
def test_a_shipped_plan_has_no_problem_and_fits_its_minutes(path: Path) -> None:
    assert check_plan(path.read_bytes(), path.name) == ()


@pytest.mark.parametrize(("name", "weeks"), [("eight-week", 8), ("five-week", 5)])
def test_a_shipped_plan_has_its_weeks_and_a_note_for_each(name: str, weeks: int) -> None:
    plan = shipped(name)
    assert len(plan.weeks) == weeks
    assert all(week.title and week.topics and week.note for week in plan.weeks)


def test_the_eight_weeks_cover_every_topic() -> None:
    assert {topic for week in shipped("eight-week").weeks for topic in week.topics} == ALL_TOPICS


@pytest.mark.parametrize("name", ["eight-week", "five-week"])
def test_new_cards_stop_two_weeks_before_the_interview(name: str) -> None:
    plan = shipped(name)
    assert all(not week.targets.get(Work.NEW_CARDS) for week in plan.weeks[-2:])


def test_check_warns_of_new_cards_in_the_two_weeks_before_the_interview() -> None:
    text = (
        (PLANS / "five-week.md").read_text(encoding="utf-8").replace("- design", "- new cards: 5\n- design")
    )
    found = [problem.message for problem in check_plan(text.encode(), "mine.md")]
    assert found == [
        f"week {number} has new cards, and none are begun in the 14 days before an interview"
        for number in (4, 5)
    ]
