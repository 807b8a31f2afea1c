"""Files as they were just read and the library as it was in; what the library will hold out."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from studybuddy.model import Card, Problem
from studybuddy.store.reading import FileReading
from studybuddy.store.sql.cards import retired_cards_like
from studybuddy.store.sql.decks import own_files
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.replaying import answered_or_noted
from studybuddy.store.sync_report import Pair


@dataclass(slots=True)
class Change:
    """What the library will hold: the cards by id, with their place in their file."""

    cards: dict[str, tuple[int, Card]] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    shadowed: set[str] = field(default_factory=set)


def cards_elsewhere(
    ledger: Ledger, places: Mapping[str, tuple[str, bool]], paths: AbstractSet[str]
) -> dict[str, tuple[str, bool]]:
    """Return the unchanged file of each card that is active in one, and whether it is the learner's."""
    own = own_files(ledger)
    return {
        card_id: (path, path in own)
        for card_id, (path, is_active) in places.items()
        if is_active and path not in paths
    }


def gather(readings: Sequence[FileReading], elsewhere: Mapping[str, tuple[str, bool]]) -> Change:
    """Lay the changed files' cards side by side.

    Of two with one id the learner's own wins; else the one whose file's path comes first, whichever was read
    first, so that every device asks the same one and `check` names the other.
    """
    change = Change()
    for reading in sorted(readings, key=lambda reading: not reading.file.own):
        for position, card in enumerate(reading.cards):
            holder, holder_own = elsewhere.get(card.id, ("", False))
            if card.id in change.cards:
                holder, holder_own = change.cards[card.id][1].source.path, card.id in change.own
            if holder and reading.file.own == holder_own:
                change.problems.append(_duplicate(card, holder))
            if holder and (not holder_own, holder) <= (not reading.file.own, reading.file.path):
                change.shadowed.add(reading.file.path)
                continue
            if holder:
                change.shadowed.add(holder)
            change.cards[card.id] = (position, card)
            if reading.file.own:
                change.own.add(card.id)
    return change


def _duplicate(card: Card, holder: str) -> Problem:
    return Problem(
        card.source, f"the id {card.id} is that of a card in {holder} too", "give one of them another id"
    )


def new_cards(ledger: Ledger, change: Change, places: Mapping[str, tuple[str, bool]]) -> list[Card]:
    """Return the cards without a past: never seen, or back under an id whose history has moved on."""
    absent = [card for _, card in change.cards.values() if not places.get(card.id, ("", False))[1]]
    back = [question for card in absent if card.id in places for question in card.questions]
    spoken = answered_or_noted(ledger, back)
    return [card for card in absent if spoken.isdisjoint(card.questions)]


def retired_twins(ledger: Ledger, appeared: Sequence[Card]) -> list[Card]:
    """Return cards retired in an earlier sync whose exact text has come back under another id.

    One without a history has nothing to bring back, and must not take the place of one that was just edited.
    """
    ids = {card.id for card in appeared}
    twins = [card for card in retired_cards_like(ledger, {c.digest for c in appeared}) if card.id not in ids]
    spoken = answered_or_noted(ledger, (question for card in twins for question in card.questions))
    return [card for card in twins if not spoken.isdisjoint(card.questions)]


def with_history(ledger: Ledger, pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Keep the pairs that have something to carry over."""
    spoken = answered_or_noted(ledger, (question for pair in pairs for question in pair.old.questions))
    return tuple(pair for pair in pairs if not spoken.isdisjoint(pair.old.questions))
