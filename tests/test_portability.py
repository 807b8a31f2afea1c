"""The program on Windows and on macOS, as far as that can be seen from any other system."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from card_texts import basic, choice
from command_line import NOW, PATIENCE, ROOT
from kata_texts import DOUBLED, RIGHT, kata

SYSTEMS = ("windows", "macos")
SOURCES = sorted((ROOT / "studybuddy").rglob("*.py"))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="this is Windows")

Here = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def there(tmp_path: Path) -> Here:
    """Run command lines one after the other on another system; the user's folder has blanks and an umlaut."""
    user = tmp_path / "Jürgen O'Neill"
    user.mkdir()
    (tmp_path / "shipped").mkdir()

    def runs(system: str, *lines: tuple[str, ...], stdin: str = "") -> list[dict[str, Any]]:
        environment = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        environment |= {
            "HOME": str(user),
            "STUDYBUDDY_NOW": NOW,
            "PYTHONIOENCODING": "utf-8",
            "COLUMNS": "80",
        }
        environment |= {"STUDYBUDDY_DECKS": str(tmp_path / "shipped")}
        asked = json.dumps([{"args": line, "stdin": stdin} for line in lines])
        command = [sys.executable, str(ROOT / "tests" / "elsewhere.py"), system]
        ended = subprocess.run(
            command, input=asked, env=environment, cwd=tmp_path, timeout=PATIENCE,
            capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        assert not ended.stderr, ended.stderr
        found: list[dict[str, Any]] = json.loads(ended.stdout)
        return found

    return runs


@pytest.fixture
def decks(tmp_path: Path) -> Path:
    """The own decks below the user's folder, as Notepad writes them: with a mark in front, and CRLF."""
    text = "---\ntitle: A deck\ndomain: theory\ntopic: metrics\ntier: core\n---\n\n"
    text += (
        "\n\n".join([basic("Why λ ≥ 0 — and ∑?", "Wᵀ → ∞.", "one"), choice("Pick?", "two", "yes", "no")])
        + "\n"
    )
    folder = tmp_path / "Jürgen O'Neill" / "studybuddy" / "decks"
    (folder / "sub folder").mkdir(parents=True)
    (folder / "sub folder" / "é.md").write_text("\ufeff" + text, encoding="utf-8", newline="\r\n")
    (folder / "halve.md").write_text(kata(), encoding="utf-8", newline="\r\n")
    return folder


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_daily_command_works_there(system: str, there: Here, decks: Path) -> None:
    lines = [
        ("--version",),
        ("--help",),
        ("check", "--fast"),
        ("due",),
        ("due", "--json"),
        ("grade", "two", "good"),
        ("undo",),
        ("history", "two"),
        ("plan", "start", "--from", "today"),
        ("plan",),
        ("status",),
        ("stats",),
        ("decks",),
        ("search", "pick"),
        ("show", "one"),
        ("add", "What is new?", "This: ≥.", "--deck", "my notes"),
        ("config",),
        ("help",),
        ("math", "--let", "x", "(x+1)^2 = x^2 + 2x + 1"),
        ("plan", "pause", "2026-03-10", "2026-03-11"),
        ("plan", "replan", "--yes"),
        ("plan", "export", "my days.ics"),
        ("bury", "one"),
        ("quiz", "--limit", "1"),
        ("kata", "list"),
        ("kata", "solution", "halve"),
    ]
    for line, ran in zip(lines, there(system, *lines), strict=True):
        assert ran["code"] == 0, (line, ran)
    own = (decks / "my notes.md").read_bytes()
    assert b"\r" not in own
    assert "This: ≥." in own.decode()


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_review_by_lines_is_kept_there(system: str, there: Here, decks: Path) -> None:
    (decks / "halve.md").unlink()
    (ran,) = there(system, ("review",), stdin="\n3\n1\n3\n:q\n")
    assert ran["code"] == 0, ran
    (history,) = there(system, ("history", "one", "--json"))
    assert [row["event"] for row in json.loads(history["out"])] == ["review"], ran


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_kata_is_judged_there_by_limits_only(system: str, there: Here, decks: Path, tmp_path: Path) -> None:
    for name, code in (("right", RIGHT), ("wrong", DOUBLED)):
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8", newline="\r\n")
    lines = [
        ("kata", "check", "halve", "--file", str(tmp_path / f"{name}.py"), "--trust", "--json")
        for name in ("right", "wrong")
    ]
    right, wrong = there(system, *lines)
    assert right["code"] == 0, right
    assert json.loads(right["out"])["isolation"] == "limits only"
    assert json.loads(wrong["out"])["diagnosis"]["mistake"] == "doubled", wrong


def test_a_foreign_kata_is_refused_there_without_trust(there: Here, decks: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(RIGHT, encoding="utf-8")
    (ran,) = there("windows", ("kata", "check", "halve", "--file", str(tmp_path / "mine.py")))
    assert ran["code"] == 1
    assert "no kernel sandbox" in ran["err"]


def test_files_are_written_with_their_encoding_and_their_line_ends_named() -> None:
    """Windows would take another of each."""
    for path in SOURCES:
        for call in (
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        ):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            named = {keyword.arg for keyword in call.keywords}
            if name == "read_text":
                assert "encoding" in named, f"{path}:{call.lineno}"
            if name == "write_text":
                assert {"encoding", "newline"} <= named, f"{path}:{call.lineno}"


def test_no_date_is_written_by_a_directive_that_windows_has_not() -> None:
    for path in SOURCES:
        assert "%-" not in path.read_text(encoding="utf-8").replace("%-+", ""), path
