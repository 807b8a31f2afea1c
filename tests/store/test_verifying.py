import os
import shutil
from pathlib import Path

import pytest

from studybuddy.model import Card
from studybuddy.store import verifying
from studybuddy.store.checking import check_paths
from studybuddy.store.home import Home, find_home
from studybuddy.store.verifying import verify_cards

DECK = """---
topic: calculus
---

## Derive it {#derived}

```derivation
let x
x + x = 2x | sum
2 log(x) = log(x^2) | power
```

## What is it? {#asked}

```answer
let s: prob
expect s*(1-s)
```
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "shipped").mkdir()
    folders = {"STUDYBUDDY_HOME": str(tmp_path / "home"), "STUDYBUDDY_DECKS": str(tmp_path / "shipped")}
    found = find_home(folders)
    found.create()
    return found


def cards_of(home: Home, path: Path, text: str) -> list[Card]:
    path.write_text(text, encoding="utf-8")
    return list(check_paths(home, [path]).math)


def verified(home: Home, cards: list[Card]) -> tuple[list[str], int]:
    """Return the problems found, and how many cards were verified for them."""
    counted = [0]

    def progress(done: int, total: int) -> None:
        counted[0] = max(counted[0], total)

    return [str(problem) for problem in verify_cards(home, cards, progress)], counted[0]


def test_what_has_not_changed_is_not_verified_again(home: Home, tmp_path: Path) -> None:
    cards = cards_of(home, tmp_path / "deck.md", DECK)
    first, count = verified(home, cards)
    assert count == 2
    assert "does not follow" in first[0]
    assert verified(home, cards) == (first, 0)


def test_cards_that_only_move_are_not_verified_again_but_their_problems_move(
    home: Home, tmp_path: Path
) -> None:
    path = tmp_path / "deck.md"
    before, _ = verified(home, cards_of(home, path, DECK))
    moved = DECK.replace("## Derive it", "## First\n\nQ\n\n---\n\nA\n\n## Derive it")
    after, count = verified(home, cards_of(home, path, moved))
    assert count == 0
    assert [text.partition(": ")[2] for text in after] == [text.partition(": ")[2] for text in before]
    assert after != before


def test_a_changed_card_is_verified_again_and_it_alone(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    verified(home, cards_of(home, path, DECK))
    mended = DECK.replace("2 log(x) = log(x^2) | power", "3 x - x = 2x | difference")
    assert verified(home, cards_of(home, path, mended)) == ([], 1)


def test_rules_that_changed_verify_everything_again_and_the_same_rules_elsewhere_nothing(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package"
    for folder in ("notation", "kinds"):
        (package / folder).mkdir(parents=True)
        (package / folder / "rule.py").write_text("x = 1", encoding="utf-8")
    monkeypatch.setattr(verifying, "PACKAGE", package)
    cards = cards_of(home, tmp_path / "deck.md", DECK)
    assert verified(home, cards)[1] == 2
    rule = shutil.copytree(package, tmp_path / "elsewhere") / "notation" / "rule.py"
    monkeypatch.setattr(verifying, "PACKAGE", tmp_path / "elsewhere")
    os.utime(rule, ns=(0, 0))
    assert verified(home, cards)[1] == 0
    rule.write_text("x = 2", encoding="utf-8")
    os.utime(rule, ns=(0, 0))
    assert verified(home, cards)[1] == 2


def test_one_line_in_ten_may_be_unchecked_over_all_derivations(home: Home, tmp_path: Path) -> None:
    steps = "x + x = 2x | sum\n" * 3
    derivation = "## Derive {{#d{}}}\n\n```derivation\nlet x\n{}unchecked: it converges | so\n```\n\n"
    head = "---\ntopic: calculus\n---\n\n"
    one = cards_of(home, tmp_path / "deck.md", head + derivation.format(0, steps))
    assert verified(home, one)[0] == []
    three = "".join(derivation.format(number, steps * 2) for number in range(3))
    problems, _ = verified(home, cards_of(home, tmp_path / "deck.md", head + three))
    assert ["3 of 21 lines of the derivations are unchecked" in problem for problem in problems] == [True]
