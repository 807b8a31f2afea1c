"""The verbs of a kata from the command line: hint, diff, reset, solution."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from card_texts import basic
from command_line import Run
from kata_texts import DOUBLED, RIGHT, kata
from kata_work import begin, put


def test_hints_come_one_by_one_and_count(run: Run, halve: Path) -> None:
    assert "opposite" in run("kata", "hint", "halve").ok().out
    assert "Divide." in run("kata", "hint", "halve").ok().out
    assert "Divide." in run("kata", "hint", "halve").ok().out
    halve.write_text(RIGHT)
    assert run("kata", "check", "halve", "--json").ok().json["grade"] == 3


VERBS = ("check", "run", "hint", "diff", "reset", "solution")


def test_a_verb_without_a_name_takes_the_one_kata_that_is_begun(run: Run, home: Path, halve: Path) -> None:
    put(home, "third", kata(**{"#halve entry": "#third entry"}))
    for verb in VERBS:
        run("kata", verb).fails(2, "no kata is begun", "studybuddy kata list")
    run("kata", "third", stdin="q\n").ok()  # looked at, and left as it was
    assert not halve.parent.exists()
    begin(halve, RIGHT)
    assert run("kata", "check").ok().out.startswith("✓ passed")
    assert "Hint 1 of 2" in run("kata", "hint").ok().out
    run("kata", "hint", "third").ok()
    for verb in VERBS:
        run("kata", verb).fails(2, "2 katas are begun", "name one of halve, third")


def test_a_graded_kata_is_not_one_that_is_begun(run: Run, halve: Path) -> None:
    begin(halve, RIGHT)
    run("kata", "halve", stdin="\n\n\n\n\n\n").ok()
    run("kata", "hint").fails(2, "no kata is begun")


def test_a_beginning_that_many_katas_share_names_only_katas(
    run: Run, home: Path, halve: Path, write: Callable[..., Path]
) -> None:
    put(home, "half", kata(**{"#halve entry": "#half-way entry"}))
    write("plain", basic("Alpha?", card_id="halting"))
    run("kata", "hal").fails(2, "means 2 katas", "name one of half-way, halve)")
    assert not halve.parent.exists()


def test_reset_archives_and_diff_compares(run: Run, halve: Path) -> None:
    run("kata", "hint", "halve").ok()
    halve.write_text(DOUBLED)
    assert "attempts/2026-03-02T090000.py" in run("kata", "reset", "halve").ok().out
    assert (halve.parent / "attempts" / "2026-03-02T090000.py").read_text() == DOUBLED
    assert "No difference" in run("kata", "diff", "halve").ok().out
    assert "return x * 2" in run("kata", "diff", "halve", "--with", "last").ok().out
    run("kata", "diff", "halve", "--with", "solution").ok()


def test_a_kata_never_begun_has_nothing_to_compare_and_says_how_to_begin(run: Run, halve: Path) -> None:
    for other in ("stub", "last", "solution"):
        run("kata", "diff", "halve", "--with", other).fails(2, "halve is not begun", "studybuddy kata halve")


def test_a_comparison_through_a_pipe_keeps_its_lines_whole(run: Run, halve: Path) -> None:
    halve.parent.mkdir(parents=True)
    long = f"def halve(x):  # {'so long ' * 20}"
    halve.write_text(f"{long}\n    return x / 2\n", encoding="utf-8")
    lines = run("kata", "diff", "halve").ok().out.splitlines()
    assert f"+{long}" in lines
    assert lines[0].startswith("--- ")


def test_a_hint_that_begins_a_kata_says_so_once(run: Run, halve: Path) -> None:
    assert "halve is begun with this hint, which counts" in " ".join(
        run("kata", "hint", "halve").ok().out.split()
    )
    assert "is begun" not in run("kata", "hint", "halve").ok().out


def test_the_solution_of_a_kata_never_begun_is_asked_for_at_a_terminal_and_remembered(
    run: Run, halve: Path, start: Callable[..., Any], home: Path
) -> None:
    terminal = start("kata", "solution", "halve")
    terminal.shows("halve is not begun: show what spoils it", "[y/N]")
    terminal.press("n\r")
    assert terminal.ends() == 1
    assert not (home / "katas").exists()
    terminal = start("kata", "solution", "halve", "--yes")
    terminal.shows("return x / 2")
    assert terminal.ends() == 0
    state = json.loads((home / "katas" / "halve" / ".attempt.json").read_text(encoding="utf-8"))
    assert state["evidence"]["shown"] is True


def test_the_solution_is_shown_and_remembered(run: Run, halve: Path) -> None:
    run("kata", "hint", "halve").ok()
    assert "return x / 2" in run("kata", "solution", "halve").ok().out
    halve.write_text(RIGHT)
    assert run("kata", "check", "halve", "--json").ok().json["grade"] == 2
