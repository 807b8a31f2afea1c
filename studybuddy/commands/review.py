"""`studybuddy review`: the daily session, from the queue to the summary."""

from typing import Annotated

import typer

from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.today import Today, Wanted, is_in
from studybuddy.scheduling.session import Session
from studybuddy.store.sql.cards import cards_tagged
from studybuddy.store.sql.decks import deck_sizes


def review(
    *,
    minutes: Annotated[
        float | None, typer.Option(min=1, max=1440, help="As much as fits, core first.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many questions.")] = None,
    new: Annotated[int | None, typer.Option(min=0, help="At most so many new ones.")] = None,
    deck: Annotated[str, typer.Option(help="Only this deck, or folder of decks.")] = "",
    tag: Annotated[str, typer.Option(help="Only cards with this tag.")] = "",
    topic: Annotated[str, typer.Option(help="Only this topic.")] = "",
    kind: Annotated[str, typer.Option(help="Only this kind, such as design or star.")] = "",
    cram: Annotated[bool, typer.Option("--cram", help="Due or not; moves no schedule.")] = False,
) -> None:
    """Review what is due, and meet what is new.

    Example: studybuddy review --minutes 20
    """
    wanted = Wanted(minutes, limit, new, deck, tag, topic, kind, cram)
    with open_desk(asks=True) as desk:
        _check(desk, wanted)
        today = Today(desk)
        if desk.first_run:
            from studybuddy.commands.tour import offer_tour

            offer_tour(desk)
        if cram:
            session, deferred = Session.start(today.crammed(wanted), cram=True), None
        else:
            queue = today.queue(wanted)
            session, deferred = Session.start(queue.order, today.unfinished(wanted)), queue
        if session.current is None:
            _say_why_empty(desk, today, wanted)
            return
        from studybuddy.commands.review_loop import ReviewLoop
        from studybuddy.commands.review_summary import print_summary
        from studybuddy.screens.open_screen import open_screen

        loop = ReviewLoop(desk, session, today.minutes)
        with open_screen() as screen:
            loop.run(screen)
        print_summary(desk, loop.session, deferred)


def _check(desk: Desk, wanted: Wanted) -> None:
    """Say at once when a word names nothing, instead of an empty session."""
    from studybuddy.errors import UsageError
    from studybuddy.kinds.registry import KINDS
    from studybuddy.syllabus import ALL_TOPICS

    if wanted.topic and wanted.topic not in ALL_TOPICS:
        raise UsageError(f"there is no topic {wanted.topic!r}", f"topics: {', '.join(sorted(ALL_TOPICS))}")
    if wanted.kind and wanted.kind not in KINDS:
        raise UsageError(f"there is no kind {wanted.kind!r}", f"kinds: {', '.join(KINDS)}")
    if wanted.tag and not cards_tagged(desk.ledger, wanted.tag):
        raise UsageError(f"no card has the tag {wanted.tag!r}", "studybuddy show CARD says what tags it has")
    decks = deck_sizes(desk.ledger)
    if wanted.deck and not any(is_in(deck, wanted.deck) for deck in decks):
        raise UsageError(f"there is no deck {wanted.deck!r}", "studybuddy decks lists them")


def _say_why_empty(desk: Desk, today: Today, wanted: Wanted) -> None:
    from studybuddy.commands.reasons import why_nothing_due

    print(why_nothing_due(desk, today))
    if wanted != Wanted():
        print("That is for the cards you asked for; studybuddy review without options takes all.")
