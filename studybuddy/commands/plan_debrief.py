"""What the learner tells of an interview in; cards of its questions, and scores of its rounds, out."""

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from studybuddy.commands.daily import daily_session
from studybuddy.commands.dates import shown
from studybuddy.commands.debrief_asking import Rounds, Told, ask, questions_of, read_told
from studybuddy.commands.debrief_draft import DebriefDraft
from studybuddy.commands.desk import Desk
from studybuddy.commands.new_card import add_card, id_for
from studybuddy.commands.output import say
from studybuddy.commands.plan_in_force import UNDO, add_plan, enrolled, refuse_another
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import WANTED
from studybuddy.errors import StudyBuddyError, UsageError
from studybuddy.model import Happening
from studybuddy.planning.changes import debriefed, event_named
from studybuddy.planning.debriefing import Asked, scores_in
from studybuddy.planning.enrolment import Enrolment, InterviewEvent
from studybuddy.planning.focus import ASKED_DECK, new_cards_until
from studybuddy.planning.tracking import INTERVIEW, Tracked, tracked_from
from studybuddy.planning.weights import weights_for
from studybuddy.store import recording
from studybuddy.store.slots import refresh
from studybuddy.store.sql.journal import add_event, tracked_since
from studybuddy.store.sql.questions import is_unseen

EMPHASIS = 1.5  # a topic that was asked is wanted half as much again


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
        told = Told(questions_of(asked, rounds), scores)
    elif not sys.stdin.isatty():
        told = read_told(rounds, open_rounds, scores)
    else:
        draft = DebriefDraft(desk.home.path, event, today)
        try:
            told = ask(event, rounds, open_rounds, scores, draft)
        except KeyboardInterrupt:
            print()
            told = Told()
    if not any(told):
        return _broken_off(event, draft)
    written = _record(desk, enrolment, event, told)
    if draft is not None:
        draft.forget()
    refresh(desk.ledger, today)
    return "\n".join(_said(desk, event, told, written))


def _broken_off(event: InterviewEvent, draft: DebriefDraft | None) -> str:
    """Say that nothing is told yet, and what becomes of the lines that were typed."""
    later = f'studybuddy plan event debrief "{event.name}"'
    if draft is None or not draft.lines:
        return f"nothing was written; later: {later}"
    if draft.is_kept:
        return f"nothing is told yet; what you typed is kept: {later} goes on with it"
    return "\n".join(("nothing is told yet, and what you typed cannot be kept:", *draft.lines))


class _Written(NamedTuple):
    """What became of what was told: the plan after it, how many events undo takes back, cards with words."""

    enrolment: Enrolment
    events: int
    cards: Sequence[tuple[str, str]]


def _record(desk: Desk, enrolment: Enrolment, event: InterviewEvent, told: Told) -> _Written:
    """Write the cards, and then the plan and the scores, both or neither.

    A card that is there is not written again, so that whoever has to tell it all once more ends as at once.

    Raises:
        StudyBuddyError: something cannot be written, or another plan than `enrolment` is in force by now.

    """
    ledger, today = desk.ledger, desk.moment.study_day
    after = debriefed(enrolment, event.name, today, dict.fromkeys(_wanted(told), EMPHASIS))
    if after != enrolment:
        refuse_another(ledger, enrolment)  # before the cards, which stay
    cards = _cards(desk, told.questions, event)
    with ledger.transaction():
        if after != enrolment:
            add_plan(desk, after, enrolment)
        for name, score in told.scores.items():
            one = Tracked(today, INTERVIEW, name, score=score, note=event.name)
            add_event(ledger, recording.new_event(ledger, Happening.TRACK, desk.moment, detail=one.detail()))
    return _Written(after, (after != enrolment) + len(told.scores), cards)


def _said(desk: Desk, event: InterviewEvent, told: Told, written: _Written) -> Iterator[str]:
    """Say what became of what was told."""
    yield _told_of(event, written.events, cards=bool(written.cards))
    yield from (said for _, said in written.cards)
    if new := [card for card, _ in written.cards if is_unseen(desk.ledger, card)]:
        yield _when_asked(desk, written.enrolment, new)
    for name, score in told.scores.items():
        yield f"{name} {score:g} of 4, as a mock that you scored alone: studybuddy plan explain {name}"
    if wanted := _wanted(told):
        yield f"wanted more from now on: {', '.join(wanted)}"
    following = written.enrolment.next_event(desk.moment.study_day)
    yield (
        f"next: {following.name} on {shown(following.day)}"
        if following
        else "no interview is ahead: studybuddy plan event add NAME DATE, or studybuddy plan move DATE"
    )


def _wanted(told: Told) -> list[str]:
    """Name the topics that are wanted more: a guess is not."""
    return sorted({one.topic for one in told.questions if one.named})


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
        f" `studybuddy edit {found.id}` opens this card."
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
