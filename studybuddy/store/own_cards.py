"""Cards in, the learner's own deck files changed: a shipped card copied, a new card added, no more."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studybuddy.errors import StudyBuddyError
from studybuddy.kinds.deck import read_deck
from studybuddy.markdown.decoding import decode
from studybuddy.markdown.front_matter import front_matter_end
from studybuddy.model import Card, Problem, Severity, Source
from studybuddy.store.home import Home
from studybuddy.store.replacing import replace_file


@dataclass(frozen=True, slots=True)
class Copied:
    """A shipped card in an own deck: where, and the file's content before (None: no file) and after.

    `folders` were made for it, the innermost first.
    """

    source: Source
    before: bytes | None
    after: bytes
    folders: tuple[Path, ...] = ()


def copy_to_own(home: Home, card: Card) -> Copied:
    """Append a shipped card to the own deck of the same name.

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
    path = _own_deck(home, card)
    before = _read(path) if path.exists() else None
    folders = tuple(folder for folder in path.parents if not folder.exists())
    source = append_card(path, front, "\n".join(lines[start:end]).strip())
    return Copied(source, before, _read(path), folders)


def lost_copy(home: Home, card: Card) -> Source | None:
    """Return where the copy of a shipped card lies that a slip took out of its deck; None without one."""
    path = _own_deck(home, card)
    if not path.exists():
        return None
    deck = read_deck(_read(path), path_shown=str(path), deck=card.deck)
    return next((source for card_id, source in deck.lost if card_id == card.id), None)


def _own_deck(home: Home, card: Card) -> Path:
    return home.own_decks / f"{card.deck}.md"


def withdraw(copied: Copied) -> bool:
    """Take a copy out again if its file was not changed since; say whether it is out."""
    path = Path(copied.source.path)
    if not path.exists() or _read(path) != copied.after:
        return False
    if copied.before is None:
        path.unlink()
        with suppress(OSError):  # somebody else has put something there
            for folder in copied.folders:
                folder.rmdir()
    else:
        replace_file(path, copied.before)
    return True


def append_card(path: Path, front_matter: str, card: str) -> Source:
    """Append one card to a deck, making the file with `front_matter` if it is new; all of it or nothing.

    Raises:
        StudyBuddyError: the card would be no good card, or the file cannot be written.

    """
    before = front_matter.rstrip() + "\n"
    if path.exists():
        before = _read(path).decode("utf-8", "surrogateescape")
        if before.strip() and not read_deck(before, path_shown=str(path), deck=path.stem).is_deck:
            raise StudyBuddyError(
                f"{path.name} has no front matter, so it is no deck", "choose another --deck"
            )
        before = before if before.strip() else front_matter.rstrip() + "\n"
    more = _blank_line_after(before) + card + "\n"
    text = before + (more.replace("\n", "\r\n") if "\r\n" in before else more)
    line = text.rstrip("\n").count("\n") - card.count("\n") + 1
    deck = read_deck(text, path_shown=str(path), deck=path.stem)
    errors = [p for p in deck.problems if p.severity is Severity.ERROR and p.source.line >= line]
    added = [c.source.line for c in deck.cards if c.source.line >= line]
    if errors or added != [line]:
        what = f"this is {len(added)} cards, not one"
        raise StudyBuddyError(f"nothing was added: {_in_card(errors[0], line) if errors else what}")
    replace_file(path, text.encode("utf-8", "surrogateescape"))
    return Source(str(path), line)


def _in_card(problem: Problem, start: int) -> str:
    """Say what is wrong with a card that is nowhere yet, by the lines of its answer."""
    line = problem.source.line - start - 1  # behind the heading and a blank line
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{'the question' if line < 1 else f'line {line} of the answer'}: {problem.message}{hint}"


def _blank_line_after(text: str) -> str:
    """Return the line ends that are missing until a blank line; the learner's own text stays as it is."""
    tail = text.replace("\r\n", "\n")
    return "" if tail.endswith("\n\n") else "\n" if tail.endswith("\n") else "\n\n"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StudyBuddyError(f"cannot read {path}: {error.strerror}") from error


def extend_card(card: Card, lines: list[str]) -> None:
    """Write lines at the end of a card of the learner's own; all of them or nothing.

    Raises:
        StudyBuddyError: the card is no longer where its deck was read, or the file cannot be written.

    """
    path = Path(card.source.path)
    text = _read(path).decode("utf-8", "surrogateescape")
    deck = read_deck(text, path_shown=str(path), deck=card.deck)
    starts = [one.source.line - 1 for one in deck.cards]
    start = next((one.source.line - 1 for one in deck.cards if one.id == card.id), None)
    if start is None:
        raise StudyBuddyError(f"{card.source} is no longer the card {card.id}", "run the command again")
    rows = text.split("\n")
    end = min((other for other in starts if other > start), default=len(rows))
    while end > start + 1 and not rows[end - 1].strip():
        end -= 1
    line_end = "\r" if "\r\n" in text else ""  # the learner's own lines end as they do
    changed = "\n".join([*rows[:end], *(line + line_end for line in lines), *rows[end:]])
    after = read_deck(changed, path_shown=str(path), deck=card.deck)
    if [one.id for one in after.cards] != [one.id for one in deck.cards]:
        raise StudyBuddyError(f"nothing was written to {card.source}: the lines would end the card")
    replace_file(path, changed.encode("utf-8", "surrogateescape"))
