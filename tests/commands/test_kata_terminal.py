"""The kata loop in an 80×24 terminal: keys, saves and editors go in, the screen is read by an emulator."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from card_texts import basic
from command_line import Run, command, environment_of_child
from kata_texts import DOUBLED, FOREVER, RIGHT, kata

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a POSIX thing", allow_module_level=True)

from terminal import PATIENCE, Start

pytestmark = pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")
LATER = "2026-03-06T09:00:00+01:00"
DEF_LINE = 10  # of the stub, below its task and the import


@pytest.fixture
def halve(home: Path) -> Path:
    """A deck with one kata; the learner's file."""
    path = home / "decks" / "halve.md"
    path.parent.mkdir(parents=True)
    path.write_text(kata(), encoding="utf-8")
    return home / "katas" / "halve" / "kata.py"


@pytest.fixture
def editor(tmp_path: Path) -> Callable[..., str]:
    """Make an editor of that name: it writes `text` into its file, and notes what it was given."""

    def made(text: str, name: str = "ed", status: int = 0) -> str:
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        (tmp_path / "text.py").write_text(text)
        path.write_text(
            f'#!/bin/sh\nfor last; do :; done\necho "$@" >> "{tmp_path}/calls"\n'
            f'cat "{tmp_path}/text.py" > "${{last%:*}}"\nexit {status}\n'
        )
        path.chmod(0o755)
        return str(path)

    return made


def save(path: Path, text: str) -> None:
    """Save as careful editors do: beside the file, then in its place."""
    beside = path.with_name("kata.py~")
    beside.write_text(text)
    beside.replace(path)


def events(run: Run, question: str = "halve") -> list[int]:
    return [row["grade"] for row in run("history", question, "--json").ok().json]


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
    assert events(run) == [3]


def test_the_clock_stands_while_paused_and_over_a_quit(start: Start, halve: Path) -> None:
    terminal = start("kata", "halve")
    terminal.shows("Enter start")
    terminal.press("\r")
    terminal.shows("4:58 left")
    terminal.press("p")
    shown = terminal.shows("paused 4:5").split("paused ")[1][:4]
    terminal.press("q")
    assert terminal.ends() == 0
    again = start("kata", "halve")
    assert f"{shown} left" in again.shows("left", "Enter start")


def test_every_key_does_what_it_says(start: Start, run: Run, halve: Path) -> None:
    terminal = start("kata", "halve")
    terminal.shows("Enter start")
    terminal.press("\r")
    terminal.shows("nothing was saved yet")
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
    assert events(run) == [4]


def test_a_save_during_a_check_that_never_ends_is_checked_at_once(start: Start, halve: Path) -> None:
    terminal = start("kata", "halve")
    terminal.shows("Enter start")
    terminal.press("\r")
    terminal.shows("nothing was saved yet")
    save(halve, FOREVER)
    terminal.shows("checking …")
    save(halve, RIGHT)
    terminal.shows("✓ passed")
    save(halve, FOREVER)
    terminal.shows("checking …")
    terminal.press("q")
    assert terminal.ends() == 0


SPOILT: dict[str, Callable[[Path], object]] = {
    "is empty": lambda path: path.write_text(""),
    "is gone": lambda path: path.unlink(),
    "renamed to x.py?": lambda path: path.rename(path.with_name("x.py")),
    "not UTF-8": lambda path: path.write_bytes(b"\xff"),
    "51200 KiB": lambda path: os.truncate(path, 50 << 20),
    "is a folder": lambda path: (path.unlink(), path.mkdir()),
    "`halve` is not defined": lambda path: path.write_text("def other(): ...\n"),
}


def test_trouble_with_the_file_is_said_and_mending_it_is_noticed(start: Start, halve: Path) -> None:
    terminal = start("kata", "halve")
    terminal.shows("Enter start")
    terminal.press("\r")
    terminal.shows("nothing was saved yet")
    for words, spoil in SPOILT.items():
        spoil(halve)
        shown = terminal.shows(words)
        assert ("cases fail" in shown) == ("cases fail (before this save)" in shown)
        if halve.is_dir():
            halve.rmdir()
        save(halve, RIGHT)
        assert words not in terminal.shows("✓ passed")
        save(halve, DOUBLED)
        terminal.shows("✗ 2 of 2")


