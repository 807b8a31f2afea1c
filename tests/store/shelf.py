"""A learner's decks and ledger on disk, opened for tests: written to, synced, graded and looked into."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from card_texts import deck
from sqlmodel import col, select

from studybuddy.model import Event, Grade, Happening, Memory, Moment, Review, Role
from studybuddy.scheduling import replay
from studybuddy.scheduling.days import study_day
from studybuddy.scheduling.lineage import Moves
from studybuddy.scheduling.protocol import Scheduler, first_intervals_of
from studybuddy.scheduling.replay import NOTHING_FORETOLD
from studybuddy.scheduling.steps import Step, in_order, moves_in, step_of
from studybuddy.store import recording
from studybuddy.store.folding import refold_everything, scheduler_of
from studybuddy.store.home import DeckRoot
from studybuddy.store.rows import to_event, to_review
from studybuddy.store.sessions import reading_on, session_on
from studybuddy.store.sql.cards import active_cards
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.journal import history_of, undoable
from studybuddy.store.sql.opening import open_ledger
from studybuddy.store.sql.questions import kinds_of_questions, memory_of
from studybuddy.store.sql.replaying import every_step
from studybuddy.store.sync import sync
from studybuddy.store.sync_report import SyncReport
from studybuddy.store.tables import DayWorkRow, EventRow, QuestionRow, RetractionRow, ReviewRow

START = datetime.fromisoformat("2026-03-02T09:00:00+01:00")


class Shelf:
    """One home: own decks in `own`, shipped ones in `shipped`; `at` is what its clock shows."""

    def __init__(self, folder: Path) -> None:
        self.own, self.shipped = folder / "decks", folder / "shipped"
        for made in (self.own, self.shipped):
            made.mkdir(parents=True, exist_ok=True)
        self.database = folder / "studybuddy.db"
        self.ledger: Ledger = open_ledger(self.database)
        self.at = START

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.ledger.connection.close()

    @property
    def scheduler(self) -> Scheduler:
        return scheduler_of(self.ledger)

    # --- decks ---------------------------------------------------------------------------------------

    def write(self, name: str, *cards: str, shipped: bool = False) -> Path:
        path = (self.shipped if shipped else self.own) / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(deck(*cards), encoding="utf-8", newline="\n")
        return path

    def sync(self, **how: Any) -> SyncReport:
        roots = [DeckRoot(self.own, own=True), DeckRoot(self.shipped, own=False)]
        return sync(self.ledger, roots, self.moment(), **how)

    def active(self) -> list[str]:
        return sorted(question for card in active_cards(self.ledger) for question in card.questions)

    # --- answers -------------------------------------------------------------------------------------

    def moment(self, minutes: int = 0) -> Moment:
        at = self.at + timedelta(minutes=minutes)
        return Moment(at, study_day(at))

    def grade(
        self, question_id: str, grade: int = 4, *, minutes: int = 0, role: Role = Role.SCHEDULED
    ) -> recording.Recorded:
        attempt = recording.Attempt(Grade(grade), role, took_ms=1_000 + minutes % 7)
        return recording.record(self.ledger, question_id, attempt, self.moment(minutes))

    def note(self, happening: Happening, question_id: str) -> Event:
        return recording.note(self.ledger, happening, self.moment(), question_id)

    def undo(self, count: int = 1) -> list[Review | Event]:
        return recording.retract(self.ledger, undoable(self.ledger, count), self.moment())

    def memory(self, question_id: str) -> Memory:
        found = memory_of(self.ledger, question_id)
        assert found is not None, f"the cache has no {question_id}"
        return found

    def history(self, question_id: str) -> list[str]:
        return [happening.id for happening in history_of(self.ledger, question_id)]

    # --- the whole -----------------------------------------------------------------------------------

    def reopen(self) -> None:
        self.ledger.connection.close()
        self.ledger = open_ledger(self.database)

    def drop_caches(self) -> None:
        """Make the caches look as if an older studybuddy had filled them, and open again."""
        with self.ledger.transaction():
            self.ledger.set_setting("cache_version", "0")
        self.reopen()

    def switch(self, name: str) -> None:
        with self.ledger.transaction():
            self.ledger.set_setting("scheduler", name)
            refold_everything(self.ledger)

    def events(self) -> dict[str, Step]:
        """Return every line of the ledger, retracted ones too, as the other door reads it."""
        return {step.id: step for step in self._steps()}

    def folded(self) -> replay.Folded:
        """Fold what the other door reads; nothing of the hot door takes part."""
        with session_on(self.ledger) as session:
            gone = {row.event_id for row in session.exec(select(RetractionRow)).all()}
        steps = [step for step in self._steps() if step.id not in gone]
        kinds = kinds_of_questions(self.ledger)
        return replay.walk(
            steps, Moves.of(moves_in(steps)), self.scheduler, lambda q: first_intervals_of(kinds.get(q, ""))
        )

    def assert_cache_is_fold(self) -> None:
        memories, firsts, foretold = self.folded()
        with reading_on(self.ledger) as session:
            questions = session.exec(select(QuestionRow)).all()
            gone = {row.event_id for row in session.exec(select(RetractionRow)).all()}
            reviews = [row for row in session.exec(select(ReviewRow)).all() if row.id not in gone]
            cached = {
                (row.study_day, row.kind, row.domain, row.topic, row.first): (row.took_ms, row.answers)
                for row in session.exec(select(DayWorkRow).where(col(DayWorkRow.answers) != 0)).all()
            }
            for question in questions:
                assert self.memory(question.id) == memories.get(question.id, Memory()), question.id
                first = firsts.get(question.id)
                assert question.first_review == (first and first[1]), question.id
                sums = question.foretold, question.recalled, question.predicted, question.last_grade
                assert sums == foretold.get(question.id, NOTHING_FORETOLD), question.id
            assert cached == _work_of(reviews, questions)

    def unretracted_reviews(self) -> list[str]:
        return [step.id for step in every_step(self.ledger) if step.what in set(Role)]

    def _steps(self) -> Sequence[Step]:
        with session_on(self.ledger) as session:
            reviews = [_row(one, to_review) for one in session.exec(select(ReviewRow)).all()]
            events = [_row(one, to_event) for one in session.exec(select(EventRow)).all()]
        return in_order(step_of(one) for one in (*reviews, *events))


def _row(one: Any, to_value: Callable[[Any], Review] | Callable[[Any], Event]) -> Review | Event:
    """Turn a row of the other door into a value; only the days differ in form."""
    values = [getattr(one, name) for name in type(one).model_fields]
    return to_value(tuple(v.isoformat() if hasattr(v, "isoformat") else v for v in values))


def _work_of(reviews: Iterable[ReviewRow], questions: Iterable[QuestionRow]) -> dict[Any, tuple[int, int]]:
    """Add up the reviews of known questions, by day, kind, domain, topic, and whether they were a first."""
    places = {one.id: one for one in questions}
    firsts = {one.first_review for one in places.values()}
    found: dict[Any, tuple[int, int]] = {}
    for review in reviews:
        if (one := places.get(review.question_id)) is not None:
            topic = one.topic if one.kind in {"redo", "track"} else ""
            key = (review.study_day, one.kind, one.domain, topic, review.id in firsts)
            took_ms, answers = found.get(key, (0, 0))
            found[key] = took_ms + review.took_ms, answers + 1
    return found
