"""Both ways of starting workers behave alike and leave nothing behind."""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studybuddy.errors import StudyBuddyError
from studybuddy.workers import host
from studybuddy.workers.cold import ColdHost
from studybuddy.workers.limits import Limits
from studybuddy.workers.surroundings import Recipe, environment

if sys.platform == "linux":
    from studybuddy.workers.warm import WarmHost

RECIPE = Recipe(preload=("worker_probe",), packages=("worker_probe",))
PROBE = "worker_probe:main"
on_linux = sys.platform.startswith("linux")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="a stack is asked for by a signal")
linux_only = pytest.mark.skipif(not on_linux, reason="needs Linux")


def cold(recipe: Recipe) -> ColdHost:
    return ColdHost(recipe, standing_by=1)


def warm(recipe: Recipe) -> host.Host:
    return WarmHost(recipe)


@pytest.fixture(scope="module", params=[pytest.param(warm, marks=linux_only), cold], ids=["warm", "cold"])
def workers(request: pytest.FixtureRequest) -> Iterator[host.Host]:
    opened = request.param(RECIPE)
    yield opened
    opened.close()


@pytest.fixture
def ask(workers: host.Host) -> Iterator[Callable[[str], str]]:
    worker = started(workers)

    def question(expression: str) -> str:
        workers.send(worker, json.dumps(expression).encode(), soon())
        event = workers.wait(soon())
        assert isinstance(event, host.Frame), event
        return event.payload.decode()

    yield question
    workers.release(worker)


def soon() -> float:
    return time.monotonic() + 60


def started(workers: host.Host, limits: Limits = Limits(memory_mib=100)) -> int:  # noqa: B008 - a frozen value
    worker = workers.start(PROBE, limits)
    event = workers.wait(soon())
    assert isinstance(event, host.Ready), event
    if on_linux:
        assert event.isolation.name == "kernel sandbox"
    return worker


def test_worker_answers(ask: Callable[[str], str]) -> None:
    assert ask("1 + 1") == "2"


def test_worker_sees_no_environment_of_the_users(ask: Callable[[str], str]) -> None:
    assert set(eval(ask("sorted(os.environ)"))) <= set(environment()) | {"LC_CTYPE"}  # noqa: S307


def test_worker_stands_in_an_empty_folder(ask: Callable[[str], str]) -> None:
    assert ask("os.listdir('.')") == "[]"


@linux_only
@pytest.mark.parametrize(
    ("expression", "error"),
    [
        ("os.fork()", "PermissionError"),
        ("open('/etc/passwd')", "PermissionError"),
        ("open('new', 'w')", "PermissionError"),
        ("os.kill(os.getppid(), 9)", "PermissionError"),
        ("__import__('socket').socket()", "PermissionError"),
        ("__import__('threading').Thread(target=print).start()", "RuntimeError"),
        ("len(bytearray(1 << 30))", "MemoryError"),
        ("__import__('studybuddy.syllabus')", "PermissionError"),
    ],
)
def test_worker_is_bound(ask: Callable[[str], str], expression: str, error: str) -> None:
    assert ask(expression).startswith(error)


def test_worker_can_still_import_the_standard_library(ask: Callable[[str], str]) -> None:
    assert ask("__import__('wave').__name__") == "'wave'"


def test_exit_status_is_reported(workers: host.Host) -> None:
    worker = started(workers)
    workers.send(worker, json.dumps("os._exit(7)").encode(), soon())
    event = workers.wait(soon())
    assert isinstance(event, host.Gone)
    assert (event.code, event.why) == (7, "")
    workers.release(worker)


def test_too_much_output_is_named(workers: host.Host) -> None:
    worker = started(workers, Limits(memory_mib=100, output_bytes=1000))
    workers.send(worker, json.dumps("os.write(1, b'x' * 5000)").encode(), soon())
    events = [workers.wait(soon())]
    while not isinstance(events[-1], host.Gone):
        events.append(workers.wait(soon()))
    assert "printed more than 1000 bytes" in events[-1].why
    assert workers.printed(worker).startswith(b"xxx")
    workers.release(worker)


def test_a_killed_worker_is_gone(workers: host.Host) -> None:
    worker = started(workers)
    workers.send(worker, json.dumps("sum(__import__('itertools').repeat(1))").encode(), soon())
    workers.kill(worker)
    event = workers.wait(soon())
    assert isinstance(event, host.Gone)
    workers.release(worker)


