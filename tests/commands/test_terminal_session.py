"""Whole sessions in an 80×24 terminal, driven by keys and read through a terminal emulator."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic, choice, cloze
from command_line import Run

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a POSIX thing", allow_module_level=True)

from terminal import PATIENCE, Start, Terminal

pytestmark = pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")
TOMORROW = "2026-03-03T09:00:00+01:00"


@pytest.fixture
def decks(home: Path, write: Callable[..., Path], run: Run) -> None:
    write("one", basic("What is alpha?", "The first letter.", "alpha"))
    write("two", choice("Which is right?", "pick", "the right one", "the wrong one"))
    write("three", cloze("Fill the gap", "gap", "hidden"))
    run("status").ok()


def events(run: Run, question: str) -> list[tuple[str, int | None]]:
    return [(row["event"], row["grade"]) for row in run("history", question, "--json").ok().json]


def take(terminal: Terminal, *, well: bool) -> str:
    """Answer the question that is up, well or not; its id.

    It is up when its keys stand on the last lines: a screen is drawn downwards, and may come in parts.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        picture = terminal.picture()
        if "What is alpha?" in picture and "space reveal" in picture:
            terminal.press(" ")
            terminal.shows("The first letter.", "3 good")
            terminal.press("3" if well else "1")
            return "alpha"
        if "Which is right?" in picture and "1–2 choose" in picture:
            right = "1" if "1  the right" in picture else "2"
            terminal.press(right if well else str(3 - int(right)))
            terminal.shows(*("✓ right", "3 good") if well else ("✗ not right", "1 again"))
            terminal.press("3" if well else "1")
            return "pick"
        if "Fill the gap" in picture and "Enter check" in picture:
            terminal.press("hidden\r" if well else "nonsense\r")
            terminal.shows(*("✓ right", "3 good") if well else ("✗ not right", "1 again"))
            terminal.press("3" if well else "1")
            return "gap:c1"
        terminal.read()
    raise AssertionError(terminal.picture())


@pytest.mark.usefixtures("decks")
def test_wrong_answers_come_back_until_they_are_right_and_tomorrow_asks_what_is_due(
    start: Start, run: Run
) -> None:
    terminal = start("review")
    terminal.shows("1/3")
    for number in range(3):
        terminal.shows(f"{number + 1}/3", *[f"{number} again"] * (number > 0))
        take(terminal, well=False)
    for number in range(3):
        terminal.shows(f"3/3 · {3 - number} again")
        take(terminal, well=True)
    assert terminal.ends() == 0
    assert "Done" in terminal.picture()
    for question in ("alpha", "pick", "gap:c1"):
        assert events(run, question) == [("review", 1), ("review", 4)]
    assert run("due", "--json").json == []
    assert len(run("due", "--json", STUDYBUDDY_NOW=TOMORROW).json) == 3
    terminal = start("review", STUDYBUDDY_NOW=TOMORROW)
    for number in range(3):
        terminal.shows(f"{number + 1}/3")
        take(terminal, well=True)
    assert terminal.ends() == 0
    assert [row["interval_days"] for row in run("show", "alpha", "--json").json["questions"]] == [1]


@pytest.mark.usefixtures("decks")
def test_undo_quit_and_resume_the_next_day(start: Start, run: Run) -> None:
    terminal = start("review")
    terminal.shows("1/3")
    first = take(terminal, well=False)
    terminal.shows("2/3 · 1 again")
    _menu(terminal)
    terminal.press("u")
    terminal.shows("1/3", "took back the grade again")
    assert events(run, first) == []
    assert take(terminal, well=True) == first
    terminal.shows("2/3")
    _menu(terminal)
    terminal.press("q")
    assert terminal.ends() == 0
    assert events(run, first) == [("review", 4)]
    resumed = start("review", STUDYBUDDY_NOW=TOMORROW)
    for number in range(3):
        resumed.shows(f"{number + 1}/3")
        take(resumed, well=True)
    assert resumed.ends() == 0
    assert events(run, first) == [("review", 4), ("review", 4)]


