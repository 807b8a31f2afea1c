"""Katas where NumPy is missing, or lacks what a kata or a learner uses: one clear message, and no blame."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from command_line import PATIENCE, ROOT, Ran, Run, command, environment_of_child
from kata_texts import RIGHT, kata

WITHOUT_NUMPY = """import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "numpy":
            raise ModuleNotFoundError(name=name)
sys.meta_path.insert(0, Absent())
"""
LACKS = r"NumPy [\d.]+\w*, which is installed here, has no `np\.(linalg\.)?not_yet_made`"


@pytest.fixture
def halve(home: Path) -> Path:
    """A deck with one kata, and a right attempt at it."""
    deck(home)
    path = home / "katas" / "halve" / "kata.py"
    path.parent.mkdir(parents=True)
    path.write_text(RIGHT, encoding="utf-8")
    return path


def deck(home: Path, **changes: str) -> Path:
    path = home / "decks" / "halve.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(kata(**changes), encoding="utf-8")
    return path


def bare(folder: Path, *words: str) -> Ran:
    """Run a command whose interpreter finds no NumPy."""
    (folder / "sitecustomize.py").write_text(WITHOUT_NUMPY)
    ran = subprocess.run(
        command(*words),
        env=environment_of_child(PYTHONPATH=os.pathsep.join([str(folder), str(ROOT)])),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.mark.usefixtures("halve")
def test_without_numpy_every_command_says_so_in_one_line(tmp_path: Path, run: Run) -> None:
    run("status").ok()
    for words in (("check", "halve", "--json"), ("run", "halve"), ("halve",)):
        bare(tmp_path, "kata", *words).fails(2, "halve needs numpy, which is not installed")
    assert bare(tmp_path, "kata").ok().out.startswith("No kata can be checked: NumPy is not installed.")
    assert bare(tmp_path, "kata", "list", "--json").ok().json[0]["state"] == "needs numpy"
    assert "was not measured: numpy is not installed" in bare(tmp_path, "check").ok().out


@pytest.mark.parametrize(
    "code",
    [
        "import numpy as np\n\ndef halve(x):\n    return np.not_yet_made(x)\n",
        "from numpy.linalg import not_yet_made\n" + RIGHT,
        "import numpy.not_yet_made\n" + RIGHT,
    ],
)
def test_a_function_of_another_numpy_in_an_attempt_is_named_as_that(run: Run, halve: Path, code: str) -> None:
    halve.write_text(code)
    ran = run("kata", "check", "halve")
    assert ran.code == 1
    assert re.search(LACKS, ran.out), ran.out


@pytest.mark.usefixtures("halve")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('t.normal("N")', "np.not_yet_made(3)"),
        ("[-4.0, -1.0])", "np.not_yet_made([-4.0]))"),
        (
            "```python reference\ndef halve(x):\n",
            "```python reference\nimport numpy as np\n\ndef halve(x):\n    np.not_yet_made\n",
        ),
    ],
)
def test_a_kata_that_needs_another_numpy_is_not_judged_and_blames_nobody(
    run: Run, home: Path, old: str, new: str
) -> None:
    path = deck(home, **{old: new})
    ran = run("kata", "check", "halve")
    assert ran.code == 1
    assert re.search(f"cannot be judged: {LACKS}", ran.out), ran.out
    assert "That is no fault of your code, and no grade follows from it." in ran.out
    found = run("check", str(path))
    assert found.code == 1
    assert re.search(rf"halve\.md:\d+: {LACKS}", found.out), found.out
