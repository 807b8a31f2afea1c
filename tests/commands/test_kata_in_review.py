"""A kata where it comes up among other things: in a review, and at the end of the tour."""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from card_texts import basic
from command_line import Run
from kata_texts import DOUBLED, RIGHT
from kata_work import LATER, grades, save, start_clock

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a POSIX thing", allow_module_level=True)

from terminal import PATIENCE, Start

pytestmark = pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")


def test_a_due_kata_is_worked_on_from_within_a_review(
    start: Start, run: Run, halve: Path, write: Callable[..., Path]
) -> None:
    write("plain", basic("What is alpha?", "The first letter.", "alpha"))
    run("grade", "halve", "good").ok()
    terminal = start("review", STUDYBUDDY_NOW=LATER)
    terminal.shows("1/2", "q quit")
    for _ in range(2):
        if "Half of every number" not in terminal.picture():
            terminal.shows("What is alpha?", "space reveal")
            terminal.press(" ")
            terminal.shows("3 good")
            terminal.press("3")
            terminal.shows("Half of every number")
            continue
        break
    terminal.shows("Enter open the kata", "n not now")
    terminal.press("\r")
    start_clock(terminal)
    save(halve, RIGHT)
    terminal.shows("✓ passed")
    terminal.press("\r\r\r")
    terminal.shows("easy, at the first check")
    terminal.press("\r")
    terminal.shows("Recorded: easy.")
    terminal.press("\r")
    if "alpha" not in terminal.picture():
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and terminal.read() and "What is alpha?" not in terminal.picture():
            pass
    assert grades(run) == [4, 5]


def test_a_due_kata_makes_its_whole_round_within_a_review(start: Start, run: Run, halve: Path) -> None:
    run("grade", "halve", "good").ok()
    assert [row["due"] for row in run("kata", "list", "--json").ok().json] == ["2026-03-06"]
    terminal = start("review", STUDYBUDDY_NOW=LATER)
    terminal.shows("Half of every number", "Enter open the kata")
    terminal.press("\r")
    start_clock(terminal)
    save(halve, DOUBLED)
    terminal.shows("✗ 2 of 2 cases fail", "known mistake “doubled”: it doubles: divide, do not multiply")
    terminal.press("h")
    terminal.shows("Hint 1 of 2", "What is the opposite of doubling?")
    save(halve, RIGHT)
    terminal.shows("✓ passed: all 2 cases", "Enter go on")
    terminal.press("\r")
    terminal.shows("Follow-up 1 of 2", "What does it cost in memory?")
    terminal.press("\r")
    terminal.shows("Follow-up 2 of 2", "And in place?")
    terminal.press("\r")
    terminal.shows("Suggested: hard, 1 hint")
    terminal.press("\r")
    picture = terminal.shows("Recorded: hard. Next on ", "Enter done")
    terminal.press("\r")
    terminal.shows("halve: hard", "Done: 1 question")
    assert terminal.ends() == 0
    assert grades(run) == [4, 3]
    (row,) = run("kata", "list", "--json", STUDYBUDDY_NOW=LATER).ok().json
    assert row["state"] == "done"
    due = date.fromisoformat(row["due"])
    assert due > date(2026, 3, 6)
    assert f"{due.day} {due:%b %Y}" in picture


def test_a_review_says_that_a_kata_passed_and_was_not_graded(start: Start, run: Run, halve: Path) -> None:
    run("grade", "halve", "good").ok()
    terminal = start("review", STUDYBUDDY_NOW=LATER)  # with nothing behind the kata: it ends at once
    terminal.shows("Enter open the kata")
    terminal.press("\r")
    start_clock(terminal)
    save(halve, RIGHT)
    terminal.shows("✓ passed")
    terminal.press("q")
    terminal.shows("halve: passed, not graded yet; studybuddy kata halve goes on")


def test_the_tour_ends_with_the_offer_of_a_kata(
    start: Start, halve: Path, write: Callable[..., Path], run: Run
) -> None:
    write("plain", basic("What is alpha?", "The first letter.", "alpha"))
    run("decks").ok()  # the home is made, so that the tour is not offered as well
    terminal = start("tour")
    terminal.shows("What is alpha?", "space reveal")
    terminal.press(" 3")
    terminal.shows("One more: a kata", "Half of every number", "Try it now? [y/N]")
    terminal.press("y\r")
    terminal.shows("Enter start the clock")
    terminal.press("q")
    assert terminal.ends() == 0
    assert grades(run) == []
