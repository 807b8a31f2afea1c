"""Jobs go in, answers come out in order: examiners side by side, each killed when a job does not end."""

import json
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from studybuddy.errors import StudyBuddyError
from studybuddy.katas.kata import Kata
from studybuddy.workers import host
from studybuddy.workers.limits import Limits
from studybuddy.workers.sandbox import KERNEL_SANDBOX

EXAMINER = "studybuddy.katas.examiner:main"
SET_UP_SECONDS = 30.0
MAX_ANSWER_BYTES = 1 << 20
MIN_SECONDS, MAX_SECONDS, SLACK = 0.5, 20.0, 20.0
MAX_CLOCK_SECONDS = 60.0
DID_NOT_END = "did not end"
ENDED_EARLY = "ended the process"

# How much longer on the clock, on a machine that may be busy; the exit that says "its seconds are over".
if sys.platform == "win32":
    PATIENCE, LATE_EXIT = 3, 0
else:
    PATIENCE, LATE_EXIT = 20, -signal.SIGPROF

Job = Mapping[str, Any]
Answer = dict[str, Any]


class Crew:
    """Examiners of one kata. `isolation` is the weakest of theirs; `checks` are the names of its checks."""

    def __init__(self, kata: Kata, workers: host.Host, size: int, *, trust: bool) -> None:
        self._kata = kata
        self._workers = workers
        self._trust = trust
        self._task = json.dumps(
            {
                "path": kata.path,
                "entry": kata.entry,
                "reference": {"code": kata.reference.code, "line": kata.reference.line},
                "check": {"code": kata.check.code, "line": kata.check.line},
            }
        ).encode()
        self.isolation = KERNEL_SANDBOX
        self.broken = ""
        self.checks: tuple[str, ...] = ()
        self.seconds = self.cpu_seconds = 0.0  # of one run; of a processor for new inputs
        self._idle: list[int] = []
        self._starting: set[int] = set()
        self._busy: dict[int, tuple[int, float]] = {}  # worker → (index of its job, deadline)
        for _ in range(size):
            self._hire()
        while self._starting and not self.broken:
            self._hear(time.monotonic() + SET_UP_SECONDS, {}, is_setup=True)

    def _hire(self) -> None:
        limits = Limits(seconds=600, memory_mib=self._kata.memory_mib + 512)
        self._starting.add(self._workers.start(EXAMINER, limits))

    @property
    def allowed_seconds(self) -> float:
        """The processor time of one job: many times that of the reference, as it was measured over there."""
        return min(max(MIN_SECONDS, SLACK * self.seconds), MAX_SECONDS)

    def do(self, jobs: Sequence[Job], done: Callable[[int], None] = lambda _: None) -> list[Answer]:
        """Return the answers to `jobs`; `done` hears how many are finished. Raises: StudyBuddyError."""
        answers: dict[int, Answer] = {}
        waiting = list(range(len(jobs)))[::-1]
        allowed = self.allowed_seconds
        on_the_clock = min(allowed * PATIENCE, MAX_CLOCK_SECONDS)
        while len(answers) < len(jobs):
            while waiting and self._idle:
                worker, index = self._idle.pop(), waiting.pop()
                deadline = time.monotonic() + on_the_clock
                job = {"seconds": allowed, **jobs[index]}
                self._workers.send(worker, json.dumps(job).encode(), deadline)
                self._busy[worker] = (index, deadline)
            nearest = min((deadline for _, deadline in self._busy.values()), default=time.monotonic() + 1)
            before = len(answers)
            self._hear(nearest, answers)
            self._dismiss_late(answers)
            if len(answers) > before:
                done(len(answers))
        return [answers[index] for index in range(len(jobs))]

    def _hear(self, deadline: float, answers: dict[int, Answer], *, is_setup: bool = False) -> None:
        match self._workers.wait(deadline):
            case host.Ready(worker, isolation):
                if isolation.name != KERNEL_SANDBOX:
                    self.isolation = isolation.name
                    if not self._trust:
                        self.broken = f"{self._kata.path}: no kernel sandbox here: its code was not run"
                        self._starting.clear()
                        return
                self._workers.send(worker, self._task, time.monotonic() + SET_UP_SECONDS)
            case host.Frame(worker, payload):
                self._read(worker, payload, answers)
            case host.Gone(worker) as gone:
                self._lose(worker, gone, answers)
            case None if is_setup:
                self.broken = f"{self._kata.path}: the check block took longer than {SET_UP_SECONDS:g} s"

    def _read(self, worker: int, payload: bytes, answers: dict[int, Answer]) -> None:
        content = _object(payload)
        if content is None:
            content = {"broken": f"{self._kata.path}: the deck's code sent a frame of its own"}
        if worker in self._starting:
            self._starting.remove(worker)
            self.broken = self.broken or str(content.get("broken", ""))
            self.checks = tuple(content.get("checks", ()))
            self.seconds = _seconds(content.get("seconds", 0.0))
            self.cpu_seconds = _seconds(content.get("cpu_seconds", 0.0))
            self._idle.append(worker)
        elif worker in self._busy:
            index, _ = self._busy.pop(worker)
            answers[index] = content
            self._idle.append(worker)

    def _lose(self, worker: int, gone: host.Gone, answers: dict[int, Answer]) -> None:
        self._workers.release(worker)
        if worker in self._starting:
            self._starting.remove(worker)
            words = gone.why or f"exit status {gone.code}"
            self.broken = self.broken or f"{self._kata.path}: the check block ended the process ({words})"
        elif worker in self._busy:
            index, _ = self._busy.pop(worker)
            is_late = LATE_EXIT and gone.code == LATE_EXIT and not gone.why
            how = DID_NOT_END if is_late else ENDED_EARLY
            answers[index] = {"failed": [how], "reason": gone.why or how}
            self._hire()
        elif worker in self._idle:
            self._idle.remove(worker)
            self._hire()
        if not (self._idle or self._busy or self._starting):
            raise StudyBuddyError(f"{self._kata.path}: no process is left to check the kata with")

    def _dismiss_late(self, answers: dict[int, Answer]) -> None:
        now = time.monotonic()
        for worker, (index, deadline) in list(self._busy.items()):
            if now > deadline:
                self._workers.release(worker)
                del self._busy[worker]
                answers[index] = {"failed": [DID_NOT_END], "reason": DID_NOT_END}
                self._hire()

    def weigh(self) -> None:
        """Measure the cost of a run again, with no other job beside it, and keep the less."""
        (answer,) = self.do([{"cost": True}])
        if "cpu_seconds" in answer:
            self.cpu_seconds = min(self.cpu_seconds, _seconds(answer["cpu_seconds"]))

    def close(self) -> None:
        """End all examiners."""
        for worker in (*self._idle, *self._busy, *self._starting):
            self._workers.release(worker)


def _object(payload: bytes) -> Answer | None:
    """Return what an examiner says, None if it cannot have said it: the deck's code has its channel too."""
    if len(payload) > MAX_ANSWER_BYTES:
        return None
    try:
        content = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    lists = [content[name] for name in ("checks", "failed") if name in content]
    is_whole = all(isinstance(each, list) and all(isinstance(one, str) for one in each) for each in lists)
    return content if is_whole else None


def _seconds(said: object) -> float:
    """Return the seconds that an examiner says it took, never more than it was given."""
    if isinstance(said, int | float) and 0 <= said <= SET_UP_SECONDS:
        return float(said)
    return SET_UP_SECONDS