def _menu(terminal: Terminal) -> None:
    """Leave the line for typing, if the question that is up has one."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if "your answer ❯" in terminal.picture():
            terminal.press("\x1b")
            terminal.shows("Esc back to typing")
            return
        if "space reveal" in terminal.picture() or "1  the" in terminal.picture():
            return
        terminal.read()


@pytest.mark.usefixtures("decks")
def test_ctrl_c_keeps_what_was_answered(start: Start, run: Run) -> None:
    terminal = start("review")
    terminal.shows("1/3")
    first = take(terminal, well=True)
    terminal.shows("2/3")
    terminal.press("\x03")
    assert terminal.ends() == 0
    assert events(run, first) == [("review", 4)]
    assert len(run("due", "--json").json) == 2


@pytest.mark.usefixtures("decks")
def test_a_session_goes_on_in_a_terminal_that_changes_its_size(start: Start, run: Run) -> None:
    terminal = start("review", "--deck", "one")
    terminal.shows("What is alpha?", "space reveal")
    terminal.resize(40, 12)
    terminal.shows("─" * 40)
    assert "─" * 41 not in terminal.picture()
    terminal.press(" ")
    terminal.shows("The first letter.")
    terminal.resize(100, 30)
    terminal.shows("─" * 100)
    terminal.press("3")
    assert terminal.ends() == 0
    assert events(run, "alpha") == [("review", 4)]


@pytest.mark.usefixtures("decks")
def test_a_card_is_edited_in_the_middle_of_a_session(start: Start, run: Run, tmp_path: Path) -> None:
    script = tmp_path / "ed.py"
    script.write_text(
        "import sys, pathlib; p = pathlib.Path(sys.argv[-1]);"
        " p.write_text(p.read_text().replace('The first letter', 'A Greek letter'))",
        encoding="utf-8",
    )
    terminal = start("review", "--deck", "one", EDITOR=f'"{sys.executable}" "{script}"')
    terminal.shows("What is alpha?", "space reveal")
    terminal.press("e")
    terminal.shows("again")
    terminal.press(" ")
    terminal.shows("A Greek letter.")
    terminal.press("3")
    assert terminal.ends() == 0
    assert events(run, "alpha") == [("review", 4)]


@pytest.mark.usefixtures("decks")
@pytest.mark.parametrize("words", [("review", "--deck", "one"), ("edit", "alpha")])
def test_an_edit_that_breaks_the_deck_is_said_at_once_and_can_be_mended(
    start: Start, run: Run, home: Path, words: tuple[str, ...]
) -> None:
    script = home.parent / "ed.py"  # takes the answer out, then puts another in
    script.write_text(
        "import sys, pathlib; p = pathlib.Path(sys.argv[-1]); old = p.read_text();"
        " new = old.replace('The first letter.', ''); p.write_text(new if new != old else old + 'Mended.')",
        encoding="utf-8",
    )
    run("grade", "alpha", "good", STUDYBUDDY_NOW="2026-02-02T09:00:00+01:00").ok()
    terminal = start(*words, EDITOR=f'"{sys.executable}" "{script}"')
    if words[0] == "review":
        terminal.shows("What is alpha?", "space reveal")
        terminal.press("e")
    shown = terminal.shows("Open it again at line 8? [Y/n]")
    assert f"{home / 'decks' / 'one.md'}:8:" in shown.replace("\n", "")
    terminal.press("open\r")
    terminal.shows("'open' is no answer to that")
    terminal.press("\r")
    if words[0] == "review":
        terminal.shows("What is alpha?", "again")
        terminal.press(" ")
        terminal.shows("Mended.")
        terminal.press("3")
    assert terminal.ends() == 0
    assert len(events(run, "alpha")) == 1 + (words[0] == "review")


def test_the_first_run_offers_the_tour_and_takes_no_for_an_answer(
    start: Start, write: Callable[..., Path], home: Path
) -> None:
    write("one", basic("What is alpha?", "The first letter.", "alpha"), under=home.parent / "shipped")
    terminal = start("review")
    terminal.shows("keeps your decks", "Take a tour")
    terminal.press("n\r")
    terminal.shows("What is alpha?", "space reveal")
    terminal.press(" 3")
    assert terminal.ends() == 0


def test_whoever_leaves_after_the_tour_is_not_offered_it_again(
    start: Start, write: Callable[..., Path], home: Path
) -> None:
    cards = (
        basic("What is alpha?", "The first letter.", "alpha"),
        basic("What is beta?", "The second.", "beta"),
    )
    write("one", *cards, under=home.parent / "shipped")
    terminal = start("review")
    terminal.shows("Take a tour")
    terminal.press("y\r")
    terminal.shows("What is alpha?", "space reveal")
    terminal.press(" 3")
    terminal.shows("Enter starts today's session, Ctrl-C leaves.")
    terminal.press("\x03")
    assert terminal.ends() == 130
    terminal = start("review")
    assert "Take a tour" not in terminal.shows("What is beta?", "space reveal")
    terminal.press("q")
    assert terminal.ends() == 0


def test_ctrl_c_and_ctrl_d_at_the_offer_end_quietly(
    start: Start, write: Callable[..., Path], home: Path
) -> None:
    import shutil

    write("one", basic("What is alpha?", "The first letter.", "alpha"), under=home.parent / "shipped")
    for key in ("\x03", "\x04"):
        terminal = start("review")
        terminal.shows("Take a tour")
        terminal.press(key)
        assert terminal.ends() == 130
        assert "Traceback" not in terminal.picture()
        assert terminal.screen.cursor.x == 0  # where the shell's prompt comes
        shutil.rmtree(home)


def alter(write: Callable[..., Path], run: Run) -> None:
    """Answer a card, then change it so that nobody can tell whether it is another."""
    plain = "The gradient of the loss vanishes when the sigmoid saturates, so learning with it becomes slow"
    altered = (
        "The gradient of the loss vanishes when a unit saturates; one remedy: residual paths and rectifiers"
    )
    write("x", basic("Why does learning stall?", plain))
    run("grade", "x/why-does-learning-stall", "good").ok()
    write("x", basic("Why does training stall?", altered))


@pytest.mark.usefixtures("decks")
def test_a_card_that_is_perhaps_another_is_asked_about_before_a_review(
    start: Start, run: Run, write: Callable[..., Path]
) -> None:
    alter(write, run)
    terminal = start("review")
    terminal.shows("Is it the same card?")
    terminal.press("same\r")
    terminal.shows("'same' is no answer to that")
    terminal.press("y\r")
    terminal.shows("1/3")
    terminal.press("\x03")
    assert terminal.ends() == 0
    assert ("review", 4) in events(run, "x/why-does-training-stall")


@pytest.mark.usefixtures("decks")
def test_a_command_that_may_stand_in_a_prompt_asks_nothing(
    start: Start, run: Run, write: Callable[..., Path]
) -> None:
    alter(write, run)
    terminal = start("status", "--line")
    assert terminal.ends() == 0
    assert "edited: both are" in terminal.picture()
