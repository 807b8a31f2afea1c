"""What a supervisor sees of its workers, whichever way they are started: events with numbers in them."""

import os
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

from studybuddy.workers.limits import Limits
from studybuddy.workers.sandbox import Isolation


class Ready(NamedTuple):
    """Worker `worker` is bound by `isolation` and has run no foreign code yet."""

    worker: int
    isolation: Isolation


class Frame(NamedTuple):
    """Worker `worker` sent `payload`."""

    worker: int
    payload: bytes


class Gone(NamedTuple):
    """Worker `worker` has ended: `code` is its exit status, or minus the signal that killed it.

    `why` says what the host itself saw, in words for the learner, and is empty for a plain ending.
    `cpu_seconds` is the processor time it took, 0 where the host is not told.
    """

    worker: int
    code: int
    why: str = ""
    peak_kib: int = 0
    cpu_seconds: float = 0.0


Event = Ready | Frame | Gone


class Host(Protocol):
    """Starts workers, talks with them, kills them. Times are readings of `time.monotonic`."""

    def start(self, target: str, limits: Limits) -> int:
        """Start a worker that runs `target` ("package.module:function") and return its number."""
        ...

    def send(self, worker: int, payload: bytes, deadline: float) -> bool:
        """Send a frame; False if the worker did not take it in time or has gone."""
        ...

    def wait(self, deadline: float) -> Event | None:
        """Return the next event, or None at the deadline."""
        ...

    def has_spoken(self, worker: int) -> bool:
        """Return whether bytes of the worker lie here that `wait` has not returned."""
        ...

    def printed(self, worker: int) -> bytes:
        """Return the first part of what the worker printed."""
        ...

    def stack(self, worker: int) -> bytes:
        """Return what the worker prints of its stack when asked to by a signal; what it prints from now on.

        Empty where there are no signals, or when it does not answer at once.
        """
        ...

    def kill(self, worker: int) -> None:
        """End the worker from outside, whatever it is doing; a `Gone` follows."""
        ...

    def release(self, worker: int) -> Gone | None:
        """End the worker, wait until it is gone and forget it: no event of it follows.

        Return how it ended, if that is known.
        """
        ...

    def close(self) -> None:
        """End everything that was started and remove what was created."""
        ...


STACK_SECONDS = 1.0  # to write it in, on a machine that has other things to do
CLOSED_CHANNEL = "it closed its channel to the checker"
TOO_LARGE_FRAME = "it sent {}"


def new_folder() -> str:
    """Create an empty folder of an unguessable name, for workers to stand in, and return its path."""
    base = next((os.environ[key] for key in ("TMPDIR", "TEMP", "TMP") if os.environ.get(key)), "")
    path = Path(base or _usual_folder()) / f"studybuddy-{os.getpid()}-{os.urandom(8).hex()}"
    path.mkdir(mode=0o700)
    return str(path)


def _usual_folder() -> str:
    if sys.platform != "win32":
        return "/tmp"  # noqa: S108 - the folder in it is our own
    import tempfile  # slow to load

    return tempfile.gettempdir()


def remove_folder(path: str) -> None:
    """Remove the folder, and whatever a worker without a kernel sandbox left in it."""
    try:
        Path(path).rmdir()
    except FileNotFoundError:
        return
    except OSError:
        import shutil

        shutil.rmtree(path, ignore_errors=True)
