"""Decks and files that are no katas and no attempts: what is wrong is said, with file and line."""

import os
from pathlib import Path

import pytest
from command_line import Run
from kata_texts import RIGHT, kata

NO_KATA = "studybuddy: there is no kata 'halve' (studybuddy kata list names them)"


def put(home: Path, name: str, text: str) -> Path:
    path = home / "decks" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("raise NotImplementedError", "raise NotImplementedError("),
        ("return x / 2", "return x / / 2"),
        ('case("negative", [-4.0, -1.0])', 'case("negative", [-4.0, -1.0)'),
        ("return 0.5 * x", "return 0.5 *"),
        ("return x * 2", "return x * * 2"),
    ],
    ids=["starter", "reference", "check", "accept", "reject"],
)
def test_a_syntax_error_in_a_block_is_said_with_file_and_line(
    run: Run, home: Path, old: str, new: str
) -> None:
    path = put(home, "halve", kata(**{old: new}))
    line = next(n for n, text in enumerate(path.read_text().split("\n"), 1) if text.strip() == new)
    problems = run("check", "--fast", str(path), "--json").json["problems"]
    found = [(problem["line"], problem["severity"]) for problem in problems]
    assert (line, "error") in found
    assert all("syntax error" in problem["message"] for problem in problems if problem["line"] == line)


@pytest.mark.parametrize("role", ["starter", "reference", "check"])
def test_a_kata_without_one_of_its_blocks_is_said_and_cannot_be_begun(
    run: Run, home: Path, role: str
) -> None:
    path = put(home, "halve", kata(**{f"```python {role}": "```python"}))
    ran = run("check", "--fast", str(path))
    assert ran.code == 1
    assert f"halve.md:8: a kata without a {role}" in ran.out + ran.err
    ran = run("kata", "halve")
    assert (ran.code, ran.err.splitlines()[-1]) == (2, NO_KATA)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("def halve(x):\n    raise", "def half(x):\n    raise", "the starter does not define `halve`"),
        ("def halve(x):\n    return x / 2", "halves = 2", "the reference does not define `halve`"),
        ("def halve(x):\n    return 0.5 * x", "def half(x):\n    return 0.5 * x", "does not define `halve`"),
    ],
)
def test_a_block_without_the_entry_is_said(run: Run, home: Path, old: str, new: str, words: str) -> None:
    ran = run("check", "--fast", str(put(home, "halve", kata(**{old: new}))))
    assert ran.code == 1
    assert words in ran.out


def test_an_entry_that_is_no_function_fails_the_kata_and_not_its_learner(
    run: Run, home: Path, tmp_path: Path
) -> None:
    path = put(home, "halve", kata(**{"def halve(x):\n    return x / 2": "halve = 2"}))
    words = "`halve` is not a function or a class"
    assert words in run("check", str(path)).out
    (tmp_path / "mine.py").write_text(RIGHT)
    out = run("kata", "check", "halve", "--file", str(tmp_path / "mine.py")).out
    assert words in out
    assert "no fault of your code" in out


def test_an_attempt_that_cannot_be_read_is_one_clear_line(run: Run, home: Path) -> None:
    put(home, "halve", kata())
    halve = home / "katas" / "halve" / "kata.py"
    halve.parent.mkdir(parents=True)
    run("status").ok()
    halve.write_bytes(b"x = 1\n\xff\xfe")
    run("kata", "check", "halve").fails(1, "kata.py:2: not UTF-8")
    os.truncate(halve, 50 << 20)
    run("kata", "check", "halve").fails(1, "51200 KiB; at most 256 KiB are read")
    halve.unlink()
    run("kata", "check", "halve").fails(1, "kata.py is gone")
    halve.with_name("mine.py").write_text(RIGHT)
    run("kata", "check", "halve").fails(1, "renamed to mine.py?")
    halve.mkdir()
    run("kata", "check", "halve").fails(1, "is a folder")
