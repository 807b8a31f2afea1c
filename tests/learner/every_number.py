"""What the plan shows and a ledger in, every number of it that the ledger does not bear out, out."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from agenda_by_hand import AgendaByHand, usual_load
from coach_by_hand import CoachByHand
from ledger_by_hand import LedgerByHand
from pass_by_hand import PassByHand
from work_by_hand import WorkByHand

ROUNDED = 0.0500001  # what one decimal leaves open
DAYS_SHOWN = 14


def wrong_numbers(ledger: LedgerByHand, shown: dict[str, Any], today: date) -> list[str]:
    """Recompute all of `plan --json` by hand; say what differs."""
    work, coach = WorkByHand(ledger, today), CoachByHand(ledger, today)
    return [
        *_of_the_work(work, shown, today),
        *_of_the_agenda(work, coach, shown, today),
        *_of_the_coach(coach, shown, today),
    ]


def wrong_due(ledger: LedgerByHand, shown: list[dict[str, Any]], today: date) -> list[str]:
    """Hold the cards that `due --json` names as seen against those whose day has come; one answered waits."""
    work, questions = WorkByHand(ledger, today), ledger.questions
    answered = {questions[one.question].card for one in ledger.answers if one.day == today and one.counts}
    days = {name: day for name in work.memories if (day := work.due_day(name)) is not None and day <= today}
    mine = {questions[name].card for name in days} - answered
    seen = {questions[one["id"]].card for one in shown if not one["new"]}
    backlog = {questions[name].card for name, day in days.items() if day < today} - answered
    usual = usual_load(ledger, today)
    if not usual or len(backlog) <= 0.3 * usual:
        return [*_differ("due", seen, mine)]
    most = max(0, int(round(1.3 * usual, 9)) - len(answered))  # a backlog is worked off over days
    return [*_differ("due beyond", seen - mine, set()), *_differ("due", len(seen), min(len(mine), most))]


def load_by_hand(ledger: LedgerByHand, today: date) -> list[int]:
    """How many questions today and each day after it will ask."""
    return AgendaByHand(WorkByHand(ledger, today), PassByHand(ledger, today)).load_ahead()


def _of_the_work(work: WorkByHand, shown: dict[str, Any], today: date) -> Iterator[str]:
    days_left = (work.end - today).days if work.plan["interview"] else None
    yield from _differ("days_left", shown["days_left"], days_left)
    yield from _differ("week", shown["week"], work.week)
    current = work.week if today < work.end else None
    yield from _differ("current_week", shown["current_week"], current)
    yield from _differ("weeks", shown["weeks"], len(work.weeks))
    pace = work.pace()
    for name in ("planned", "done", "extra"):
        yield from _differ(f"minutes {name}", shown["minutes"][name], pace["minutes"][name])
        if name != "extra":
            yield from _differ(f"own {name}", shown["own"][name], pace["own"][name])
    for one, by_hand in ((shown, pace), (shown["own"], pace["own"])):
        yield from _differ("pace", one["pace"], by_hand["pace"], 0.00050001)
        yield from _differ("status", one["status"], by_hand["status"])
    yield from _differ("minutes_behind", shown["minutes_behind"], pace["minutes_behind"])
    for name, value in work.forecast().items():
        yield from _differ(f"forecast {name}", shown["forecast"][name], value)
    days = [(today + timedelta(days=number)).isoformat() for number in range(DAYS_SHOWN)]
    loads = zip(days, work.load(), load_by_hand(work.ledger, today), strict=True)
    load = [{"day": day, "due": due, "asked": asked} for day, due, asked in loads]
    yield from _differ("load", shown["load"], load)


def _of_the_agenda(work: WorkByHand, coach: CoachByHand, shown: dict[str, Any], today: date) -> Iterator[str]:
    if today < work.end:
        yield from _differ("targets", shown["targets"], work.targets())
        agenda = AgendaByHand(work, coach.final_pass).agenda(
            coach.weak_topic(), coach.again(), coach.gains(), coach.needy()
        )
        named = [(item["name"], item["count"]) for item in shown["today"]]
        yield from _differ("today", named, [item[:2] for item in agenda])
        for item, mine in zip(shown["today"], agenda, strict=False):
            yield from _differ(f"minutes of {item['name']}", item["minutes"], mine[2])
        planned = sum(item[2] for item in agenda)
        yield from _differ("minutes_today planned", shown["minutes_today"]["planned"], planned)
    yield from _differ("minutes_today available", shown["minutes_today"]["available"], work.minutes_on(today))
    yield from _differ("minutes_today done", shown["minutes_today"]["done"], work.by_day.get(today, 0.0))


def _of_the_coach(coach: CoachByHand, shown: dict[str, Any], today: date) -> Iterator[str]:
    name, day, rounds = coach.final_pass.goal
    next_event = {"name": name, "day": day.isoformat(), "rounds": [*rounds], "days": (day - today).days}
    yield from _differ("next_event", shown["next_event"], next_event)
    if today < coach.interview:
        for name, value in coach.final_pass.figures.items():
            yield from _differ(f"final pass {name}", shown["final_pass"][name], value)
    mine, readiness = coach.readiness, shown["readiness"]
    yield from _differ("readiness on", readiness["on"], coach.interview.isoformat())
    for one in readiness["rounds"]:
        for name, value in mine["rounds"][one["round"]].items():
            times = 100 if name in {"weight", "know", "skill"} else 1
            value_shown = None if value is None else value * times
            yield from _differ(f"{one['round']} {name}", one[name], value_shown)
    yield from _differ("rounds", {one["round"] for one in readiness["rounds"]}, set(mine["rounds"]))
    for name in ("weakest", "weighted", "if_kept"):
        yield from _differ(name, readiness[name], mine[name])
    for name in ("reviews", "observed", "predicted", "factor"):
        value = mine["retention"][name]
        times = 100 if name in {"observed", "predicted"} else 1
        tolerance = 0.00050001 if name == "factor" else ROUNDED
        value_shown = None if value is None else value * times
        yield from _differ(f"retention {name}", readiness["retention"][name], value_shown, tolerance)
    yield from _differ(
        "weak", [one["question"] for one in readiness["weak"]], [name for _, name in mine["weak"]]
    )
    for one, (known, _) in zip(readiness["weak"], mine["weak"], strict=False):
        yield from _differ(f"weak {one['question']}", one["know"], 100 * known)
    yield from _differ("topics", {one["topic"] for one in readiness["topics"]}, set(mine["topics"]))
    for one in readiness["topics"]:
        know, cards, seen = mine["topics"][one["topic"]]
        yield from _differ(f"{one['topic']} know", one["know"], 100 * know)
        yield from _differ(f"{one['topic']} cards, seen", (one["cards"], one["seen"]), (cards, seen))


def _differ(name: str, shown: Any, mine: Any, tolerance: float = ROUNDED) -> Iterator[str]:
    if isinstance(mine, float) and isinstance(shown, int | float):
        if abs(shown - mine) > tolerance:
            yield f"{name}: shown {shown}, by hand {mine:.4f}"
    elif shown != mine:
        yield f"{name}: shown {shown!r}, by hand {mine!r}"
