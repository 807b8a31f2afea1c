"""A plan and its JSON: one flows in, the other flows out, so that a started plan needs no file.

What the JSON of an earlier version does not say has the value it had then: standard size, no weights.
"""

from collections.abc import Mapping
from typing import Any

from studybuddy.planning.plan import STANDARD, Plan, Week
from studybuddy.planning.work import Work


def plan_detail(plan: Plan) -> dict[str, Any]:
    """Write a plan as JSON values."""
    return {
        "name": plan.name,
        "title": plan.title,
        "minutes": {"weekday": plan.weekday_minutes, "weekend": plan.weekend_minutes},
        "rest": sorted(plan.rest),
        "weeks": [_week_detail(week) for week in plan.weeks],
        "level": plan.level,
        "company": plan.company,
        "size": plan.size,
        "weights": dict(plan.weights),
    }


def plan_from(detail: Mapping[str, Any]) -> Plan:
    """Read a plan back from its JSON values."""
    return Plan(
        name=detail["name"],
        title=detail["title"],
        weekday_minutes=detail["minutes"]["weekday"],
        weekend_minutes=detail["minutes"]["weekend"],
        rest=frozenset(detail["rest"]),
        weeks=tuple(_week_from(week) for week in detail["weeks"]),
        level=detail.get("level", ""),
        company=detail.get("company", ""),
        size=detail.get("size", STANDARD),
        weights=dict(detail.get("weights", {})),
    )


def _week_detail(week: Week) -> dict[str, Any]:
    return {
        "number": week.number,
        "title": week.title,
        "topics": list(week.topics),
        "targets": {work.value: count for work, count in week.targets.items()},
        "tracked": dict(week.tracked),
        "note": week.note,
    }


def _week_from(detail: Mapping[str, Any]) -> Week:
    return Week(
        number=detail["number"],
        title=detail["title"],
        topics=tuple(detail["topics"]),
        targets={Work(name): count for name, count in detail["targets"].items()},
        tracked=dict(detail["tracked"]),
        note=detail["note"],
    )
