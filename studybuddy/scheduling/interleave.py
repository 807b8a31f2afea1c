"""Questions in the order wanted in; the nearest order in which neighbours differ in topic and deck out.

At each place the first card in line is taken that shares neither topic nor deck with the card before it.
A topic (or deck) that makes up more than half of what is left goes first, for it would otherwise pile up at
the end: so no two neighbours share a topic whenever that is possible at all, and where topic and deck
cannot both differ, it is the topic that does.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from heapq import heapify, heappop, heappush

from studybuddy.model import Candidate

_Name = tuple[str, str]  # topic and deck: cards that share both are interchangeable here
_Key = tuple[str | None, str | None]  # what a line is restricted to
_Line = list[tuple[int, _Name]]  # a heap of groups by the place of their first card


def interleave(
    line: Sequence[Candidate], ahead: Callable[[Candidate], bool] | None = None
) -> tuple[Candidate, ...]:
    """Return `line` with neighbours of one topic or deck set apart; O(n log n) where groups are few.

    What is `ahead` comes before all that is not, each of both set apart for itself.
    """
    if ahead is None:
        return _set_apart(line)
    first = [one for one in line if ahead(one)]
    return (*_set_apart(first), *_set_apart([one for one in line if not ahead(one)]))


def _set_apart(line: Sequence[Candidate]) -> tuple[Candidate, ...]:
    table = _Table(line)
    topic: str | None = None
    deck: str | None = None
    order: list[Candidate] = []
    for _ in line:
        card = line[table.take(topic, deck)]
        topic, deck = card.topic, card.deck
        order.append(card)
    return tuple(order)


class _Share:
    """How many of the cards left bear each topic (or each deck)."""

    def __init__(self, names: Iterable[str]) -> None:
        self.counts: Counter[str | None] = Counter(names)
        self._look_at = self.counts.total()

    def dominant(self, left: int, last: str | None) -> str | None:
        """Return the name other than `last` that more than half of the `left` cards bear."""
        if left > self._look_at:
            return None
        name, count = max(self.counts.items(), key=lambda item: item[1])
        surplus = left - 2 * count
        # A card taken lowers the surplus of the others by one at most: until then there is no need to look,
        # and none ever where all cards bear the name.
        self._look_at = left - 1 - max(0, surplus) if count < left else 0
        return name if surplus < 0 and name != last else None


class _Table:
    """The cards not yet taken, in groups of one topic and deck, each group in line order."""

    def __init__(self, line: Sequence[Candidate]) -> None:
        self._left = len(line)
        self._topics = _Share(card.topic for card in line)
        self._decks = _Share(card.deck for card in line)
        self._groups: dict[_Name, deque[int]] = {}
        for place, card in enumerate(line):
            self._groups.setdefault((card.topic, card.deck), deque()).append(place)
        self._everyone = sorted((group[0], name) for name, group in self._groups.items())
        self._lines: dict[_Key, _Line] = {}  # of one topic or deck, kept from when it first dominates

    def take(self, topic: str | None, deck: str | None) -> int:
        """Remove the card to follow one of `topic` and `deck`, and return its place in line."""
        name = self._dominant(topic, deck) or self._first(self._everyone, topic, deck)
        group = self._groups[name]
        place = group.popleft()
        self._left -= 1
        self._topics.counts[name[0]] -= 1
        self._decks.counts[name[1]] -= 1
        if group:
            heappush(self._everyone, (group[0], name))
            for key in ((name[0], None), (None, name[1])) if self._lines else ():
                if key in self._lines:
                    heappush(self._lines[key], (group[0], name))
        return place

    def _dominant(self, topic: str | None, deck: str | None) -> _Name | None:
        """Return the group to serve because its topic, or its deck, would pile up at the end."""
        if (dominant := self._topics.dominant(self._left, topic)) is not None:
            return self._first(self._line((dominant, None)), None, deck)
        if (dominant := self._decks.dominant(self._left, deck)) is not None:
            name = self._first(self._line((None, dominant)), topic, None)
            return name if name[0] != topic else None
        return None

    def _first(self, line: _Line, topic: str | None, deck: str | None) -> _Name:
        """Return the first group of a line with another topic and deck, or the one that disturbs least."""
        if self._topics.counts[topic] == self._left:
            topic = None
        if self._decks.counts[deck] == self._left:
            deck = None
        passed_over: _Line = []
        while line:
            place, name = line[0]
            group = self._groups[name]
            if group and group[0] == place:  # else the group was served out of turn, and stands further back
                if name[0] != topic and name[1] != deck:
                    break
                passed_over.append((place, name))
            heappop(line)
        else:
            _, name = min(
                passed_over, key=lambda entry: (entry[1][0] == topic, entry[1][1] == deck, entry[0])
            )
        for entry in passed_over:
            heappush(line, entry)
        return name

    def _line(self, key: _Key) -> _Line:
        if key not in self._lines:
            self._lines[key] = [
                (group[0], name)
                for name, group in self._groups.items()
                if group and key[0] in (None, name[0]) and key[1] in (None, name[1])
            ]
            heapify(self._lines[key])
        return self._lines[key]
