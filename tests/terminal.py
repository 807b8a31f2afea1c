"""A pseudo-terminal that runs a command: keys go in, what a learner would see comes out."""

import signal
import time
from collections.abc import Callable, Sequence

import pexpect
import pyte
from command_line import environment_of_child

PATIENCE = 60.0  # seconds until a screen that does not come counts as missing
_OF_THE_TESTER = {"COLUMNS", "TMUX", "ZELLIJ", "DISPLAY"}


class Terminal:
    """`raw` is all that the command wrote, `screen` what an emulator makes of it."""

    def __init__(
        self, words: Sequence[str], *, columns: int = 80, rows: int = 24, **environment: str
    ) -> None:
        self.raw = b""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        environ = environment_of_child(**{"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment})
        for name in _OF_THE_TESTER - set(environment):
            environ.pop(name, None)
        self.child = pexpect.spawn(
            words[0], list(words[1:]), dimensions=(rows, columns), env=environ, timeout=PATIENCE,
            preexec_fn=_hear_ctrl_c,
        )  # fmt: skip

    def press(self, keys: str) -> None:
        self.child.send(keys)

    def clear(self) -> None:
        """Take away what is being typed."""
        self.press("\x05\x15")

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def shows(self, *texts: str) -> str:
        """Read until every text is on the screen; the screen as one string."""
        self.waits_for(lambda: self._shown(texts), f"{texts} did not come")
        return self.picture()

    def waits_for(self, holds: Callable[[], bool], otherwise: str = "it never came about") -> None:
        """Read until something holds, on the screen or off it."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            going = self.read()
            there = holds()
            assert there or (going and time.monotonic() < deadline), f"{otherwise}:\n{self.picture()}"

    def _shown(self, texts: Sequence[str]) -> bool:
        picture = self.picture()
        return all(text in picture for text in texts)

    def picture(self) -> str:
        """Return the screen as text, without blanks at the ends of its lines."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def ends(self) -> int | None:
        """Read to the end; the exit status."""
        deadline = time.monotonic() + 3 * PATIENCE
        while self.read():
            assert time.monotonic() < deadline, f"it does not end:\n{self.picture()}"
        self.child.wait()
        status: int | None = self.child.exitstatus
        return status

    def read(self) -> bool:
        """Take what has come within a second; false when nothing more will come."""
        try:
            chunk = self.child.read_nonblocking(65536, timeout=1)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += chunk
        self.feed(chunk)
        return True

    def feed(self, chunk: bytes) -> None:
        """Draw what the command wrote."""
        self._stream.feed(chunk)


def _hear_ctrl_c() -> None:
    """Take Ctrl-C as in a terminal: a shell starts what runs behind it, such as these tests, deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


Start = Callable[..., Terminal]
