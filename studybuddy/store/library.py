"""Deck folders in, the files that lie there out: their names, and stamps that change when they do."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from studybuddy.store.home import DeckRoot


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A Markdown file below a deck root. `deck` is its path there, without `.md`."""

    path: str
    deck: str
    stamp: str
    own: bool


def scan(roots: Iterable[DeckRoot]) -> dict[str, DeckFile]:
    """Return every `*.md` file (and folder of that name) below the roots by path; own decks come first."""
    found: dict[str, DeckFile] = {}
    for root in roots:
        prefix = len(str(root.path)) + 1
        for path, stamp in sorted(_walk(str(root.path))):
            deck = path[prefix:-3].replace(os.sep, "/")
            found.setdefault(path, DeckFile(path, deck, stamp, root.own))
    return found


def _walk(folder: str) -> Iterator[tuple[str, str]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return  # a folder that is not there, or may not be read, holds no decks
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.name.endswith(".md"):
            yield entry.path, _stamp(entry)
        elif entry.is_dir():
            yield from _walk(entry.path)


def _stamp(entry: os.DirEntry[str]) -> str:
    """Size, both times and the inode: an edit that keeps one of them changes another."""
    try:
        stat = entry.stat()
    except OSError:
        return "unreadable"  # a dangling link; reading it will say why
    return f"{stat.st_size}-{stat.st_mtime_ns}-{stat.st_ctime_ns}-{stat.st_ino}"


def files_of(path: Path) -> list[DeckFile]:
    """Return the Markdown files that a path on the command line means: itself, or all below a folder."""
    if path.is_dir() and path.suffix != ".md":
        return list(scan([DeckRoot(path.resolve(), own=True)]).values())
    return [DeckFile(str(path), path.stem, "", own=True)]
