"""What the learner tells of an interview in; cards of its questions, and scores of its rounds, out."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from studybuddy.commands.daily import daily_session
from studybuddy.commands.dates import shown
from studybuddy.commands.debrief_draft import DebriefDraft
from studybuddy.commands.desk import Desk
from studybuddy.commands.new_card import add_card, id_for, plain_heading
from studybuddy.commands.output import say
from studybuddy.commands.plan_changes import UNDO, add_plan, enrolled
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import WANTED
from studybuddy.errors import StudyBuddyError, UsageError
from studybuddy.model import Happening
from studybuddy.planning.changes import debriefed, event_named
from studybuddy.planning.debriefing import (
    LEFT_OUT,
    LINE,
    SCORES,
    Asked,
    question_in,
    scores_in,
    unplaced,
)
from studybuddy.planning.enrolment import Enrolment, InterviewEvent
from studybuddy.planning.focus import ASKED_DECK, new_cards_until
from studybuddy.planning.tracking import INTERVIEW, Tracked, tracked_from
from studybuddy.planning.weights import weights_for
from studybuddy.store import recording
from studybuddy.store.slots import refresh
from studybuddy.store.sql.journal import add_event, tracked_since
from studybuddy.store.sql.questions import is_unseen

EMPHASIS = 1.5  # a topic that was asked is wanted half as much again
Rounds = Mapping[str, float]


class _Told(NamedTuple):
    """What was told: the questions asked, and how rounds went, 1 to 4."""

    questions: Sequence[Asked] = ()
    scores: Rounds = MappingProxyType({})


def debrief(desk: Desk, name: str, asked: Sequence[str], went: str) -> str:
    """Turn what was asked into cards, give their topics more weight, and go on to the next date.

    `went` says how the rounds went, in one line; each counts as a mock. Where nothing is told nothing is
    written.

    Raises:
        UsageError: there is no such interview, it is still to come, or what is told of it cannot be read.

    """
    enrolment, today = enrolled(desk), desk.moment.study_day
    event = event_named(enrolment, name or _latest(enrolment, desk))
    debriefed(enrolment, event.name, today)  # what cannot be is said before anything is asked
    rounds = weights_for(enrolment, event)
    open_rounds = _not_scored(desk, event, rounds)
    if went and not open_rounds:
        raise UsageError(f"how {event.name} went was told already", "studybuddy undo takes the last back")
    scores = scores_in(went, open_rounds) if went else {}
    draft = None
    if asked:
        told = _Told(_questions(asked, rounds), scores)
    elif not sys.stdin.isatty():
        told = _read(rounds, open_rounds, scores)
    else:
        draft = DebriefDraft(desk.home.path, event, today)
        told = _ask(event, rounds, open_rounds, scores, draft)
    if not any(told):
        return f'nothing was written; later: studybuddy plan event debrief "{event.name}"'
    said = "\n".join(_write(desk, enrolment, event, told))
    if draft is not None:
        draft.forget()
    return said


def _write(desk: Desk, enrolment: Enrolment, event: InterviewEvent, told: _Told) -> Iterator[str]:
    """Write what was told, and say what became of it."""
    ledger, today = desk.ledger, desk.moment.study_day
    wanted = sorted({one.topic for one in told.questions if one.named})
    after = debriefed(enrolment, event.name, today, dict.fromkeys(wanted, EMPHASIS))
    with desk.ledger.transaction():  # all of it, or none
        if after != enrolment:
            add_plan(desk, after, enrolment)
        for name, score in told.scores.items():
            one = Tracked(today, INTERVIEW, name, score=score, note=event.name)
            add_event(ledger, recording.new_event(ledger, Happening.TRACK, desk.moment, detail=one.detail()))
    refresh(ledger, today)
    yield _told_of(event, (after != enrolment) + len(told.scores), cards=bool(told.questions))
    cards = _cards(desk, told.questions, event)
    yield from (said for _, said in cards)
    if new := [card for card, _ in cards if is_unseen(ledger, card)]:
        yield _when_asked(desk, after, new)
    for name, score in told.scores.items():
        yield f"{name} {score:g} of 4, as a mock that you scored alone: studybuddy plan explain {name}"
    if wanted:
        yield f"wanted more from now on: {', '.join(wanted)}"
    following = after.next_event(today)
    yield (
        f"next: {following.name} on {shown(following.day)}"
        if following
        else "no interview is ahead: studybuddy plan event add NAME DATE, or studybuddy plan move DATE"
    )


def _told_of(event: InterviewEvent, written: int, *, cards: bool) -> str:
    """Say that an interview is told of, or more of it, and how the events `written` are taken back."""
    said = f"{event.name} was told of already, and this is added to it" if event.debriefed else ""
    undo = UNDO if written == 1 else f"studybuddy undo {written} takes it back"
    undo += ", the cards stay" * cards
    return (said or f"{event.name} is told of") + f"; {undo}" * bool(written)


def _not_scored(desk: Desk, event: InterviewEvent, rounds: Rounds) -> list[str]:
    """Name the rounds of an interview of which it was not told yet how they went."""
    tracked = (tracked_from(day, detail) for day, detail in tracked_since(desk.ledger, event.day))
    scored = {one.what for one in tracked if one.is_interview and one.note == event.name}
    return [name for name in rounds if name not in scored]


def _latest(enrolment: Enrolment, desk: Desk) -> str:
    """Return the latest interview that is over: the one that the screens ask about, else one not told of."""
    if untold := enrolment.untold(desk.moment.study_day):
        return untold.name
    over = [event for event in enrolment.all_events() if event.day <= desk.moment.study_day]
    if not over:
        raise UsageError("no interview is over yet", "studybuddy plan event list")
    return max(over, key=lambda event: (not event.debriefed, event.day)).name


def _questions(lines: Sequence[str], rounds: Rounds) -> list[Asked]:
    """Read all lines, or none: where one of several is wrong all are printed, to be mended and given again.

    Raises:
        UsageError: a line has a misspelt topic, or no question.

    """
    try:
        return [question_in(plain_heading(line), rounds) for line in lines if line.strip()]
    except UsageError:
        if len(lines) > 1:
            say("\n".join(lines))
        raise


def _read(rounds: Rounds, open_rounds: Sequence[str], scores: Rounds) -> _Told:
    """Read questions from a pipe up to an empty line, then a line that says how the open rounds went."""
    lines = list(_lines())
    questions = _questions(lines, rounds)
    line = sys.stdin.readline().strip() if open_rounds and not scores else ""
    try:
        return _Told(questions, scores_in(line, open_rounds) if line else scores)
    except UsageError:
        say("\n".join(lines))
        raise


def _ask(
    event: InterviewEvent, rounds: Rounds, open_rounds: Sequence[str], scores: Rounds, draft: DebriefDraft
) -> _Told:
    """Ask at a terminal for questions line by line, until an empty one, then how the open rounds went.

    Ctrl-C ends it, and what was typed is kept.
    """
    if event.debriefed:
        say(f"{event.name} was told of already: what you tell now is added to it.")
    say(f"What was asked at {event.name}? A question a line, {LINE}. An empty line ends.")
    if draft.lines:
        say("\n".join(("You typed before, and it is kept:", *draft.lines)))
    questions, wrong = [_as_it_stands(line, rounds) for line in draft.lines], ""
    try:
        for line in map(plain_heading, _lines()):
            try:
                questions.append(question_in(line, rounds))
                draft.add(line)
                wrong = ""
            except UsageError as error:
                wrong = line
                kept = unplaced(wrong, rounds).topic
                say(f"{error}; type that line again, or Enter ends and keeps it as it stands, under {kept}.")
        if open_rounds and not scores:
            scores = _ask_how(open_rounds)
    except KeyboardInterrupt:
        print()
    return _Told([*questions, unplaced(wrong, rounds)] if wrong else questions, scores)


def _as_it_stands(line: str, rounds: Rounds) -> Asked:
    """Read a line that was read before; the topics may be others by now."""
    try:
        return question_in(line, rounds)
    except UsageError:
        return unplaced(line, rounds)


def _ask_how(names: Sequence[str]) -> Rounds:
    """Ask until it is said how the rounds went; Enter alone, or the end, leaves it out."""
    many = f" A digit for each of {', '.join(names)}; {LEFT_OUT} leaves one out." if len(names) > 1 else ""
    say(f"How did {'it' if many else names[0]} go? {SCORES}.{many} Enter leaves it out.")
    for line in _lines():
        try:
            return scores_in(line, names)
        except UsageError as error:
            say(f"{error}.")
    return {}


def _lines() -> Iterator[str]:
    while (line := sys.stdin.readline().strip()) != "":
        yield line


def _when_asked(desk: Desk, enrolment: Enrolment, cards: Sequence[str]) -> str:
    """Say when the cards of an interview's questions come."""
    today = Today(desk)
    coming = {turn.question_id for turn in daily_session(today, WANTED).session.coming}
    if coming.issuperset(cards):
        return "asked first: in today's review"
    if today.is_over or new_cards_until(enrolment, today.day, today.window) <= today.day:
        return f"new cards have stopped for now: studybuddy review {cards[0]} asks it all the same"
    return "asked first: with the next new cards, before all others"


