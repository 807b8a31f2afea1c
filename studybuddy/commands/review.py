"""`studybuddy review`: the daily session, from the queue to the summary."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Annotated

import typer

from studybuddy.commands.completing import cards, decks, kinds, topics
from studybuddy.commands.daily import Daily, daily_session, is_mixed, may_offer_assessment, remedies_today
from studybuddy.commands.desk import Desk, open_desk, problems_said
from studybuddy.commands.plan_words import ONLY_DUE, how_was_it
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import Wanted
from studybuddy.errors import UsageError
from studybuddy.model import Candidate
from studybuddy.planning.enrolment import InterviewEvent
from studybuddy.scheduling.session import Session


def review(
    card: Annotated[
        str,
        typer.Argument(help="This card alone: its id, or the beginning of it.", autocompletion=cards),
    ] = "",
    *,
    minutes: Annotated[
        float | None, typer.Option(min=1, max=1440, help="What to fit; else the plan's minutes of the day.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many questions.")] = None,
    new: Annotated[int | None, typer.Option(min=0, help="At most so many new ones.")] = None,
    deck: Annotated[str, typer.Option(help="Only this deck, or folder of decks.", autocompletion=decks)] = "",
    tag: Annotated[str, typer.Option(help="Only cards with this tag.")] = "",
    topic: Annotated[str, typer.Option(help="Only this topic.", autocompletion=topics)] = "",
    kind: Annotated[
        str, typer.Option(help="Only this kind, such as design or star.", autocompletion=kinds)
    ] = "",
    cram: Annotated[bool, typer.Option("--cram", help="Due or not; moves no schedule.")] = False,
) -> None:
    """Review what is due, and meet what is new; with a plan, all of today's work that fits its minutes.

    Example: studybuddy review --minutes 20
    """
    wanted = Wanted(minutes, limit, new, deck, tag, topic, kind, cram)
    with open_desk(asks=True) as desk:
        today = Today(desk)
        if card:
            _review_card(desk, today, card, wanted)
            return
        _check(desk, today, wanted)
        if _took_another_way(desk, today, wanted):
            return
        daily = _chosen(today, wanted)
        if daily.session.current is None:
            _say_why_empty(desk, today, wanted, daily)
            return
        message = _about_the_plan(today, wanted) or problems_said(desk.ledger)
        practice = partial(remedies_today, today)
        apart = cram or wanted.named or bool(wanted.tag)
        left = None if cram else daily
        _hold(desk, today, daily.session, left, message=message, remedies=practice, apart=apart)


def _took_another_way(desk: Desk, today: Today, wanted: Wanted) -> bool:
    """Offer the tour or the assessment in its time; tell whether one took the place of the session."""
    if desk.first_run:
        from studybuddy.commands.tour import offer_tour

        offer_tour(desk)
    elif wanted == Wanted() and may_offer_assessment(today):
        from studybuddy.commands.plan_assessment import offer_assessment

        return offer_assessment(desk)
    return False


def _chosen(today: Today, wanted: Wanted) -> Daily:
    if wanted.cram:
        return Daily(Session.start(today.crammed(wanted), cram=True), 0, None)
    return daily_session(today, wanted)


def _hold(
    desk: Desk,
    today: Today,
    session: Session,
    daily: Daily | None,
    *,
    message: str,
    advice: Mapping[str, str] = MappingProxyType({}),
    remedies: Callable[[str], tuple[Candidate, ...]] | None = None,
    apart: bool = False,
) -> None:
    """Ask the questions of a session and sum it up; the keywords are those of `ReviewLoop`.

    `apart` means that they are not those of the day, which may still wait.
    """
    from studybuddy.commands.review_loop import ReviewLoop
    from studybuddy.screens.open_screen import open_screen

    loop = ReviewLoop(desk, session, today.minutes, advice, message, remedies=remedies)
    with open_screen(desk.pictures) as screen:
        loop.run(screen)
    loop.say_the_rest()
    from studybuddy.commands.review_summary import print_summary  # with modules that no first frame needs

    print_summary(desk, loop.session, daily, loop.ready_before, apart=apart)


def _about_the_plan(today: Today, wanted: Wanted) -> str:
    """Ask for a debrief, and say why nothing new comes after a plan, unless it was asked for."""
    only_due = today.is_over and wanted.new is None and not (wanted.named or wanted.cram)
    return "; ".join(filter(None, (how_was_it(_untold(today)), ONLY_DUE if only_due else "")))


def _untold(today: Today) -> InterviewEvent | None:
    return today.enrolment.untold(today.day) if today.enrolment else None


def _review_card(desk: Desk, today: Today, name: str, wanted: Wanted) -> None:
    """Ask a card alone.

    Raises:
        UsageError: there is no such card, or other cards are asked for too.

    """
    if wanted not in {Wanted(), Wanted(cram=True)}:
        raise UsageError("a card by its name is asked alone", f"studybuddy review {name}, without options")
    from studybuddy.commands.one_card import alone

    session, advice = alone(desk, today, name, cram=wanted.cram)
    _hold(desk, today, session, None, advice=advice, message=problems_said(desk.ledger), apart=True)


def _check(desk: Desk, today: Today, wanted: Wanted) -> None:
    if wanted.deck or wanted.tag or wanted.topic or wanted.kind:
        from studybuddy.commands.filters import refuse_unknown, refuse_unmatched

        refuse_unknown(desk, wanted)
        refuse_unmatched(today, wanted)


def _say_why_empty(desk: Desk, today: Today, wanted: Wanted, daily: Daily) -> None:
    from studybuddy.commands.filters import said, why_none_now
    from studybuddy.commands.reasons import why_nothing_due, why_nothing_fits

    if said(wanted):
        print(why_none_now(today, wanted))
    elif daily.deferred and is_mixed(today, wanted):
        print(why_nothing_fits(today, daily.deferred, wanted.minutes))
    else:
        print(why_nothing_due(desk, today))
    if problems := problems_said(desk.ledger):
        print(problems)
