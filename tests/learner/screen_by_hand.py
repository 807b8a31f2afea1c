"""The plan screen and `plan --json` in, the figures of the screen that are not those of the JSON, out."""

import re
from collections.abc import Iterator
from itertools import accumulate
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


def wrong_on_screen(text: str, plan: dict[str, Any]) -> list[str]:
    """Read every figure off the screen of 80 columns; say what differs."""
    return [
        *_header(text, plan),
        *_rounds(text, plan["readiness"]),
        *_today_and_week(text, plan),
        *_below(text, plan),
    ]


def _header(text: str, plan: dict[str, Any]) -> Iterator[str]:
    yield from _same("days left", _number(r"interview .*?, (\d+) days?", text), plan["days_left"])
    yield from _same("week", _number(r"week (\d+) of", text), plan["week"])
    yield from _same("weeks", _number(r"week \d+ of (\d+)", text), plan["weeks"])
    yield from _same("pace", _number(r" pace (\d*\.\d+)", text), plan["pace"], 0.0051)
    if behind := re.search(r"(BEHIND|AHEAD|CRITICAL) (?:(\d+)h(\d\d)|(\d+) min)", text):
        minutes = int(behind[4]) if behind[4] else 60 * int(behind[2]) + int(behind[3])
        yield from _same("minutes apart", minutes, abs(plan["minutes_behind"]), SHOWN_WHOLE)
    yield from _same("status", plan["status"].upper() in text, True)
    readiness = plan["readiness"]
    weakest = next((one for one in readiness["rounds"] if one["round"] == readiness["weakest"]), None)
    if weakest is not None:
        yield from _same("weakest", _number(r"weakest (\d+)", text), weakest["ready"], SHOWN_WHOLE)
        for name, label in (("weighted", "weighted"), ("if_kept", "if kept:")):
            yield from _same(name, _number(rf"{label} (\d+)", text), readiness[name], SHOWN_WHOLE)


def _rounds(text: str, readiness: dict[str, Any]) -> Iterator[str]:
    by_name = {one["round"]: one for one in readiness["rounds"]}
    for label, name in NAMES.items():
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
    for target in plan["targets"]:
        if target["planned"] or target["done"]:
            row = re.search(rf"  {target['name']} +(\d+) +(\d+)$", text, re.MULTILINE)
            shown_row = row and (int(row[1]), int(row[2]))
            yield from _same(target["name"], shown_row, (target["planned"], target["done"]))


def _below(text: str, plan: dict[str, Any]) -> Iterator[str]:
    load = re.search(r"^LOAD 14 days +([\d ]+)$", text, re.MULTILINE)
    asked, due = load and [*map(int, load[1].split())], [one["due"] for one in plan["load"]]
    if not asked or asked[0] == due[0]:
        yield from _same("LOAD", asked, due)
    elif not all(first <= last for first, last in zip(accumulate(asked), accumulate(due), strict=True)):
        yield f"LOAD: more is asked than was due, {asked} of {due}"
    weak = re.findall(r"(\S+) (\d+)%", " ".join(text.partition("\nWEAK")[2].split("\n")[:2]))
    for one, (name, share) in zip(plan["readiness"]["weak"], weak, strict=False):
        yield from _same(f"weak {name}", name, one["question"])
        yield from _same(f"weak {name}", float(share), one["know"], SHOWN_WHOLE)
    final_pass = plan["final_pass"]
    if not final_pass["passed"] + final_pass["left"]:
        return
    if final_pass["first"] > plan["load"][0]["day"]:
        yield from _same("quota", _number(r"FINAL PASS .*?(\d+) cards a day", text), final_pass["quota"])
        return
    whole = final_pass["passed"] + final_pass["left"] + sum(final_pass["dropped"].values())
    yield from _same("passed", _number(r"FINAL PASS .*?(\d+) of \d+ passed", text), final_pass["passed"])
    again = _number(r"FINAL PASS .*?; (\d+) of them once more", text.replace("\n", " ")) or 0
    yield from _same("asked once more", again, final_pass["again"])
    yield from _same("of the pass", _number(r"FINAL PASS .*?\d+ of (\d+) passed", text), whole)


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
