"""A terminal's input stream flows in; while the context lasts, keys arrive unechoed and one by one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def unechoed() -> Iterator[None]:
    """Stop the terminal of standard input from echoing and from waiting for Enter; restore it afterwards.

    Keys typed before anyone reads them stay in the terminal's own queue. Windows needs no preparation: its
    console keeps key events and echoes only what is read.
    """
    if sys.platform == "win32":
        yield
        return
    import termios

    fd = sys.stdin.fileno()
    before = termios.tcgetattr(fd)
    raw = termios.tcgetattr(fd)
    raw[0] &= ~(termios.ICRNL | termios.IXON)
    raw[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
    termios.tcsetattr(fd, termios.TCSANOW, raw)  # TCSANOW keeps what was typed ahead
    try:
        yield
    finally:
        with suppress(termios.error):  # the terminal may have gone away
            termios.tcsetattr(fd, termios.TCSANOW, before)
