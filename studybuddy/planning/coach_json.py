"""Forecast, readiness, the final pass and dated interviews flow in; their figures as JSON values flow out.

Shares are in percent and everything is rounded to one decimal; days are in ISO 8601.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from studybuddy.planning.enrolment import InterviewEvent
from studybuddy.planning.forecast import Forecast
from studybuddy.planning.pass_view import PassView
from studybuddy.planning.readiness import Readiness, RoundReadiness


def coach_json(
    today: date,
    forecast: Forecast | None,
    readiness: Readiness | None,
    final_pass: PassView | None,
    next_event: InterviewEvent | None,
) -> dict[str, Any]:
    """Give everything that follows from the interview's date; null for what there is nothing of."""
    return {
        "forecast": forecast and _forecast(forecast),
        "readiness": readiness and readiness_json(readiness),
        "final_pass": final_pass and _final_pass(final_pass),
        "next_event": next_event and _event(next_event) | {"days": (next_event.day - today).days},
    }


def readiness_json(readiness: Readiness) -> dict[str, Any]:
    """Give every figure of readiness; `ready` is null where there is no evidence yet."""
    retention = readiness.retention
    return {
        "on": readiness.on.isoformat(),
        "weakest": readiness.weakest and readiness.weakest.name,
        "weighted": _rounded(readiness.weighted),
        "if_kept": _rounded(readiness.if_kept),
        "rounds": [_round(one) for one in readiness.rounds],
        "weak": [{"question": name, "know": _percent(know)} for name, know in readiness.weak],
        "topics": [
            {
                "topic": one.topic,
                "round": one.round,
                "know": _percent(one.know),
                "cards": one.cards,
                "seen": one.seen,
            }
            for one in readiness.topics
        ],
        "retention": {
            "reviews": retention.reviews,
            "observed": _percent(retention.observed) if retention.reviews else None,
            "predicted": _percent(retention.predicted) if retention.reviews else None,
            "factor": round(retention.factor, 3),
        },
    }


def events_json(events: Iterable[InterviewEvent]) -> list[dict[str, Any]]:
    """List dated interviews; no rounds means all of them."""
    return [_event(event) | {"debriefed": event.debriefed} for event in events]


def _round(one: RoundReadiness) -> dict[str, Any]:
    return {
        "round": one.name,
        "weight": _percent(one.weight),
        "know": _percent(one.know),
        "skill": _percent(one.skill),
        "mock": _rounded(one.mock),
        "ready": _rounded(one.ready),
        "cap": _rounded(one.cap),
        "results": one.results,
        "if_kept": _rounded(one.if_kept),
        "next_action": one.action.text or None,
        "command": one.action.command or None,
    }


def _forecast(forecast: Forecast) -> dict[str, Any]:
    return {
        "remaining_minutes": _rounded(forecast.remaining_minutes),
        "minutes_per_day": _rounded(forecast.minutes_per_day),
        "done_on": forecast.done_on and forecast.done_on.isoformat(),
    }


def _final_pass(final_pass: PassView) -> dict[str, Any]:
    return {
        "first": final_pass.first.isoformat(),
        "last": final_pass.last.isoformat(),
        "quota": final_pass.quota,
        "passed": final_pass.passed,
        "left": final_pass.left,
        "again": final_pass.again,
        "unseen": final_pass.unseen,
        "dropped": dict(final_pass.dropped),
    }


def _event(event: InterviewEvent) -> dict[str, Any]:
    return {"name": event.name, "day": event.day.isoformat(), "rounds": list(event.rounds)}


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
