"""`plan explain today`: the plan in force in, every line of today's agenda with what put it there out."""

import shutil

from studybuddy.commands.agenda import agenda_of
from studybuddy.commands.coach import Coach
from studybuddy.commands.desk import Desk
from studybuddy.commands.output import print_json
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import PIECE_KINDS
from studybuddy.model import Candidate
from studybuddy.planning.agenda import Item
from studybuddy.planning.daily import pieces_of
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.focus import new_cards_until
from studybuddy.planning.guidance import guidance_of, guided
from studybuddy.planning.nearing import is_eve, rounds_first
from studybuddy.planning.targets import week_targets
from studybuddy.planning.view import stage_on
from studybuddy.planning.weights import weights_on
from studybuddy.planning.why import WhyToday, left_out, minutes_over, why_json, why_of
from studybuddy.planning.work import Work
from studybuddy.screens.why import draw_why
from studybuddy.store.sql.questions import memory_of


def explain_today(desk: Desk, enrolment: Enrolment, *, as_json: bool) -> None:
    """Print what put each thing on today's agenda, and what did not fit."""
    today = Today(desk)
    found = why_today(desk, today, today.enrolment or enrolment)
    if as_json:
        print_json(why_json(found))
    else:
        width = shutil.get_terminal_size().columns
        print("\n".join(draw_why(found, stage_on(enrolment, today.day), width)))


def why_today(desk: Desk, today: Today, enrolment: Enrolment) -> WhyToday:
    """Fill the day as every screen does, and keep what it was filled by."""
    readiness = Coach(desk, today).readiness
    guidance = guidance_of(readiness)
    supply = guided(today.supply, guidance)
    agenda = agenda_of(today, enrolment, supply)
    week = enrolment.week_on(today.day)
    targets = week_targets(enrolment, week.number, today.done, today.available) if week else ()
    ahead = enrolment.next_event(today.day)
    stop = new_cards_until(enrolment, today.day, today.window)
    weights = weights_on(enrolment, today.day)
    items = []
    for item in agenda.items:
        pieces = _pieces(today, item)
        memory = memory_of(desk.ledger, pieces[0].question_id) if pieces and item.in_line else None
        failed = memory.lapses if memory else 0
        items.append(why_of(item, agenda, supply, today.is_overdue, pieces, targets, failed))
    asked, fitting = supply.due.get(Work.REVIEWS, 0), sum(why.due for why in items if not why.item.round)
    return WhyToday(
        today.day,
        agenda,
        tuple(items),
        left_out(agenda),
        minutes_over(agenda),
        weights,
        cards_over=asked - fitting,
        cards_spread=today.due.get(Work.REVIEWS, 0) - asked,
        near=ahead if rounds_first(enrolment, today.day) else None,
        ahead=ahead,
        focus=_begun_with(today),
        eve=is_eve(enrolment, today.day),
        in_pass=bool(today.window) and today.day >= today.window[0],
        mock_lifts=any(one.mock is None for one in readiness.rounds) if readiness else False,
        no_new_from=stop if stop <= today.day else None,
        new_wait=not (today.has_room_for_new or today.is_of_an_interview or today.is_over),
        closed=tuple(name for name in weights if name in today.closed_rounds),
    )


def _begun_with(today: Today) -> tuple[str, ...]:
    """Name the topics that new cards come from first, of those that have any today."""
    new = {one.topic for one in today.queue().order if one.new}
    return tuple(topic for topic in today.focus if topic in new)


def _pieces(today: Today, item: Item) -> tuple[Candidate, ...]:
    """Return the questions that an item stands for; of reviews those that are due."""
    if item.name == "review":
        cards = (one for one in today.queue().order if one.kind not in PIECE_KINDS and not one.new)
        return tuple(cards)[: item.count - item.new]
    return pieces_of((item,), today.lines)
