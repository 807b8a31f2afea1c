"""A session and a screen in, committed answers out: ask, judge, write, and follow the learner's commands."""

import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import Any

from studybuddy.commands.dates import interval_label
from studybuddy.commands.desk import Desk
from studybuddy.commands.proofs import Proofs
from studybuddy.commands.review_standing import Asked, Standing
from studybuddy.commands.typed_lines import typed_lines
from studybuddy.commands.wanted import DERIVATION, LONG_KINDS, PIECE_KINDS
from studybuddy.errors import LedgerError
from studybuddy.kinds.missed_lines import with_lines_asked
from studybuddy.kinds.registry import kind_named
from studybuddy.model import Answer, Asks, Candidate, Card, Grade, Memory, Prompt, Review, Role, Verdict
from studybuddy.planning.progress import median
from studybuddy.scheduling.grades import RELEARNED, is_pass
from studybuddy.scheduling.session import Session, Turn
from studybuddy.scheduling.steps import to_ms
from studybuddy.scheduling.suggestion import ANSWERS_BEFORE_TIME_COUNTS, by_time, said_of_time
from studybuddy.screens.question import Command, Judge, Kept, Outcome, QuestionView, Screen, Since
from studybuddy.store import recording, settings
from studybuddy.store.drafts import Draft, Drafts
from studybuddy.store.sql.cards import card_of
from studybuddy.store.sql.questions import kind_of, memory_of
from studybuddy.store.sql.replaying import steps_of
from studybuddy.store.sql.work import latest_times

KEYED_GRADES = (Grade.AGAIN, Grade.HARD, Grade.GOOD, Grade.EASY)
ANNOUNCED_FROM_S = 20 * 60  # a case that takes as long is no card among others
Take = Callable[[Screen, Asked, Outcome], bool]
_ROLES = frozenset(role.value for role in Role)
_REMARKS = {Role.REPEAT: "again", Role.CRAM: "cram"}
_LABELS = {Grade.AGAIN: "{}, again today", Grade.HARD: "{}, again today"}  # of the interval; else it alone


