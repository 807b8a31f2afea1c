import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import ROOT, environment_of_child

from studybuddy.errors import StudyBuddyError
from studybuddy.kinds.kata_grading import Evidence
from studybuddy.store.workspaces import MAX_BYTES, Workspace, WorkspaceError, read_code, workspace_of

STUB, SEED, STAMP = "def f(x): ...\n", 7, "2026-03-02T090000"


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return workspace_of(tmp_path, "some-kata")


def test_the_first_attempt_is_the_stub_with_settings_for_language_servers(space: Workspace) -> None:
    opened = space.open(STUB, "v1", SEED, STAMP)
    assert (opened.message, opened.attempt.seed, space.read()) == ("", SEED, STUB)
    settings = json.loads((space.folder / "pyrightconfig.json").read_text())
    assert any((Path(folder) / "numpy").is_dir() for folder in settings["extraPaths"])
    if sys.prefix != sys.base_prefix:
        assert Path(settings["venvPath"], settings["venv"]) == Path(sys.prefix)


def test_an_attempt_in_progress_goes_on_with_its_seed_and_evidence(space: Workspace) -> None:
    begun = space.open(STUB, "v1", SEED, STAMP).attempt
    space.file.write_text("mine\n", encoding="utf-8", newline="\n")
    space.keep(replace(begun, evidence=Evidence(checks=2, hints=1, seconds=61.5)))
    again = space.open(STUB, "v1", 99, STAMP)
    assert space.read() == "mine\n"
    assert (again.attempt.seed, again.attempt.evidence) == (SEED, Evidence(checks=2, hints=1, seconds=61.5))


def test_an_attempt_in_progress_survives_a_changed_kata_with_a_word_about_it(space: Workspace) -> None:
    space.open(STUB, "v1", SEED, STAMP)
    space.file.write_text("mine\n", encoding="utf-8", newline="\n")
    opened = space.open("def g(x): ...\n", "v2", SEED, STAMP)
    assert "changed since you began" in opened.message
    assert space.read() == "mine\n"
    assert "changed" not in space.open("def g(x): ...\n", "v2", SEED, STAMP).message


def test_a_stub_nobody_touched_follows_a_changed_kata_in_silence(space: Workspace) -> None:
    space.open(STUB, "v1", SEED, STAMP)
    assert space.open("def g(x): ...\n", "v2", SEED, STAMP).message == ""
    assert space.read() == "def g(x): ...\n"
    assert space.attempts() == []


def test_after_a_grade_the_next_attempt_is_blank_and_the_last_one_archived(space: Workspace) -> None:
    for number in range(3):
        begun = space.open(STUB, "v1", SEED + number, STAMP).attempt
        assert (begun.seed, begun.evidence, space.read()) == (SEED + number, Evidence(), STUB)
        space.file.write_text(f"attempt {number}\n", encoding="utf-8", newline="\n")
        space.keep(replace(begun, evidence=Evidence(checks=1), is_over=True))
    archived = space.attempts()
    assert [path.name for path in archived] == [f"{STAMP}-2.py", f"{STAMP}.py"]
    assert {path.read_text() for path in archived} == {"attempt 0\n", "attempt 1\n"}


def test_starting_over_archives_the_file_and_keeps_the_evidence(space: Workspace) -> None:
    begun = space.open(STUB, "v1", SEED, STAMP).attempt
    space.file.write_text("mine\n", encoding="utf-8", newline="\n")
    opened = space.reset(STUB, "v1", begun.seed, STAMP, Evidence(hints=2))
    assert space.read() == STUB
    assert opened.attempt.evidence.hints == 2
    assert [path.read_text() for path in space.attempts()] == ["mine\n"]


def test_a_deleted_file_comes_back_as_the_stub_and_the_clock_has_run(space: Workspace) -> None:
    begun = space.open(STUB, "v1", SEED, STAMP).attempt
    space.keep(replace(begun, evidence=Evidence(seconds=30.0)))
    space.file.unlink()
    opened = space.open(STUB, "v1", 99, STAMP)
    assert space.read() == STUB
    assert (opened.attempt.seed, opened.attempt.evidence.seconds) == (SEED, 30.0)


