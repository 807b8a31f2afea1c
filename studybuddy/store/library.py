"""Deck folders in, the files that lie there out: their names, and stamps that change when they do."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from studybuddy.store.home import DeckRoot


class DeckFile(NamedTuple):
    """A Markdown file below a deck root. `deck` is its path there, without `.md`."""

    path: str
    deck: str
    stamp: str
    own: bool


def scan(roots: Iterable[DeckRoot]) -> dict[str, DeckFile]:
    """Return every `*.md` file (and folder of that name) below the roots by path; own decks come first."""
    found: dict[str, DeckFile] = {}
    for root in roots:
        prefix = len(os.path.join(root.path, ""))  # noqa: PTH118  # a drive's root ends in its separator
        for path, stamp in sorted(_walk(str(root.path))):
            deck = _composed(path[prefix:-3].replace(os.sep, "/"))
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
            yield _sayable(entry.path), _stamp(entry)
        elif entry.is_dir() and not _leads_back(entry):
            yield from _walk(entry.path)


def _sayable(path: str) -> str:
    """Return a path that can be stored and shown; a name that is no Unicode leads nowhere, which is said."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")


def _leads_back(entry: os.DirEntry[str]) -> bool:
    """Tell a link to a folder that it lies in itself: following it would never end."""
    if not entry.is_symlink():
        return False
    return Path(os.path.realpath(entry.path)) in Path(os.path.realpath(Path(entry.path).parent), "x").parents


def _stamp(entry: os.DirEntry[str]) -> str:
    """Size, both times and the inode: an edit that keeps one of them changes another."""
    try:
        stat = entry.stat()
    except OSError:
        return "unreadable"  # a dangling link; reading it will say why
    return f"{stat.st_size}-{stat.st_mtime_ns}-{stat.st_ctime_ns}-{stat.st_ino}"


def files_of(path: Path, roots: Sequence[DeckRoot]) -> list[DeckFile]:
    """Return the Markdown files that a path on the command line means: itself, or all below a folder.

    What lies below one of the deck `roots` is called what a sync calls it: ids are made of that name.
    """
    whole = path.resolve()
    home = next((root.path for root in roots if whole.is_relative_to(root.path.resolve())), None)
    top = whole if home is None else home.resolve()
    if path.is_dir() and path.suffix != ".md":
        found = scan([DeckRoot(whole, own=True)]).values()
        return [file._replace(deck=_deck_name(Path(file.path), top)) for file in found]
    if path.suffix != ".md" and not path.is_file():
        return []
    return [DeckFile(str(path), _deck_name(whole, top if home else whole.parent), "", own=True)]


def _deck_name(path: Path, top: Path) -> str:
    return _composed(path.relative_to(top).with_suffix("").as_posix())


def _composed(name: str) -> str:
    """Return a name with its accents in its letters: macOS may give them apart, and ids are made of it."""
    if name.isascii():
        return name
    from unicodedata import normalize

    return normalize("NFC", name)
