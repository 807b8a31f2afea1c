"""The shipped references against SciPy, scikit-learn, the standard library or a closed form, seed by seed."""

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import oracle_arrays
import oracle_chance
import oracle_learning
import pytest

from studybuddy.kinds.deck import read_deck

DECKS = Path(__file__).parents[2] / "decks" / "katas"
ORACLES = oracle_arrays.ORACLES | oracle_learning.ORACLES | oracle_chance.ORACLES
SEEDS = range(8)
WITHOUT = {
    "shared-mutable-default": "it gathers positions in lists; no library does that, its cases are literal",
}


MISTAKES_SEEN = 2


def fields_of(stem: str) -> Mapping[str, Any]:
    """Return the blocks of a shipped kata."""
    deck = read_deck((DECKS / f"{stem}.md").read_bytes(), path_shown=f"{stem}.md", deck=f"katas/{stem}")
    return deck.cards[0].fields


def names_of(code: str) -> dict[str, Any]:
    """Return what a solution defines, by name."""
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - our own shipped code
    return names


def agrees(name: str, code: str) -> bool:
    """Say whether an oracle finds nothing wrong with a solution."""
    try:
        with np.errstate(all="ignore"):  # a kata says that warnings do not matter
            for seed in SEEDS:
                ORACLES[name](names_of(code), np.random.default_rng(seed))
    except Exception:  # noqa: BLE001 - a wrong solution may fail in any way
        return False
    return True


def test_every_kata_has_an_oracle_or_a_reason_for_having_none() -> None:
    assert set(ORACLES) | set(WITHOUT) == {path.stem for path in DECKS.glob("*.md")}
    assert set(ORACLES) & set(WITHOUT) == set()


@pytest.mark.parametrize("name", ORACLES)
def test_the_reference_agrees_with_its_oracle(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOKY_MAX_CPU_COUNT", "1")  # else it warns where cores cannot be counted
    names = names_of(fields_of(name)["reference"]["code"])
    for seed in SEEDS:
        with np.errstate(all="ignore"):  # a kata says that warnings do not matter
            ORACLES[name](names, np.random.default_rng(seed))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ORACLES)
def test_an_oracle_sees_known_mistakes(name: str) -> None:
    mistakes = (each["code"] for each in fields_of(name)["rejects"])
    seen = itertools.islice((code for code in mistakes if not agrees(name, code)), MISTAKES_SEEN)
    assert len(list(seen)) == MISTAKES_SEEN
