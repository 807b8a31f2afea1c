"""Requests go to a nursery, which forks a worker in a few milliseconds; events come back (Linux)."""

import json
import os
import select
import signal
import sys
import time
from collections import deque
from dataclasses import dataclass

from studybuddy.errors import StudyBuddyError
from studybuddy.workers import host, surroundings
from studybuddy.workers.frames import READ_SIZE, FrameReader, OversizedFrameError, pack
from studybuddy.workers.limits import Limits
from studybuddy.workers.nursery_link import CLOSING_SECONDS, NurseryLink
from studybuddy.workers.printed import Printed
from studybuddy.workers.sandbox import Isolation

if sys.platform != "linux":
    raise ImportError("a nursery forks, which is for Linux; elsewhere see cold.py")

GRACE_SECONDS = 0.1
LOST = "the process that holds all workers was killed"


@dataclass(slots=True)
class _Worker:
    number: int
    sink: int  # to the worker
    source: int  # from the worker
    output: int  # what it prints
    reader: FrameReader
    printed: Printed
    ready: bool = False
    why: str = ""
    ending: host.Gone | None = None

    def descriptors(self) -> list[int]:
        """Return those that are open."""
        return [each for each in (self.source, self.output, self.sink) if each >= 0]


class WarmHost:
    """A host whose workers are forked from one process that has the preloaded modules in memory."""

    def __init__(self, recipe: surroundings.Recipe) -> None:
        self._folder = host.new_folder()
        self._events: deque[host.Event] = deque()
        self._workers: dict[int, _Worker] = {}
        self._by_descriptor: dict[int, _Worker] = {}
        self._count = 0
        self._is_lost = False
        self._poll = select.poll()
        try:
            self._nursery = NurseryLink(recipe, self._folder)
        except OSError as error:
            host.remove_folder(self._folder)
            raise StudyBuddyError(f"a sandboxed process cannot be started: {error}") from error
        self._poll.register(self._nursery, select.POLLIN)

    @property
    def pid(self) -> int:
        """The process id of the nursery."""
        return self._nursery.pid

    def start(self, target: str, limits: Limits) -> int:
        """See `Host.start`."""
        if self._is_lost:
            raise StudyBuddyError(LOST, "start the check again")
        their_source, sink = os.pipe()
        source, their_sink = os.pipe()
        output, their_output = os.pipe()
        for descriptor in (sink, source, output):
            os.set_blocking(descriptor, False)
        self._count += 1
        reader, printed = FrameReader(limits.frame_bytes), Printed(limits.output_bytes)
        worker = _Worker(self._count, sink, source, output, reader, printed)
        theirs = (their_source, their_sink, their_output)
        self._nursery.request({"start": worker.number, "target": target, "limits": limits}, *theirs)
        for descriptor in theirs:
            os.close(descriptor)
        self._workers[worker.number] = worker
        for descriptor in (source, output):
            self._by_descriptor[descriptor] = worker
            self._poll.register(descriptor, select.POLLIN)
        return worker.number

    def send(self, worker: int, payload: bytes, deadline: float) -> bool:
        """See `Host.send`."""
        view = memoryview(pack(payload))
        sink = self._workers[worker].sink
        while view:
            remaining = deadline - time.monotonic()
            if remaining <= 0 or self._workers[worker].ending:
                return False
            try:
                view = view[os.write(sink, view) :]
            except BlockingIOError:
                waiting = select.poll()
                waiting.register(sink, select.POLLOUT)
                waiting.poll(min(remaining, 0.05) * 1000)
                self._collect(0)
            except OSError:
                return False
        return True

    def wait(self, deadline: float) -> host.Event | None:
        """See `Host.wait`."""
        while not self._events:
            remaining = deadline - time.monotonic()
            if remaining < 0:
                return None
            self._collect(remaining)
        return self._events.popleft()

    def has_spoken(self, worker: int) -> bool:
        """See `Host.has_spoken`."""
        self._collect(0)
        queued = any(isinstance(event, host.Frame) and event.worker == worker for event in self._events)
        return queued or not self._workers[worker].reader.is_empty

    def printed(self, worker: int) -> bytes:
        """See `Host.printed`."""
        return self._workers[worker].printed.kept

    def stack(self, worker: int) -> bytes:
        """See `Host.stack`."""
        asked = self._workers[worker]
        asked.printed.expect_stack()
        deadline = time.monotonic() + host.STACK_SECONDS
        self._nursery.request({"dump": worker})
        while not (asked.ending or asked.printed.stack_is_whole) and time.monotonic() < deadline:
            self._collect(deadline - time.monotonic())
        return asked.printed.stack

    def kill(self, worker: int) -> None:
        """See `Host.kill`."""
        self._nursery.request({"kill": worker})

    def release(self, worker: int) -> host.Gone | None:
        """See `Host.release`."""
        self.kill(worker)
        deadline = time.monotonic() + CLOSING_SECONDS
        while not self._workers[worker].ending and time.monotonic() < deadline:
            self._collect(deadline - time.monotonic())
        released = self._workers.pop(worker)
        self._release(released)
        self._events = deque(event for event in self._events if event.worker != worker)
        return released.ending

    def close(self) -> None:
        """See `Host.close`."""
        self._nursery.close()
        for worker in self._workers.values():
            self._release(worker)
        self._workers.clear()
        host.remove_folder(self._folder)

    def _collect(self, seconds: float) -> None:
        for descriptor, _ in self._poll.poll(max(seconds, 0) * 1000):
            if descriptor == self._nursery.fileno():
                self._hear_nursery()
            elif descriptor in self._by_descriptor:
                worker = self._by_descriptor[descriptor]
                try:
                    chunk = os.read(descriptor, READ_SIZE)
                except BlockingIOError:
                    continue
                if not chunk:
                    self._forget(descriptor)
                    if descriptor == worker.source:
                        self._await_ending(worker)
                elif descriptor == worker.output:
                    self._hear_output(worker, chunk)
                else:
                    self._hear_frames(worker, chunk)

    def _await_ending(self, worker: _Worker) -> None:
        """Wait for the end of a worker that has closed its channel, or bring it about."""
        deadline = time.monotonic() + GRACE_SECONDS
        nursery = select.poll()
        nursery.register(self._nursery, select.POLLIN)
        while not worker.ending and time.monotonic() < deadline:
            if nursery.poll(GRACE_SECONDS * 1000):
                self._hear_nursery()
        if not worker.ending:
            self._condemn(worker, host.CLOSED_CHANNEL)

    def _hear_frames(self, worker: _Worker, chunk: bytes) -> None:
        try:
            frames = worker.reader.feed(chunk)
        except OversizedFrameError as error:
            self._forget(worker.source)
            self._condemn(worker, host.TOO_LARGE_FRAME.format(error))
            return
        for frame in frames:
            if worker.ready:
                self._events.append(host.Frame(worker.number, frame))
            else:
                worker.ready = True
                name, layers = json.loads(frame)
                self._events.append(host.Ready(worker.number, Isolation(name, tuple(layers))))

    def _hear_output(self, worker: _Worker, chunk: bytes) -> None:
        why = worker.printed.take(chunk)
        if why and not worker.why:
            self._condemn(worker, why)

    def _condemn(self, worker: _Worker, why: str) -> None:
        worker.why = worker.why or why
        self.kill(worker.number)

    def _hear_nursery(self) -> None:
        reports = self._nursery.reports()
        if reports is None:
            self._poll.unregister(self._nursery)
            self._is_lost = True
            for worker in self._workers.values():
                self._end(worker, host.Gone(worker.number, -signal.SIGKILL, LOST))
            return
        for report in reports:
            if report["ended"] in self._workers:
                worker = self._workers[report["ended"]]
                self._drain(worker)
                usage = (report["peak_kib"], report["cpu_seconds"])
                self._end(worker, host.Gone(worker.number, report["code"], worker.why, *usage))

    def _drain(self, worker: _Worker) -> None:
        """Read what an ended worker left in its pipes, so that its last frame comes before its end."""
        for descriptor, hear in ((worker.output, self._hear_output), (worker.source, self._hear_frames)):
            while descriptor in self._by_descriptor:
                try:
                    chunk = os.read(descriptor, READ_SIZE)
                except BlockingIOError:
                    break
                if not chunk:
                    break
                hear(worker, chunk)

    def _end(self, worker: _Worker, ending: host.Gone) -> None:
        if worker.ending:
            return
        worker.ending = ending
        self._events.append(ending)
        self._release(worker)

    def _release(self, worker: _Worker) -> None:
        for descriptor in (worker.source, worker.output):
            self._forget(descriptor)
        for descriptor in worker.descriptors():
            os.close(descriptor)
        worker.source = worker.output = worker.sink = -1

    def _forget(self, descriptor: int) -> None:
        if self._by_descriptor.pop(descriptor, None):
            self._poll.unregister(descriptor)
