"""What a command loads: nothing that it does not use, since every start is waited for."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic
from command_line import Run, environment_of_child

SLOW = ("sqlmodel", "sqlalchemy", "alembic", "pydantic", "markdown_it", "yaml", "sympy", "numpy", "fsrs")
ASK = f"""
import sys
from studybuddy.cli import main
try:
    main()
finally:
    print("LOADED", *[name for name in {SLOW!r} if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words",
    [["due", "--json"], ["due"], ["grade", "one", "good"], ["plan"], ["plan", "--json"], ["status"],
     ["grade", "one", "good", "--at", "2026-03-02T08:00:00+01:00"],
     ["history", "one", "--json"], ["suspend", "one"], ["config"], ["decks"],
     ["--help"], ["--version"], ["review"]],
)  # fmt: skip
def test_a_command_on_unchanged_decks_loads_nothing_slow(
    home: Path, write: Callable[..., Path], run: Run, words: list[str]
) -> None:
    write("a", basic("One?", card_id="one"))
    run("plan", "start", "--from", "today").ok()
    ran = subprocess.run(
        [sys.executable, "-c", ASK, *words],
        env=environment_of_child(),
        input="\n",
        capture_output=True,
        text=True,
        check=False,
    )
    loaded = ran.stderr.strip().splitlines()[-1].split()[1:]
    allowed = {"markdown_it"} if words == ["review"] else set()  # the card's text is drawn
    assert set(loaded) <= allowed, ran.stderr


def test_the_help_loads_no_command_s_work() -> None:
    works = ("studybuddy.notation", "studybuddy.commands.review_loop", "rich.console")
    code = f"""
import sys
from studybuddy.cli import main
try:
    main()
except SystemExit:
    print("LOADED", *[name for name in {works!r} if name in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "LOADED"


def test_a_closed_standard_stream_ends_no_command(home: Path, write: Callable[..., Path], run: Run) -> None:
    write("a", basic("One?", card_id="one"))
    run("due").ok()
    code = (
        "import os, sys; os.close(0);"
        " os.execv(sys.executable, [sys.executable, '-m', 'studybuddy', 'review'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment_of_child(), capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="sh is needed for the pipe")
def test_a_reader_that_stops_listening_ends_the_command_quietly(
    home: Path, write: Callable[..., Path], run: Run
) -> None:
    write("a", *(basic(f"Question {n}?", f"Body {n}.") for n in range(50)))
    run("due").ok()
    piped = f"'{sys.executable}' -m studybuddy decks --json | true"
    ran = subprocess.run(
        ["sh", "-c", piped], env=environment_of_child(), capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full stands for a disk without space")
def test_output_that_cannot_be_written_is_one_line(home: Path, write: Callable[..., Path], run: Run) -> None:
    write("a", basic("One?", card_id="one"))
    run("due").ok()
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "studybuddy", "due"],
            env=environment_of_child(), stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr.startswith("studybuddy: cannot write the output: ")
    assert ran.stderr.count("\n") == 1
