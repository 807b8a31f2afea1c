"""Requests with descriptors come in over a socket; forked, sandboxed workers and their endings go out.

The nursery is the warm parent: it holds NumPy and no deck's code, runs none, and is never blocked, so it can
always kill. When its socket closes it kills whatever is left, removes its folder and ends.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from typing import Any

from studybuddy.workers import duty, privileges, sandbox
from studybuddy.workers.frames import Channel

if sys.platform != "linux":
    raise ImportError("the nursery forks, which is for Linux; elsewhere see cold.py")

CONTROL, SOURCE, SINK = 3, 3, 4
FIRST_FREE = 5
OUT_OF_THE_WAY = 100
DESCRIPTORS_EACH = 3


class Nursery:
    """The state of the warm parent: who lives, which descriptors wait for their request."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._workers: dict[int, int] = {}  # process id → the host's number for it
        self._descriptors: list[int] = []
        self._pending = b""
        self._rules: int | None = None
        self._wake, self._woken = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(self._woken, False)
        signal.set_wakeup_fd(self._woken, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def serve(self) -> None:
        """Answer requests until the host has gone."""
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        alive = True
        while alive:
            for descriptor, _ in poll.poll():
                if descriptor == self._wake:
                    os.read(self._wake, 4096)
                    self._reap()
                else:
                    alive = self._listen()
        for pid in self._workers:
            _kill_group(pid)

    def _listen(self) -> bool:
        try:
            chunk, descriptors, _, _ = socket.recv_fds(self._control, 1 << 16, 16)
        except ConnectionError:
            return False
        self._descriptors += descriptors
        *lines, self._pending = (self._pending + chunk).split(b"\n")
        for line in lines:
            self._obey(json.loads(line))
        return bool(chunk)

    def _obey(self, request: dict[str, Any]) -> None:
        if "kill" in request:
            for pid in self._pids(request["kill"]):
                _kill_group(pid)
        elif "dump" in request:
            self._signal(request["dump"])
        elif "preload" in request:
            self._prepare(request)
        else:
            self._fork(request)

    def _pids(self, wanted: int) -> list[int]:
        return [pid for pid, number in self._workers.items() if number == wanted]

    def _signal(self, wanted: int) -> None:
        """Have a worker dump its stack, if it knows how to."""
        for pid in self._pids(wanted):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGUSR1)

    def _prepare(self, request: dict[str, Any]) -> None:
        os.chdir(request["folder"])
        duty.import_all(request["preload"])
        gc.collect()
        gc.freeze()  # collections in the children leave the shared pages alone
        duty.forget_own_folder(request["root"])
        self._rules = sandbox.rule_set([*request["readable"], request["folder"]], request["hidden"])

    def _fork(self, request: dict[str, Any]) -> None:
        mine, self._descriptors = self._descriptors[:DESCRIPTORS_EACH], self._descriptors[DESCRIPTORS_EACH:]
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _become_worker(request, mine, self._rules, parent)
        self._workers[pid] = request["start"]
        for descriptor in mine:
            os.close(descriptor)

    def _reap(self) -> None:
        while self._workers:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is None:
                return
            _kill_group(ended.si_pid)  # before its number can be given to another process
            pid, status, usage = os.wait4(ended.si_pid, 0)
            number = self._workers.pop(pid, None)
            if number is not None:
                report = {
                    "ended": number,
                    "code": os.waitstatus_to_exitcode(status),
                    "peak_kib": usage.ru_maxrss,
                    "cpu_seconds": usage.ru_utime + usage.ru_stime,
                }
                with suppress(ConnectionError):
                    self._control.sendall(json.dumps(report).encode() + b"\n")


def _kill_group(pid: int) -> None:
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _become_worker(request: dict[str, Any], mine: list[int], rules: int | None, parent: int) -> None:
    """Take the descriptors' fixed places, then perform; never returns."""
    code = 70
    try:
        import fcntl

        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        privileges.die_with(parent)
        source, sink, output = (fcntl.fcntl(each, fcntl.F_DUPFD, OUT_OF_THE_WAY) for each in mine)
        if rules is not None:
            rules = fcntl.fcntl(rules, fcntl.F_DUPFD, OUT_OF_THE_WAY)
        os.dup2(source, SOURCE)
        os.dup2(sink, SINK)
        os.dup2(output, 1)
        os.dup2(output, 2)
        if rules is None:
            os.closerange(FIRST_FREE, OUT_OF_THE_WAY * 4)
        else:
            os.dup2(rules, FIRST_FREE)
            rules = FIRST_FREE
            os.closerange(FIRST_FREE + 1, OUT_OF_THE_WAY * 4)
        duty.perform(request, Channel(SOURCE, SINK), rules)
        code = 0
    except BaseException:  # noqa: BLE001 - whatever happens here must end here, not in the nursery's loop
        import traceback

        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stdout.flush()
        os._exit(code)


def main() -> None:
    """Run the nursery on the socket at descriptor 3; `sys.argv[1]` is the folder to remove at the end."""
    folder = sys.argv[1]
    try:
        Nursery(socket.socket(fileno=CONTROL)).serve()
    finally:
        os.chdir("/")
        with suppress(OSError):
            os.rmdir(folder)  # noqa: PTH106 - pathlib is slow to load here
        os._exit(0)  # the interpreter's own teardown would take longer than a whole check