class ReviewLoop:
    """Runs one session."""

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
        earlier: int = 0,
    ) -> None:
        """Begin at `session`; `cost` is such as Today.minutes.

        `advice` is said when its question appears, `message` with the first one. `remedies` gives the
        practice of a topic: the first of it is offered when the topic was failed twice. `planned` is how many
        questions there will be, where the session is made on the way, `earlier` how many of its questions
        were answered before it began.
        """
        self._standing = Standing(session, message)
        self._advice = advice
        self._desk = desk
        self._ledger = desk.ledger
        self._cost = cost
        self._title = title
        self._remedies = remedies
        self._planned = planned
        self._earlier = earlier
        self._proofs = Proofs()
        self._drafts = Drafts(desk.home.path)
        self._minutes: dict[tuple[str, bool], float] = {}
        self._usual: dict[str, float | None] = {}
        self._began_ms = to_ms(desk.now().at)
        self._take: Take | None = None

    @property
    def session(self) -> Session:
        """Where the session stands, also after the learner has quit."""
        return self._standing.session

    @session.setter
    def session(self, session: Session) -> None:
        self._standing.session = session

    @property
    def answers(self) -> list[str]:
        """The ids of the answers that the session wrote into the ledger."""
        return [one.id for one in self._standing.happened if isinstance(one, Review)]

    @property
    def ready_before(self) -> float | None:
        """The readiness before the first answer; None without a plan or an answer."""
        return self._standing.ready_before if self.session.answers else None

    def run(self, screen: Screen) -> None:
        """Ask until nothing is left or the learner quits; an answer is committed before the next question."""
        with self._proofs:
            while (turn := self.session.current) is not None:
                asked = self._asked(turn)
                if asked is None:
                    continue
                view = self._view(asked)
                self._standing.message, self._standing.takes_back = "", False
                outcome = screen.ask(view, self._judge(asked))
                if outcome is Command.QUIT:
                    self._say_kept(asked)
                    return
                if self._prepared()(screen, asked, outcome):
                    return

    def say_the_rest(self) -> None:
        """Print what is to be said of the last answer, once the screen is left and no question says it."""
        standing = self._standing
        if standing.message:
            undo = "; studybuddy undo takes it back" if standing.takes_back else ""
            print(f" {standing.message}{undo}\n")

    def _prepared(self) -> Take:
        """Do what no answer is to wait for, and return what takes it; the learner reads meanwhile."""
        if self._take is None:
            from studybuddy.commands.coach import weighted_readiness
            from studybuddy.commands.review_taking import Taking

            self._take = Taking(self._desk, self._standing, self._drafts, self._remedies).take
            with suppress(LedgerError):  # then nothing is said of readiness
                self._standing.ready_before = weighted_readiness(self._desk)
        return self._take

    def _asked(self, turn: Turn) -> Asked | None:
        """Return the question of a turn; None where another one is in its place, or none any more."""
        question_id, standing = turn.question_id, self._standing
        if (called := recording.called_now(self._ledger, question_id)) != question_id:
            self.session = self.session.renamed(question_id, called)
            return None
        card, memory = card_of(self._ledger, question_id), memory_of(self._ledger, question_id)
        elsewhere = memory is not None and self._answered_elsewhere(turn, memory)
        if card is None or memory is None or elsewhere:
            if elsewhere:
                standing.message = f"{question_id} was answered in another window meanwhile"
            self.session = self.session.without(question_id)
            return None
        left, standing.left = standing.left, None  # it is left but once
        resumes = left is not None and left.question_id == question_id
        seed = left.seed if left is not None and resumes else self._seed_of(question_id)
        prompt = self._repeated(turn, kind_named(card.kind).prompt(card, question_id, seed))
        return Asked(turn, card, memory, prompt, seed, resumes)

    def _seed_of(self, question_id: str) -> int:
        """Draw from the number of answers so far: whoever undoes, or quits, is asked the very same again."""
        answers = sum(step.what in _ROLES for step in steps_of(self._ledger, question_id))
        return zlib.crc32(f"{question_id} {answers}".encode()) >> 1

    def _kept(self, asked: Asked) -> Kept | None:
        """Return what was kept of a question that was left."""
        draft = self._drafts.kept(asked.turn.question_id)
        if draft is None:
            return None
        since = _since(draft, asked)
        past = draft.day != self._desk.now().study_day.isoformat() or since is Since.ANSWERED
        if draft.is_judged and past and asked.card.kind not in PIECE_KINDS:
            return None  # an answer of yesterday says nothing of what is remembered today
        return Kept(draft.state, since)

    def _keep(self, asked: Asked, state: Mapping[str, Any] | None) -> bool:
        """Write an unfinished answer down; say whether that could be done."""
        question_id = asked.turn.question_id
        if state is None:
            return self._drafts.forget(question_id)
        day = self._desk.now().study_day.isoformat()
        return self._drafts.keep(Draft(question_id, asked.card.digest, asked.seed, day, state))

    def _say_kept(self, asked: Asked) -> None:
        if self._kept(asked) is not None:
            self._standing.message = (
                f"what you typed is kept; it goes on with:\n   studybuddy review {asked.card.id}"
            )

    def _answered_elsewhere(self, turn: Turn, memory: Memory) -> bool:
        """Tell whether a question was answered since this session began, before its turn came here."""
        if turn.role is not Role.SCHEDULED or memory.last_day != self._desk.now().study_day:
            return False
        steps = steps_of(self._ledger, turn.question_id)
        return any(step.what == Role.SCHEDULED and step.at > self._began_ms for step in steps)

    def _repeated(self, turn: Turn, prompt: Prompt) -> Prompt:
        """Return the prompt; of a derivation that comes back, only the lines that were missed are asked."""
        missed = self._standing.missed.get(turn.question_id)
        if turn.role is Role.SCHEDULED or not missed:
            return prompt
        numbers = ", ".join(str(number + 1) for number in sorted(missed))
        which = f"line{'s' * (len(missed) > 1)} {numbers}"
        self._standing.message = self._standing.message or f"only what you missed is asked: {which}"
        return with_lines_asked(prompt, missed)

    def _judge(self, asked: Asked) -> Judge:
        card = asked.card

        def judge(answer: Answer) -> Verdict:
            verdict = kind_named(card.kind).judge(card, asked.turn.question_id, answer, asked.seed)
            if card.kind in LONG_KINDS or verdict.suggested_grade is None:
                return verdict
            usual_ms = self._usual_ms(card.kind)
            grade = by_time(verdict.suggested_grade, answer.took_ms, usual_ms, answer.hints_used)
            if usual_ms is None or grade is verdict.suggested_grade:
                return verdict
            said = said_of_time(grade, answer.took_ms, usual_ms)
            return verdict._replace(suggested_grade=grade, notes=(*verdict.notes, said))

        return judge

    def _usual_ms(self, kind: str) -> float | None:
        """Return the learner's own median time for a kind of card; None before there is one."""
        if kind not in self._usual:
            times = latest_times(self._ledger, kind)
            self._usual[kind] = median(times) if len(times) >= ANSWERS_BEFORE_TIME_COUNTS else None
        return self._usual[kind]

    def _view(self, asked: Asked) -> QuestionView:
        turn, card, progress = asked.turn, asked.card, self.session.progress
        return QuestionView(
            asked.prompt,
            self._earlier + progress.number,
            max(self._earlier + progress.total, self._planned),
            self._labels(turn, card, asked.memory),
            minutes_left=None if self._planned else self._minutes_left(),
            place=(card.domain, card.topic),
            remark="" if self.session.once else _REMARKS.get(turn.role, "new" if turn.new else ""),
            message=self._said_before(asked),
            card_id=card.id,
            typed=typed_lines(card, turn.question_id, asked.prompt, asked.seed, self._proofs),
            title=self._title,
            again=progress.again,
            resumes=asked.resumes,
            asks_reasons=settings.get(self._ledger, "ask_reasons") == "on",
            earlier=self._standing.earlier.pop(turn.question_id, ""),
            keep=partial(self._keep, asked),
            kept=self._kept(asked),
            meanwhile=self._prepared,
        )

    def _said_before(self, asked: Asked) -> str:
        """Return what is to be said above a question: of the last answer, or of this one."""
        standing, prompt = self._standing, asked.prompt
        undo = ":u" if prompt.asks in {Asks.TYPE, Asks.DERIVE} else "u"
        before = f"{standing.message}; {undo} takes it back" if standing.takes_back else standing.message
        seconds = sum(phase.seconds for phase in prompt.phases)
        announced = seconds >= ANNOUNCED_FROM_S and not (self.session.once or asked.resumes)
        case = f"a case of {round(seconds / 60)} minutes: Enter begins it, l puts it off" if announced else ""
        advice = "" if before else self._advice.get(asked.turn.question_id, "")
        return " · ".join(filter(None, (before, advice, case)))

    def _minutes_left(self) -> int:
        """Estimate the rest of the session from what each kind of question takes."""
        coming = [
            (turn.question_id, turn.new and turn.role is not Role.REPEAT) for turn in self.session.coming
        ]
        for (question_id, new), turn in zip(coming, self.session.coming, strict=True):
            if (question_id, new) not in self._minutes:
                kind = kind_of(self._ledger, question_id) or "basic"
                self._minutes[question_id, new] = self._cost(kind, turn.deck.split("/", 1)[0], new)
        return max(1, round(sum(self._minutes[one] for one in coming)))

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
            again = card.kind not in LONG_KINDS and not (card.kind == DERIVATION and is_pass(grade))
            label = _LABELS.get(grade, "{}") if again else "{}"
            labels[grade] = label.format(interval_label(after.interval_days))
        return labels


def _since(draft: Draft, asked: Asked) -> Since:
    """Tell what became of a question since it was left; other numbers are worse than a changed text."""
    same_text, same_numbers = draft.digest == asked.card.digest, draft.seed == asked.seed
    if not same_numbers and (asked.prompt.varies or same_text):
        return Since.ANSWERED
    return Since.NOTHING if same_text else Since.CHANGED
