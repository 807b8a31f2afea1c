"""The front matter of a plan file flows in; level, company, size and weights, and what is wrong, flow out."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from studybuddy.markdown.document import FrontMatter
from studybuddy.model import Problem, Source
from studybuddy.planning.hints import near
from studybuddy.planning.plan import SIZES, STANDARD
from studybuddy.planning.rounds import ALL_ROUNDS
from studybuddy.planning.weights import COMPANIES, LEVELS

PERCENT_OFF = 0.5  # weights are written by hand, and rounded
_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"level": tuple(LEVELS), "company": tuple(COMPANIES), "size": SIZES},
)
PROFILE_KEYS = (*_CHOICES, "weights")
_WEIGHTS_HINT = "write weights: {dsa: 30, ml-coding: 15, …}, percent that add up to 100"


def read_profile(front: FrontMatter, path_shown: str) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    """Read what of a plan's profile the front matter gives, as keyword arguments of `Plan`."""
    found: dict[str, Any] = {"level": "", "company": "", "size": STANDARD, "weights": {}}
    problems = []
    for key in PROFILE_KEYS:
        if key not in front.values:
            continue
        value, source = front.values[key], Source(path_shown, front.line(key))
        wrong = [*(_wrong_weights(value) if key == "weights" else _wrong_word(key, value))]
        problems += [Problem(source, message, hint) for message, hint in wrong]
        if not wrong:
            found[key] = value
    return found, tuple(problems)


def _wrong_word(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if value not in _CHOICES[key]:
        yield f"unknown {key} {value!r}", near(str(value), _CHOICES[key])


def _wrong_weights(value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict) or not value:
        yield f"weights must name rounds with their percent, not {value!r}", _WEIGHTS_HINT
        return
    sound = True
    for name, percent in value.items():
        if name not in ALL_ROUNDS:
            sound = False
            yield f"unknown round {name!r}", near(str(name), ALL_ROUNDS)
        elif not _is_percent(percent):
            sound = False
            yield f"the weight of {name} must be a number from 0 to 100, not {percent!r}", _WEIGHTS_HINT
    if sound and abs(sum(value.values()) - 100) > PERCENT_OFF:
        yield f"the weights add up to {sum(value.values()):g}, not to 100", _WEIGHTS_HINT


def _is_percent(value: Any) -> bool:
    return type(value) in {int, float} and 0 <= value <= 100  # nan is neither
