"""Requests start a fresh interpreter each; events come back through threads, on any system.

For systems where forking a process that holds NumPy is impossible (Windows) or unsafe (macOS). A pair of
workers stands by, started and with NumPy loaded, so that the watch loop does not wait for imports.
"""

import json
import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from studybuddy.errors import StudyBuddyError
from studybuddy.workers import host, surroundings
from studybuddy.workers.frames import READ_SIZE, FrameReader, OversizedFrameError, pack
from studybuddy.workers.limits import Limits
from studybuddy.workers.printed import Printed
from studybuddy.workers.sandbox import Isolation

STANDING_BY = 2
CLOSING_SECONDS = 5.0


@dataclass(slots=True)
class _Worker:
    number: int
    process: "subprocess.Popen[bytes]"
    reader: FrameReader
    printed: Printed
    ready: bool = False
    why: str = ""
    listeners: list[threading.Thread] = field(default_factory=list)

    def end(self) -> None:
        """Kill the process, wait for it and for the threads that listen to it."""
        _kill(self.process)
        self.process.wait(CLOSING_SECONDS)
        for listener in self.listeners:
            listener.join(CLOSING_SECONDS)
        _close_streams(self.process)


class ColdHost:
    """A host whose workers are separate interpreters; `standing_by` of them are kept started."""

    def __init__(self, recipe: surroundings.Recipe, standing_by: int = STANDING_BY) -> None:
        self._recipe = recipe
        self._folder = host.new_folder()
        self._arrivals: queue.SimpleQueue[host.Event] = queue.SimpleQueue()
        self._events: list[host.Event] = []
        self._workers: dict[int, _Worker] = {}
        self._count = 0
        self._standing_by: list[subprocess.Popen[bytes]] = []
        self._wanted = standing_by
        self._refill()

    def _refill(self) -> None:
        while len(self._standing_by) < self._wanted:
            self._standing_by.append(self._spawn())

    def _spawn(self) -> "subprocess.Popen[bytes]":
        command = surroundings.command("studybuddy.workers.spawned", self._recipe, self._folder)
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=surroundings.environment(),
                cwd=self._folder,
                start_new_session=sys.platform != "win32",
            )
        except OSError as error:
            self.close()
            raise StudyBuddyError(f"a sandboxed process cannot be started: {error}") from error
        first = {
            "preload": self._recipe.preload,
            "root": surroundings.ROOT,
            "readable": surroundings.readable(self._recipe),
            "hidden": surroundings.hidden(self._recipe),
        }
        _write(process, pack(json.dumps(first).encode()))
        return process

    def start(self, target: str, limits: Limits) -> int:
        """See `Host.start`."""
        process = self._standing_by.pop(0) if self._standing_by else self._spawn()
        self._count += 1
        reader, printed = FrameReader(limits.frame_bytes), Printed(limits.output_bytes)
        worker = _Worker(self._count, process, reader, printed)
        self._workers[worker.number] = worker
        _write(process, pack(json.dumps({"target": target, "limits": limits}).encode()))
        for listen in (self._hear_frames, self._hear_output):
            listener = threading.Thread(target=listen, args=(worker,), daemon=True)
            listener.start()
            worker.listeners.append(listener)
        return worker.number

    def send(self, worker: int, payload: bytes, deadline: float) -> bool:
        """See `Host.send`."""
        process = self._workers[worker].process
        writing = threading.Thread(target=_write, args=(process, pack(payload)), daemon=True)
        writing.start()
        writing.join(max(0.0, deadline - time.monotonic()))
        return not writing.is_alive()

    def wait(self, deadline: float) -> host.Event | None:
        """See `Host.wait`."""
        if self._events:
            return self._events.pop(0)
        while True:
            try:
                event = self._arrivals.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                return None
            if event.worker in self._workers:
                return event

    def has_spoken(self, worker: int) -> bool:
        """See `Host.has_spoken`."""
        with suppress(queue.Empty):
            while True:
                self._events.append(self._arrivals.get_nowait())
        return any(isinstance(event, host.Frame) and event.worker == worker for event in self._events)

    def printed(self, worker: int) -> bytes:
        """See `Host.printed`."""
        return self._workers[worker].printed.kept

    def stack(self, worker: int) -> bytes:
        """See `Host.stack`."""
        if sys.platform == "win32":
            return b""
        asked = self._workers[worker]
        asked.printed.expect_stack()
        deadline = time.monotonic() + host.STACK_SECONDS
        with suppress(ProcessLookupError):
            asked.process.send_signal(signal.SIGUSR1)
        while asked.process.poll() is None and not asked.printed.stack_is_whole:
            if time.monotonic() >= deadline:
                break
            time.sleep(0.002)
        return asked.printed.stack

    def kill(self, worker: int) -> None:
        """See `Host.kill`."""
        _kill(self._workers[worker].process)

    def release(self, worker: int) -> host.Gone | None:
        """See `Host.release`; a process of its own tells no processor time here."""
        self._workers.pop(worker).end()
        self._events = [event for event in self._events if event.worker != worker]
        self._refill()
        return None

    def close(self) -> None:
        """See `Host.close`."""
        for worker in self._workers.values():
            worker.end()
        for process in self._standing_by:
            _kill(process)
            process.wait(CLOSING_SECONDS)
            _close_streams(process)
        self._standing_by.clear()
        self._workers.clear()
        host.remove_folder(self._folder)

    def _hear_frames(self, worker: _Worker) -> None:
        """Turn what the worker sends into events, then report its end (a thread's whole life)."""
        stdout = worker.process.stdout
        with suppress(OSError, ValueError):
            while stdout and (chunk := stdout.read1(READ_SIZE)):  # type: ignore[attr-defined]
                try:
                    frames = worker.reader.feed(chunk)
                except OversizedFrameError as error:
                    worker.why = host.TOO_LARGE_FRAME.format(error)
                    break
                for frame in frames:
                    self._arrivals.put(self._event(worker, frame))
        try:
            code = worker.process.wait(0.1)
        except subprocess.TimeoutExpired:
            worker.why = worker.why or host.CLOSED_CHANNEL
            _kill(worker.process)
            code = worker.process.wait()
        self._arrivals.put(host.Gone(worker.number, code, worker.why))

    def _event(self, worker: _Worker, frame: bytes) -> host.Event:
        if worker.ready:
            return host.Frame(worker.number, frame)
        worker.ready = True
        name, layers = json.loads(frame)
        return host.Ready(worker.number, Isolation(name, tuple(layers)))

    def _hear_output(self, worker: _Worker) -> None:
        """Keep the first part of what the worker prints, and end it when there is too much."""
        stderr = worker.process.stderr
        with suppress(OSError, ValueError):
            while stderr and (chunk := stderr.read1(READ_SIZE)):  # type: ignore[attr-defined]
                why = worker.printed.take(chunk)
                if why and not worker.why:
                    worker.why = why
                    _kill(worker.process)


def _write(process: "subprocess.Popen[bytes]", framed: bytes) -> None:
    with suppress(OSError, ValueError):
        if process.stdin:
            process.stdin.write(framed)
            process.stdin.flush()


def _close_streams(process: "subprocess.Popen[bytes]") -> None:
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            with suppress(OSError):
                stream.close()


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End the process and, where there are groups, whatever it started."""
    if sys.platform != "win32" and process.poll() is None:
        import os

        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(OSError):
        process.kill()
