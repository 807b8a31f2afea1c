"""The home and a kata's name in, the learner's own file out, with its attempts, lock and what happened."""

import hashlib
import json
import os
import stat
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from studybuddy.errors import StudyBuddyError
from studybuddy.kinds.kata_grading import Evidence
from studybuddy.store.file_names import portable_folder
from studybuddy.store.locks import held
from studybuddy.store.replacing import replace_file

FILE, STATE, LOCK, ATTEMPTS, SETTINGS = "kata.py", ".attempt.json", ".lock", "attempts", "pyrightconfig.json"
MAX_BYTES = 256 << 10  # no kata needs more, and a file of megabytes was saved there by mistake
_MAX_SEED = (1 << 31) - 1


class WorkspaceError(StudyBuddyError):
    """The learner's file, or its folder, cannot be used as it is."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt in progress, as it is kept beside its file.

    `digest` is that of the card when it began, `stub` a hash of the file as it was handed out, and `seed`
    draws the inputs of all its checks. `is_over` means that it was graded or given up.
    """

    digest: str
    stub: str
    seed: int
    evidence: Evidence = field(default_factory=Evidence)
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """An attempt to work on; `message` says what became of an earlier one, if anything did."""

    attempt: Attempt
    message: str = ""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder of one kata."""

    folder: Path

    @property
    def file(self) -> Path:
        """The file that the learner edits."""
        return self.folder / FILE

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep the folder for this process while the block runs.

        Raises: WorkspaceError, naming the process that has it.
        """
        with _explained(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        with held(self.folder / LOCK) as holder:
            if holder is not None:
                who = f" (process {holder})" if holder else ""
                raise WorkspaceError(
                    f"{self.folder.name} is open in another terminal{who}", "go on there, or quit there first"
                )
            yield

    # --- the learner's file ---------------------------------------------------------------------------

    def read(self) -> str:
        """Return the learner's code. Raises: WorkspaceError, saying why it cannot be read."""
        return read_code(self.file)

    def signature(self) -> tuple[int, ...]:
        """Return numbers that change when the file is saved; none while it is not there."""
        try:
            now = self.file.stat()
        except OSError:
            return ()
        return now.st_mtime_ns, now.st_size, now.st_ino

    def attempts(self) -> list[Path]:
        """Return the archived attempts, oldest first."""
        return sorted((self.folder / ATTEMPTS).glob("*.py"))

    # --- attempts -------------------------------------------------------------------------------------

    def attempt(self) -> Attempt | None:
        """Return the attempt in progress, or the last one when it is over; None before the first."""
        try:
            fields = json.loads((self.folder / STATE).read_text(encoding="utf-8"))
            return Attempt(**fields | {"evidence": Evidence(**fields["evidence"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def is_begun(self) -> bool:
        """Say whether there is work that was not graded yet: time, a hint, a check, or code in the file."""
        known = self.attempt()
        if known is None:
            return self.file.is_file()
        if known.is_over:
            return False
        with _explained(self.folder):
            return known.evidence != Evidence() or _hash(self._content()) != known.stub

    def keep(self, attempt: Attempt) -> None:
        """Write down what happened so far. Raises: StudyBuddyError."""
        replace_file(self.folder / STATE, json.dumps(asdict(attempt)).encode())

    def open(self, stub: str, digest: str, seed: int, stamp: str) -> Opened:
        """Go on with the attempt in progress, or hand out a blank one; `stamp` names what is archived.

        Raises: WorkspaceError, StudyBuddyError, when the folder cannot be written.
        """
        known = self.attempt()
        with _explained(self.folder):
            content = self._content()
        self._write_settings()
        if known is None and content:
            # A file without a history: the learner's own, or that of a folder copied from elsewhere.
            attempt = self._begun(stub, digest, seed)
            return Opened(attempt, f"{FILE} was there already and is kept; x starts over")
        if known is None or known.is_over or not content or _hash(content) == known.stub:
            archived = self._archive(stamp, known) if known and known.is_over else None
            self._hand_out(stub)
            begun = self._begun(stub, digest, seed)
            if known and not known.is_over:  # the file is blank, but the clock has run
                begun = replace(begun, seed=known.seed, evidence=known.evidence)
                self.keep(begun)
            where = f"the last attempt is in {ATTEMPTS}/{archived.name}" if archived else ""
            return Opened(begun, where)
        if known.digest != digest:
            known = replace(known, digest=digest)
            self.keep(known)
            return Opened(known, "the kata was changed since you began; your attempt is kept, x starts over")
        return Opened(known, "going on with your attempt; x starts over")

    def reset(self, stub: str, digest: str, seed: int, stamp: str, evidence: Evidence) -> Opened:
        """Archive the file as it is and hand out a blank one; clock, hints and checks go on counting.

        Raises: StudyBuddyError, when the folder cannot be written.
        """
        archived = self._archive(stamp, self.attempt())
        self._hand_out(stub)
        begun = replace(self._begun(stub, digest, seed), evidence=evidence)
        self.keep(begun)
        where = f"your attempt is in {ATTEMPTS}/{archived.name}" if archived else "there was nothing to keep"
        return Opened(begun, f"blank again; {where}")

    def _begun(self, stub: str, digest: str, seed: int) -> Attempt:
        attempt = Attempt(digest, _hash(stub.encode()), seed & _MAX_SEED)
        self.keep(attempt)
        return attempt

    def _content(self) -> bytes:
        if not self.file.exists():
            return b""
        if not self.file.is_file():
            raise WorkspaceError(f"{self.file} is no file", "move it away")
        if self.file.stat().st_size > MAX_BYTES:
            return b"x"  # whatever it is, it is no stub
        return self.file.read_bytes()

    def _hand_out(self, stub: str) -> None:
        replace_file(self.file, stub.encode())

    def _archive(self, stamp: str, known: Attempt | None) -> Path | None:
        """Move the file among the attempts, unless it is not there or nothing was written in it."""
        with _explained(self.folder):
            content = self._content()
            if not content or (known and _hash(content) == known.stub):
                return None
            folder = self.folder / ATTEMPTS
            folder.mkdir(exist_ok=True)
            target, number = folder / f"{stamp}.py", 1
            while target.exists():
                number += 1
                target = folder / f"{stamp}-{number}.py"
            self.file.replace(target)
            return target

    def _write_settings(self) -> None:
        """Point language servers to this interpreter, where NumPy is."""
        path = self.folder / SETTINGS
        text = json.dumps(language_server_settings(), indent=2) + "\n"
        try:
            if path.read_text(encoding="utf-8") == text:
                return
        except (OSError, ValueError):
            pass
        replace_file(path, text.encode())


def workspace_of(home: Path, name: str) -> Workspace:
    """Return the place of a kata below the home folder; an id with slashes is one folder."""
    return Workspace(home / "katas" / portable_folder(name))


def read_code(path: Path) -> str:
    """Return the text of a learner's file. Raises: WorkspaceError, saying what is wrong with it."""
    save = f"save your code as {path.name}"
    try:
        now = path.stat()
        if stat.S_ISDIR(now.st_mode):
            raise WorkspaceError(f"{path} is a folder", f"move it away, and {save}")
        if not stat.S_ISREG(now.st_mode):
            raise WorkspaceError(f"{path} is no ordinary file", save)
        if now.st_size > MAX_BYTES:
            most = f"at most {MAX_BYTES >> 10} KiB are read"
            raise WorkspaceError(f"{path} has {now.st_size >> 10} KiB; {most}", "make it smaller")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        gone = f"{path} is gone: deleted, or renamed{_renamed(path)}"
        raise WorkspaceError(gone, f"{save} again") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise WorkspaceError(f"{path}:{line}: not UTF-8", "save the file as UTF-8") from error
    except OSError as error:
        hint = "give yourself read permission"
        raise WorkspaceError(f"cannot read {path}: {error.strerror}", hint) from error


def _renamed(path: Path) -> str:
    try:
        others = [other.name for other in sorted(path.parent.glob("*.py"))]
    except OSError:
        return ""
    return f" to {others[0]}?" if others else ""


def language_server_settings() -> dict[str, object]:
    """Return what pyright and its relatives are told about the interpreter that runs this."""
    settings: dict[str, object] = {
        "pythonVersion": f"{sys.version_info.major}.{sys.version_info.minor}",
        "extraPaths": sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}),
        "exclude": [ATTEMPTS],
        "typeCheckingMode": "basic",
    }
    if sys.prefix != sys.base_prefix:
        prefix = Path(sys.prefix)
        settings |= {"venvPath": str(prefix.parent), "venv": prefix.name}
    return settings


def _hash(content: bytes) -> str:
    return hashlib.sha256(content.replace(os.linesep.encode(), b"\n")).hexdigest()


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        hint = f"give yourself write permission below {folder.parent}"
        raise WorkspaceError(f"cannot use {folder}: {error.strerror}", hint) from error
