import json
from collections.abc import Callable
from datetime import date, timedelta

from studybuddy.planning.agenda import build_agenda
from studybuddy.planning.plan import Plan
from studybuddy.planning.progress import Done, own_rates
from studybuddy.planning.starting import start_from
from studybuddy.planning.supply import Supply
from studybuddy.planning.view import PlanView, build_view
from studybuddy.planning.view_json import no_plan_json, plan_json
from studybuddy.planning.work import Work

Did = Callable[..., Done]
MONDAY = date(2026, 1, 5)


def view(plan: Plan, today: date, *done: Done) -> PlanView:
    enrolment, rates = start_from(plan, MONDAY, MONDAY + timedelta(weeks=3)), own_rates(done)
    agenda = build_agenda(enrolment, today, done, Supply({Work.REVIEWS: 20}, rates=rates))
    return build_view(
        enrolment, today, done, agenda, load=(20, 5), load_ahead=(16, 9), available={}, rates=rates
    )


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
        "minutes": {"planned": 32.3, "done": 15.0, "extra": 0.0},
        "minutes_today": {"available": 60, "done": 0.0, "planned": 59.6},
        "load": [
            {"day": "2026-01-06", "due": 20, "asked": 16},
            {"day": "2026-01-07", "due": 5, "asked": 9},
        ],
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


def test_json_gives_the_verdict_of_the_plans_own_work_beside_that_of_all_work(plan: Plan, did: Did) -> None:
    seen = view(plan, MONDAY + timedelta(days=6), did(MONDAY, Work.TRACKED, minutes=600))
    shown = plan_json(seen)
    assert (shown["status"], shown["minutes"]["done"], shown["minutes"]["extra"]) == ("ahead", 600, 540)
    planned = shown["minutes"]["planned"]
    assert shown["own"] == {
        "planned": planned, "done": 60, "pace": round(60 / planned, 3), "status": "critical",
    }  # fmt: skip
    assert seen.pace_word == "critical without the extra practice"