@posix_only
def test_a_busy_worker_that_knows_how_to_tells_where_it_stands(workers: host.Host) -> None:
    worker = started(workers)
    listens = "__import__('faulthandler').register(__import__('signal').SIGUSR1, file=2, all_threads=False)"
    workers.send(worker, json.dumps(listens).encode(), soon())
    assert isinstance(workers.wait(soon()), host.Frame)
    workers.send(worker, json.dumps("sum(__import__('itertools').repeat(1))").encode(), soon())
    until = soon()
    while b"worker_probe.py" not in (stack := workers.stack(worker)):  # it may not have begun
        assert time.monotonic() < until, stack
    assert stack.endswith(b"in <module>\n")
    assert workers.printed(worker) == b""
    workers.release(worker)


def test_a_worker_that_does_not_know_how_to_tells_nothing(workers: host.Host) -> None:
    worker = started(workers)
    assert workers.stack(worker) == b""
    workers.release(worker)


def test_an_oversized_frame_ends_the_worker(workers: host.Host) -> None:
    worker = started(workers, Limits(memory_mib=100, frame_bytes=1000))
    workers.send(worker, json.dumps("'x' * 5000").encode(), soon())
    event = workers.wait(soon())
    assert isinstance(event, host.Gone)
    assert "the cap is 1000" in event.why
    workers.release(worker)


@linux_only
def test_workers_end_with_their_nursery() -> None:
    opened = WarmHost(RECIPE)
    worker = started(opened)
    opened.send(worker, json.dumps("os.getpid()").encode(), soon())
    event = opened.wait(soon())
    assert isinstance(event, host.Frame)
    os.kill(opened.pid, 9)
    assert isinstance(opened.wait(soon()), host.Gone)
    with pytest.raises(StudyBuddyError, match="was killed"):
        opened.start(PROBE, Limits())
    opened.close()
    poll_until(lambda: _is_zombie(int(event.payload)))


@linux_only
def test_nursery_ends_with_its_supervisor(tmp_path: Path) -> None:
    script = (
        "import os, sys, time; sys.path[:0] = sys.argv[1:]\n"
        "from studybuddy.workers.warm import WarmHost\n"
        "from studybuddy.workers.surroundings import Recipe\n"
        "host = WarmHost(Recipe(preload=(), packages=()))\n"
        "from studybuddy.workers.limits import Limits\n"
        "host.start('studybuddy.workers.duty:import_all', Limits())\n"
        "host.wait(time.monotonic() + 20)\n"
        "print(host.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    import subprocess

    from studybuddy.workers.surroundings import ROOT

    done = subprocess.run(
        [sys.executable, "-c", script, ROOT],
        check=False, capture_output=True, text=True, env=os.environ | {"TMPDIR": str(tmp_path)},
    )  # fmt: skip
    nursery = int(done.stdout)
    poll_until(lambda: _is_zombie(nursery))
    assert list(tmp_path.iterdir()) == []


def _is_zombie(pid: int) -> bool:
    """Whether the process has ended, reaped or not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] in "ZX"
    except OSError:
        return True


def poll_until(condition: Callable[[], bool]) -> None:
    deadline = soon()
    while not condition():
        assert time.monotonic() < deadline
        os.sched_yield()


def test_close_removes_the_folder() -> None:
    mine = f"studybuddy-{os.getpid()}-*"
    before = set(Path(tempfile.gettempdir()).glob(mine))
    opened = (WarmHost if on_linux else ColdHost)(RECIPE)
    opened.close()
    assert set(Path(tempfile.gettempdir()).glob(mine)) == before


@linux_only
def test_what_is_preloaded_is_there_for_all_workers() -> None:
    opened = WarmHost(RECIPE._replace(preload=(*RECIPE.preload, "colorsys")))
    try:
        assert [_has(opened, "colorsys"), _has(opened, "colorsys")] == [True, True]
        assert not _has(opened, "sndhdr")
    finally:
        opened.close()


def _has(opened: host.Host, module: str) -> bool:
    worker = started(opened)
    opened.send(worker, json.dumps(f"{module!r} in __import__('sys').modules").encode(), soon())
    event = opened.wait(soon())
    assert isinstance(event, host.Frame), event
    opened.release(worker)
    return event.payload.decode() == "True"
