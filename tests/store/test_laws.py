"""The laws of the ledger, after any sequence of answers, second thoughts, edits and accidents."""

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from card_texts import basic
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from shelf import Shelf

from studybuddy.model import Event, Happening, Memory, Review, Role
from studybuddy.store.sql.replaying import steps_of
from studybuddy.store.statistics import figures_of

GRADES = st.integers(0, 5)
MINUTES = st.integers(-60 * 24 * 40, 0)  # an answer may be entered long after it was given
ROLES = st.sampled_from([Role.SCHEDULED, Role.SCHEDULED, Role.REPEAT, Role.CRAM])
NOTES = st.sampled_from(
    [Happening.SUSPEND, Happening.UNSUSPEND, Happening.BURY, Happening.RESET, Happening.KNOW]
)
INDEX = st.integers(0, 1000)
FILES = ("a", "b", "sub/c")


@dataclass
class Concept:
    """A card as the learner thinks of it: wherever it goes and whatever it is called, it is the same."""

    number: int
    file: str
    explicit: bool
    name: int = 0
    edits: int = 0
    gone: bool = False
    answers: list[str] = field(default_factory=list)

    @property
    def heading(self) -> str:
        return f"Topic{self.number} called{self.name}x{self.number}"

    @property
    def question_id(self) -> str:
        return (
            f"card{self.number}" if self.explicit else f"{self.file}/{self.heading.lower().replace(' ', '-')}"
        )

    def text(self) -> str:
        words = " ".join(f"word{self.number}n{i}v{self.edits}" for i in range(6))
        return basic(self.heading, words, self.question_id if self.explicit else "")


class LearnerMachine(RuleBasedStateMachine):
    """Does what learners do, one thing at a time, with a sync after each change of the decks."""

    @initialize()
    def open_home(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="studybuddy-laws-"))
        self.shelf = Shelf(self.folder)
        self.concepts = [Concept(n, FILES[n % 2], explicit=n % 3 == 0) for n in range(5)]
        self.known_events: set[str] = set()
        self.write_decks()

    def teardown(self) -> None:
        figures = figures_of(self.shelf.ledger, self.shelf.scheduler)
        assert sum(figures.reviews_by_day.values()) == len(self.shelf.unretracted_reviews())
        self.shelf.ledger.connection.close()
        shutil.rmtree(self.folder)

    def write_decks(self) -> None:
        for file in FILES:
            path = self.shelf.own / f"{file}.md"
            cards = [one.text() for one in self.concepts if one.file == file and not one.gone]
            if cards:
                self.shelf.write(file, *cards)
            else:
                path.unlink(missing_ok=True)
        self.shelf.sync()

    def pick(self, index: int) -> Concept:
        present = [one for one in self.concepts if not one.gone]
        return present[index % len(present)]

    # --- answers and events ------------------------------------------------------------------------

    @rule(index=INDEX, grade=GRADES, minutes=MINUTES, role=ROLES)
    def answer(self, index: int, grade: int, minutes: int, role: Role) -> None:
        one = self.pick(index)
        recorded = self.shelf.grade(one.question_id, grade, minutes=minutes, role=role)
        one.answers.append(recorded.review.id)
        assert recorded.memory == self.shelf.memory(one.question_id)

    @rule(index=INDEX, happening=NOTES)
    def note(self, index: int, happening: Happening) -> None:
        self.shelf.note(happening, self.pick(index).question_id)

    @rule(count=st.integers(1, 3))
    def undo(self, count: int) -> None:
        taken = {happening.id for happening in self.shelf.undo(count)}
        for one in self.concepts:
            one.answers = [answer for answer in one.answers if answer not in taken]

    @rule(minutes=st.sampled_from([1, 600, 60 * 24, 60 * 24 * 9, -60 * 24 * 3]))
    def pass_time(self, minutes: int) -> None:
        self.shelf.at = self.shelf.moment(minutes).at

    # --- edits -------------------------------------------------------------------------------------

    @rule(index=INDEX)
    def edit_body(self, index: int) -> None:
        self.pick(index).edits += 1
        self.write_decks()

    @rule(index=INDEX, name=st.integers(0, 2))
    def edit_heading(self, index: int, name: int) -> None:
        self.pick(index).name = name
        self.write_decks()

    @rule(index=INDEX, file=st.sampled_from(FILES))
    def move_card(self, index: int, file: str) -> None:
        self.pick(index).file = file
        self.write_decks()

    @rule(source=st.sampled_from(FILES), into=st.sampled_from(FILES))
    def merge_files(self, source: str, into: str) -> None:
        for one in self.concepts:
            if one.file == source and not one.gone:
                one.file = into
        self.write_decks()

    @precondition(lambda self: sum(not one.gone for one in self.concepts) > 1)
    @rule(index=INDEX)
    def delete(self, index: int) -> None:
        self.pick(index).gone = True
        self.write_decks()

    @precondition(lambda self: any(one.gone for one in self.concepts))
    @rule()
    def restore(self) -> None:
        for one in self.concepts:
            one.gone = False
        self.write_decks()

    # --- machinery ---------------------------------------------------------------------------------

    @rule()
    def drop_caches(self) -> None:
        self.shelf.drop_caches()
        self.shelf.sync()

    @rule(name=st.sampled_from(["sm2", "sm2-delphi"]))
    def switch_scheduler(self, name: str) -> None:
        self.shelf.switch(name)

    # --- laws --------------------------------------------------------------------------------------

    @invariant()
    def the_cache_is_the_fold_of_the_ledger(self) -> None:
        self.shelf.assert_cache_is_fold()

    @invariant()
    def no_event_is_ever_lost(self) -> None:
        events = set(self.shelf.events())
        assert self.known_events <= events
        self.known_events = events

    @invariant()
    def every_answer_stays_with_its_card(self) -> None:
        for one in self.concepts:
            if not one.gone:
                steps = steps_of(self.shelf.ledger, one.question_id)
                assert {step.id for step in steps if step.what in set(Role)} == set(one.answers), one


