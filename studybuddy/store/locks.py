"""A path in, a lock on it out: held by one process at a time, and gone with the process however it ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from studybuddy.errors import StudyBuddyError

_FAR = 1 << 20  # Windows forbids reading a locked byte, so one far behind the process id is locked


@contextmanager
def held(path: Path) -> Iterator[int | None]:
    """Hold the lock while the block runs and yield None, or yield the process that holds it (0: unknown).

    The file keeps the holder's process id and stays behind; it is the lock on it that counts.

    Raises: StudyBuddyError, when the file cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        hint = f"give yourself write permission in {path.parent}"
        raise StudyBuddyError(f"cannot write {path}: {error.strerror}", hint) from error
    try:
        if not _lock(descriptor):
            yield _pid_in(descriptor)
            return
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, f"{os.getpid()}\n".encode())
        yield None
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _pid_in(descriptor: int) -> int:
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        text = os.read(descriptor, 32)
    except OSError:
        return 0
    digits = text.split()[0] if text.split() else b""
    return int(digits) if digits.isdigit() else 0
