"""The kata loop in an 80×24 terminal: keys and saves go in, the screen is read by an emulator."""

import os
import re
import signal
import sys
from pathlib import Path

import pytest
from command_line import Run
from kata_texts import DOUBLED, FOREVER, RIGHT
from kata_work import grades, save, start_clock

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a POSIX thing", allow_module_level=True)

from terminal import PATIENCE, Start, Terminal

pytestmark = pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")


def test_wrong_save_diagnosis_hint_fix_pass_grade_next_due_date(start: Start, run: Run, halve: Path) -> None:
    terminal = start("kata")
    picture = terminal.shows("Half of every number", "Enter start the clock", "5 min")
    assert "No editor is set" in picture
    terminal.press("\r")
    terminal.shows("nothing was saved yet", "left")
    save(halve, DOUBLED)
    known = "known mistake “doubled”: it doubles: divide, do not multiply"
    picture = terminal.shows("✗ 2 of 2 cases fail", "check 1", known)
    assert "kernel sandbox" in picture or "limits only" in picture
    terminal.press("h")
    terminal.shows("Hint 1 of 2", "What is the opposite of doubling?")
    save(halve, RIGHT)
    terminal.shows("✓ passed: all 2 cases", "passed", "check 2")
    terminal.press("\r")
    terminal.shows("Follow-up 1 of 2", "What does it cost in memory?")
    terminal.press("\r")
    terminal.shows("Follow-up 2 of 2")
    terminal.press("\r")
    terminal.shows("Suggested: hard, 1 hint", "[2 hard 4d]")
    terminal.press("\r")
    terminal.shows("Recorded: hard. Next on Fri 6 Mar 2026, in 4 days")
    terminal.press("\r")
    assert terminal.ends() == 0
    assert grades(run) == [3]


def test_the_clock_stands_while_paused_and_over_a_quit(start: Start, halve: Path) -> None:
    terminal = start("kata", "halve")
    terminal.shows("Enter start")
    terminal.press("\r")
    terminal.waits_for(lambda: _left(terminal) < "5:00")
    terminal.press("p")
    terminal.shows("paused 4:")
    shown = terminal.picture().split("paused ")[1][:4]
    terminal.press("q")
    assert terminal.ends() == 0
    again = start("kata", "halve")
    again.shows("left", "Enter start")
    assert _left(again) == shown


def _left(terminal: Terminal) -> str:
    """Return the minutes and seconds that a running or waiting clock shows."""
    found = re.search(r"(\d:\d\d) left", terminal.picture())
    return found[1] if found else "none"


def test_every_key_does_what_it_says(start: Start, run: Run, halve: Path) -> None:
    terminal = start_clock(start("kata", "halve"))
    save(halve, DOUBLED)
    terminal.shows("✗ 2 of 2")
    terminal.press("m")
    terminal.shows("which returns half of every element")
    terminal.press("m")
    terminal.shows("✗ 2 of 2")
    terminal.press("d")
    terminal.shows("+    return x * 2", "any key: back")
    terminal.press(" ")
    terminal.press("x")
    terminal.shows("Start over?", "y yes")
    terminal.press("y")
    terminal.shows("your attempt is in attempts/2026-03-02T090000.py")
    assert "NotImplementedError" in halve.read_text()
    terminal.press("s")
    terminal.shows("Show the solution?")
    terminal.press("y")
    terminal.shows("return x / 2", "any key: back")
    terminal.press(" ")
    terminal.press("?")
    terminal.shows("give up: grade it as forgotten")
    terminal.press(" ")
    save(halve, RIGHT)
    terminal.shows("✓ passed")
    terminal.press("d")
    terminal.shows("the solution")
    terminal.press(" ")
    terminal.press("\r\r\r")
    terminal.shows("almost, the solution was shown")
    terminal.press("3")
    terminal.shows("Recorded: good.")
    terminal.press("q")
    assert terminal.ends() == 0
    assert grades(run) == [4]


def test_a_save_during_a_check_that_never_ends_is_checked_at_once(start: Start, halve: Path) -> None:
    terminal = start_clock(start("kata", "halve"))
    save(halve, FOREVER)
    terminal.shows("checking …")
    save(halve, RIGHT)
    terminal.shows("✓ passed")
    save(halve, FOREVER)
    terminal.shows("checking …")
    terminal.press("q")
    assert terminal.ends() == 0


def test_the_path_is_a_link_where_there_is_colour_and_plain_where_there_is_none(
    start: Start, halve: Path
) -> None:
    colour = start("kata", "halve")
    colour.shows("Enter start")
    assert f"file://{halve}".encode() in colour.raw
    colour.press("q")
    colour.ends()
    plain = start("kata", "halve", TERM="dumb")
    plain.child.expect("Enter starts the clock", timeout=PATIENCE)
    assert b"\x1b" not in plain.child.before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_terminal_that_is_closed_loses_nothing(start: Start, halve: Path, number: int) -> None:
    terminal = start("kata", "halve")
    terminal.shows("Enter start")
    terminal.press("\rh")
    terminal.shows("Hint 1 of 2")
    os.kill(terminal.child.pid, number)
    terminal.ends()
    assert b"\x1b[?1049l" in terminal.raw
    again = start("kata", "halve")
    again.shows("Enter start")
    again.press("\r")
    again.shows("Hint 1 of 2")


def test_a_check_shows_how_far_the_measurement_of_katas_has_come(start: Start, halve: Path) -> None:
    terminal = start("check")
    assert terminal.ends() == 1  # it has one accept and two rejects
    assert b"kata 1/1 halve: mutants " in terminal.raw
    assert "kata 1/1" not in terminal.picture()
