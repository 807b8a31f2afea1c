"""The name of a card in; a session of that card alone out, for a piece that is named on some screen."""

from collections.abc import Mapping
from typing import NamedTuple

from studybuddy.commands.dates import shown
from studybuddy.commands.desk import Desk
from studybuddy.commands.naming import card_named
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import Wanted
from studybuddy.errors import UsageError
from studybuddy.scheduling.session import Session


class Alone(NamedTuple):
    """A session of one card, and what to say with its questions."""

    session: Session
    advice: Mapping[str, str]


def alone(desk: Desk, today: Today, name: str, *, cram: bool) -> Alone:
    """Ask one question of a card: the one that is due or new; when none is, all, without moving a schedule.

    Raises:
        UsageError: no card is called so, or it is suspended.

    """
    card = card_named(desk.ledger, name)
    questions = [one for one in today.matching(Wanted(deck=card.deck)) if one.card_id == card.id]
    if not questions:
        raise UsageError(f"{card.id} is suspended", f"studybuddy unsuspend {card.id}")
    ready = [one for one in questions if one.new or (one.due is not None and one.due <= today.day)]
    ready.sort(key=lambda one: one.new)
    if ready and not cram and card.id not in today.answered:
        return Alone(Session.start(ready[:1]), {})
    days = [one.due for one in questions if one.due is not None]
    when = f"not due before {shown(min(days))}: " if days and not ready else ""
    said = f"{when}this answer moves no schedule"
    return Alone(Session.start(questions, cram=True), {one.question_id: said for one in questions})
