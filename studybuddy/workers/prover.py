"""Two expressions in; whether SymPy proves them equal out, computed in a process that can be killed.

The process has a time limit, kept from outside, and where the system offers one a memory limit. It is sent
trees, never text, and answers with one byte. Losing it costs nothing: the next question starts another.
"""

import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Self

from studybuddy.notation.declared import Declarations
from studybuddy.notation.tree import Node

PROOF_SECONDS = 2.0
START_SECONDS = 20.0  # importing SymPy, once for each process
MEMORY_MIB = 768

READY, PROVED, UNPROVED = b"r", b"p", b"u"

# -I keeps the surroundings out, so the package's own place is passed along.
_BOOT = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from studybuddy.workers.prover_child import serve; serve(int(sys.argv[2]))"
)
_PACKAGE_PARENT = Path(__file__).resolve().parents[2]
_KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TEMP", "TMP")


class Proof:
    """A question that was asked; its answer comes later, or never."""

    def __init__(self) -> None:
        self._done = threading.Event()
        self._proved = False

    @property
    def is_settled(self) -> bool:
        """Whether the process has answered, or is gone."""
        return self._done.is_set()

    def result(self, timeout_s: float | None = 0.0) -> bool:
        """Return whether the equality was proved, waiting at most `timeout_s` (None: until it is settled)."""
        self._done.wait(timeout_s)
        return self._proved

    def settle(self, *, proved: bool) -> None:
        """Give the answer; only the first one counts."""
        if not self._done.is_set():
            self._proved = proved
            self._done.set()


class Prover:
    """A SymPy process, started with the first question (or by `start`), and its limits.

    `prove` waits for the answer; `ask` does not, so that a screen never blocks. One question at a time: a
    new one replaces one that is still open.
    """

    def __init__(self, seconds: float = PROOF_SECONDS, memory_mib: int = MEMORY_MIB) -> None:
        self._seconds = seconds
        self._memory_mib = memory_mib
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._open: Proof | None = None
        self._timer: threading.Timer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The id of the process, None while there is none."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Start the process ahead of the first question; returns at once."""
        with self._lock:
            if self._process is None:
                self._spawn()

    def prove(self, left: Node, right: Node, declarations: Declarations) -> bool:
        """Say whether SymPy proves `left` = `right`; False when it cannot, or not in time."""
        return self.ask(left, right, declarations).result(None)

    def ask(self, left: Node, right: Node, declarations: Declarations) -> Proof:
        """Send a question and return at once."""
        question = pickle.dumps((left, right, declarations))
        proof = Proof()
        with self._lock:
            if self._open is not None:
                self._kill()
            if self._process is None:
                self._spawn()
            self._open = proof
            if not self._sent(question):
                self._kill()
                return proof
            if self._ready:
                self._set_timer(self._seconds)
        return proof

    def close(self) -> None:
        """End the process; an open question is answered with no."""
        with self._lock:
            self._kill()

    # --- the process; the lock is held -----------------------------------------------------------------

    def _spawn(self) -> None:
        environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
        command = [sys.executable, "-I", "-B", "-c", _BOOT, str(_PACKAGE_PARENT), str(self._memory_mib)]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self._process, self._ready = process, False
        self._set_timer(START_SECONDS)
        if process.stdout is not None:
            threading.Thread(target=self._listen, args=(process, process.stdout), daemon=True).start()

    def _sent(self, question: bytes) -> bool:
        stream = self._process.stdin if self._process is not None else None
        if stream is None:
            return False
        try:
            stream.write(len(question).to_bytes(4, "big") + question)
            stream.flush()
        except OSError:
            return False
        return True

    def _kill(self) -> None:
        self._stop_timer()
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                _closed(stream)
        self._answer(proved=False)

    def _answer(self, *, proved: bool) -> None:
        proof, self._open = self._open, None
        if proof is not None:
            proof.settle(proved=proved)

    def _set_timer(self, seconds: float) -> None:
        self._stop_timer()
        process = self._process
        self._timer = threading.Timer(seconds, self._expire, (process,))
        self._timer.daemon = True
        self._timer.start()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    # --- other threads ---------------------------------------------------------------------------------

    def _expire(self, process: subprocess.Popen[bytes] | None) -> None:
        with self._lock:
            if self._process is process:
                self._kill()

    def _listen(self, process: subprocess.Popen[bytes], stream: IO[bytes]) -> None:
        """Pass on what the process says until it is gone."""
        while True:
            try:
                said = stream.read(1)
            except (OSError, ValueError):
                said = b""
            with self._lock:
                if self._process is not process:
                    return
                if not said:
                    self._kill()
                    return
                self._heard(said)

    def _heard(self, said: bytes) -> None:
        self._stop_timer()
        if said == READY:
            self._ready = True
            if self._open is not None:
                self._set_timer(self._seconds)
        else:
            self._answer(proved=said == PROVED)


def _closed(stream: IO[bytes] | None) -> None:
    if stream is not None:
        try:
            stream.close()
        except OSError:
            return  # what was still to be written is of no use to anyone
