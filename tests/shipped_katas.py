"""The decks of katas in, the katas out, by name and as `studybuddy check` reads them."""

from collections.abc import Iterator
from pathlib import Path

from studybuddy.katas.kata import Kata, kata_from_fields
from studybuddy.kinds.deck import read_deck
from studybuddy.store.home import shipped

DECKS = Path(shipped("decks")) / "katas"


def katas_of(path: Path) -> Iterator[Kata]:
    for card in read_deck(path.read_bytes(), path_shown=str(path), deck=f"katas/{path.stem}").cards:
        yield kata_from_fields(dict(card.fields) | {"name": card.id, "path": card.source.path})


KATAS = {kata.name: kata for path in sorted(DECKS.glob("*.md")) for kata in katas_of(path)}
