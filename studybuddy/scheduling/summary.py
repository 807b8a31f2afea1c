"""A finished (or unfinished) session and the memories after it in, the figures of its summary out."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from studybuddy.model import Memory, Role
from studybuddy.scheduling.grades import is_pass
from studybuddy.scheduling.leech import is_leech
from studybuddy.scheduling.session import Session, Taken


@dataclass(frozen=True, slots=True)
class TopicRecall:
    """How many questions of a topic were asked as due ones, and how many of them were remembered."""

    topic: str
    asked: int
    recalled: int

    @property
    def recall(self) -> float | None:
        """The share remembered, 0 to 1; None when none was due."""
        return self.recalled / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session came to: first answers by sort, recall by topic, failures, and answering time.

    `reviewed` and `introduced` count first answers to due and to new questions, `repeats` all further ones.
    `lapsed` are the due questions that were failed, `leeches` those of all failed ones that are leeches now.
    `unfinished` counts the turns that were still to come.
    """

    reviewed: int
    introduced: int
    repeats: int
    topics: tuple[TopicRecall, ...]
    lapsed: tuple[str, ...]
    leeches: tuple[str, ...]
    took_ms: int
    unfinished: int


def summarise(session: Session, memories: Mapping[str, Memory]) -> Summary:
    """Sum a session up; `memories` need to hold only the questions that were failed.

    Recall leaves out new questions: one cannot forget what one has never known. A question was recalled
    where it was graded 3 or more, here as in the ledger's statistics: the grade counts, not the verdict.
    """
    first, repeats = _first_answers(session)
    due = [taken for taken in first if not taken.turn.new]
    failed = [taken.turn.question_id for taken in first if not _recalled(taken)]
    return Summary(
        reviewed=len(due),
        introduced=len(first) - len(due),
        repeats=repeats,
        topics=_by_topic(due),
        lapsed=tuple(taken.turn.question_id for taken in due if not _recalled(taken)),
        leeches=tuple(one for one in failed if one in memories and is_leech(memories[one])),
        took_ms=sum(taken.took_ms for taken in session.answers),
        unfinished=len(session.coming),
    )


def _first_answers(session: Session) -> tuple[list[Taken], int]:
    """Return each question's first answer, unless it was a repeat already, and the number of the others."""
    first: dict[str, Taken] = {}
    for taken in session.answers:
        if taken.turn.role != Role.REPEAT:
            first.setdefault(taken.turn.question_id, taken)
    return list(first.values()), len(session.answers) - len(first)


def _recalled(taken: Taken) -> bool:
    return taken.grade is not None and is_pass(taken.grade)


def _by_topic(due: list[Taken]) -> tuple[TopicRecall, ...]:
    topics: defaultdict[str, list[Taken]] = defaultdict(list)
    for taken in due:
        topics[taken.turn.topic].append(taken)
    return tuple(
        TopicRecall(topic, len(answers), sum(_recalled(one) for one in answers))
        for topic, answers in sorted(topics.items())
    )
