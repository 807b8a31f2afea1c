import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from studybuddy.errors import UsageError
from studybuddy.planning.enrolment import start_from
from studybuddy.planning.plan import Plan
from studybuddy.planning.progress import Done, own_rates
from studybuddy.planning.view import PlanView, Stage, build_view, no_plan_json, plan_json
from studybuddy.planning.work import Work

Did = Callable[..., Done]
MONDAY = date(2026, 1, 5)
INTERVIEW = MONDAY + timedelta(weeks=3)


def view(plan: Plan, today: date, *done: Done, number: int | None = None) -> PlanView:
    enrolment = start_from(plan, MONDAY, INTERVIEW)
    due = {Work.REVIEWS: 20}
    return build_view(
        enrolment, today, done, due=due, load=(20, 5), available={}, rates=own_rates(done), number=number
    )


@pytest.mark.parametrize(
    ("offset", "stage", "current", "shown", "days_left"),
    [
        (-1, Stage.BEFORE, None, 1, 22),
        (0, Stage.RUNNING, 1, 1, 21),
        (6, Stage.REST, 1, 1, 15),
        (7, Stage.RUNNING, 2, 2, 14),
        (21, Stage.INTERVIEW, None, 3, 0),
        (22, Stage.OVER, None, 3, 0),
    ],
)
def test_each_day_has_its_stage_and_week(
    plan: Plan, offset: int, stage: Stage, current: int | None, shown: int, days_left: int
) -> None:
    seen = view(plan, MONDAY + timedelta(days=offset))
    assert (seen.stage, seen.current, seen.week.number, seen.days_left) == (stage, current, shown, days_left)


def test_another_week_can_be_shown(plan: Plan, did: Did) -> None:
    seen = view(plan, MONDAY, did(MONDAY, Work.NEW_CARDS, 7), number=2)
    assert (seen.week.number, seen.current) == (2, 1)
    assert seen.targets[0].done == 0


@pytest.mark.parametrize("number", [0, -1, 4])
def test_a_week_that_the_plan_has_not_is_wrong_use(plan: Plan, number: int) -> None:
    with pytest.raises(UsageError, match=f"no week {number} .its weeks are 1 to 3"):
        view(plan, MONDAY, number=number)


def test_a_plan_without_interview_counts_no_days(plan: Plan) -> None:
    seen = build_view(
        start_from(plan, MONDAY), MONDAY, (), due={}, load=(), available={}, rates=own_rates(())
    )
    assert seen.days_left is None
    assert plan_json(seen)["interview"] is None


def test_json_has_every_figure(plan: Plan, did: Did) -> None:
    shown = plan_json(view(plan, MONDAY + timedelta(days=1), did(MONDAY, Work.NEW_CARDS, 20)))
    assert json.loads(json.dumps(shown)) == shown
    expected = {
        "plan": "Three weeks",
        "start": "2026-01-05",
        "interview": "2026-01-26",
        "stage": "running",
        "week": 1,
        "week_title": "one",
        "current_week": 1,
        "weeks": 3,
        "days_left": 20,
        "pace": 0.464,
        "status": "critical",
        "minutes": {"planned": 32.3, "done": 15.0},
        "minutes_today": {"available": 60, "done": 0.0, "planned": 57.6},
        "load": [{"day": "2026-01-06", "due": 20}, {"day": "2026-01-07", "due": 5}],
        "focus": ["trees", "metrics"],
        "note": "Note one.",
    }
    assert {key: shown[key] for key in expected} == expected
    assert shown["today"][0] == {
        "name": "review",
        "what": "20 due + 8 new",
        "count": 28,
        "minutes": 12.6,
        "command": "studybuddy review",
    }
    assert shown["targets"][0] == {"name": "new cards", "planned": 60, "done": 20, "available": None}
    assert set(shown) == set(no_plan_json())
