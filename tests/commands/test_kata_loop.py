"""The kata loop without a terminal, line by line, and what ends it early."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import PATIENCE, Run, read_until
from kata_texts import DOUBLED, RIGHT, kata
from kata_work import LATER, begin, grades, put


def test_a_whole_kata_line_by_line(run: Run, halve: Path) -> None:
    run("kata", "halve", stdin="\nq\n").ok()
    halve.write_text(DOUBLED)
    out = run("kata", "halve", stdin="\ncheck\nhint\nq\n").ok().out
    assert "known mistake “doubled”: it doubles" in out
    assert "What is the opposite of doubling?" in out
    halve.write_text(RIGHT)
    out = run("kata", "halve", stdin="\n\n\n\n\n\n").ok().out
    assert "✓ passed: all 2 cases" in out
    assert out.index("Follow-up: What does it cost") < out.index("Follow-up: And in place?")
    assert "Enter: hard, 1 hint" in out
    assert "Recorded: hard. Next on Fri 6 Mar 2026, in 4 days" in out
    assert grades(run) == [3]


def test_leaving_a_kata_says_what_is_kept_and_how_it_goes_on(run: Run, halve: Path) -> None:
    assert "goes on" not in run("kata", "halve", stdin="q\n").ok().out  # it was never begun
    kept = "halve: your attempt is kept; studybuddy kata halve goes on\n"
    assert run("kata", "halve", stdin="\nq\n").ok().out.endswith(kept)
    halve.write_text(RIGHT)
    passed = "halve: passed, not graded yet; studybuddy kata halve goes on\n"
    assert run("kata", "halve", stdin="\ncheck\nq\n").ok().out.endswith(passed)
    assert grades(run) == []


def test_the_suggestion_can_be_overridden(run: Run, halve: Path) -> None:
    begin(halve, RIGHT)
    run("kata", "halve", stdin="\n\n\n\n\ngood\n").ok()
    assert grades(run) == [4]


def test_a_solution_that_was_shown_and_retyped_is_a_2_and_giving_up_a_1(run: Run, halve: Path) -> None:
    begin(halve, RIGHT)
    out = run("kata", "halve", stdin="\nsolution\nyes\n\n\n\n\n\n").ok().out
    assert "return x / 2" in out
    assert grades(run) == [2]
    run("undo").ok()
    run("kata", "halve", stdin="\ngive up\n\n").ok()
    assert grades(run) == [1]


def test_a_graded_kata_starts_blank_when_it_is_due(run: Run, halve: Path) -> None:
    begin(halve, RIGHT)
    run("kata", "halve", stdin="\n\n\n\n\n\n").ok()
    out = run("kata", stdin="\nq\n", STUDYBUDDY_NOW=LATER).ok().out
    assert "attempts/2026-03-06T090000.py" in out
    assert "NotImplementedError" in halve.read_text()
    diff = run("kata", "diff", "halve", "--with", "last").ok().out
    assert "-    return x / 2" in diff.replace(" " * 6, "")


def test_an_attempt_survives_a_changed_kata_with_a_word(run: Run, home: Path, halve: Path) -> None:
    run("kata", "halve", stdin="\nq\n").ok()
    halve.write_text(DOUBLED)
    put(home, "halve", kata(**{"Do not change `x`.": "Leave `x` alone."}))
    assert "was changed since you began; your attempt is kept" in run("kata", "halve", stdin="q\n").out
    assert halve.read_text() == DOUBLED


@pytest.mark.parametrize(
    "command", [["kata", "halve"], ["kata", "hint", "halve"], ["kata", "reset", "halve"]]
)
def test_a_kata_open_in_another_terminal_is_left_alone(
    run: Run, halve: Path, spawn: Callable[..., "subprocess.Popen[str]"], command: list[str]
) -> None:
    other = spawn("kata", "halve")
    read_until(other, "[Enter starts the clock]")
    run(*command).fails(1, "open in another terminal", str(other.pid))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"#" * (300 << 10), "at most 256 KiB"),
        (None, "is gone"),
    ],
)
def test_a_spoilt_file_is_said_and_the_session_goes_on(
    halve: Path, spawn: Callable[..., "subprocess.Popen[str]"], content: bytes | None, words: str
) -> None:
    process = spawn("kata", "halve")
    assert process.stdin is not None
    read_until(process, "[Enter starts the clock]")
    if content is None:
        halve.rename(halve.with_name("renamed.py"))
    else:
        halve.write_bytes(content)
    process.stdin.write("\ncheck\n")
    process.stdin.flush()
    read_until(process, words)
    halve.write_text(RIGHT)
    out, err = process.communicate("check\n", timeout=PATIENCE)
    assert "✓ passed: all 2 cases" in out
    assert (process.returncode, "Traceback" in err) == (0, False)


def test_a_home_that_cannot_hold_katas_is_one_clear_line(run: Run, home: Path, halve: Path) -> None:
    run("status").ok()
    (home / "katas").write_text("a file")
    run("kata", "halve").fails(1, "cannot use", "halve")
