"""The plan screen and `plan --json` in, the figures of the screen that are not those of the JSON, out."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

NAMES = {
    "coding": "dsa",
    "ML coding": "ml-coding",
    "fundamentals": "fundamentals",
    "system design": "system-design",
    "applied": "applied",
    "behavioral": "behavioral",
}
LEFT_COLUMN = 41  # columns of TODAY, beside which WEEK stands
SHOWN_WHOLE = 0.55  # a whole number of a figure that has one decimal


def wrong_on_screen(text: str, plan: dict[str, Any], load: list[int]) -> list[str]:
    """Read every figure off the screen of 80 or of 120 columns; say what differs.

    `load` is how much each of the days shown will ask, by hand: it is no part of the JSON.
    """
    return [
        *_header(text, plan),
        *_forecast(text, plan),
        *_rounds(text, plan["readiness"]),
        *_today_and_week(text, plan),
        *_same("LOAD", _loads(text), load),
        *_weak(text, plan["readiness"]),
        *_final_pass(text, plan),
    ]


def _header(text: str, plan: dict[str, Any]) -> Iterator[str]:
    goal = plan["next_event"]
    days = re.search(rf"{goal['name']} .*?, (today|\d+ day)", text)
    yield from _same("days left", days and days[1].removesuffix(" day"), str(goal["days"] or "today"))
    yield from _same("week", _number(r"week (\d+) of", text), plan["week"])
    yield from _same("weeks", _number(r"week \d+ of (\d+)", text), plan["weeks"])
    has_pace = plan["load"][0]["day"] > plan["start"] and goal["days"] > 1
    if has_pace:  # a first day has none yet, and the eve is light
        yield from _same("pace", _number(r" pace (\d*\.\d+)", text), plan["pace"], 0.0051)
    extra = re.search(r"(?:without|and) (?:(\d+)h(\d\d)|(\d+) min) of extra practice", text)
    if extra is not None:
        yield from _same("extra", _minutes(*extra.groups()), plan["minutes"]["extra"], SHOWN_WHOLE)
    if has_pace:
        yield from _same("status", plan["own"]["status"].upper() in text, True)
    behind = re.search(r"(?:BEHIND|AHEAD|CRITICAL) (?:(\d+)h(\d\d)|(\d+) min)", text)
    if behind is not None:
        apart = abs(plan["own"]["planned"] - plan["own"]["done"])  # of whole minutes, each rounded by itself
        yield from _same("minutes apart", _minutes(*behind.groups()), apart, 2 * SHOWN_WHOLE)
    readiness = plan["readiness"]
    weakest = next((one for one in readiness["rounds"] if one["round"] == readiness["weakest"]), None)
    if weakest is not None:
        yield from _same("weakest", _number(r"weakest (\d+)", text), weakest["ready"], SHOWN_WHOLE)
        for name, label in (("weighted", "weighted"), ("if_kept", "if kept:")):
            yield from _same(name, _number(rf"{label} (\d+)", text), readiness[name], SHOWN_WHOLE)


def _forecast(text: str, plan: dict[str, Any]) -> Iterator[str]:
    """Hold the end that is foretold, where one is, and how far it lies behind the interview."""
    goal = plan["next_event"]
    yield from _same("interview", _date(rf"{goal['name']} \w+ (\d+ \w+)", text), _short(goal["day"]))
    yield from _same("readiness on", _date(r"^READINESS on (\d+ \w+)", text), _short(plan["readiness"]["on"]))
    done_on = plan["forecast"]["done_on"]
    if foretold := _date(r"at this pace done (\d+ \w+)", text):
        yield from _same("done on", foretold, done_on and _short(done_on))
    late = _number(r", (\d+) days? behind the interview", text)
    if late is not None:
        days = (date.fromisoformat(done_on) - date.fromisoformat(goal["day"])).days
        yield from _same("behind the interview", late, days)
    if whole := re.search(r"(\d+) of (\d+) min done", text):
        for name, figure in zip(("done", "planned"), whole.groups(), strict=True):
            yield from _same(f"minutes {name}", int(figure), plan["minutes"][name], SHOWN_WHOLE)


def _rounds(text: str, readiness: dict[str, Any]) -> Iterator[str]:
    by_name = {one["round"]: one for one in readiness["rounds"]}
    for label, name in NAMES.items():
        if name not in by_name:
            continue
        row = re.search(rf"^  {label} +(\d+)% +(\d+|–) +(\d+|–) +([\d.]+|–)(.*)$", text, re.MULTILINE)
        if row is None:
            yield f"no line for {label}"
            continue
        one = by_name[name]
        for figure, shown in zip(("weight", "know", "skill", "mock"), row.groups(), strict=False):
            tolerance = 0.051 if figure == "mock" else SHOWN_WHOLE
            yield from _same(f"{name} {figure}", _or_none(shown), one[figure], tolerance)
        ready = re.match(r" +(\d+)", row[5])
        yield from _same(f"{name} ready", ready and float(ready[1]), one["ready"], SHOWN_WHOLE)


def _today_and_week(text: str, plan: dict[str, Any]) -> Iterator[str]:
    planned = plan["minutes_today"]["planned"]
    if plan["today"]:
        yield from _same("TODAY", _number(r"^TODAY (\d+) min", text), planned, SHOWN_WHOLE)
    for number, item in enumerate(plan["today"], start=1):
        line = re.search(rf"^ +{number} {item['name']} .*$", text, re.MULTILINE)
        shown = line and float(line[0][:LEFT_COLUMN].split()[-1])
        yield from _same(f"minutes of {item['name']}", shown, item["minutes"], SHOWN_WHOLE)
        if line and item["name"] == "review":
            pieces = [int(one) for one in re.findall(r"(\d+) (?:of \d+ )?(?:due|new)", line[0][:LEFT_COLUMN])]
            yield from _same("pieces of review", sum(pieces), item["count"])
    for target in plan["targets"]:
        if target["planned"] or target["done"]:
            row = re.search(rf"  {target['name']} +(\d+) +(\d+)(?:  .*)?$", text, re.MULTILINE)
            shown_row = row and (int(row[1]), int(row[2]))
            yield from _same(target["name"], shown_row, (target["planned"], target["done"]))


def _loads(text: str) -> list[int] | None:
    found = re.search(r"^LOAD 14 days +([\d ]+)$", text, re.MULTILINE)
    return found and [*map(int, found[1].split())]


def _weak(text: str, readiness: dict[str, Any]) -> Iterator[str]:
    """Hold the weak cards that are named, on a narrow screen as many as fit, each perhaps cut short."""
    weak = re.findall(r"(\S+) +(\d+)%", text.partition("\nWEAK on")[2] or text.partition(" WEAK on")[2])
    for one, (name, share) in zip(readiness["weak"], weak, strict=False):
        yield from _same(f"weak {name}", one["question"].startswith(name.rstrip("…")), True)
        yield from _same(f"weak {name}", float(share), one["know"], SHOWN_WHOLE)


def _final_pass(text: str, plan: dict[str, Any]) -> Iterator[str]:
    final_pass, line = plan["final_pass"], " ".join(text.partition("\nFINAL PASS")[2].split())
    if not final_pass["passed"] + final_pass["left"]:
        return
    dropped = {tier: int(count) for count, tier in re.findall(r"(\d+) (core|standard|stretch)", line)}
    yield from _same("no room for", dropped, {tier: n for tier, n in final_pass["dropped"].items() if n})
    first, last = _short(final_pass["first"]), _short(final_pass["last"])
    if final_pass["first"] > plan["load"][0]["day"]:
        yield from _same("the pass", line.startswith(f"{first} to {last},"), True)
        yield from _same("quota", _number(r" (\d+) cards a day", line), final_pass["quota"])
        return
    whole = final_pass["passed"] + final_pass["left"] + sum(final_pass["dropped"].values())
    yield from _same("until", _date(r"until (\d+ \w+)", line), last)
    yield from _same("passed", _number(r"^(\d+) of \d+ passed", line), final_pass["passed"])
    yield from _same("asked once more", _number(r"; (\d+) of them once more", line) or 0, final_pass["again"])
    unseen = _number(r"; (\d+) planned cards? never seen", line) or 0
    yield from _same("never seen", unseen, final_pass["unseen"])
    yield from _same("of the pass", _number(r"^\d+ of (\d+) passed", line), whole)


def _minutes(hours: str | None, more: str | None, alone: str | None) -> int:
    return int(alone) if alone else 60 * int(hours or 0) + int(more or 0)


def _date(pattern: str, text: str) -> str | None:
    found = re.search(pattern, text, re.MULTILINE)
    return found and found[1]


def _short(day: str) -> str:
    when = date.fromisoformat(day)
    return f"{when.day} {when:%b}"


def _number(pattern: str, text: str) -> float | None:
    found = re.search(pattern, text, re.MULTILINE)
    return float(found[1]) if found else None


def _or_none(shown: str) -> float | None:
    return None if shown == "–" else float(shown)


def _same(name: str, shown: Any, wanted: Any, tolerance: float = 0.0) -> Iterator[str]:
    if isinstance(shown, float | int) and isinstance(wanted, float | int):
        if abs(shown - wanted) > tolerance:
            yield f"{name}: on the screen {shown}, in the JSON {wanted}"
    elif shown != wanted:
        yield f"{name}: on the screen {shown}, in the JSON {wanted}"
