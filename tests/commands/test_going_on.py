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
    assert "This goes on where you left it; :x starts over." in again
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


def test_a_case_that_was_edited_goes_on_with_what_was_written(run: Run, case: Path, write: Write) -> None:
    run("review", "rank-feed", stdin="\nusers\n\n:quit\n").ok()
    write("cases", CASE.replace("small network", "large network"), front=CASES)
    again = run("review", "rank-feed", stdin="\n1\n4\n").ok().out
    assert "The card was changed since you left it: it goes on with what you wrote" in again
    assert "users" in " ".join(run("history", "rank-feed").ok().out.split())
    assert list(case.iterdir()) == []


def test_outlines_that_fit_no_more_are_shown_until_the_case_is_answered(
    run: Run, case: Path, write: Write
) -> None:
    run("review", "rank-feed", stdin="\nusers\n\nbaseline\n:quit\n").ok()
    one_phase = CASE.replace("### Model (20 min)\n- a baseline first\n", "")
    write("cases", one_phase, front=CASES)
    for typed in (":quit\n", "\nmillions\n:quit\n", ":quit\n"):
        out = run("review", "rank-feed", stdin=typed).ok().out
        assert "you wrote before: users" in out
        assert "what you typed is kept" in out
    assert "> millions" in out
    assert (
        "you wrote before"
        not in run("review", "rank-feed", stdin=":over\ny\n:quit\n").ok().out.split("start over")[1]
    )
    assert list(case.iterdir()) == []


def test_what_is_half_done_follows_its_card_to_another_id(run: Run, case: Path, write: Write) -> None:
    by_heading = CASE.replace("#rank-feed ", "")
    write("cases", by_heading, front=CASES)
    old = run("search", "feed", "--json").json[0]["id"]
    run("review", old, stdin="\nusers\n\n:quit\n").ok()
    write("cases", by_heading.replace("Rank a feed", "Rank a news feed"), front=CASES)
    new = run("search", "feed", "--json").json[0]["id"]
    assert new != old
    assert "it goes on with what you wrote" in run("review", new, stdin=":quit\n").ok().out


def test_a_new_case_given_another_heading_before_its_grade_goes_on_where_it_was(
    run: Run, case: Path, write: Write, tmp_path: Path
) -> None:
    write("cases", CASE.replace("#rank-feed ", ""), front=CASES)
    script = tmp_path / "ed.py"
    script.write_text(
        "import sys, pathlib; p = pathlib.Path(sys.argv[-1]);"
        " p.write_text(p.read_text().replace('Rank a feed', 'Rank a news feed'))"
    )
    typed, editor = "\nusers\n\nbaseline\n\n:edit\n:quit\n", f'"{sys.executable}" "{script}"'
    out = run("review", "cases/rank-a-feed", stdin=typed, EDITOR=editor).ok().out
    assert "[the numbers of the lines that you had" in out.split("Rank a news feed")[1]
    new = run("search", "feed", "--json").json[0]["id"]
    assert f"studybuddy review {new}" in out
    assert "goes on" in run("review", new, stdin=":quit\n").ok().out


def test_what_is_half_done_when_an_answer_comes_another_way_is_shown(run: Run, case: Path) -> None:
    run("review", "rank-feed", stdin="\nusers\n\n:quit\n").ok()
    run("grade", "rank-feed", "good").ok()
    again = run("review", "rank-feed", "--cram", stdin=":quit\n").ok().out
    again = " ".join(again.split())
    assert "This was answered since you left it: what you wrote before is shown, x drops it." in again
    assert "you wrote before: users" in again


def test_what_is_half_done_of_a_card_long_gone_is_forgotten(run: Run, case: Path, write: Write) -> None:
    run("review", "rank-feed", stdin="\nusers\n\n:quit\n").ok()
    write("cases", basic("Another?", "Yes.", "another"))
    run("status").ok()
    assert len(list(case.iterdir())) == 1
    write("cases", basic("Another?", "Oh yes.", "another"))
    run("status", STUDYBUDDY_NOW="2026-04-20T09:00:00+01:00").ok()
    assert list(case.iterdir()) == []


@pytest.mark.usefixtures("case")
def test_a_long_case_announces_itself_and_can_be_put_off(run: Run) -> None:
    out = run("review", "rank-feed", stdin=":later\n").ok().out
    assert "a case of 25 minutes: Enter begins it, l puts it off" in out
    assert "rank-feed stays due" in out
    assert run("history", "rank-feed", "--json").ok().json == []


def test_what_is_put_off_is_asked_again_at_the_end_of_the_session(run: Run, write: Write) -> None:
    tells = [f"## Tell of {one} {{#tell-{one} .star}}\n\n- said\n- did" for one in ("a", "b", "c")]
    write("stars", *tells, front="title: S\ndomain: behavioral\ntopic: star-method\ntier: core\n")
    tell = "\n\n1 2\n4\n"
    out = run("review", "--kind", "star", stdin=f":later\n{tell}{tell}:later\n").ok().out
    first, second, third, last = re.findall(r"Tell of ([abc])", out)
    assert first == last
    assert len({first, second, third}) == 3
    assert f"tell-{first} comes again at the end of this session" in out.split("Tell of")[1]
    assert f"tell-{first} stays due" in out.split("Tell of")[4]
    assert run("history", f"tell-{first}", "--json").ok().json == []


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
    places = [
        both.index(said) for said in ("took back the grade good", "before this session", "took back track")
    ]
    assert places == sorted(places)


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
    def test_a_case_killed_in_the_middle_of_a_line_goes_on(start: Start, case: Path) -> None:
        import signal

        terminal = start("review", "rank-feed")
        terminal.shows("Enter start the clock")
        terminal.press("\rtusers\x1b")
        terminal.shows("Enter next phase")
        terminal.press("\rtclicks")
        terminal.shows("phase 2/2", "your outline ❯ clicks")
        terminal.waits_for(lambda: any('"clicks"' in kept.read_text() for kept in case.glob("*.json")))
        terminal.child.kill(signal.SIGKILL)
        again = start("review", "rank-feed")
        again.shows("phase 2/2", "❯ clicks", "goes on where you left it")
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
        start("review").shows("your attempt ❯ half a thought", ":x starts over")

    @pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")
    def test_after_a_card_was_put_aside_the_keys_of_the_next_one_are_named(
        start: Start, write: Write, run: Run
    ) -> None:
        write("one", basic("First?", "Alpha.", "first"), cloze("Fill the gap", "gap", "hidden"))
        run("status").ok()
        terminal = start("review")
        if "First?" not in terminal.shows("/2", " quit"):
            terminal.press("\x1bb")
            terminal.shows("buried until tomorrow; u takes it back")
        else:
            terminal.press("b")
            terminal.shows("buried until tomorrow; :u takes it back")