LearnerMachine.TestCase.settings = settings(
    max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestTheLawsOfTheLedger = LearnerMachine.TestCase

HISTORIES = st.lists(
    st.tuples(st.integers(0, 2), GRADES, st.integers(0, 60 * 24 * 20)), min_size=1, max_size=8
)
FEW = settings(max_examples=15, deadline=None)


def three_cards(folder: str) -> Shelf:
    shelf = Shelf(Path(folder))
    shelf.write("a", *(basic(f"Card {n}?", f"Body {n}.", f"card{n}") for n in range(3)))
    shelf.sync()
    return shelf


def memories(shelf: Shelf) -> dict[str, Memory]:
    return {f"card{n}": shelf.memory(f"card{n}") for n in range(3)}


@FEW
@given(history=HISTORIES)
def test_an_undone_answer_given_again_equals_the_answer(history: list[tuple[int, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, three_cards(folder) as shelf:
        for card, grade, minutes in history:
            recorded = shelf.grade(f"card{card}", grade, minutes=minutes)
            before = recorded.memory
            [taken] = shelf.undo()
            assert taken == recorded.review
            again = shelf.grade(f"card{card}", grade, minutes=minutes)
            exact = (again.memory.sm2_due, again.memory.ease, again.memory.interval_days, again.memory.lapses)
            assert exact == (before.sm2_due, before.ease, before.interval_days, before.lapses)
        shelf.assert_cache_is_fold()


@FEW
@given(history=HISTORIES, count=st.integers(1, 4))
def test_undo_changes_no_other_card_and_brings_back_what_was(
    history: list[tuple[int, int, int]], count: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, three_cards(folder) as shelf:
        states = [memories(shelf)]
        for card, grade, minutes in history:
            shelf.grade(f"card{card}", grade, minutes=minutes)
            states.append(memories(shelf))
        taken = shelf.undo(count)
        assert len(taken) == min(count, len(history))
        assert memories(shelf) == states[-1 - len(taken)]


@FEW
@given(history=HISTORIES, other=st.sampled_from(["sm2-delphi", "fsrs"]))
def test_another_scheduler_and_back_restores_every_state(
    history: list[tuple[int, int, int]], other: str
) -> None:
    with tempfile.TemporaryDirectory() as folder, three_cards(folder) as shelf:
        for card, grade, minutes in history:
            shelf.grade(f"card{card}", grade, minutes=minutes)
        before = memories(shelf)
        shelf.switch(other)
        shelf.assert_cache_is_fold()
        shelf.switch("sm2")
        assert memories(shelf) == before


def test_the_ids_of_a_device_rise_even_when_its_clock_falls(tmp_path: Path) -> None:
    with three_cards(str(tmp_path)) as shelf:
        ids = [shelf.grade("card0", minutes=minutes).review.id for minutes in (0, -600, 30, -60 * 24 * 400)]
        assert ids == sorted(ids)
        newest: list[Review | Event] = shelf.undo(4)
        assert [happening.id for happening in newest] == ids[::-1]
