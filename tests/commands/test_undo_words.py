"""What `undo` says: what was taken back, not the sort of line that it was in the ledger."""

from collections.abc import Callable
from typing import Any

from command_line import Run


def taken_back(run: Run, *words: str) -> str:
    run(*words).ok()
    return run("undo").ok().out


def test_undo_says_what_a_change_of_the_plan_was(run: Run) -> None:
    start = run("plan", "start", "--interview", "8w").ok()
    assert start
    pause = taken_back(run, "plan", "pause", "2026-03-04", "2026-03-06")
    assert pause == "took back plan: pause from Wed 4 Mar to Fri 6 Mar (of 2026-03-02)\n"
    assert "plan: interview moved to Mon 4 May (of" in taken_back(run, "plan", "move", "2026-05-04")
    assert "plan: interview moved to Sat 1 May 2027 (of" in taken_back(run, "plan", "move", "2027-05-01")
    assert "plan: Acme added (of" in taken_back(run, "plan", "event", "add", "Acme", "2026-03-02")
    assert "plan: clear (of" in taken_back(run, "plan", "clear")
    run("plan", "event", "add", "Acme", "2026-03-02").ok()
    asked = ("plan", "event", "debrief", "--asked", "trees: why?")
    assert "plan: debrief of Acme (of" in taken_back(run, *asked)
    run(*asked).ok()
    assert "plan: more of a debrief (of" in taken_back(run, *asked[:-1], "trees: why not?")
    run("undo").ok()
    assert "plan: Acme removed (of" in taken_back(run, "plan", "event", "remove", "acme")


def test_undo_of_several_compares_each_with_the_plan_before_it(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    run("plan", "pause", "2026-03-04", "2026-03-06").ok()
    run("track", "mock", "dsa", "--minutes", "60", "--score", "3").ok()
    said = run("undo", "3").ok().out.splitlines()
    assert [line.removeprefix("took back ").split(" (of ")[0] for line in said] == [
        "track: mock dsa 60 min",
        "plan: pause from Wed 4 Mar to Fri 6 Mar",
        "plan: start of Eight weeks to a machine-learning interview",
    ]


def test_undo_of_a_second_start_is_no_replan(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    again = taken_back(run, "plan", "start", "--interview", "8w", "--level", "senior")
    assert "plan: start (of" in again


def test_undo_at_a_terminal_asks_before_it_takes_back_a_plan(run: Run, start: Callable[..., Any]) -> None:
    run("plan", "start", "--interview", "8w").ok()
    run("plan", "pause", "2026-03-04", "2026-03-06").ok()
    terminal = start("undo", "2")
    terminal.shows("take back plan: start of Eight weeks to a machine-learning interview? [y/N]")
    terminal.press("n\r")
    terminal.shows("nothing was taken back")
    assert terminal.ends() == 1
    assert "pause from" in run("undo").ok().out
    terminal = start("undo")
    terminal.shows("? [y/N]")
    terminal.press("y\r")
    terminal.shows("took back plan: start of ")
    assert terminal.ends() == 0


def test_undo_at_a_terminal_takes_small_things_and_what_was_agreed_to_without_a_question(
    run: Run, start: Callable[..., Any]
) -> None:
    run("plan", "start", "--interview", "8w").ok()
    run("plan", "clear").ok()
    run("track", "dsa", "--minutes", "20").ok()
    for words, came in ((("undo",), "took back track"), (("undo", "--yes"), "took back plan: clear")):
        terminal = start(*words)
        terminal.shows(came)
        assert terminal.ends() == 0


def test_a_plan_that_is_begun_again_is_a_start_and_is_asked_about(
    run: Run, start: Callable[..., Any]
) -> None:
    run("plan", "start", "--interview", "2026-04-27").ok()
    later = "2026-03-10T09:00:00+01:00"
    run("plan", "start", "eight-week", "--interview", "2026-06-01", STUDYBUDDY_NOW=later).ok()
    terminal = start("undo", STUDYBUDDY_NOW=later)
    terminal.shows("take back plan: start of ", "? [y/N]")
    terminal.press("n\r")
    assert terminal.ends() == 1


def test_two_replans_of_one_day_are_two_replans(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    run("plan", "replan", "--yes").ok()
    assert "plan: replan (of" in taken_back(run, "plan", "replan", "--yes")
