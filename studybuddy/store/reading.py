"""A deck file in, its cards and problems as they are now out."""

import errno
import os
import stat
from pathlib import Path
from typing import NamedTuple

from studybuddy.markdown.decoding import MAX_BYTES
from studybuddy.model import Card, Problem, Source
from studybuddy.store.library import DeckFile

_MOST_READ = 8 * MAX_BYTES  # far more than is parsed, far less than what fills the memory


class FileReading(NamedTuple):
    """One changed file as it is now."""

    file: DeckFile
    cards: tuple[Card, ...]
    problems: tuple[Problem, ...]


def read_file(file: DeckFile) -> FileReading:
    """Parse one deck file; what cannot be read is a problem of its first line."""
    from studybuddy.kinds.deck import read_deck

    try:
        content = content_of(Path(file.path))
    except OSError as error:
        return FileReading(file, (), (unreadable(file.path, error),))
    deck = read_deck(content, path_shown=file.path, deck=file.deck)
    return FileReading(file, deck.cards, deck.problems)


def content_of(path: Path) -> bytes:
    """Read an ordinary file, and not much more of it than a deck may hold.

    Raises:
        OSError: it cannot be read, or is a pipe or a device, which might never end.

    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):  # Windows would only say that it is not permitted
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is no ordinary file")
    with path.open("rb") as file:
        return file.read(_MOST_READ)


def unreadable(path: str, error: OSError) -> Problem:
    """Return the problem of a file that cannot be read, with what to do about it."""
    if isinstance(error, IsADirectoryError):
        hint = "rename the folder"
    elif isinstance(error, FileNotFoundError):
        hint = "the link leads nowhere, the file has just gone, or its name is no UTF-8"
    elif error.errno == errno.EINVAL:
        hint = "move it away"
    else:
        hint = "give yourself read permission"
    return Problem(Source(path, 1), f"cannot be read: {error.strerror}", hint)
