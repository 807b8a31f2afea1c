"""A library in, how long each answer takes from its key to its committed row out, through the whole review.

The review runs as a learner's does, in a process of its own and a terminal of 80 by 24. Both processes read
one clock: the key's time is taken before it is written to the terminal, the row's when its commit returns.
"""

import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

from measuring import PATIENCE_S, Time, child_environment

SETTLING_S = 0.04  # for the screen to have drawn what the last key led to
REVEAL, GOOD = b" ", b"3"
READ_SIZE = 1 << 16


class Review:
    """A review in a terminal, whose questions are answered by pressing keys."""

    def __init__(self, keys: int, told: int) -> None:
        """Press keys at the terminal's own end `keys`; at `told` the review says when it asks and commits."""
        self._keys = keys
        self._told = told
        self._said = b""

    def answer(self, thought_s: float = 0.0) -> Time:
        """Wait for a question, reveal it, and return the time from the key of its grade to its commit."""
        self._hear("asks")
        self._read_for(thought_s)
        self._read_for(SETTLING_S)
        os.write(self._keys, REVEAL)
        self._read_for(SETTLING_S)
        pressed = time.perf_counter_ns()
        os.write(self._keys, GOOD)
        return Time((self._hear("has committed") - pressed) / 1e9)

    def _read_for(self, seconds: float) -> None:
        """Read what is drawn, for so long."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self._keys], [], [], left)[0]:
                os.read(self._keys, READ_SIZE)

    def _hear(self, what: str) -> int:
        """Return when the review did `what`, in nanoseconds; read what is drawn meanwhile."""
        deadline = time.monotonic() + PATIENCE_S
        while b"\n" not in self._said:
            ready, _, _ = select.select([self._told, self._keys], [], [], deadline - time.monotonic())
            if not ready:
                raise TimeoutError(what)
            if self._keys in ready:
                os.read(self._keys, READ_SIZE)
            if self._told in ready:
                self._said += os.read(self._told, READ_SIZE)
        line, _, self._said = self._said.partition(b"\n")
        at, _, said = line.decode().partition(" ")
        if said != what:
            raise RuntimeError(f"the review {said} where it was to say that it {what}")
        return int(at)


@contextmanager
def review_of(folder: Path) -> Iterator[Review]:
    """Yield a review of what is due in the library in `folder`, its first question on the screen."""
    ours, theirs = os.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    told, tells = os.pipe()
    child = subprocess.Popen(
        (sys.executable, __file__, str(folder), str(tells)),
        env=child_environment({}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        pass_fds=(tells,),
    )
    os.close(theirs)
    os.close(tells)
    try:
        yield Review(ours, told)
    finally:
        child.kill()
        child.wait()
        os.close(ours)
        os.close(told)


def _main(folder: Path, tells: int) -> None:
    """Review what is due, and tell when each question is asked and when each answer is committed."""
    from typing import Any

    import libraries

    from studybuddy.commands.review_loop import ReviewLoop
    from studybuddy.commands.today import Today
    from studybuddy.scheduling.session import Session
    from studybuddy.screens.question import Judge, Outcome, QuestionView
    from studybuddy.screens.terminal_screen import TerminalScreen
    from studybuddy.store import recording

    def tell(what: str) -> None:
        os.write(tells, f"{time.perf_counter_ns()} {what}\n".encode())

    class Telling(TerminalScreen):
        def ask(self, view: QuestionView, judge: Judge) -> Outcome:
            tell("asks")
            return super().ask(view, judge)

    record = recording.record

    def recorded(*what: Any, **how: Any) -> Any:
        done = record(*what, **how)
        tell("has committed")
        return done

    recording.record = recorded
    with libraries.desk_in(folder) as desk, Telling() as screen:
        today = Today(desk)
        ReviewLoop(desk, Session.start(today.queue().order), today.minutes).run(screen)


if __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]))
