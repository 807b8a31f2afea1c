"""Cards in, the learner's own deck files changed: a shipped card copied, a new card added, no more."""

import os
import tempfile
from pathlib import Path

from studybuddy.errors import StudyBuddyError
from studybuddy.kinds.deck import read_deck
from studybuddy.markdown.decoding import decode
from studybuddy.markdown.front_matter import front_matter_end
from studybuddy.model import Card, Severity, Source
from studybuddy.store.home import Home


def copy_to_own(home: Home, card: Card) -> Source:
    """Append a shipped card to the own deck of the same name, and return where it stands there.

    Raises:
        StudyBuddyError: the card is no longer where its deck was read, or the copy cannot be written.

    """
    text, _ = decode(_read(Path(card.source.path)), card.source.path)
    lines = text.replace("\r\n", "\n").split("\n")
    start = card.source.line - 1
    if not (start < len(lines) and lines[start].startswith("##")):
        raise StudyBuddyError(f"{card.source} is no longer the card {card.id}", "run the command again")
    deck = read_deck(text, path_shown=card.source.path, deck=card.deck)
    following = [c.source.line - 1 for c in deck.cards if c.source.line - 1 > start]
    end = min(following, default=len(lines))
    front = "\n".join(lines[: front_matter_end(lines)])
    return append_card(home.own_decks / f"{card.deck}.md", front, "\n".join(lines[start:end]).strip())


def append_card(path: Path, front_matter: str, card: str) -> Source:
    """Append one card to a deck, making the file with `front_matter` if it is new; all of it or nothing.

    Raises:
        StudyBuddyError: the card would be no good card, or the file cannot be written.

    """
    before = _read(path).decode("utf-8", "surrogateescape") if path.exists() else front_matter + "\n"
    text = before.rstrip() + "\n\n" + card + "\n"
    line = text.rstrip("\n").count("\n") - card.count("\n") + 1
    deck = read_deck(text, path_shown=str(path), deck=path.stem)
    errors = [p for p in deck.problems if p.severity is Severity.ERROR and p.source.line >= line]
    if errors or not any(c.source.line == line for c in deck.cards):
        reason = errors[0] if errors else f"{path}:{line}: this would be no card"
        raise StudyBuddyError(f"nothing was added: {reason}")
    replace_file(path, text.encode("utf-8", "surrogateescape"))
    return Source(str(path), line)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StudyBuddyError(f"cannot read {path}: {error.strerror}") from error


def replace_file(path: Path, content: bytes) -> None:
    """Write beside the file and move it into place, so that a crash leaves the old one or the new one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                Path(temporary).chmod(path.stat().st_mode & 0o777)
            else:
                Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StudyBuddyError(f"cannot write {path}: {error.strerror}", "nothing was changed") from error
