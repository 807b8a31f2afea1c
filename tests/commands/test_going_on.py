"""What is half done when a session ends, and how it goes on: the same question, with the same numbers."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic, cloze
from command_line import Run

CASE = """## Rank a feed {#rank-feed .design minutes=25}

Rank the feed of a small network.

### Requirements (5 min)
- who and how many

### Model (20 min)
- a baseline first

### Rubric
- asks before it answers
- names a baseline
"""
Write = Callable[..., Path]
CASES = "title: Cases\ndomain: system-design\ntopic: design-method\ntier: core\n"


@pytest.fixture
def case(home: Path, write: Write, run: Run) -> Path:
    """Write a case; the folder of what is unfinished."""
    write("cases", CASE, front=CASES)
    run("status").ok()
    return home / ".cache" / "drafts"


def test_a_case_left_in_its_second_phase_goes_on_there_and_is_forgotten_once_answered(
    run: Run, case: Path
) -> None:
    left = run("review", "rank-feed", stdin="\nten million users\n\na popularity baseline\n:quit\n").ok().out
    assert "it goes on with:\n   studybuddy review rank-feed\n" in left
    again = run("review", "rank-feed", stdin="\n1 2\n4\n").ok().out
    assert "This goes on where you left it" in again
    assert "Model (20:00)" in again
    assert "> a popularity baseline" in again
    answered = " ".join(run("history", "rank-feed").ok().out.split())
    assert "million" in answered
    assert "popularity" in answered
    assert list(case.iterdir()) == []


def test_a_case_that_is_started_over_begins_at_its_first_phase(run: Run, case: Path) -> None:
    run("review", "rank-feed", stdin="\nusers\n\n:quit\n").ok()
    over = run("review", "rank-feed", stdin=":over\ny\n\n:quit\n").ok().out
    assert over.count("Requirements (5:00)") == 1
    assert "what you typed is kept" not in over.split("Requirements (5:00)")[0]
    assert len(list(case.iterdir())) == 1  # the phase that was begun


def test_a_case_that_was_edited_begins_anew(run: Run, case: Path, write: Write) -> None:
    run("review", "rank-feed", stdin="\nusers\n\n:quit\n").ok()
    write("cases", CASE.replace("small network", "large network"), front=CASES)
    assert "goes on where" not in run("review", "rank-feed", stdin=":quit\n").ok().out
    assert case.is_dir()


@pytest.mark.usefixtures("case")
def test_a_long_case_announces_itself_and_can_be_put_off(run: Run) -> None:
    out = run("review", "rank-feed", stdin=":later\n").ok().out
    assert "a case of 25 minutes: Enter begins it, l puts it off" in out
    assert "rank-feed stays due" in out
    assert run("history", "rank-feed", "--json").ok().json == []


def asked(out: str) -> list[str]:
    return re.findall(r"What is (\d+ \+ \d+)", out)


def test_undo_and_a_restart_ask_the_same_numbers_and_an_answer_draws_others(run: Run, write: Write) -> None:
    body = "What is [[a]] + [[b]]?\n\n```answer\ndraw a: 2..400\ndraw b: 2..400\nexpect a + b\n```"
    write("sums", f"## A sum {{#sum}}\n\n{body}\n")
    first = run("review", stdin="1\n1\n:undo\n:quit\n").ok().out
    before, repeat, back = asked(first)
    assert before == back != repeat
    assert asked(run("review", stdin=":quit\n").ok().out) == [before]
    assert "you wrote: 1" in first


def test_undo_takes_back_what_this_session_did_before_it_asks_about_what_another_did(
    run: Run, write: Write
) -> None:
    write("one", basic("First?", "Alpha.", "first"), basic("Second?", "Beta.", "second"))
    run("track", "mock", "dsa", "--minutes", "30").ok()
    out = run("review", stdin=":undo\n:quit\n").ok().out
    assert "at 09:00: track: mock dsa 30 min" in out
    assert "undo once more takes that back" in out
    both = run("review", stdin="\n3\n:undo\n:undo\n:undo\n:quit\n").ok().out
    assert both.index("took back good") < both.index("before this session") < both.index("took back track")


def test_undo_in_a_session_says_what_a_change_of_the_plan_was(run: Run, write: Write) -> None:
    write("one", basic("First?", "Alpha.", "first"))
    run("plan", "start", "--interview", "8w").ok()
    run("plan", "pause", "2026-03-04", "2026-03-06").ok()
    out = " ".join(run("review", stdin=":undo\n:undo\n:quit\n").ok().out.split())
    assert "at 09:00: plan: pause from Wed 4 Mar to Fri 6 Mar" in out
    assert "took back plan: pause from Wed 4 Mar to Fri 6 Mar" in out


def test_what_was_suspended_is_named_at_the_end_and_listed(run: Run, write: Write) -> None:
    write("one", basic("First?", "Alpha.", "first"))
    out = run("review", stdin=":suspend\ny\n").ok().out
    assert "1 card suspended: first (studybuddy unsuspend first)" in out
    assert run("unsuspend").ok().out.splitlines()[0] == "first"
    run("unsuspend", "first").ok()
    assert run("unsuspend").ok().out == "nothing is suspended\n"


if sys.platform != "win32":
    from terminal import Start

    @pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")
    @pytest.mark.usefixtures("case")
    def test_a_case_killed_in_the_middle_of_a_line_goes_on(start: Start) -> None:
        import signal

        terminal = start("review", "rank-feed")
        terminal.shows("Enter start the clock")
        terminal.press("\rtusers\x1b")
        terminal.shows("Enter next phase")
        terminal.press("\rtclicks")
        terminal.shows("phase 2/2", "your outline ❯ clicks", "19:5")
        terminal.shows("19:55")  # some seconds of typing are kept
        terminal.child.kill(signal.SIGKILL)
        again = start("review", "rank-feed")
        again.shows("phase 2/2", "❯ clicks", "goes on where you left it", "19:5")
        again.press("\r")
        again.shows("Tick what your answer had", "Your outline: Requirements", "users")

    @pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")
    def test_an_attempt_left_with_ctrl_c_is_in_the_line_again(start: Start, write: Write, run: Run) -> None:
        write("one", basic("First?", "Alpha.", "first"))
        run("status").ok()
        terminal = start("review")
        terminal.shows("space reveal")
        terminal.press("thalf a thought")
        terminal.shows("your attempt ❯ half a thought")
        terminal.press("\x03")
        assert terminal.ends() == 0
        assert "studybuddy review first" in terminal.picture()
        start("review").shows("your attempt ❯ half a thought", "Esc x starts over")

    @pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")
    def test_after_a_card_was_put_aside_the_keys_of_the_next_one_are_named(
        start: Start, write: Write, run: Run
    ) -> None:
        write("one", basic("First?", "Alpha.", "first"), cloze("Fill the gap", "gap", "hidden"))
        run("status").ok()
        terminal = start("review")
        terminal.shows("/2")
        if "First?" not in terminal.picture():
            terminal.press("\x1bb")
            terminal.shows("buried until tomorrow; u takes it back")
        else:
            terminal.press("b")
            terminal.shows("buried until tomorrow; Esc u takes it back")
