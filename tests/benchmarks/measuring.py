"""Two things to run in, how long each took out: alternated, so that both see the same noise."""

import os
import pty
import re
import resource
import select
import statistics
import struct
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds on the clock, and seconds of processor (user and system) where they were measured."""

    wall_s: float
    cpu_s: float | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """What a figure and its floor took, each the middle (or another share) of all runs."""

    measured: Time
    floor: Time

    @property
    def ratio(self) -> float:
        """The clock's ratio of figure and floor."""
        return self.measured.wall_s / self.floor.wall_s

    @property
    def cpu_ratio(self) -> float | None:
        """The processor's ratio, which other work on the machine disturbs less."""
        if self.measured.cpu_s is None or not self.floor.cpu_s:
            return None
        return self.measured.cpu_s / self.floor.cpu_s


def alternate(
    measured: Callable[[], Time], floor: Callable[[], Time], rounds: int, share: float = 0.5
) -> Pair:
    """Run both in turn; `share` 0.5 takes the medians, 0.95 what nineteen of twenty runs stay below."""
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(floor())
        ours.append(measured())
    return Pair(_at(ours, share), _at(theirs, share))


def _at(times: Sequence[Time], share: float) -> Time:
    cpu = [time.cpu_s for time in times if time.cpu_s is not None]
    return Time(_quantile([time.wall_s for time in times], share), _quantile(cpu, share) if cpu else None)


def _quantile(values: Sequence[float], share: float) -> float:
    if share == 0.5:
        return statistics.median(values)
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def timed(work: Callable[[], object]) -> Time:
    """Run something in this process."""
    cpu, start = time.process_time(), time.perf_counter()
    work()
    return Time(time.perf_counter() - start, time.process_time() - cpu)


def child_environment(more: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a learner's shell, in which compiled modules are kept."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "STUDYBUDDY"))
    }
    return kept | {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT)} | dict(more)


def process(command: Sequence[str], environment: Mapping[str, str]) -> Time:
    """Run a whole process to its end."""
    cpu, start = _children_s(), time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    return Time(time.perf_counter() - start, _children_s() - cpu)


def until_shown(
    command: Sequence[str],
    environment: Mapping[str, str],
    pattern: str,
    then: Callable[[int], object] = lambda _: None,
) -> Time:
    """Run a process in an 80×24 terminal until what it draws matches `pattern`, then end it.

    Before that `then` is called with its id; that time does not count.
    """
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    cpu, start = _children_s(), time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    try:
        _wait_for(ours, re.compile(pattern.encode()))
        wall = time.perf_counter() - start
        then(child.pid)
    finally:
        child.kill()
        child.wait()
        os.close(ours)
    return Time(wall, _children_s() - cpu)


def _wait_for(terminal: int, pattern: re.Pattern[bytes]) -> None:
    drawn = b""
    give_up = time.monotonic() + PATIENCE_S
    while not pattern.search(drawn):
        if not select.select([terminal], [], [], max(0.0, give_up - time.monotonic()))[0]:
            raise TimeoutError(f"nothing like {pattern.pattern!r} in {drawn[-400:]!r}")
        try:
            drawn += os.read(terminal, 65536)
        except OSError as error:  # the process has ended, and with it the terminal
            raise RuntimeError(f"it ended with {drawn[-400:]!r}") from error


def _children_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def memory_mib(process_id: int) -> float:
    """Return what a process and all below it hold, in MiB, each shared page divided among its holders."""
    rollup = Path(f"/proc/{process_id}/smaps_rollup").read_text(encoding="ascii")
    own = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024
    below = Path(f"/proc/{process_id}/task").glob("*/children")
    children = {int(child) for each in below for child in each.read_text(encoding="ascii").split()}
    return own + sum(memory_mib(child) for child in children)
