"""Today's agenda, its cards and the longer pieces flow in; one mixed session, in order, flows out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from studybuddy.model import Candidate
from studybuddy.planning.agenda import Item
from studybuddy.planning.rounds import round_of
from studybuddy.planning.work import Work
from studybuddy.scheduling.interleave import interleave
from studybuddy.scheduling.queue import weave


class Share(NamedTuple):
    """What the cards of a session may take: their minutes, and how many new ones are among them."""

    minutes: float
    new: int


def card_share(items: Iterable[Item]) -> Share:
    """Return the part of an agenda that is cards."""
    reviews = [item for item in items if item.name == "review"]
    return Share(sum(item.minutes for item in reviews), sum(item.new for item in reviews))


def pieces_of(items: Iterable[Item], lines: Mapping[Work, Sequence[Candidate]]) -> tuple[Candidate, ...]:
    """Take from each line of longer pieces as many as the agenda has of them for a round, in its order.

    Practice elsewhere has no pieces, only the problems to redo have; what is done once more is not in line.
    """
    wanted: list[Candidate] = []
    left: dict[tuple[Work, str], Iterator[Candidate]] = {}
    for item in items:
        if item.in_line:
            line = lines.get(item.work, ())
            of_round = (one for one in line if round_of(one.kind, one.domain, one.topic) == item.round)
            rest = left.setdefault((item.work, item.round), of_round)
            wanted += islice(rest, item.count)
    return tuple(wanted)


def compose(
    cards: Sequence[Candidate],
    pieces: Sequence[Candidate],
    ahead: Callable[[Candidate], bool] | None = None,
) -> tuple[Candidate, ...]:
    """Put the longer pieces between the cards at even distances, and neighbours of one topic apart.

    A session so broken up tires less, and one that is left early has had some of everything. What is `ahead`
    comes before all that is not.
    """
    return interleave(weave(cards, pieces), ahead)


def remedies(topic: str, lines: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the katas and derivations of a topic, those first that are due: practice for what was failed."""
    fitting = [one for one in lines if one.topic == topic and one.kind in {"kata", "derivation"}]
    return tuple(sorted(fitting, key=lambda one: one.new))
