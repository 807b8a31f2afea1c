import shutil
from pathlib import Path

import numpy as np
import pytest

from studybuddy.katas.measured import JUDGING, PACKAGE, judges_digest


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The code of this package that judges katas, to be changed."""
    for room in JUDGING:
        shutil.copytree(PACKAGE / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def change(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8", newline="\n")


@pytest.mark.parametrize("judge", ["katas/comparing.py", "workers/limits.py", "workers/seccomp.py"])
def test_a_change_of_what_judges_measures_anew(package: Path, judge: str) -> None:
    assert judges_digest(package) == judges_digest()
    change(package / judge)
    assert judges_digest(package) != judges_digest()


@pytest.mark.parametrize("other", ["katas/gates.py", "katas/report.py", "workers/prover.py"])
def test_a_change_of_what_only_speaks_of_it_does_not(package: Path, other: str) -> None:
    change(package / other)
    assert judges_digest(package) == judges_digest()


def test_another_numpy_measures_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = judges_digest()
    monkeypatch.setattr("importlib.metadata.version", lambda _: f"{np.__version__}.1")
    assert judges_digest() != before
