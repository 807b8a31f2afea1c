import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from studybuddy.errors import UsageError
from studybuddy.planning.agenda import Agenda
from studybuddy.planning.changes import paused, profiled, with_event
from studybuddy.planning.enrolment import DAY, InterviewEvent
from studybuddy.planning.pass_view import PassView
from studybuddy.planning.plan import Plan
from studybuddy.planning.progress import Done, own_rates
from studybuddy.planning.readiness import Terms, assess_readiness
from studybuddy.planning.standing import Standing
from studybuddy.planning.starting import start_from
from studybuddy.planning.view import PlanView, Stage, build_view, stage_on
from studybuddy.planning.view_json import no_plan_json, plan_json
from studybuddy.planning.work import Work

Did = Callable[..., Done]
MONDAY = date(2026, 1, 5)
INTERVIEW = MONDAY + timedelta(weeks=3)
NOTHING = Agenda(60, 0, ())


def view(plan: Plan, today: date, *done: Done, number: int | None = None) -> PlanView:
    return build_view(
        start_from(plan, MONDAY, INTERVIEW), today, done, NOTHING, load=(20, 5), load_ahead=(16, 9),
        available={}, rates=own_rates(done), number=number,
    )  # fmt: skip


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
        start_from(plan, MONDAY), MONDAY, (), NOTHING, load=(), available={}, rates=own_rates(())
    )
    assert seen.days_left is None
    assert plan_json(seen)["interview"] is None


def test_the_view_carries_profile_dates_and_what_the_coach_says(plan: Plan, did: Did) -> None:
    senior = profiled(start_from(plan, MONDAY, INTERVIEW), level="senior", company="big-tech")
    screen = InterviewEvent("Acme", MONDAY + timedelta(days=9), ("dsa",))
    dated = paused(with_event(senior, screen, MONDAY), INTERVIEW - DAY, INTERVIEW - DAY, MONDAY)
    row = Standing("heap", "basic", "coding", "dsa", 0, 9, MONDAY.isoformat(), 4)
    readiness = assess_readiness([row] * 10, Terms(MONDAY, screen.day, {"dsa": 1.0}))
    seen = build_view(
        dated,
        MONDAY + DAY,
        [did(MONDAY, Work.TRACKED, minutes=60)],
        NOTHING,
        load=(),
        available={},
        rates=own_rates(()),
        readiness=readiness,
        final_pass=PassView(MONDAY + DAY, MONDAY + 5 * DAY, 7, 3, 20, {"stretch": 4}, 2, 9),
    )
    shown = json.loads(json.dumps(plan_json(seen)))
    assert (shown["level"], shown["company"], shown["size"]) == ("senior", "big-tech", "standard")
    assert shown["minutes_behind"] == round(seen.pace.minutes_planned - seen.pace.minutes_done, 1)
    assert shown["next_event"] == {"name": "Acme", "day": "2026-01-14", "rounds": ["dsa"], "days": 8}
    assert shown["events"][0]["debriefed"] is False
    assert shown["pauses"] == [{"from": "2026-01-25", "to": "2026-01-25"}]
    assert shown["forecast"]["minutes_per_day"] == 60
    assert shown["final_pass"] == {
        "first": "2026-01-06",
        "last": "2026-01-10",
        "quota": 7,
        "passed": 3,
        "left": 20,
        "again": 2,
        "unseen": 9,
        "dropped": {"stretch": 4},
    }
    ready = round(40 * 0.9 / 0.75, 1)
    assert shown["readiness"]["weakest"] == "dsa"
    assert (shown["readiness"]["weighted"], shown["readiness"]["on"]) == (ready, "2026-01-14")
    assert shown["readiness"]["weak"][0] == {"question": "heap", "know": 90.0}
    assert shown["readiness"]["rounds"] == [
        {
            "round": "dsa",
            "weight": 100.0,
            "know": 90.0,
            "skill": None,
            "mock": None,
            "ready": ready,
            "cap": 70.0,
            "results": 10,
            "if_kept": round(40 * 0.9 ** (5 / 9) / 0.75, 1),
            "next_action": "cards: dsa",
            "command": "studybuddy review --topic dsa",
        }
    ]
    assert set(shown) == set(no_plan_json())


def test_a_day_in_a_pause_is_neither_study_nor_rest(plan: Plan) -> None:
    away = paused(start_from(plan, MONDAY, INTERVIEW), MONDAY + DAY, MONDAY + 2 * DAY, MONDAY)
    assert [stage_on(away, MONDAY + day * DAY) for day in range(4)] == [
        Stage.RUNNING,
        Stage.PAUSED,
        Stage.PAUSED,
        Stage.RUNNING,
    ]
