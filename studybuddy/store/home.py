"""The environment in, the places on disk out: the home folder, its database, and the deck folders."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from studybuddy.errors import StudyBuddyError, UsageError

PACKAGE = Path(__file__).resolve().parent.parent


class DeckRoot(NamedTuple):
    """A folder of decks. Cards of the learner's `own` folder win over shipped ones of the same id."""

    path: Path
    own: bool


class Home(NamedTuple):
    """Where everything of one learner lies."""

    path: Path
    deck_roots: tuple[DeckRoot, ...]

    @property
    def database(self) -> Path:
        """The SQLite file that holds the ledger and its caches."""
        return self.path / "studybuddy.db"

    @property
    def backups(self) -> Path:
        """The folder of the ledger's backups."""
        return self.path / "backups"

    def has_no_ledger(self) -> bool:
        """Whether the database is not there, or empty: what opens it then makes a new one."""
        try:
            return self.database.stat().st_size == 0
        except FileNotFoundError:
            return True
        except OSError:
            return False  # opening it will say why

    def is_read_only(self) -> bool:
        """Whether the folder is there, and may not be written."""
        return self.path.is_dir() and not os.access(self.path, os.W_OK)

    @property
    def own_decks(self) -> Path:
        """The learner's own decks."""
        return self.path / "decks"

    @property
    def plans(self) -> tuple[Path, ...]:
        """The folders with plan files: the learner's own first, then the shipped ones."""
        return (self.path / "plans", shipped("plans"))

    def create(self) -> bool:
        """Make the folders that are missing; True when this was the first run.

        Raises:
            StudyBuddyError: the folder cannot be made or written.

        """
        try:
            if self.path.is_file():
                raise StudyBuddyError(
                    f"{self.path} is a file, not a folder", "move it away, or set STUDYBUDDY_HOME to a folder"
                )
            first = not self.path.exists()
            for folder in ("decks", "plans", "backups"):
                (self.path / folder).mkdir(parents=True, exist_ok=True)
            (self.path / "stories").mkdir(mode=0o700, exist_ok=True)  # they speak of colleagues
        except OSError as error:
            reason = error.strerror or error
            raise StudyBuddyError(
                f"cannot create {self.path}: {reason}", "set STUDYBUDDY_HOME to a folder that you can write"
            ) from error
        return first


def shipped(name: str) -> Path:
    """Return the folder of shipped `decks` or `plans`: in the wheel, or beside the package in a checkout."""
    packaged = PACKAGE / "shipped" / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name


def find_home(environment: Mapping[str, str]) -> Home:
    """Return the places that the environment names; nothing is created.

    Raises:
        UsageError: STUDYBUDDY_HOME is relative, or STUDYBUDDY_DECKS names something that is no folder.

    """
    replaced = environment.get("STUDYBUDDY_DECKS")
    try:
        path = Path(environment.get("STUDYBUDDY_HOME") or "~/studybuddy").expanduser()
        named = [Path(folder).expanduser() for folder in (replaced or "").split(os.pathsep) if folder]
    except RuntimeError as error:
        raise UsageError(f"there is no home folder: {error}", "set STUDYBUDDY_HOME to a folder") from error
    if not path.is_absolute():
        raise UsageError(f"STUDYBUDDY_HOME is {path}, which is relative", "give the whole path")
    for folder in named:
        if not os.path.isdir(folder):  # noqa: PTH112  # Path.is_dir raises when it may not look
            raise UsageError(f"STUDYBUDDY_DECKS: {folder} is no folder", "name existing folders")
    roots = [DeckRoot(path / "decks", own=True)]
    folders = named if replaced else [shipped("decks")]
    roots += [DeckRoot(folder.resolve(), own=False) for folder in folders]
    return Home(path, tuple(roots))
