"""The cards of all decks go in, the problems that no single file can tell come out."""

from collections.abc import Iterable, Iterator
from itertools import chain

from studybuddy.kinds.fields import see_also_ids
from studybuddy.model import Card, Problem


def cross_check(cards: Iterable[Card]) -> tuple[Problem, ...]:
    """Return an error for every id used twice and for every `### See also` that points nowhere."""
    known: dict[str, Card] = {}
    duplicates = []
    for card in cards:
        if card.id in known:
            hint = f"it is the id of the card at {known[card.id].source}; ids are unique over all decks"
            duplicates.append(Problem(card.source, f"duplicate id `{card.id}`", hint))
        else:
            known[card.id] = card
    return tuple(chain(duplicates, _dangling(known)))


def _dangling(known: dict[str, Card]) -> Iterator[Problem]:
    for card in known.values():
        for entry in card.fields.get("see_also", ()):
            for target in see_also_ids(entry):
                if target not in known:
                    hint = "write the id of a card"
                    yield Problem(card.source, f"`See also` points to `{target}`, which is no card", hint)
