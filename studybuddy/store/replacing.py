"""A path and bytes in, the file with that content out: whole, or as it was."""

import os
from pathlib import Path

from studybuddy.errors import StudyBuddyError


def replace_file(path: Path, content: bytes) -> None:
    """Write beside the file and move it into place, so that a crash leaves the old one or the new one."""
    path = Path(os.path.realpath(path))  # a link stays one
    import tempfile  # slow to load, and a start-up never writes

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else _new_mode())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StudyBuddyError(f"cannot write {path}: {error.strerror}", "nothing was changed") from error


def _new_mode() -> int:
    """Return the mode that the umask gives to a new file; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
