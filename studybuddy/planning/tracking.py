"""Practice done elsewhere, as it is told, in and out of its event; what it is worth as evidence, out."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from studybuddy.planning.progress import MS_PER_MINUTE, Done
from studybuddy.planning.rounds import ALL_ROUNDS
from studybuddy.planning.standing import Elsewhere, Mock
from studybuddy.planning.work import MINUTES, Work

MOCK, STORY = "mock", "story"
INTERVIEW = "interview"  # a round of a real one: it is scored like a mock, and is no work of a plan
SCALE = "1-4"  # of the rubric's lines
SCORES = {1: 1.0, 3: 2.0, 4: 3.0, 5: 4.0}  # of a mock, on its scale of 1 to 4, by the grade of its result


class Tracked(NamedTuple):
    """One sitting of practice elsewhere, or a round of an interview, with its name as the `note`.

    `kind` is a round, "mock", "story", "interview", or any name that the plan counts minutes of. `what` says
    which: a problem, the round of a mock, a story. `result` is a grade, None when it was not said; `score` is
    the rubric's mean of a mock, 1 to 4, and `partner` whether somebody else gave it.
    """

    day: date
    kind: str
    what: str = ""
    minutes: int = 0
    result: int | None = None
    score: float | None = None
    partner: bool = False
    url: str = ""
    note: str = ""

    @property
    def is_interview(self) -> bool:
        """Whether it is a round of an interview: practice that a plan calls so as well has no score."""
        return self.kind == INTERVIEW and self.score is not None

    def detail(self) -> dict[str, Any]:
        """Write it as the JSON detail of a TRACK event, which has its own day."""
        return {name: value for name, value in self._asdict().items() if name != "day"}

    def done(self) -> Done:
        """Return the work that it was; a plan counts it under its kind."""
        is_own_work = self.kind in {MOCK, STORY}
        kind = self.kind if is_own_work else "track"
        topic = self.what if is_own_work else self.kind
        return Done(self.day, kind, "", topic, "", False, self.minutes * MS_PER_MINUTE)


def mock_command(name: str, *, partner: bool = False) -> str:
    """Return the command that counts a mock of a round, with the scale in the place of the score."""
    counted = f"studybuddy track mock {name} --minutes {MINUTES[Work.MOCKS]:.0f} --score {SCALE}"
    return counted + " --partner" * partner


def tracked_from(day: date, detail: Mapping[str, Any]) -> Tracked:
    """Read it back from the detail of its event; what is not known of a later version is left out."""
    known = {name: detail[name] for name in Tracked._fields if name in detail and name != "day"}
    return Tracked(day, **known)


def mock_of(one: Tracked) -> Mock | None:
    """Return a scored mock, a real one too; None for anything else, or without a score or a round."""
    score = one.score if one.score is not None else SCORES.get(one.result or 0)
    if not (one.kind == MOCK or one.is_interview) or score is None or one.what not in ALL_ROUNDS:
        return None
    return Mock(one.what, (score - 1) / 3, one.day, one.partner)


def result_of(one: Tracked) -> Elsewhere | None:
    """Return the result for a round's skill; None where none was told, or it belongs to no round."""
    if one.result is None or one.kind not in ALL_ROUNDS:
        return None
    return Elsewhere(one.kind, one.what or one.kind, one.result, one.day)
