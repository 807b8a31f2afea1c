"""Counts of a long piece of work in, a line on stderr out, once it takes long enough to wonder."""

import sys
import time

from studybuddy.commands import clock

SHOWN_AFTER_MS = 500


class Progress:
    """Shows how far something has come, on a terminal alone; `what` is such as "reading decks"."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._began = time.monotonic()
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Take how many of how many are done."""
        self._shown |= clock.elapsed_ms(self._began) > SHOWN_AFTER_MS and sys.stderr.isatty()
        if self._shown:
            line = f"{self._what} {done}/{total}"
            erased = "\r" + " " * len(line) + "\r" if done == total else ""
            sys.stderr.write(f"\r{line}{erased}")
            sys.stderr.flush()
