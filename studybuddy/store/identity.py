"""Cards that vanished and cards that appeared in, pairs that are the same card out.

Exact text decides first, then the same body or heading, then the likeness of the words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, NamedTuple

from studybuddy.model import Card
from studybuddy.store.sync_report import Pair

SURE = 0.8  # share of words in common above which an edit is taken for an edit
PERHAPS = 0.55  # above this one a person should say
_RARE = 20  # words in more cards than this do not help to find a card
_SHORTLIST = 5
_WORD = re.compile(r"\w+")


class Matches(NamedTuple):
    """What was found; nothing in `unsure` is acted upon before somebody has decided."""

    sure: tuple[Pair, ...]
    unsure: tuple[Pair, ...]


def match(vanished: Iterable[Card], appeared: Iterable[Card]) -> Matches:
    """Pair vanished with new cards of the same kind, each at most once, in time linear in their text."""
    old, new = list(vanished), list(appeared)
    if not old or not new:
        return Matches((), ())
    sure: list[Pair] = []
    for key in (_whole, _body, _heading):
        sure += _pair_by(key, old, new)
    likely = _pair_by_likeness(old, new)
    sure += [pair for pair, share in likely if share >= SURE]
    return Matches(tuple(sure), tuple(pair for pair, share in likely if share < SURE))


def _whole(card: Card) -> Hashable:
    return card.kind, card.digest


def _body(card: Card) -> Hashable:
    return card.kind, repr(sorted(card.fields.items()))


def _heading(card: Card) -> Hashable:
    return card.kind, card.heading


def _pair_by(key: Callable[[Card], Hashable], old: list[Card], new: list[Card]) -> list[Pair]:
    """Pair cards with equal keys in their order, and take them off both lists."""
    waiting: dict[Hashable, list[Card]] = defaultdict(list)
    for card in reversed(old):
        waiting[key(card)].append(card)
    pairs = [Pair(waiting[k].pop(), card) for card in new if waiting.get(k := key(card))]
    _take_off(pairs, old, new)
    return pairs


def _take_off(pairs: Iterable[Pair], old: list[Card], new: list[Card]) -> None:
    gone = {pair.old.id for pair in pairs}
    come = {pair.new.id for pair in pairs}
    old[:] = [card for card in old if card.id not in gone]
    new[:] = [card for card in new if card.id not in come]


def _pair_by_likeness(old: list[Card], new: list[Card]) -> list[tuple[Pair, float]]:
    words = {card.id: Counter(_WORD.findall(_text(card))) for card in old}
    holders: dict[str, list[Card]] = defaultdict(list)
    for card in old:
        for word in words[card.id]:
            holders[word].append(card)
    by_id = {card.id: card for card in old}
    found: list[tuple[float, Card, Card]] = []
    for card in new:
        mine = Counter(_WORD.findall(_text(card)))
        shared = Counter(
            other.id
            for word in mine
            if len(holders.get(word, ())) <= _RARE
            for other in holders.get(word, ())
        )
        for other_id, _ in shared.most_common(_SHORTLIST):
            other = by_id[other_id]
            if other.kind == card.kind:
                found.append((_likeness(words[other_id], mine), other, card))
    return _best_first(found)


def _best_first(found: list[tuple[float, Card, Card]]) -> list[tuple[Pair, float]]:
    taken: set[tuple[str, str]] = set()
    chosen = []
    for share, old, new in sorted(found, key=lambda item: (-item[0], item[1].id, item[2].id)):
        if share >= PERHAPS and ("old", old.id) not in taken and ("new", new.id) not in taken:
            taken |= {("old", old.id), ("new", new.id)}
            chosen.append((Pair(old, new), share))
    return chosen


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Sørensen–Dice coefficient of two bags of words, 0 to 1."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _text(card: Card) -> str:
    return " ".join([card.heading, *_strings(card.fields)]).casefold()


def _strings(value: Mapping[str, Any] | Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
