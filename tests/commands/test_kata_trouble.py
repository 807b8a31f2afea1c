"""A file or a folder of an attempt that is spoilt while the kata is on the screen: said, and no end."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Run
from kata_texts import DOUBLED, RIGHT
from kata_work import grades, save, start_clock

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a POSIX thing", allow_module_level=True)

from terminal import Start, Terminal

pytestmark = pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")


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
    terminal = start_clock(start("kata", "halve"))
    for words, spoil in SPOILT.items():
        spoil(halve)
        _tells(terminal, words)
        if halve.is_dir():
            halve.rmdir()
        save(halve, RIGHT)
        _passes_without(terminal, words)
        save(halve, DOUBLED)
        terminal.shows("✗ 2 of 2")


def _tells(terminal: Terminal, words: str) -> None:
    """Wait for some words; what failed before is then said to be of another save."""

    def holds() -> bool:
        shown = terminal.picture()
        return words in shown and ("cases fail" in shown) == ("cases fail (before this save)" in shown)

    terminal.waits_for(holds, f"{words} was not told")


def _passes_without(terminal: Terminal, words: str) -> None:
    """Wait until a save passes, and nothing is left of some words."""
    terminal.waits_for(
        lambda: "✓ passed" in (shown := terminal.picture()) and words not in shown, f"{words} did not go"
    )


def test_a_folder_that_can_no_longer_be_written_ends_nothing_and_records_one_grade(
    start: Start, run: Run, halve: Path
) -> None:
    terminal = start_clock(start("kata", "halve"))
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
    assert grades(run) == [5]
