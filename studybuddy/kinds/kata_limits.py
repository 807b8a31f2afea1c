"""The attributes of a kata's heading go in; its limits come out, with every one that is out of bounds."""

from typing import Any

from studybuddy.kinds.body import Body
from studybuddy.model import Problem

MINUTES = 12
# Of `seconds` and `memory` (MiB), as of `minutes`: a deck from elsewhere must not hold a machine for an hour.
_BOUNDS = {"minutes": (1, 120), "seconds": (1, 60), "memory": (16, 4096)}
_STORED_AS = {"memory": "memory_mib"}
PACKAGES = ("pandas", "scipy", "sklearn", "torch")


def read_limits(body: Body) -> tuple[dict[str, Any], list[Problem]]:
    """Return `minutes` always, and `seconds`, `memory_mib` and `requires` where the heading says them."""
    pairs = dict(body.section.attributes.pairs)
    limits: dict[str, Any] = {"minutes": MINUTES}
    problems = []
    for key, (low, high) in _BOUNDS.items():
        if key not in pairs:
            continue
        word = pairs[key]
        if word.isdecimal() and len(word) <= 6 and low <= int(word) <= high:
            limits[_STORED_AS.get(key, key)] = int(word)
        else:
            hint = f"write a whole number from {low} to {high}"
            problems.append(body.problem(body.section.start, f"`{key}={word}` is no limit of a kata", hint))
    required = [package for package in pairs.get("requires", "").split(",") if package]
    for package in required:
        if package not in PACKAGES:
            hint = f"NumPy is always there; known are {', '.join(PACKAGES)}"
            problems.append(
                body.problem(body.section.start, f"a kata cannot require the package `{package}`", hint)
            )
    known = [package for package in required if package in PACKAGES]
    return limits | ({"requires": known} if known else {}), problems
