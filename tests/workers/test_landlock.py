"""Rules are tried in a child interpreter, since they bind a process for good."""

import subprocess
import sys
from pathlib import Path

import pytest

from studybuddy.workers.surroundings import ROOT

if sys.platform != "linux":
    pytest.skip("Landlock is Linux's", allow_module_level=True)
from studybuddy.workers import landlock

pytestmark = pytest.mark.skipif(not landlock.abi(), reason="this kernel has no Landlock")

SCRIPT = """
import sys
sys.path.insert(0, {root!r})
from studybuddy.workers import landlock, privileges
privileges.renounce()
landlock.restrict_self(landlock.ruleset({readable!r}, {hidden!r}))
for path in sys.argv[1:]:
    try:
        open(path).close()
        print("read")
    except PermissionError:
        print("refused")
"""


def tried(readable: list[Path], hidden: list[Path], paths: list[Path]) -> list[str]:
    script = SCRIPT.format(root=ROOT, readable=list(map(str, readable)), hidden=list(map(str, hidden)))
    command = [sys.executable, "-c", script, *map(str, paths)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("open/a.txt", "open/secret/b.txt", "open/beside/c.txt", "other/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def test_only_what_lies_below_readable_folders_is_read(tree: Path) -> None:
    paths = [tree / "open/a.txt", tree / "open/secret/b.txt", tree / "other/d.txt"]
    assert tried([tree / "open"], [], paths) == ["read", "read", "refused"]


def test_a_hidden_folder_inside_a_readable_one_stays_unread(tree: Path) -> None:
    paths = [tree / "open/a.txt", tree / "open/secret/b.txt", tree / "open/beside/c.txt"]
    assert tried([tree / "open"], [tree / "open/secret"], paths) == ["read", "refused", "read"]


def test_a_link_into_a_hidden_folder_does_not_open_it(tree: Path) -> None:
    (tree / "open/link").symlink_to(tree / "open/secret")
    paths = [tree / "open/link/b.txt"]
    assert tried([tree / "open"], [tree / "open/secret"], paths) == ["refused"]


def test_a_single_file_can_be_readable(tree: Path) -> None:
    paths = [tree / "other/d.txt", tree / "open/a.txt"]
    assert tried([tree / "other/d.txt"], [], paths) == ["read", "refused"]


def test_missing_paths_are_left_out(tree: Path) -> None:
    assert tried([tree / "nowhere", tree / "open"], [], [tree / "open/a.txt"]) == ["read"]
