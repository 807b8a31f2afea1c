"""Requests flow to the process that holds all workers, its reports of their endings flow back (Linux)."""

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from studybuddy.workers import surroundings
from studybuddy.workers.frames import READ_SIZE

if sys.platform != "linux":
    raise ImportError("a nursery forks, which is for Linux; elsewhere see cold.py")

CLOSING_SECONDS = 2.0


class NurseryLink:
    """A nursery that was started, and the socket that leads to it."""

    def __init__(self, recipe: surroundings.Recipe, folder: str) -> None:
        """Start a nursery that stands in a folder. Raises: OSError."""
        self._pending = b""
        self._control, theirs = socket.socketpair()
        with theirs:
            self.pid = _spawn(recipe, folder, theirs.fileno())
        request = {
            "preload": recipe.preload,
            "folder": folder,
            "root": surroundings.ROOT,
            "readable": surroundings.readable(recipe),
            "hidden": surroundings.hidden(recipe),
        }
        self.request(request)

    def fileno(self) -> int:
        """Return the descriptor on which reports arrive."""
        return self._control.fileno()

    def request(self, request: Mapping[str, object], *descriptors: int) -> None:
        """Send a request, and descriptors with it; to a nursery that is gone nothing is sent."""
        line = json.dumps(request).encode() + b"\n"
        with suppress(ConnectionError):
            if descriptors:
                socket.send_fds(self._control, [line], descriptors)
            else:
                self._control.sendall(line)

    def reports(self) -> list[dict[str, Any]] | None:
        """Wait for the nursery and return what it reports; None when it is gone."""
        try:
            chunk = self._control.recv(READ_SIZE)
        except ConnectionError:
            chunk = b""
        if not chunk:
            return None
        *lines, self._pending = (self._pending + chunk).split(b"\n")
        return [json.loads(line) for line in lines]

    def close(self) -> None:
        """End the nursery, and with it all workers."""
        self._control.close()
        deadline = time.monotonic() + CLOSING_SECONDS
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if time.monotonic() > deadline:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                break
            time.sleep(0.001)


def _spawn(recipe: surroundings.Recipe, folder: str, control: int) -> int:
    command = surroundings.command("studybuddy.workers.nursery", recipe, folder)
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_DUP2, 1, 2),
        (os.POSIX_SPAWN_DUP2, control, 3),
    ]
    if control == 3:  # then dup2 would leave close-on-exec set
        os.set_inheritable(control, True)
        actions.pop()
    return os.posix_spawn(
        sys.executable, command, surroundings.environment(), file_actions=actions, setsid=True
    )
