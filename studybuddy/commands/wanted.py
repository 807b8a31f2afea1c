"""The options of a session in; what the learner asked for, as one value, out."""

from typing import NamedTuple

CASE = "design"
KATA = "kata"
DERIVATION = "derivation"
REDO = "redo"
LONG_KINDS = (CASE, "star", KATA, REDO)
PIECE_KINDS = (*LONG_KINDS, DERIVATION)  # what is no card to flip: a session that fits minutes chooses them


class Wanted(NamedTuple):
    """What the learner asked of a session; None and empty words leave it to the plan."""

    minutes: float | None = None
    limit: int | None = None
    new: int | None = None
    deck: str = ""
    tag: str = ""
    topic: str = ""
    kind: str = ""
    cram: bool = False
    cases: bool = False  # design cases too, although nobody asked for them by name
    cards_alone: bool = False  # without the longer pieces, which are chosen apart

    @property
    def named(self) -> bool:
        """Whether the learner said which cards, so that long practice is welcome."""
        return bool(self.deck or self.topic or self.kind)


WANTED = Wanted()


def is_in(deck: str, folder: str) -> bool:
    """Whether a deck is the one that is named, or lies in a folder of that name."""
    return deck == folder or deck.startswith(folder.rstrip("/") + "/")
