"""A path and bytes in, the file with that content out: whole, or as it was."""

import os
import sys
import time
from pathlib import Path

from studybuddy.errors import StudyBuddyError

_READ_BY_OTHERS_S = 2.0  # a scanner of viruses, a program that makes backups, an index


def replace_file(path: Path, content: bytes, *, waits: bool = True) -> None:
    """Write beside the file and move it into place, so that a crash leaves the old one or the new one.

    One that `waits` is on the disk at its end, so that it outlives a power cut, and on Windows is patient
    with other programs that read the file; without, only a crash of the program is outlived.
    """
    path = Path(os.path.realpath(path))  # a link stays one
    import tempfile  # slow to load, and a start-up never writes

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                if waits:
                    os.fsync(file.fileno())
            Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else _new_mode())
            _move(Path(temporary), path, _READ_BY_OTHERS_S if waits else 0.0)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StudyBuddyError(f"cannot write {path}: {error.strerror}", "nothing was changed") from error


def _move(temporary: Path, path: Path, patience: float) -> None:
    """Put the new file in the place of the old one; Windows refuses while another program reads that."""
    give_up = time.monotonic() + (patience if sys.platform == "win32" else 0.0)
    while True:
        try:
            temporary.replace(path)
        except PermissionError:
            if time.monotonic() >= give_up:
                raise
            time.sleep(0.02)
        else:
            return


def _new_mode() -> int:
    """Return the mode that the umask gives to a new file; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
