"""What is due and what the week still wants flow in; what today could take, in its order, flows out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from studybuddy.planning.nearing import ROUND_OF_WORK
from studybuddy.planning.progress import practice_named
from studybuddy.planning.supply import Demand, NextUp, Supply
from studybuddy.planning.tracking import mock_command
from studybuddy.planning.work import MINUTES, QUESTION_OF, Work

_PRACTICE = "practice"
SHORTEST_TRACKED = 10  # minutes; less practice elsewhere than this is not worth the way there
LONG = (Work.MOCKS, Work.DESIGN_CASES, Work.STORIES)  # what takes most of a short day

_NAMES: Mapping[Work, str] = MappingProxyType(
    {
        Work.KATAS: "kata",
        Work.DERIVATIONS: "derive",
        Work.DESIGN_CASES: "design",
        Work.APPLIED_CASES: "applied",
        Work.REHEARSALS: "rehearse",
        Work.STORIES: "story",
        Work.MOCKS: "mock",
        Work.TRACKED: "redo",
    },
)
# The plan costs the repeats of these; a case or a prompt is taken up again when the week wants one.
REPEATED = (Work.KATAS, Work.DERIVATIONS)
# Among equals the longest first: a case fits few days, a kata fits into what is left of any.
_ORDER = (
    *LONG,
    Work.APPLIED_CASES,
    Work.TRACKED,
    Work.KATAS,
    Work.DERIVATIONS,
    Work.REHEARSALS,
)


class Offer(NamedTuple):
    """Work that the day could take: at most `most` pieces of `minutes` each, and at least `fewest`.

    `next_up` is the first piece by its name, if it is known; `command` starts it, and ends with the number
    of pieces where it is `counted`. Practice elsewhere comes in pieces of a minute, and may go on up to its
    `limit` where nothing else fits. What is `in_line` is asked by a session.
    """

    name: str
    work: Work
    round: str
    most: int
    minutes: float
    command: str
    next_up: str = ""
    counted: bool = False
    fewest: int = 1
    limit: int = 0
    is_due: bool = False
    in_line: bool = True

    def what(self, count: int) -> str:
        """Name the first of `count` pieces and say how many more there are, if their names are known."""
        if not self.next_up:
            return str(count)
        return self.next_up + (f" and {count - 1} more" if count > 1 and self.name != _PRACTICE else "")


def offers(demand: Demand, supply: Supply) -> Iterator[Offer]:
    """Give everything that could be done after the reviews.

    Of katas and derivations those due are offered apart from those that the week wants, and of all work that
    of each round apart.
    """
    due = supply.due
    if supply.next_up.get(Work.TRACKED):
        for offer in _by_round(Work.TRACKED, supply, due.get(Work.TRACKED, 0)):
            yield offer._replace(minutes=supply.redo_minutes, is_due=True)
    for work in REPEATED:
        for offer in _by_round(work, supply, due.get(work, 0)):
            yield offer._replace(is_due=True)
    for work in _ORDER:
        wanted = demand.wanted.get(work, 0)
        if work is Work.TRACKED:
            for name, left in demand.practice.items():
                fewest = max(SHORTEST_TRACKED, demand.problems.get(name, 0))
                yield _practice(name, demand.wanted.get(name, 0), left)._replace(fewest=fewest)
        else:
            yield from _by_round(work, supply, wanted, after=due.get(work, 0) if work in REPEATED else 0)


def _by_round(work: Work, supply: Supply, count: int, *, after: int = 0) -> Iterator[Offer]:
    """Offer the next `count` pieces of a kind of work, those of each round by themselves.

    They are the pieces `after` so many others. What goes beyond the line, such as one prompt that serves for
    many rehearsals, is of the round of its first piece.
    """
    line = supply.next_up.get(work, ())
    if not line:
        yield _offer(work, ROUND_OF_WORK.get(work, ""), count, None, supply.rates[work])
        return
    rounds = [one.round for one in line]
    counts = Counter(rounds[after : after + count])
    counts[rounds[0]] += count - counts.total()
    for about, most in counts.items():
        yield _offer(work, about, most, line[rounds.index(about)], supply.rates[work])


def _offer(work: Work, about: str, count: int, next_up: NextUp | None, minutes: float) -> Offer:
    """Offer pieces of a kind of work."""
    return Offer(
        _NAMES[work],
        work,
        about,
        count,
        minutes,
        _command(work, next_up),
        next_up.question_id if next_up else "",
        counted=next_up is None and work in QUESTION_OF and work is not Work.KATAS,
        in_line=work not in {Work.MOCKS, Work.STORIES},
    )


def _practice(target: str, minutes: int, left: int) -> Offer:
    """Offer practice done elsewhere, in whole minutes."""
    name = practice_named(target)
    command = f"studybuddy track {name} --minutes"
    return Offer(
        _PRACTICE,
        Work.TRACKED,
        name,
        minutes,
        1.0,
        command,
        name,
        counted=True,
        fewest=SHORTEST_TRACKED,
        limit=left,
        in_line=False,
    )


def _command(work: Work, next_up: NextUp | None) -> str:
    if work is Work.KATAS:
        return "studybuddy kata" + (f" {next_up.question_id}" if next_up else "")
    if work is Work.MOCKS:
        return mock_command(next_up.question_id if next_up else "ROUND")
    if work is Work.STORIES:
        return f"studybuddy track story --minutes {MINUTES[work]:.0f}"
    if next_up:
        return f"studybuddy review {next_up.question_id}"
    by_topic = " --topic case-method" if work is Work.APPLIED_CASES else ""
    return f"studybuddy review --kind {QUESTION_OF[work][0]}{by_topic} --limit"
