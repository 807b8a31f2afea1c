"""Every program in hostile/ must end as a named failure, leave nothing behind, and never pass."""

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studybuddy.katas.check import check, open_host
from studybuddy.katas.kata import Kata, kata_from_fields
from studybuddy.katas.report import CheckReport
from studybuddy.workers.host import Host

HOSTILE = sorted((Path(__file__).parent / "hostile").glob("*.py"))
HEADER = re.compile(r"^# side: (\w+)\n# ends: (.*)$", re.MULTILINE)
ASKED = re.compile(r"^# check: (.*)$", re.MULTILINE)  # a line for the check block, beside its two cases
CHECK = 'case("case one", [1.0, 2.0, 3.0])\ncase("case two", [0.0])\n'
RIGHT = "def double(x):\n    return x * 2\n"
SHORT, AMPLE = 0.4, 10.0  # seconds: short only for what is meant to run into the limit
BOUND_SECONDS = 20.0
SHARED = (Path("/dev/shm"), Path(tempfile.gettempdir()))  # noqa: S108 - looked into, never written
TRACES = ("studybuddy-owned", "fill-", "link")

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel sandbox is Linux's")


def kata(check_block: str = CHECK, seconds: float = AMPLE) -> Kata:
    return kata_from_fields(
        {
            "name": "double",
            "entry": "double",
            "prompt": "",
            "path": "katas/double.md",
            "starter": {"code": "def double(x):\n    raise NotImplementedError\n", "line": 3},
            "reference": {"code": RIGHT, "line": 9},
            "check": {"code": check_block, "line": 15},
            "seconds": seconds,
            "memory_mib": 200,
        }
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    (folder / "canary.txt").write_text("the secret")
    (folder / "studybuddy.db").write_text("the ledger")
    return folder


@pytest.fixture(scope="module")
def nursery() -> Iterator[Host]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDYBUDDY_CANARY", "the secret")
        with open_host() as opened:
            yield opened


def children_of(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def files_around(home: Path) -> dict[str, object]:
    """Everything in the home with its content, and the names in the folders that anyone may write to."""
    held: dict[str, object] = {str(path): (path.read_text(), path.stat().st_mode) for path in home.iterdir()}
    for shared in SHARED:
        held[str(shared)] = sorted(name for name in names_in(shared) if name.startswith(TRACES))
    return held


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def own_folders() -> set[str]:
    return {name for name in names_in(SHARED[1]) if name.startswith(f"studybuddy-{os.getpid()}-")}


def words_of(report: CheckReport) -> str:
    parts = [f"{case.name}: {case.kind}: {case.reason}" for case in report.cases if not case.passed]
    if report.broken:
        parts.append(f"broken: {report.broken}")
    return "\n".join((*parts, *report.diagnosis.lines()))


@linux_only
@pytest.mark.parametrize("program", HOSTILE, ids=lambda path: path.stem)
def test_program_fails_by_name_in_bounded_time_and_leaves_nothing(
    program: Path, home: Path, nursery: Host
) -> None:
    text = program.read_text(encoding="utf-8")
    side, ending = HEADER.search(text).groups()
    code = text + f"\nCANARY = {str(home / 'canary.txt')!r}\n"
    if side == "check":
        code = f"CANARY = {str(home / 'canary.txt')!r}\n" + text
    seconds = SHORT if ending.startswith("time limit") or "longer" in ending else AMPLE
    before, began = files_around(home), time.monotonic()

    asked = "\n".join(ASKED.findall(text))
    if side == "learner":
        report = check(kata(f"{CHECK}{asked}\n", seconds), code, 1, trust=False, workers=nursery)
    else:
        report = check(kata(code, seconds), RIGHT, 1, trust=False, workers=nursery)

    assert not report.passed
    assert report.isolation == "kernel sandbox"
    assert re.search(ending, words_of(report)), words_of(report)
    assert "\x1b" not in words_of(report) + report.printed
    assert "the secret" not in words_of(report) + report.printed
    assert time.monotonic() - began < BOUND_SECONDS
    assert files_around(home) == before
    assert children_of(nursery.pid) == []


@linux_only
def test_there_are_at_least_forty_programs() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize(
    "code", ["(" * 5000 + ")" * 5000, "text = '\0'", "def double(:", "x = 1 +", "é = \ud800"]
)
def test_text_that_is_no_python_fails_by_name(code: str, workers: Host) -> None:
    report = check(kata(), code, 1, trust=True, workers=workers)
    assert not report.passed
    assert report.cases[0].name == "the code loads"
    assert report.cases[0].reason


def test_right_code_passes_after_all_of_that(workers: Host) -> None:
    report = check(kata(), RIGHT, 1, trust=False, workers=workers)
    assert report.passed
    assert report.diagnosis.lines() == ()


def test_a_file_above_the_cap_is_refused_unread() -> None:
    report = check(kata(), "#" * (50 << 20), 1, trust=False)
    assert not report.passed
    assert report.cases[0].kind == "size"


@linux_only
def test_host_leaves_no_process_and_no_folder() -> None:
    before = own_folders()
    with open_host() as opened:
        check(kata(), RIGHT, 1, trust=False, workers=opened)
        pid = opened.pid
    assert not Path(f"/proc/{pid}").exists()
    assert own_folders() == before
