"""Readiness flows in; what an agenda takes from it, to fill a day where it matters most, flows out."""

from typing import NamedTuple

from studybuddy.planning.next_action import Again
from studybuddy.planning.readiness import Readiness, RoundReadiness
from studybuddy.planning.supply import NextUp, Supply
from studybuddy.planning.work import Work


class Guidance(NamedTuple):
    """The round that needs a mock most, a topic for a quiz, and a piece of practice to do once more."""

    mock: NextUp | None = None
    quiz: str = ""
    again: Again | None = None


def guidance_of(readiness: Readiness | None) -> Guidance:
    """Say what the weakest round needs, and which round needs a mock.

    A mock is for the weightiest of the rounds that had none: nothing else lifts their cap, whether they have
    evidence or not. Where all had one it is for the weakest.
    """
    if readiness is None or not readiness.rounds:
        return Guidance()
    weakest = readiness.weakest
    without = max((one for one in readiness.rounds if one.mock is None), key=_weight, default=None)
    needy = (without or weakest or max(readiness.rounds, key=_weight)).name
    mock = NextUp(needy, needy)
    if weakest is None:
        return Guidance(mock)
    return Guidance(mock, _weak_topic(readiness, weakest.name), weakest.again)


def guided(supply: Supply, guidance: Guidance) -> Supply:
    """Add to what a day can be filled with what readiness says of it."""
    next_up = dict(supply.next_up)
    if guidance.mock is not None:
        next_up[Work.MOCKS] = (guidance.mock,)
    return supply._replace(next_up=next_up, quiz=guidance.quiz, again=guidance.again)


def _weight(one: RoundReadiness) -> float:
    return one.weight


def _weak_topic(readiness: Readiness, name: str) -> str:
    """Name the least known topic of a round that has questions which the program judges."""
    topics = (one.topic for one in readiness.topics if one.checked and one.round == name)
    return next(topics, "")
