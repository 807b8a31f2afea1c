"""What each round has already flows in; readiness on the day, once some planned work is done, flows out.

It is readiness as the plan will show it on the day of the interview (see `readiness`), if the work that is
given is done, and no other:

know   a card that was met passes once more in the final pass and is no less known than now, as `if kept` has
       it; of those never seen as many are met and pass as there are new cards, core ones first and those of
       all rounds alike, and the others count 0
skill  every piece of practice is one more result: good, and as old on the day as the middle of the final
       pass. So is every half hour of practice elsewhere. The results that there are fade until the day; none
       is the worse for one more, and less than one is only that part of it
mock   every mock is as good as a good result, .9 of the rubric, and scored by the learner alone; the round
       of most weight has the first one, and then they take turns
ready  as ever, with its caps. Ten results are not asked for: what is planned counts as done

A story is no result: it adds nothing until it is rehearsed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from studybuddy.planning.grounds import Ground, Grounds, Shares, weigh
from studybuddy.planning.progress import practice_named
from studybuddy.planning.readiness import CAP_SELF_SCORED, LAST_MOCKS, Terms, ready_of
from studybuddy.planning.recall import EXPECTED, SCORES
from studybuddy.planning.rounds import round_of
from studybuddy.planning.standing import ELSEWHERE_INTERVAL_DAYS, rubric_of
from studybuddy.planning.work import Work

MINUTES_PER_RESULT = 30  # of practice elsewhere

Given = Mapping[str, float]  # work by the name of its target: "katas", "dsa minutes"


class RoundOutlook(NamedTuple):
    """Readiness for one round on the day, 0 to 100; `points` are those before its cap."""

    name: str
    weight: float
    ready: float
    points: float


class Outlook(NamedTuple):
    """Readiness on the day `on`, for each round that has a weight."""

    on: date
    rounds: tuple[RoundOutlook, ...]

    @property
    def weighted(self) -> float:
        """The mean over all rounds by weight."""
        return sum(one.weight * one.ready for one in self.rounds)

    @property
    def weakest(self) -> RoundOutlook:
        """The round that is least ready."""
        return min(self.rounds, key=lambda one: one.ready)


class Foretold(NamedTuple):
    """Readiness on a day for a plan as it stands and as replanned, if all that is planned is done.

    `at_pace` is that of the plan as it stands if only as much of it is done as so far; None while pace says
    nothing yet. `name` is that of the interview; "" is the last day of the plan.
    """

    name: str
    stands: Outlook
    renewed: Outlook
    at_pace: Outlook | None = None


class Prospect:
    """Where every round stands, ready to be given work."""

    def __init__(self, grounds: Grounds, terms: Terms) -> None:
        recall = terms.recall()
        self._on = terms.on
        self._grounds = {ground.name: ground for ground in grounds.rounds}
        self._unseen = grounds.unseen
        self._shares: dict[str, Shares] = {work.value: shares for work, shares in grounds.pieces.items()}
        self._new_card = recall.kept(0)
        self._good = SCORES[EXPECTED] * recall.kept(ELSEWHERE_INTERVAL_DAYS)
        by_weight = sorted(grounds.rounds, key=lambda ground: -ground.weight)
        self._turns = {ground.name: turn for turn, ground in enumerate(by_weight)}

    @property
    def rounds(self) -> frozenset[str]:
        """The rounds that count on the day."""
        return frozenset(self._grounds)

    def outlook(self, given: Given, share: float = 1.0) -> Outlook:
        """Foretell readiness for every round, with `given` done, or only a `share` of each of it."""
        if share != 1.0:
            given = {name: share * count for name, count in given.items()}
        met = self._met(given)
        return Outlook(self._on, tuple(self._round(one, given, met) for one in self._grounds.values()))

    def loss(self, given: Given, name: str, count: float) -> tuple[float, float]:
        """Say what it costs to do `count` less of one target than `given`.

        In points of readiness over all rounds by weight, and in points before the caps.
        """
        less = {**given, name: given[name] - count}
        met, met_less = self._met(given), self._met(less)
        ready = points = 0.0
        for ground in self._served_by(name):
            now, then = self._round(ground, given, met), self._round(ground, less, met_less)
            ready += ground.weight * (now.ready - then.ready)
            points += ground.weight * (now.points - then.points)
        return ready, points

    def most_lost(self, given: Given, kept: Given) -> float:
        """Say what it costs at most that of `given` no more than `kept` is done: with or without the caps."""
        pairs = zip(self.outlook(given).rounds, self.outlook(kept).rounds, strict=True)
        return sum(
            one.weight * max(0.0, one.ready - other.ready, one.points - other.points) for one, other in pairs
        )

    def _served_by(self, name: str) -> Iterable[Ground]:
        if name in {Work.NEW_CARDS, Work.MOCKS}:
            return self._grounds.values()
        return [self._grounds[one] for one in self._results(name) if one in self._grounds]

    def _results(self, name: str) -> Shares:
        """Say how many results a piece of a target is on average, by round."""
        if name not in self._shares:
            topic = practice_named(name)
            is_tracked = topic != name
            self._shares[name] = {round_of("track", "", topic): 1 / MINUTES_PER_RESULT} if is_tracked else {}
        return self._shares[name]

    def _met(self, given: Given) -> tuple[float, ...]:
        """Say which share of the unseen cards of each tier is met: core first."""
        left, shares = given.get(Work.NEW_CARDS.value, 0.0), []
        for unseen in self._unseen:
            met = min(unseen, left)
            left -= met
            shares.append(met / unseen if unseen else 0.0)
        return tuple(shares)

    def _round(self, ground: Ground, given: Given, met: Sequence[float]) -> RoundOutlook:
        new = weigh(count * share for count, share in zip(ground.unseen, met, strict=True))
        know = (ground.known + self._new_card * new) / ground.planned if ground.planned else 0.0
        mock, cap = self._mock(ground, given.get(Work.MOCKS.value, 0.0))
        ready, points = ready_of(know, self._skill(ground, given, met), mock, cap)
        return RoundOutlook(ground.name, ground.weight, ready, points)

    def _skill(self, ground: Ground, given: Given, met: Sequence[float]) -> float:
        more = sum(count * share for count, share in zip(ground.checked, met, strict=True))
        more += sum(count * self._results(name).get(ground.name, 0.0) for name, count in given.items())
        now = ground.scores / ground.results if ground.results else 0.0
        return max(now, (ground.scores + more * self._good) / max(1.0, ground.results + more))

    def _mock(self, ground: Ground, planned: float) -> tuple[float | None, float]:
        """Return the mean of the mocks that count, 1 to 4, and the cap that they leave."""
        now = sum(ground.mocks) / len(ground.mocks) if ground.mocks else None
        turns, rest = divmod(int(planned), len(self._turns))
        more = min(LAST_MOCKS, turns + (self._turns[ground.name] < rest))
        if not more:
            return now, ground.cap
        counted = [*ground.mocks, *[rubric_of(SCORES[EXPECTED])] * more][-LAST_MOCKS:]
        return max(now or 0.0, sum(counted) / len(counted)), max(ground.cap, CAP_SELF_SCORED)
