"""Katas on a Linux without Landlock: limits only, and foreign decks only with trust."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import PATIENCE, ROOT, command, environment_of_child
from kata_texts import DOUBLED, RIGHT, kata

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Landlock is Linux's")


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    script = str(ROOT / "tests" / "without_landlock.py")
    return subprocess.run(
        [sys.executable, script, *command(*words)],
        env=environment_of_child(),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


@pytest.fixture
def mine(home: Path, tmp_path: Path) -> Path:
    """A right solution of a kata in a deck of the learner's own."""
    deck = home / "decks" / "halve.md"
    deck.parent.mkdir(parents=True)
    deck.write_text(kata(), encoding="utf-8")
    path = tmp_path / "mine.py"
    path.write_text(RIGHT)
    return path


def test_a_foreign_deck_is_refused_without_a_kernel_sandbox(mine: Path) -> None:
    for words in (("kata", "check", "halve", "--file", str(mine)), ("check", "--json")):
        ran = run(*words)
        assert ran.returncode == 1
        assert "no kernel sandbox" in ran.stdout + ran.stderr
        assert "Traceback" not in ran.stderr


def test_a_foreign_deck_runs_with_trust_and_says_what_protects(mine: Path) -> None:
    ran = run("kata", "check", "halve", "--file", str(mine), "--trust", "--json")
    found = json.loads(ran.stdout)
    assert (ran.returncode, found["passed"], found["isolation"]) == (0, True, "limits only")


def test_a_wrong_solution_fails_and_is_diagnosed_under_limits_only(mine: Path) -> None:
    mine.write_text(DOUBLED)
    found = json.loads(run("kata", "check", "halve", "--file", str(mine), "--trust", "--json").stdout)
    assert (found["passed"], found["diagnosis"]["mistake"]) == (False, "doubled")


def test_a_shipped_deck_needs_no_trust_and_naming_a_folder_ships_nothing(
    mine: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shipped / "named.md").write_text(kata(**{"#halve entry": "#named entry"}), encoding="utf-8")
    assert "no kernel sandbox" in run("kata", "check", "named", "--file", str(mine)).stderr
    monkeypatch.setenv("STUDYBUDDY_DECKS", str(ROOT / "decks"))
    solution = ROOT / "tests" / "katas" / "solutions" / "stable-softmax.py"
    ran = run("kata", "check", "stable-softmax", "--file", str(solution), "--json")
    assert ran.returncode == 0, ran
    assert json.loads(ran.stdout)["isolation"] == "limits only"


def test_strength_is_measured_with_trust(mine: Path) -> None:
    ran = run("check", "--trust", "--json")
    messages = [problem["message"] for problem in json.loads(ran.stdout)["problems"]]
    assert "1 accepted solutions, at least 2 are wanted" in messages
