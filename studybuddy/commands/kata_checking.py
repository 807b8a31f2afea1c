"""Code in, a report some time later out: checks run one at a time beside the screen, until called off."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from studybuddy.errors import StudyBuddyError
from studybuddy.katas.check import check
from studybuddy.katas.kata import Kata
from studybuddy.katas.report import CheckReport
from studybuddy.katas.supervision import Supervision
from studybuddy.workers.host import Event, Gone, Host
from studybuddy.workers.limits import Limits

_SLICE_SECONDS = 0.05  # how long a check that was called off may go on


class _CalledOff(Exception):  # noqa: N818 - nothing went wrong
    """The learner has saved again, or left."""


@dataclass(slots=True)
class _Interruptible:
    """A host whose waits end while they are called off; everything else is the host's own."""

    host: Host
    off: threading.Event = field(default_factory=threading.Event)

    def start(self, target: str, limits: Limits) -> int:
        return self.host.start(target, limits)

    def send(self, worker: int, payload: bytes, deadline: float) -> bool:
        return self.host.send(worker, payload, deadline)

    def wait(self, deadline: float) -> Event | None:
        while True:
            if self.off.is_set():
                raise _CalledOff
            event = self.host.wait(min(deadline, time.monotonic() + _SLICE_SECONDS))
            if event is not None or time.monotonic() >= deadline:
                return event

    def has_spoken(self, worker: int) -> bool:
        return self.host.has_spoken(worker)

    def printed(self, worker: int) -> bytes:
        return self.host.printed(worker)

    def stack(self, worker: int) -> bytes:
        return self.host.stack(worker)

    def kill(self, worker: int) -> None:
        self.host.kill(worker)

    def release(self, worker: int) -> Gone | None:
        return self.host.release(worker)

    def close(self) -> None:
        self.host.close()


class Checking:
    """Checks the code of one kata in a thread of its own; the next check's processes stand by after each."""

    def __init__(self, kata: Kata, host: Host, seed: int, trust: bool, finished: Callable[[], None]) -> None:
        """Take what all checks share; `finished` is called from the thread when a check has ended."""
        self._kata = kata
        self._workers = _Interruptible(host)
        self._standing_by: Supervision | None = None
        self._seed = seed
        self._trust = trust
        self._finished = finished
        self._thread: threading.Thread | None = None
        self._early: CheckReport | None = None
        self._ended: CheckReport | StudyBuddyError | None = None
        if trust:
            self._stand_by()

    @property
    def is_running(self) -> bool:
        """Whether a check has begun whose result was not taken."""
        return self._thread is not None

    def begin(self, code: str) -> None:
        """Check this code, and no longer what was being checked."""
        self.call_off()
        self._workers.off.clear()
        self._thread = threading.Thread(target=self._run, args=(code,), name="check", daemon=True)
        self._thread.start()

    def call_off(self) -> None:
        """End a running check; its result is forgotten."""
        if self._thread is not None:
            self._workers.off.set()
            self._thread.join()
        self._thread = self._ended = self._early = None

    def taken(self) -> CheckReport | None:
        """Return the report of a check that has ended, once; None while there is none.

        Code that fails has up to three: one of the first failing case, one of all cases, and one that knows
        whether it is a known mistake.

        Raises: StudyBuddyError, when the check could not be made.
        """
        early, self._early = self._early, None
        ended = self._ended
        if ended is None:
            return early
        if self._thread is not None:
            self._thread.join()
        self._thread = self._ended = None
        if isinstance(ended, StudyBuddyError):
            raise ended
        return ended

    def _run(self, code: str) -> None:
        ready, self._standing_by = self._standing_by, None
        may_stand_by = False
        try:
            self._ended = check(
                self._kata,
                code,
                self._seed,
                trust=self._trust,
                workers=self._workers,
                concluded=self._conclude,
                supervision=ready,
            )
            may_stand_by = True
        except _CalledOff:
            return
        except StudyBuddyError as error:
            self._ended = error
        except Exception as error:  # noqa: BLE001 - a thread's traceback would spoil the screen
            self._ended = StudyBuddyError(f"the check failed: {type(error).__name__}: {error}")
        self._finished()
        if may_stand_by:
            self._stand_by()

    def _stand_by(self) -> None:
        """Start the processes of the next check, and have it prepared while the learner thinks.

        Not before it is known that the deck's code may run here.
        """
        with suppress(StudyBuddyError):  # the next check will say it
            self._standing_by = Supervision(self._kata, self._workers)
            self._standing_by.prepare(self._seed)

    def _conclude(self, report: CheckReport) -> None:
        self._early = report
        self._finished()
