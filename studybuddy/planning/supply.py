"""What a day can be filled with, and what the plan asks of it, as two values; nothing flows but values."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from studybuddy.planning.next_action import Again
from studybuddy.planning.work import MINUTES, REDO_MINUTES, Work


class NextUp(NamedTuple):
    """A piece of content that comes next in its kind of work, and the round that its result counts for.

    Of mocks it is the round that needs one most.
    """

    question_id: str
    round: str


class Supply(NamedTuple):
    """What there is to do on a day, how long it takes, and what it is good for.

    `due` counts the questions that the day asks for by work: cards under `Work.REVIEWS`, katas and
    derivations that come back under theirs, problems to redo under `Work.TRACKED`; the rest of it is not
    looked at. `available` is all the content for each target, without limit where it says nothing. `next_up`
    has the pieces of each kind of work in the order to do them, as far as they are known, those due first. A
    piece takes the minutes of `rates`, a problem done again `redo_minutes`. `gains` are what practice of each
    round adds to readiness (see `skill_gains`). What is left over of a day goes to a piece done once more,
    `again`, and to a `quiz` of a topic. `new_ahead` new cards are about the rounds of a near interview.
    """

    due: Mapping[Work, int] = MappingProxyType({})
    available: Mapping[Work, int] = MappingProxyType({})
    next_up: Mapping[Work, Sequence[NextUp]] = MappingProxyType({})
    rates: Mapping[Work, float] = MINUTES
    redo_minutes: float = REDO_MINUTES
    gains: Mapping[str, float] = MappingProxyType({})
    quiz: str = ""
    again: Again | None = None
    new_ahead: int = 0


class Demand(NamedTuple):
    """What the plan asks of a day beside what is due: pieces, or minutes, by the name of the target.

    Of practice elsewhere the week still wants the minutes `practice`, and less of it than those of `problems`
    is not worth it today.
    """

    wanted: Mapping[str, int] = MappingProxyType({})
    practice: Mapping[str, int] = MappingProxyType({})
    problems: Mapping[str, int] = MappingProxyType({})
