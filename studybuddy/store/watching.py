"""A folder in, a call whenever something in it may have changed: by notification, or by looking again."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_STEP_MS = 10  # whoever is called waits for the end of the changes itself
_STOPPING_MS = 200
_POLL_SECONDS = 0.1


@contextmanager
def watched(folder: Path, changed: Callable[[], None]) -> Iterator[None]:
    """Call `changed`, from another thread, whenever a file of the folder may have changed.

    Where the system has no notifications (or too few are left) it is called every tenth of a second.
    """
    stop = threading.Event()
    thread = threading.Thread(target=_watch, args=(folder, changed, stop), name="watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(2.0)


def _watch(folder: Path, changed: Callable[[], None], stop: threading.Event) -> None:
    try:
        _notified(folder, changed, stop)
    except Exception:  # noqa: BLE001 - whatever a platform's notifications raise, looking again works
        while not stop.wait(_POLL_SECONDS):
            changed()


def _notified(folder: Path, changed: Callable[[], None], stop: threading.Event) -> None:
    import watchfiles

    changes = watchfiles.watch(
        folder,
        watch_filter=None,
        debounce=_STEP_MS,
        step=_STEP_MS,
        stop_event=stop,
        rust_timeout=_STOPPING_MS,
        raise_interrupt=False,
        recursive=False,
    )
    for _ in changes:
        changed()
    if not stop.is_set():
        raise OSError
