"""Ids of questions in, a numbered list on stdout out; the numbers name cards for the next command."""

from collections.abc import Sequence

from studybuddy.commands.desk import Desk
from studybuddy.commands.naming import remember_list
from studybuddy.kinds.headline import headline
from studybuddy.model import Memory
from studybuddy.screens.console import make_console, plain_look
from studybuddy.screens.lists import QuestionRow, draw_questions
from studybuddy.store.sql.cards import card_of
from studybuddy.store.sql.questions import memory_of
from studybuddy.store.sql.slots import due_day_of

MOST = 200


def print_questions(desk: Desk, question_ids: Sequence[str], *, empty: str) -> None:
    """Print the questions with their numbers, at most MOST of them, and remember the numbers.

    An empty list has no numbers, so those of the last one stand.
    """
    if question_ids:
        remember_list(desk.ledger, question_ids)
    shown = question_ids[:MOST]
    rows = [_row(desk, question_id, number) for number, question_id in enumerate(shown, start=1)]
    hidden = len(question_ids) - len(shown)
    console = make_console()
    today = desk.moment.study_day
    console.print(draw_questions(rows, today, console.width, empty=empty, hidden=hidden, look=plain_look()))


def _row(desk: Desk, question_id: str, number: int) -> QuestionRow:
    card = card_of(desk.ledger, question_id)
    memory = memory_of(desk.ledger, question_id) or Memory()
    return QuestionRow(
        number,
        question_id,
        headline(card.kind, card.heading) if card else "",
        card.topic if card else "",
        card.kind if card else "",
        due_day_of(desk.ledger, question_id),
        memory.interval_days,
        "suspended" if memory.suspended else "known" if memory.known else "",
        memory.sm2_due,
    )
