"""`studybuddy history`: everything that the ledger says of one question."""

from typing import Any

from studybuddy.commands.completing import Card
from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.naming import question_named
from studybuddy.commands.output import AsJson, print_json
from studybuddy.errors import UsageError
from studybuddy.model import Event, Review
from studybuddy.store.sql.journal import history_of


def history(
    card: Card,
    *,
    as_json: AsJson = False,
) -> None:
    """Show the reviews and events of a card, those under its earlier ids included.

    Example: studybuddy history l1-exact-zeros
    """
    with open_desk(reads=True) as desk:
        question_id = _question(desk, card)
        if as_json:
            print_json([happening_json(happening) for happening in history_of(desk.ledger, question_id)])
            return
        from studybuddy.commands.history_rows import history_rows
        from studybuddy.screens.card import draw_history
        from studybuddy.screens.console import make_console

        make_console().print(draw_history(question_id, history_rows(desk, question_id)))


def _question(desk: Desk, name: str) -> str:
    """Return the question that `name` means; of one that no deck has any more, the whole id is asked."""
    try:
        return question_named(desk.ledger, name)
    except UsageError:
        if history_of(desk.ledger, name):
            return name
        raise


def happening_json(happening: Review | Event) -> dict[str, Any]:
    """Return what scripts are told of one line of the ledger."""
    if isinstance(happening, Review):
        event, grade, scheduler = "review", int(happening.grade), happening.scheduler
        at = happening.reviewed_at
    else:
        event, grade, scheduler = happening.happening.value, None, None
        at = happening.happened_at
    return {
        "id": happening.id,
        "card_id": happening.question_id,
        "event": event,
        "grade": grade,
        "reviewed_at": at.isoformat(timespec="milliseconds"),
        "study_day": happening.study_day.isoformat(),
        "scheduler": scheduler,
    }
