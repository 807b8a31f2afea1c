"""The check of every number, checked: no number of the plan can be off without its being said."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from diary import START, start
from every_number import wrong_numbers
from ledger_by_hand import LedgerByHand


def test_no_number_of_the_plan_can_be_off_without_its_being_said(tmp_path: Path) -> None:
    learner = start(tmp_path / "learner", seed=3)
    learner.review(START)
    shown = learner.json(START, "plan")
    ledger = LedgerByHand(learner.database)
    assert wrong_numbers(ledger, shown, START) == []
    numbers = [*_numbers(shown)]
    assert len(numbers) > 150
    unseen = [path for path in numbers if not wrong_numbers(ledger, _off_by_one(shown, path), START)]
    assert unseen == []


def _numbers(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """List the path to every number below a JSON value."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield path
    elif isinstance(value, dict | list):
        for key, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _numbers(below, (*path, key))


def _off_by_one(shown: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    other = copy.deepcopy(shown)
    below: Any = other
    for key in path[:-1]:
        below = below[key]
    below[path[-1]] += 1
    return other
