import io
import time

import pytest

from studybuddy.commands.progress import SHOWN_AFTER_MS, Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_line_is_erased_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    began = time.monotonic()
    monkeypatch.setattr("time.monotonic", lambda: began)
    progress = Progress("reading decks")
    monkeypatch.setattr("time.monotonic", lambda: began + 2 * SHOWN_AFTER_MS / 1000)
    progress(1, 2)
    progress(2, 2)
    line = "reading decks 2/2"
    assert terminal.getvalue() == f"\rreading decks 1/2\r{line}\r{' ' * len(line)}\r"