def test_a_file_that_was_there_before_is_never_overwritten(space: Workspace) -> None:
    space.folder.mkdir(parents=True)
    space.file.write_text("older\n", encoding="utf-8", newline="\n")
    assert "kept" in space.open(STUB, "v1", SEED, STAMP).message
    assert space.read() == "older\n"


@pytest.mark.parametrize("junk", ["", "[]", "{", '{"digest": 1}', '{"evidence": {"hints": 1, "x": 2}}'])
def test_a_spoilt_record_costs_no_code(space: Workspace, junk: str) -> None:
    space.open(STUB, "v1", SEED, STAMP)
    space.file.write_text("mine\n", encoding="utf-8", newline="\n")
    (space.folder / ".attempt.json").write_text(junk)
    space.open(STUB, "v1", SEED, STAMP)
    assert space.read() == "mine\n"


def test_an_id_with_slashes_is_one_folder_below_katas(tmp_path: Path) -> None:
    assert workspace_of(tmp_path, "a/../../b").folder == tmp_path / "katas" / "a--..--..--b"


# --- files that cannot be read ------------------------------------------------------------------------


def _folder(path: Path) -> None:
    path.mkdir()


def _latin(path: Path) -> None:
    path.write_bytes("def f(x):\n    return 'caf\xe9'\n".encode("latin-1"))


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50 << 20)


def _gone(path: Path) -> None:
    path.with_name("other.py").write_text("x")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_folder, "is a folder"),
        (_latin, ":2: not UTF-8"),
        (_huge, "51200 KiB"),
        (_gone, "renamed to other.py?"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(tmp_path: Path, make, words: str) -> None:  # noqa: ANN001
    path = tmp_path / "kata.py"
    make(path)
    with pytest.raises(WorkspaceError) as caught:
        read_code(path)
    assert words in caught.value.message
    assert caught.value.hint


def test_a_byte_order_mark_is_no_code(tmp_path: Path) -> None:
    (tmp_path / "kata.py").write_bytes(b"\xef\xbb\xbfx = 1\n")
    assert read_code(tmp_path / "kata.py") == "x = 1\n"


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "kata.py").write_bytes(b"#" * MAX_BYTES)
    assert len(read_code(tmp_path / "kata.py")) == MAX_BYTES


def test_a_home_where_nothing_can_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "katas").write_text("a file")
    with pytest.raises(StudyBuddyError, match="cannot use"), workspace_of(tmp_path, "a").locked():
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are a POSIX thing")
def test_a_folder_without_write_permission_is_a_clear_error(tmp_path: Path) -> None:
    space = workspace_of(tmp_path, "a")
    space.folder.mkdir(parents=True)
    space.folder.chmod(0o555)
    code = (
        "import sys\nfrom pathlib import Path\nfrom studybuddy.store.workspaces import Workspace\n"
        "try:\n    with Workspace(Path(sys.argv[1])).locked(): pass\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    bound = [sys.executable, str(ROOT / "tests" / "unprivileged.py")]
    ran = subprocess.run(
        [*bound, sys.executable, "-c", code, str(space.folder)],
        env=environment_of_child(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.startswith("StudyBuddyError cannot write")
    assert "write permission" in ran.stdout


# --- two at once --------------------------------------------------------------------------------------

HOLD = """
import sys
from pathlib import Path
from studybuddy.store.workspaces import Workspace
with Workspace(Path(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_second_terminal_is_told_which_process_has_the_kata(space: Workspace) -> None:
    words = [sys.executable, "-c", HOLD, str(space.folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, env=environment_of_child(), text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(WorkspaceError) as caught, space.locked():
            pass
        assert caught.value.message == f"some-kata is open in another terminal (process {other.pid})"
        other.kill()
    with space.locked():
        pass
