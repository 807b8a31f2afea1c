"""A session and a screen in, committed answers out: ask, judge, write, and follow the learner's commands."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from studybuddy.commands.dates import interval_label
from studybuddy.commands.desk import Desk, problems_said
from studybuddy.commands.proofs import Proofs
from studybuddy.commands.typed_lines import TypedLines, typed_lines
from studybuddy.commands.undo import said, take_back
from studybuddy.commands.wanted import LONG_KINDS
from studybuddy.errors import LedgerError, StudyBuddyError
from studybuddy.kinds.missed_lines import missed_lines, with_lines_asked
from studybuddy.kinds.registry import kind_named
from studybuddy.model import (
    Answer,
    Candidate,
    Card,
    Grade,
    Happening,
    Memory,
    Prompt,
    Review,
    Role,
    Verdict,
)
from studybuddy.planning.progress import median
from studybuddy.scheduling.grades import RELEARNED, is_pass
from studybuddy.scheduling.session import Session, Turn
from studybuddy.scheduling.steps import to_ms
from studybuddy.scheduling.suggestion import ANSWERS_BEFORE_TIME_COUNTS, by_time
from studybuddy.screens.question import Command, Graded, Outcome, QuestionView, Screen
from studybuddy.store import recording, settings
from studybuddy.store.sql.cards import card_of
from studybuddy.store.sql.questions import kind_of, memory_of, questions_named
from studybuddy.store.sql.replaying import steps_of
from studybuddy.store.sql.work import latest_times

KEYED_GRADES = (Grade.AGAIN, Grade.HARD, Grade.GOOD, Grade.EASY)
SEED_BYTES = 4
FAILED_BEFORE_PRACTICE = 2  # questions of one topic in one session
_REMARKS = {Role.REPEAT: "again", Role.CRAM: "cram"}
_LABELS = {Grade.AGAIN: "{}, again today", Grade.HARD: "{}, again today"}  # of the interval; else it alone


class ReviewLoop:
    """Runs one session. `session` is where it stands, also after the learner has quit."""

    def __init__(
        self,
        desk: Desk,
        session: Session,
        cost: Callable[[str, str, bool], float],
        advice: Mapping[str, str] = MappingProxyType({}),
        message: str = "",
        title: str = "review",
        remedies: Callable[[str], tuple[Candidate, ...]] | None = None,
        planned: int = 0,
    ) -> None:
        """Begin at `session`; `cost` is such as Today.minutes.

        `advice` is said when its question appears, `message` with the first one. `remedies` gives the
        practice of a topic: the first of it is offered when the topic was failed twice. `planned` is how many
        questions there will be, where the session is made on the way.
        """
        self.session = session
        self._advice = advice
        self._desk = desk
        self._ledger = desk.ledger
        self._message = message
        self._cost = cost
        self._title = title
        self._remedies = remedies
        self._planned = planned
        self._proofs = Proofs()
        self._missed: dict[str, frozenset[int]] = {}  # lines of derivations, by question
        self._minutes: dict[str, float] = {}
        self._usual: dict[str, float | None] = {}
        self._remedied: set[str] = set()  # topics whose practice was offered
        self._taken_back: dict[str, str] = {}  # what was typed, by question
        self._began_ms = to_ms(desk.now().at)
        self._left: tuple[str, int] | None = None  # the question to take up again, and its seed

    def run(self, screen: Screen) -> None:
        """Ask until nothing is left or the learner quits; an answer is committed before the next question."""
        with self._proofs:
            self._run(screen)
        if self._message:  # of the last answer, and no question is left to say it with
            with screen.suspended():
                print(f" {self._message}\n")

    def _run(self, screen: Screen) -> None:
        while (turn := self.session.current) is not None:
            if (called := recording.called_now(self._ledger, turn.question_id)) != turn.question_id:
                self.session = self.session.renamed(turn.question_id, called)
                continue
            card = card_of(self._ledger, turn.question_id)
            memory = memory_of(self._ledger, turn.question_id)
            if card is None or memory is None:
                self.session = self.session.without(turn.question_id)
                continue
            if self._answered_elsewhere(turn, memory):
                self._message = f"{turn.question_id} was answered in another window meanwhile"
                self.session = self.session.without(turn.question_id)
                continue
            resumed_seed = self._resumed_seed(turn)
            seed = int.from_bytes(os.urandom(SEED_BYTES)) >> 1 if resumed_seed is None else resumed_seed
            prompt = self._repeated(turn, kind_named(card.kind).prompt(card, turn.question_id, seed))
            typed = typed_lines(card, turn.question_id, prompt, seed, self._proofs)
            view = self._view(turn, card, memory, prompt, typed)
            asks_reasons = settings.get(self._ledger, "ask_reasons") == "on"
            view = replace(view, draft=self._taken_back.pop(turn.question_id, ""))
            view = replace(view, resumes=resumed_seed is not None, asks_reasons=asks_reasons)
            self._message = ""
            outcome = screen.ask(view, self._judge(card, turn.question_id, seed))
            if outcome is Command.QUIT:
                return
            seed_kept = seed if prompt.options or prompt.varies else None
            try:
                self._take(screen, turn, card, memory, seed_kept, outcome)
            except LedgerError as error:  # nothing was saved: the question stays, with what was typed
                self._message = str(error)
                self._left = (turn.question_id, seed)
            else:
                if isinstance(outcome, Graded) and outcome.quits:  # after an error it stays, to be seen
                    return
            if outcome is Command.EDIT and self._left is not None:
                self._left = (self._left[0], seed)

    def _answered_elsewhere(self, turn: Turn, memory: Memory) -> bool:
        """Tell whether a question was answered since this session began, before its turn came here."""
        if turn.role is not Role.SCHEDULED or memory.last_day != self._desk.now().study_day:
            return False
        steps = steps_of(self._ledger, turn.question_id)
        return any(step.what == Role.SCHEDULED and step.at > self._began_ms for step in steps)

    def _repeated(self, turn: Turn, prompt: Prompt) -> Prompt:
        """Return the prompt; of a derivation that comes back, only the lines that were missed are asked."""
        missed = self._missed.get(turn.question_id)
        if turn.role is Role.SCHEDULED or not missed:
            return prompt
        numbers = ", ".join(str(number + 1) for number in sorted(missed))
        which = f"line{'s' * (len(missed) > 1)} {numbers}"
        self._message = self._message or f"only what you missed is asked: {which}"
        return with_lines_asked(prompt, missed)

    def _resumed_seed(self, turn: Turn) -> int | None:
        """Return the seed of the question, if it was left in the middle; it is left but once."""
        left, self._left = self._left, None
        return left[1] if left is not None and left[0] == turn.question_id else None

    def _judge(self, card: Card, question_id: str, seed: int) -> Callable[[Answer], Verdict]:
        def judge(answer: Answer) -> Verdict:
            verdict = kind_named(card.kind).judge(card, question_id, answer, seed)
            if card.kind in LONG_KINDS or verdict.suggested_grade is None:
                return verdict
            usual_ms = self._usual_ms(card.kind)
            grade = by_time(verdict.suggested_grade, answer.took_ms, usual_ms, answer.hints_used)
            return replace(verdict, suggested_grade=grade)

        return judge

    def _usual_ms(self, kind: str) -> float | None:
        """Return the learner's own median time for a kind of card; None before there is one."""
        if kind not in self._usual:
            times = latest_times(self._ledger, kind)
            self._usual[kind] = median(times) if len(times) >= ANSWERS_BEFORE_TIME_COUNTS else None
        return self._usual[kind]

    def _view(
        self, turn: Turn, card: Card, memory: Memory, prompt: Prompt, typed: TypedLines | None
    ) -> QuestionView:
        progress = self.session.progress
        return QuestionView(
            prompt,
            progress.number,
            max(progress.total, self._planned),
            self._labels(turn, card, memory),
            minutes_left=None if self._planned else self._minutes_left(),
            place=(card.domain, card.topic),
            remark="" if self.session.once else _REMARKS.get(turn.role, "new" if turn.new else ""),
            message=self._message or self._advice.get(turn.question_id, ""),
            card_id=card.id,
            typed=typed,
            title=self._title,
            again=progress.again,
        )

    def _minutes_left(self) -> int:
        """Estimate the rest of the session from what each kind of question takes."""
        for turn in self.session.coming:
            if turn.question_id not in self._minutes:
                self._minutes[turn.question_id] = self._cost(
                    kind_of(self._ledger, turn.question_id) or "basic", turn.deck.split("/", 1)[0], turn.new
                )
        return round(sum(self._minutes[turn.question_id] for turn in self.session.coming))

    def _labels(self, turn: Turn, card: Card, memory: Memory) -> Mapping[Grade, str]:
        """Say what each key would do to the schedule."""
        if turn.role is not Role.SCHEDULED and self.session.once:
            return dict.fromkeys(KEYED_GRADES, "noted")
        if turn.role is not Role.SCHEDULED:
            return {grade: "once more" if grade < RELEARNED else "done for today" for grade in KEYED_GRADES}
        labels = {}
        scheduler, day = self._desk.scheduler, self._desk.now().study_day
        after_each = recording.previews(self._ledger, scheduler, turn.question_id, memory, KEYED_GRADES, day)
        for grade, after in after_each.items():
            label = "{}" if card.kind in LONG_KINDS else _LABELS.get(grade, "{}")
            labels[grade] = label.format(interval_label(after.interval_days))
        return labels

    def _take(
        self, screen: Screen, turn: Turn, card: Card, memory: Memory, seed: int | None, outcome: Outcome
    ) -> None:
        match outcome:
            case Graded():
                self._record(turn, card, memory, seed, outcome)
            case Command.UNDO:
                self._undo()
            case Command.EDIT:
                self._edit(screen, turn, card)
            case Command.BURY:
                self._note(turn, Happening.BURY, "buried until tomorrow")
            case Command.SUSPEND:
                self._note(turn, Happening.SUSPEND, "suspended")
            case Command.KNOW:
                self._note(turn, Happening.KNOW, "kept for the final pass")
            case Command.CODE:
                self._code(screen, turn, card, memory)
            case Command.LATER:
                self._message = f"{turn.question_id} stays due"
                self.session = self.session.without(turn.question_id)

    def _record(self, turn: Turn, card: Card, memory: Memory, seed: int | None, outcome: Graded) -> None:
        """Commit a grade; what takes many minutes is asked once a day, for a repeat would take the day."""
        self._missed[turn.question_id] = missed_lines(outcome.answer)
        took_ms = max(outcome.answer.took_ms, outcome.shown_ms)
        attempt = recording.Attempt(
            outcome.grade, turn.role, took_ms, outcome.answer.text, outcome.confidence, seed
        )
        try:
            recording.record(self._ledger, turn.question_id, attempt, self._desk.now(), seen=memory)
        except recording.AnsweredElsewhereError as error:
            self._message = str(error)
            self.session = self.session.without(turn.question_id)
            if attempt.answer:
                self._message += "; what you typed is kept in its history"
                kept = replace(attempt, role=Role.REPEAT)
                recording.record(self._ledger, turn.question_id, kept, self._desk.now())
        else:
            self.session = self.session.answered(outcome.grade, took_ms, revealed=outcome.revealed)
            if card.kind in LONG_KINDS:
                self.session = self.session.without(turn.question_id)
            self._offer_practice(turn, outcome.grade)

    def _offer_practice(self, turn: Turn, grade: Grade) -> None:
        """Put the kata or derivation of a topic next when two of its questions were failed, once a session.

        One that comes later anyway is moved up; so is what was out of reach at the second failure.
        """
        if self._remedies is None or is_pass(grade) or turn.role is not Role.SCHEDULED:
            return
        failed = {t.turn.question_id for t in self.session.answers
                  if t.turn.topic == turn.topic and t.turn.role is Role.SCHEDULED
                  and t.grade is not None and not is_pass(t.grade)}  # fmt: skip
        if len(failed) < FAILED_BEFORE_PRACTICE or turn.topic in self._remedied:
            return
        met = {t.turn.question_id for t in self.session.taken}
        one = next((one for one in self._remedies(turn.topic) if one.question_id not in met), None)
        if one is not None:
            self._remedied.add(turn.topic)
            self.session = self.session.without(one.question_id).then(one)
            self._message = f"{turn.topic} failed twice: {one.kind} {one.question_id} is next; b buries it"

    def _code(self, screen: Screen, turn: Turn, card: Card, memory: Memory) -> None:
        """Work on a kata; its grade is the answer, and one that is skipped stays due.

        It is not asked again in this session: that would cost minutes to prove what was just done.
        """
        from studybuddy.commands.kata_choice import kata_of
        from studybuddy.commands.kata_practice import practise

        def commit(grade: Grade, took_ms: int) -> Memory:
            attempt = recording.Attempt(grade, turn.role, took_ms)
            recorded = recording.record(
                self._ledger, turn.question_id, attempt, self._desk.now(), seen=memory
            )
            self.session = self.session.answered(grade, took_ms).without(turn.question_id)
            self._message = f"{turn.question_id}: {grade.name.lower()}"
            return recorded.memory

        with screen.suspended():
            try:
                result = practise(self._desk, kata_of(self._desk, card), commit=commit)
            except StudyBuddyError as error:
                self._message = str(error)
                self.session = self.session.without(turn.question_id)
                return
        if result.grade is None:
            self._message = f"{turn.question_id} stays due; {result.left or 'it was not begun'}"
            self.session = self.session.without(turn.question_id)

    def _undo(self) -> None:
        taken = take_back(self._desk, 1)
        if not taken:
            self._message = "nothing to undo"
            return
        happening = taken[0]
        self._message = f"took back {said(happening)}"
        question_id = recording.question_of(self._ledger, happening)
        card = card_of(self._ledger, question_id) if question_id else None
        if question_id and card:
            role = happening.role if isinstance(happening, Review) else Role.SCHEDULED
            self._taken_back[question_id] = happening.answer if isinstance(happening, Review) else ""
            self.session = self.session.undone(question_id, role, card.topic, card.deck)

    def _note(self, turn: Turn, happening: Happening, done: str) -> None:
        recording.note(self._ledger, happening, self._desk.now(), turn.question_id)
        self.session = self.session.dropped()
        undo = "u" if self.session.current else "studybuddy undo"
        self._message = f"{turn.question_id}: {done}; {undo} takes it back"

    def _edit(self, screen: Screen, turn: Turn, card: Card) -> None:
        """Let the learner edit the card; then the question goes on where it stood."""
        from studybuddy.commands.edit import open_in_editor

        with screen.suspended():
            self._message = open_in_editor(self._desk, card)
            report = self._desk.sync()
        self._message = "; ".join(filter(None, (self._message, problems_said(self._ledger))))
        called = turn.question_id
        for pair in report.moved:
            for old, new in zip(pair.old.questions, pair.new.questions, strict=False):
                self.session = self.session.renamed(old, new)
                called = new if old == called else called
        self._left = (called, 0)
        for question_id in {coming.question_id for coming in self.session.coming}:
            if question_id not in questions_named(self._ledger, question_id):
                self.session = self.session.without(question_id)
