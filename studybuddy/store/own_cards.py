"""Cards in, the learner's own deck files changed: a shipped card copied, a new card added, no more."""

from pathlib import Path

from studybuddy.errors import StudyBuddyError
from studybuddy.kinds.deck import read_deck
from studybuddy.markdown.decoding import decode
from studybuddy.markdown.front_matter import front_matter_end
from studybuddy.model import Card, Severity, Source
from studybuddy.store.home import Home
from studybuddy.store.replacing import replace_file


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
    added = [c.source.line for c in deck.cards if c.source.line >= line]
    if errors or added != [line]:
        what = f"{path}:{line}: this is {len(added)} cards, not one"
        raise StudyBuddyError(f"nothing was added: {errors[0] if errors else what}")
    replace_file(path, text.encode("utf-8", "surrogateescape"))
    return Source(str(path), line)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StudyBuddyError(f"cannot read {path}: {error.strerror}") from error
