"""Today's work and some minutes in; cards and longer pieces that fit them, in the order to ask, out."""

from typing import NamedTuple

from studybuddy.commands.agenda import agenda_of, with_days_to_come
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import CASE, Wanted
from studybuddy.model import Candidate
from studybuddy.planning.agenda import Item, fill
from studybuddy.planning.daily import card_share, compose, pieces_of
from studybuddy.planning.supply import Demand
from studybuddy.planning.work import Work
from studybuddy.scheduling.queue import Queue


class Mixed(NamedTuple):
    """A mixed session: its questions in order, the cards that wait, and the longer pieces that do."""

    order: tuple[Candidate, ...]
    cards: Queue
    waiting: tuple[Candidate, ...]


def mix(today: Today, wanted: Wanted, minutes: float, *, typed: bool) -> Mixed:
    """Fill the minutes by the agenda: its cards, and its longer pieces between them.

    Minutes that the learner `typed` are for the session alone, and not for practice elsewhere.
    """
    items = _items(today, minutes, wanted.minutes, typed=typed, new=wanted.new is None)
    share = card_share(items)
    new = share.new if wanted.new is None else wanted.new
    cards = today.queue(wanted._replace(minutes=share.minutes, new=new, limit=None, cards_alone=True))
    if wanted.new is not None and not typed:
        cards = _with_all_new(today, wanted, cards)
    pieces = _pieces(today, items, cards)
    order = _within(compose(cards.order, pieces, today.ahead), wanted.new)
    asked = order if wanted.limit is None else order[: wanted.limit]  # as the whole session begins
    left = tuple(one for one in order[len(asked) :] if not one.new)
    return Mixed(asked, cards, (*_waiting(today, pieces), *left))


def _with_all_new(today: Today, wanted: Wanted, cards: Queue) -> Queue:
    """Add the new cards that were asked for by their number and found no minutes in the day."""
    everything = today.queue(wanted._replace(minutes=None, limit=None, cards_alone=True)).order
    taken = {one.question_id for one in cards.order}
    more = [one for one in everything if one.new and one.question_id not in taken]
    missing = max(0, (wanted.new or 0) - sum(one.new for one in cards.order))
    return cards._replace(order=(*cards.order, *more[:missing]))


def _within(order: tuple[Candidate, ...], most_new: int | None) -> tuple[Candidate, ...]:
    """Leave out what is new beyond a number, of whatever kind; None for no such limit."""
    if most_new is None:
        return order
    new = [one.question_id for one in order if one.new][most_new:]
    return tuple(one for one in order if one.question_id not in new)


def _items(today: Today, minutes: float, other: float | None, *, typed: bool, new: bool) -> tuple[Item, ...]:
    """Return the day's agenda, in `other` minutes than are left if any; outside a plan what is due.

    Minutes that were `typed` go on to what the days to come want, with their `new` cards or without.
    """
    enrolment = today.enrolment
    if enrolment is not None and enrolment.week_on(today.day) is not None:
        items = agenda_of(today, enrolment, today.supply, minutes=other, session_alone=typed).items
        return with_days_to_come(today, enrolment, items, minutes, new=new) if typed else items
    cases = {work: min(1, today.due.get(work, 0)) for work in (Work.DESIGN_CASES, Work.APPLIED_CASES)}
    wanted = {work.value: count for work, count in cases.items()}
    wanted |= {Work.NEW_CARDS.value: today.new_left, Work.REHEARSALS.value: today.due.get(Work.REHEARSALS, 0)}
    return fill(minutes, Demand(wanted), today.supply).items


def _pieces(today: Today, items: tuple[Item, ...], cards: Queue) -> list[Candidate]:
    """Take the longer pieces that the agenda has; a card is asked one question a day."""
    taken = {one.card_id for one in cards.order} | today.answered
    return [one for one in pieces_of(items, today.lines) if one.card_id not in taken]


def _waiting(today: Today, pieces: list[Candidate]) -> tuple[Candidate, ...]:
    """Return the longer pieces that are due and found no place; cases are counted apart."""
    chosen = {one.question_id for one in pieces}
    due = (one for line in today.lines.values() for one in line if not one.new and one.kind != CASE)
    return tuple(one for one in due if one.question_id not in chosen)
