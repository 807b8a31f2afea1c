import threading
from pathlib import Path

import pytest

from studybuddy.store.watching import watched

PATIENCE = 20.0


@pytest.mark.parametrize("polling", ["false", "true"])
def test_a_save_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, polling: str) -> None:
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", polling)
    noticed = threading.Event()
    with watched(tmp_path, noticed.set):
        for number in range(1000):  # the watch begins a moment later
            (tmp_path / "kata.py").write_text("x" * number)
            if noticed.wait(0.05):
                break
    assert noticed.is_set()


def test_where_nothing_can_be_notified_the_folder_is_looked_at_again_and_again(tmp_path: Path) -> None:
    looks = threading.Semaphore(0)
    with watched(tmp_path / "not there", looks.release):
        assert all(looks.acquire(timeout=PATIENCE) for _ in range(3))


def test_the_watch_ends_with_its_body(tmp_path: Path) -> None:
    with watched(tmp_path, lambda: None):
        assert "watch" in {thread.name for thread in threading.enumerate()}
    assert "watch" not in {thread.name for thread in threading.enumerate()}
