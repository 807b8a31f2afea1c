"""What the learner made of a question in, a committed line of the ledger and the session after it out.

No first frame needs it, so that it is imported with the first outcome.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from studybuddy.commands.desk import Desk, problems_said
from studybuddy.commands.review_standing import Asked, Left, Standing
from studybuddy.commands.undo import said_alone, take_back
from studybuddy.commands.wanted import DERIVATION, LONG_KINDS
from studybuddy.errors import LedgerError, StudyBuddyError
from studybuddy.kinds.missed_lines import missed_lines
from studybuddy.model import Candidate, Event, Grade, Happening, Memory, Review, Role
from studybuddy.scheduling.grades import is_pass
from studybuddy.scheduling.session import Turn
from studybuddy.screens.question import Command, Graded, Outcome, Screen
from studybuddy.store import recording
from studybuddy.store.drafts import Drafts
from studybuddy.store.sql.cards import card_of
from studybuddy.store.sql.journal import undoable
from studybuddy.store.sql.questions import questions_named

FAILED_BEFORE_PRACTICE = 2  # questions of one topic in one session
Remedies = Callable[[str], tuple[Candidate, ...]]


class Taking:
    """Takes what comes of the questions of one session, whose standing it changes."""

    def __init__(self, desk: Desk, standing: Standing, drafts: Drafts, remedies: Remedies | None) -> None:
        """`remedies` gives the practice of a topic: the first of it is offered when that failed twice."""
        self._desk = desk
        self._ledger = desk.ledger
        self._standing = standing
        self._drafts = drafts
        self._remedies = remedies
        self._has_remedied = False  # practice of a topic that failed was offered
        self._put_off: set[str] = set()  # questions that were put off to the end of the session

    def take(self, screen: Screen, asked: Asked, outcome: Outcome) -> bool:
        """Do what the learner wants with the question that was asked; tell whether the session is over by it.

        What cannot be saved is said with the question, which stays, with what was typed.
        """
        question_id = asked.turn.question_id
        try:
            self._do(screen, asked, outcome)
        except LedgerError as error:
            self._standing.message = str(error)
            self._standing.left = Left(question_id, asked.seed)
            return False
        if isinstance(outcome, Graded) or outcome is Command.OVER:
            self._drafts.forget(question_id)
        return isinstance(outcome, Graded) and outcome.quits

    def _do(self, screen: Screen, asked: Asked, outcome: Outcome) -> None:
        standing, turn = self._standing, asked.turn
        if outcome is not Command.UNDO:
            standing.undo_asked = ""
        match outcome:
            case Graded():
                self._record(asked, outcome)
            case Command.UNDO:
                self._undo(asked)
            case Command.EDIT:
                self._edit(screen, asked)
            case Command.BURY:
                self._note(turn, Happening.BURY, "buried until tomorrow")
            case Command.SUSPEND:
                self._note(turn, Happening.SUSPEND, "suspended")
            case Command.KNOW:
                self._note(turn, Happening.KNOW, "kept for the final pass")
            case Command.CODE:
                self._code(screen, asked)
            case Command.LATER if turn.question_id not in self._put_off and len(standing.session.coming) > 1:
                self._put_off.add(turn.question_id)
                standing.message = f"{turn.question_id} comes again at the end of this session"
                standing.session = standing.session.put_off()
            case Command.LATER | Command.ELSEWHERE:
                standing.message = f"{turn.question_id} stays due"
                standing.session = standing.session.without(turn.question_id)

    def _record(self, asked: Asked, outcome: Graded) -> None:
        """Commit a grade; what takes many minutes is asked once a day, for a repeat would take the day.

        A derivation that failed comes back with the lines that were missed.
        """
        standing, turn = self._standing, asked.turn
        standing.missed[turn.question_id] = missed_lines(outcome.answer)
        took_ms = max(outcome.answer.took_ms, outcome.shown_ms)
        attempt = recording.Attempt(
            outcome.grade, turn.role, took_ms, outcome.answer.text, outcome.confidence, asked.seed_kept
        )
        try:
            recorded = recording.record(
                self._ledger, turn.question_id, attempt, self._desk.now(), seen=asked.memory
            )
        except recording.AnsweredElsewhereError as error:
            standing.message = str(error)
            standing.session = standing.session.without(turn.question_id)
            if attempt.answer:
                standing.message += "; what you typed is kept in its history"
                kept = replace(attempt, role=Role.REPEAT)
                recording.record(self._ledger, turn.question_id, kept, self._desk.now())
        else:
            standing.happened.append(recorded.review)
            standing.session = standing.session.answered(outcome.grade, took_ms)
            done = asked.card.kind == DERIVATION and is_pass(outcome.grade)
            if asked.card.kind in LONG_KINDS or done:
                standing.session = standing.session.without(turn.question_id)
            self._offer_practice(turn, outcome.grade)

    def _offer_practice(self, turn: Turn, grade: Grade) -> None:
        """Put the kata or derivation of a topic next when two of its questions were failed, once a session.

        The minutes of the day have no room for more of it. What comes later anyway is moved up; so is what
        was out of reach at the second failure.
        """
        if self._remedies is None or is_pass(grade) or turn.role is not Role.SCHEDULED:
            return
        standing = self._standing
        failed = {t.turn.question_id for t in standing.session.answers
                  if t.turn.topic == turn.topic and t.turn.role is Role.SCHEDULED
                  and t.grade is not None and not is_pass(t.grade)}  # fmt: skip
        if len(failed) < FAILED_BEFORE_PRACTICE or self._has_remedied:
            return
        met = self._put_off | {t.turn.question_id for t in standing.session.taken}
        one = next((one for one in self._remedies(turn.topic) if one.question_id not in met), None)
        if one is not None:
            self._has_remedied = True
            standing.session = standing.session.without(one.question_id).then(one)
            bury = ":b" if one.kind == DERIVATION else "b"  # its first line is typed
            standing.message = (
                f"{turn.topic} failed twice: {one.kind} {one.question_id} is next; {bury} buries it"
            )

    def _code(self, screen: Screen, asked: Asked) -> None:
        """Work on a kata; its grade is the answer, and one that is skipped stays due.

        It is not asked again in this session: that would cost minutes to prove what was just done.
        """
        from studybuddy.commands.kata_choice import kata_of
        from studybuddy.commands.kata_practice import practise

        standing, turn = self._standing, asked.turn

        def commit(grade: Grade, took_ms: int) -> Memory:
            attempt = recording.Attempt(grade, turn.role, took_ms)
            recorded = recording.record(
                self._ledger, turn.question_id, attempt, self._desk.now(), seen=asked.memory
            )
            standing.happened.append(recorded.review)
            standing.session = standing.session.answered(grade, took_ms).without(turn.question_id)
            standing.message = f"{turn.question_id}: {grade.name.lower()}"
            return recorded.memory

        with screen.suspended():
            try:
                result = practise(self._desk, kata_of(self._desk, asked.card), commit=commit)
            except StudyBuddyError as error:
                standing.message = str(error)
                standing.session = standing.session.without(turn.question_id)
                return
        if result.grade is None:
            standing.message = f"{turn.question_id} stays due; {result.left or 'it was not begun'}"
            standing.session = standing.session.without(turn.question_id)
        if result.aside:
            standing.message += f"; {result.aside}"

    def _undo(self, asked: Asked) -> None:
        """Take back what this session did last; what was there before it only when asked once more."""
        standing = self._standing
        while standing.happened:
            taken = take_back(self._desk, standing.happened[-1:])
            standing.happened.pop()
            if taken:  # else it was taken back elsewhere
                self._bring_back(taken[0])
                return
        newest = next(iter(undoable(self._ledger, 1)), None)
        if newest is None:
            standing.message = "nothing to undo"
        elif standing.undo_asked == newest.id:
            standing.undo_asked = ""
            for happening in take_back(self._desk, [newest]):
                self._bring_back(happening)
        else:
            standing.undo_asked = newest.id
            standing.left = Left(asked.turn.question_id, asked.seed)
            what = said_alone(self._ledger, newest)
            before = f"before this session, or beside it, {_when(newest)}: {what}"
            standing.message = f"{before}; undo once more takes that back"

    def _bring_back(self, happening: Review | Event) -> None:
        standing = self._standing
        standing.message = f"took back {said_alone(self._ledger, happening)}"
        question_id = recording.question_of(self._ledger, happening)
        card = card_of(self._ledger, question_id) if question_id else None
        if question_id and card:
            role = happening.role if isinstance(happening, Review) else Role.SCHEDULED
            standing.earlier[question_id] = happening.answer if isinstance(happening, Review) else ""
            standing.session = standing.session.undone(question_id, role, card.topic, card.deck)

    def _note(self, turn: Turn, happening: Happening, done: str) -> None:
        standing = self._standing
        noted = recording.note(self._ledger, happening, self._desk.now(), turn.question_id)
        standing.happened.append(noted)
        standing.session = standing.session.dropped()
        standing.message, standing.takes_back = f"{turn.question_id}: {done}", True

    def _edit(self, screen: Screen, asked: Asked) -> None:
        """Let the learner edit the card; then the question goes on where it stood."""
        from studybuddy.commands.edit import open_in_editor

        standing = self._standing
        with screen.suspended():
            said, report = open_in_editor(self._desk, asked.card)
        standing.message = "; ".join(filter(None, (said, problems_said(self._ledger))))
        called = asked.turn.question_id
        for pair in report.renamed:
            for old, new in zip(pair.old.questions, pair.new.questions, strict=False):
                standing.session = standing.session.renamed(old, new)
                called = new if old == called else called
        standing.left = Left(called, asked.seed)
        for question_id in {coming.question_id for coming in standing.session.coming}:
            if question_id not in questions_named(self._ledger, question_id):
                standing.session = standing.session.without(question_id)


def _when(happening: Review | Event) -> str:
    """Say at what time something was written, on the learner's own clock of then."""
    at = happening.reviewed_at if isinstance(happening, Review) else happening.happened_at
    return f"at {at + timedelta(minutes=happening.utc_offset_min):%H:%M}"
