"""`studybuddy stats`: retention against prediction, the calendar, the forecast, time, leeches."""

from datetime import date
from typing import Annotated, Any

import typer

from studybuddy.commands.desk import open_desk
from studybuddy.commands.output import AsJson, print_json
from studybuddy.commands.reasons import why_nothing_due
from studybuddy.commands.today import Today

FORECAST_DAYS = 14
TOPICS_SHOWN = 12


def stats(
    *,
    every_topic: Annotated[bool, typer.Option("--all", help="All topics, not only the weakest.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show how well you remember, when you studied, and what is coming.

    Example: studybuddy stats
    """
    from studybuddy.store.statistics import figures_of

    with open_desk(reads=True) as desk:
        today = Today(desk)
        found = figures_of(desk.ledger, desk.scheduler)
        forecast = today.load(FORECAST_DAYS)
        reason = "" if today.queue().order else why_nothing_due(desk, today)
    if as_json:
        print_json(_json(found, forecast, reason))
    else:
        _show(today.day, found, forecast, reason, every_topic=every_topic)


def _show(day: date, found: Any, forecast: list[int], reason: str, *, every_topic: bool) -> None:
    from studybuddy.screens.console import make_console
    from studybuddy.screens.stats import Calibration, Retention, StatsView, draw_stats
    from studybuddy.screens.summary import Leech

    weakest = sorted(found.by_topic, key=lambda row: row.passed / row.reviews)
    topics = weakest if every_topic else weakest[:TOPICS_SHOWN]
    view = StatsView(
        today=day,
        by_topic=tuple(Retention(r.name, r.reviews, r.passed, r.predicted) for r in topics),
        topics_hidden=len(weakest) - len(topics),
        by_week=tuple(Retention(r.name, r.reviews, r.passed, r.predicted) for r in found.by_week),
        reviews_by_day=found.reviews_by_day,
        forecast=tuple(forecast),
        minutes_by_kind=tuple(found.minutes_by_kind.items()),
        leeches=tuple(
            Leech(question_id, lapses, f"studybuddy edit {question_id}")
            for question_id, lapses in found.leeches
        ),
        calibration=tuple(Calibration(c, reviews, passed) for c, reviews, passed in found.calibration),
        why_nothing_due=reason,
    )
    console = make_console()
    console.print(draw_stats(view, console.width))


def _json(found: Any, forecast: list[int], reason: str) -> dict[str, Any]:
    def retention(rows: Any) -> list[dict[str, Any]]:
        return [
            {
                "name": row.name,
                "reviews": row.reviews,
                "passed": row.passed,
                "retention": round(row.passed / row.reviews, 4) if row.reviews else None,
                "predicted": None if row.predicted is None else round(row.predicted, 4),
            }
            for row in rows
        ]

    return {
        "by_topic": retention(found.by_topic),
        "by_week": retention(found.by_week),
        "reviews_by_day": {day.isoformat(): count for day, count in sorted(found.reviews_by_day.items())},
        "forecast": forecast,
        "minutes_by_kind": {kind: round(minutes, 1) for kind, minutes in found.minutes_by_kind.items()},
        "leeches": [{"id": question_id, "lapses": lapses} for question_id, lapses in found.leeches],
        "calibration": [
            {"confidence": confidence, "reviews": reviews, "passed": passed}
            for confidence, reviews, passed in found.calibration
        ],
        "why_nothing_due": reason,
    }
