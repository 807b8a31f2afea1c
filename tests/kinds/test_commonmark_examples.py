"""What becomes of the tests on the examples of CommonMark where these cannot be fetched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = "tests/kinds/test_nothing_is_lost.py"
ONE = "test_every_commonmark_example_gives_cards_and_loses_no_text"


def ran(tmp_path: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the test that needs them where no package index is and none were kept."""
    kept = {name: value for name, value in os.environ.items() if name not in {"CI", "STUDYBUDDY_CI"}}
    nowhere = {"PIP_NO_INDEX": "1", "STUDYBUDDY_TEST_CACHE": str(tmp_path)}
    words = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", f"{TESTS}::{ONE}"]
    return subprocess.run(
        words, cwd=ROOT, env=kept | nowhere | environment, capture_output=True, text=True, check=False
    )


def test_examples_that_cannot_be_fetched_are_passed_over_with_a_word(tmp_path: Path) -> None:
    done = ran(tmp_path)
    assert (done.returncode, "no source distribution of markdown-it-py" in done.stdout) == (0, True)
    assert "1 skipped" in done.stdout


@pytest.mark.parametrize("name", ["CI", "STUDYBUDDY_CI"])
def test_before_a_change_lands_they_must_be_there(tmp_path: Path, name: str) -> None:
    done = ran(tmp_path, **{name: "1"})
    assert (done.returncode, "no source distribution of markdown-it-py" in done.stdout) == (1, True)


def test_what_must_hold_before_a_change_lands_says_so() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("export STUDYBUDDY_CI=1") for line in lines)
