"""A pseudo-terminal of 80 by 24 that runs a command: keys go in, what a learner would see comes out."""

import time

import pexpect
import pyte
from command_line import environment_of_child

PATIENCE = 20.0  # seconds until a screen that does not come counts as missing


class Terminal:
    """`picture` is the screen as text, without blanks at the ends of its lines."""

    def __init__(self, words: list[str], **environment: str) -> None:
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        environ = environment_of_child(TERM="xterm-256color", LC_ALL="C.UTF-8", **environment)
        environ.pop("COLUMNS", None)
        self.child = pexpect.spawn(words[0], words[1:], dimensions=(24, 80), env=environ, timeout=PATIENCE)

    def press(self, keys: str) -> None:
        self.child.send(keys)

    def clear(self) -> None:
        """Take away what is being typed."""
        self.press("\x05\x15")

    def shows(self, *texts: str) -> str:
        deadline = time.monotonic() + PATIENCE
        while not all(text in self.picture() for text in texts):
            going = self._read()
            there = all(text in self.picture() for text in texts)
            assert there or (going and time.monotonic() < deadline), (
                f"{texts} did not come:\n{self.picture()}"
            )
        return self.picture()

    def picture(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def ends(self) -> int | None:
        while self._read():
            pass
        self.child.wait()
        status: int | None = self.child.exitstatus
        return status

    def _read(self) -> bool:
        try:
            chunk = self.child.read_nonblocking(65536, timeout=1)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self._stream.feed(chunk)
        return True
