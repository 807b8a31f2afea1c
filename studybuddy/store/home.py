"""The environment in, the places on disk out: the home folder, its database, and the deck folders."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from studybuddy.errors import StudyBuddyError, UsageError

PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class DeckRoot:
    """A folder of decks. Cards of the learner's `own` folder win over shipped ones of the same id."""

    path: Path
    own: bool


@dataclass(frozen=True, slots=True)
class Home:
    """Where everything of one learner lies."""

    path: Path
    deck_roots: tuple[DeckRoot, ...]

    @property
    def database(self) -> Path:
        """The SQLite file that holds the ledger and its caches."""
        return self.path / "studybuddy.db"

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
        first = not self.path.exists()
        if self.path.exists() and not self.path.is_dir():
            raise StudyBuddyError(
                f"{self.path} is a file, not a folder", "move it away, or set STUDYBUDDY_HOME to a folder"
            )
        try:
            for folder in ("decks", "plans", "stories", "backups"):
                (self.path / folder).mkdir(parents=True, exist_ok=True)
            if first and os.name == "posix":
                (self.path / "stories").chmod(0o700)
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
    path = Path(environment.get("STUDYBUDDY_HOME") or Path.home() / "studybuddy").expanduser()
    if not path.is_absolute():
        raise UsageError(f"STUDYBUDDY_HOME is {path}, which is relative", "give the whole path")
    replaced = environment.get("STUDYBUDDY_DECKS")
    folders = (
        [Path(p).expanduser() for p in replaced.split(os.pathsep) if p] if replaced else [shipped("decks")]
    )
    for folder in folders:
        if replaced and not folder.is_dir():
            raise UsageError(f"STUDYBUDDY_DECKS: {folder} is no folder", "name existing folders")
    roots = [DeckRoot(path / "decks", own=True)]
    roots += [DeckRoot(folder.resolve(), own=False) for folder in folders]
    return Home(path, tuple(roots))
