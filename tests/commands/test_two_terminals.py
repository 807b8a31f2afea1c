"""Two sessions in two terminals on one home: a card answered in both is recorded once, and that is said."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic
from command_line import Run

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a POSIX thing", allow_module_level=True)

from terminal import Start

pytestmark = pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")
LATER = "2026-03-02T09:05:00+01:00"


def grades(run: Run, question: str) -> list[int]:
    return [row["grade"] for row in run("history", question, "--json").ok().json]


@pytest.mark.parametrize("cards", [1, 2])
def test_a_new_card_answered_in_both_is_recorded_once(
    start: Start, run: Run, write: Callable[..., Path], cards: int
) -> None:
    names = ("alpha", "beta")[:cards]
    write("one", *(basic(f"What is {name}?", "A letter.", name) for name in names))
    run("status").ok()
    one, other = start("review"), start("review", STUDYBUDDY_NOW=LATER)
    first = next(name for name in names if f"What is {name}?" in one.shows("space reveal"))
    for terminal in (one, other):
        terminal.shows(f"What is {first}?", "space reveal")
        terminal.press(" ")
        terminal.shows("3 good")
    one.press("3")
    if cards == 1:
        assert one.ends() == 0
    else:
        one.shows("2/2")
    other.press("1")
    if cards == 1:
        assert other.ends() == 0
    other.shows(f"{first} was answered in another window")
    assert grades(run, first) == [4]