def test_a_folder_that_can_no_longer_be_written_ends_nothing_and_records_one_grade(
    start: Start, run: Run, halve: Path
) -> None:
    terminal = start("kata", "halve")
    terminal.shows("Enter start")
    terminal.press("\r")
    terminal.shows("nothing was saved yet")
    state = halve.with_name(".attempt.json")
    state.unlink()
    state.mkdir()  # as good as a folder without permission, and it holds for root as well
    save(halve, RIGHT)
    terminal.shows("✓ passed", "cannot write")
    terminal.press("\r\r\r")
    terminal.shows("Suggested: easy")
    terminal.press("\r")
    terminal.shows("Recorded: easy.")
    terminal.press("\r")
    assert terminal.ends() == 0
    assert events(run) == [5]


def test_an_editor_in_this_terminal_runs_and_the_verdict_comes_after_it(
    start: Start, halve: Path, editor: Callable[..., str], tmp_path: Path
) -> None:
    terminal = start("kata", "halve", EDITOR=editor(DOUBLED))
    terminal.shows("opens here; the verdict comes when you leave it")
    terminal.press("\r")
    terminal.shows("✗ 2 of 2 cases fail")
    editor(RIGHT)
    terminal.press("e")
    terminal.shows("✓ passed")
    assert (tmp_path / "calls").read_text() == f"+{DEF_LINE} {halve}\n+1 {halve}\n"


def test_an_editor_that_saves_nothing_is_said_until_it_is_opened_again(
    start: Start, halve: Path, editor: Callable[..., str]
) -> None:
    words = editor(DOUBLED)
    Path(words).write_text("#!/bin/sh\nexit 0\n")
    terminal = start("kata", "halve", EDITOR=words)
    terminal.shows("Enter start")
    terminal.press("\r")
    terminal.shows("nothing was saved; e opens the editor again")
    editor(DOUBLED)
    terminal.press("e")
    assert "nothing was saved" not in terminal.shows("✗ 2 of 2 cases fail")


@pytest.mark.parametrize("name", ["code", "gvim", "xterm"])
def test_an_editor_with_a_window_leaves_the_screen_alone(
    start: Start, halve: Path, editor: Callable[..., str], name: str
) -> None:
    terminal = start("kata", "halve", VISUAL=editor(DOUBLED, name))
    terminal.shows(f"{name} opens in its window")
    terminal.press("\r")
    terminal.shows("✗ 2 of 2 cases fail")
    assert terminal.raw.count(b"\x1b[?1049h") == 1
    save(halve, RIGHT)
    terminal.shows("✓ passed")


def test_an_editor_whose_window_stays_open_does_not_keep_verdicts_back(
    start: Start, halve: Path, tmp_path: Path
) -> None:
    waiting = tmp_path / "code"
    closed = tmp_path / "closed"
    waiting.write_text(
        f'#!/bin/sh\necho "$@" > "{tmp_path}/calls"\n'
        f'while [ -d "{tmp_path}" ] && [ ! -e "{closed}" ]; do sleep 0.1; done\n'
    )
    waiting.chmod(0o755)
    terminal = start("kata", "halve", EDITOR=f"{waiting} --wait")
    terminal.shows("Enter start")
    terminal.press("\r")
    terminal.shows("nothing was saved yet")
    save(halve, DOUBLED)
    terminal.shows("✗ 2 of 2 cases fail")
    save(halve, RIGHT)
    terminal.shows("✓ passed")
    terminal.press("q")
    assert terminal.ends() == 0
    closed.touch()
    assert (tmp_path / "calls").read_text() == f"--wait --goto {halve}:{DEF_LINE}\n"


@pytest.mark.parametrize("name", ["ed", "code"])
def test_an_editor_that_fails_is_said_and_saves_are_still_checked(
    start: Start, halve: Path, editor: Callable[..., str], name: str
) -> None:
    terminal = start("kata", "halve", EDITOR=editor(DOUBLED, name, status=3))
    terminal.shows("Enter start")
    terminal.press("\r")
    terminal.shows("status 3")
    save(halve, RIGHT)
    terminal.shows("✓ passed")