def _cards(desk: Desk, questions: Sequence[Asked], event: InterviewEvent) -> list[tuple[str, str]]:
    """Add a card for each question; where that cannot be, all are printed, to be given again."""
    try:
        return [_card(desk, asked, event) for asked in questions]
    except StudyBuddyError:
        say("\n".join(f"{asked.topic}: {asked.text}" for asked in questions))
        raise


def _card(desk: Desk, asked: Asked, event: InterviewEvent) -> tuple[str, str]:
    """Add a card that asks the question once more, unless one does, and say so beside its id.

    Its answer is the learner's to write.
    """
    found = id_for(desk, ASKED_DECK, asked.text, asked.topic)
    if not found.is_free:
        return found.id, f"asked before: {found.id}"
    body = (
        f"Asked at {event.name} on {event.day.isoformat()}. Write the answer you wish you had given:"
        " `studybuddy edit` opens this card."
    )
    card = add_card(
        desk,
        asked.text,
        body,
        deck=ASKED_DECK,
        topic=asked.topic,
        tier="core",
        tags="asked",
        card_id=found.id,
    )
    why = f"for {asked.named}" if asked.named else "as no topic or round was named"
    under = "" if asked.named == asked.topic else f", under {asked.topic}, {why}"
    return found.id, f"new card: {card}{under}"