def test_an_editor_that_is_not_there_is_said_and_saves_are_still_checked(start: Start, halve: Path) -> None:
    terminal = start("kata", "halve", EDITOR="no-such-editor --wait")
    terminal.shows("Enter start")
    terminal.press("\r")
    terminal.shows("cannot start the editor 'no-such-editor': it is not there")
    save(halve, RIGHT)
    terminal.shows("✓ passed")


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
@pytest.mark.parametrize(("columns", "side"), [(150, "beside"), (100, "below")])
def test_inside_tmux_the_editor_opens_in_a_pane_where_there_is_room(
    halve: Path, editor: Callable[..., str], tmp_path: Path, columns: int, side: str
) -> None:
    tmux = ["tmux", "-S", str(tmp_path / "tmux"), "-f", "/dev/null"]
    environ = environment_of_child(EDITOR=editor(DOUBLED), TERM="xterm-256color", LC_ALL="C.UTF-8")
    environ.pop("COLUMNS")
    environ.pop("TMUX", None)

    def picture() -> str:
        return subprocess.run(
            [*tmux, "capture-pane", "-p", "-t", "k:0.0"], capture_output=True, text=True, check=False
        ).stdout

    def shows(text: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while text not in picture():
            assert time.monotonic() < deadline, picture()

    words = [*tmux, "new-session", "-d", "-s", "k", "-x", str(columns), "-y", "30", *command("kata", "halve")]
    subprocess.run(words, env=environ, check=True)
    try:
        shows(f"opens in a pane {side} this one")
        subprocess.run([*tmux, "send-keys", "-t", "k:0.0", "Enter"], check=True)
        shows("✗ 2 of 2 cases fail")
        assert (tmp_path / "calls").read_text() == f"+{DEF_LINE} {halve}\n"
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)


@pytest.mark.parametrize(("status", "opening"), [(0, "in a pane"), (1, "here")])
def test_inside_zellij_the_editor_opens_in_a_pane_or_here_if_that_is_refused(
    start: Start, halve: Path, editor: Callable[..., str], tmp_path: Path, status: int, opening: str
) -> None:
    words = editor(DOUBLED)
    zellij = tmp_path / "bin" / "zellij"  # notes its words, and runs what stands behind --
    does = "exit 1" if status else 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"'
    zellij.write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/zellij"\n{does}\n')
    zellij.chmod(0o755)
    path = os.pathsep.join([str(zellij.parent), os.environ["PATH"]])
    terminal = start("kata", "halve", EDITOR=words, ZELLIJ="0", PATH=path)
    terminal.shows("ed opens in a pane below this one")
    terminal.press("\r")
    terminal.shows("✗ 2 of 2 cases fail")
    options = f"run --direction down --close-on-exit --cwd {halve.parent}"
    assert (tmp_path / "zellij").read_text() == f"{options} -- {words} +{DEF_LINE} {halve}\n"
    left_the_screen = terminal.raw.count(b"\x1b[?1049l") > 0
    assert left_the_screen == (opening == "here")


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


def test_a_due_kata_is_worked_on_from_within_a_review(
    start: Start, run: Run, halve: Path, write: Callable[..., Path]
) -> None:
    write("plain", basic("What is alpha?", "The first letter.", "alpha"))
    run("grade", "halve", "good").ok()
    terminal = start("review", STUDYBUDDY_NOW=LATER)
    terminal.shows("1/2")
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
    terminal.shows("Enter start the clock")
    terminal.press("\r")
    terminal.shows("nothing was saved yet")
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
    assert events(run) == [4, 5]


def test_a_due_kata_makes_its_whole_round_within_a_review(start: Start, run: Run, halve: Path) -> None:
    run("grade", "halve", "good").ok()
    assert [row["due"] for row in run("kata", "list", "--json").ok().json] == ["2026-03-06"]
    terminal = start("review", STUDYBUDDY_NOW=LATER)
    terminal.shows("Half of every number", "Enter open the kata")
    terminal.press("\r")
    terminal.shows("Enter start the clock")
    terminal.press("\r")
    terminal.shows("nothing was saved yet")
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
    picture = terminal.shows("Recorded: hard. Next on ")
    terminal.press("\r")
    terminal.shows("halve: hard", "Done: 1 question")
    assert terminal.ends() == 0
    assert events(run) == [4, 3]
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
    terminal.shows("Enter start the clock")
    terminal.press("\r")
    terminal.shows("nothing was saved yet")
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
    assert events(run) == []


def test_a_check_shows_how_far_the_measurement_of_katas_has_come(start: Start, halve: Path) -> None:
    terminal = start("check")
    assert terminal.ends() == 1  # it has one accept and two rejects
    assert b"kata 1/1 halve: mutants " in terminal.raw
    assert "kata 1/1" not in terminal.picture()
