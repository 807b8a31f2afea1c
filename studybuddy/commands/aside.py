"""`suspend`, `unsuspend`, `bury`, `reset`: events that are no answers, each undone by `undo`."""

from datetime import date

from studybuddy.commands.completing import Card
from studybuddy.commands.desk import open_desk
from studybuddy.commands.naming import question_named
from studybuddy.model import Happening, Memory
from studybuddy.store import recording
from studybuddy.store.sql.questions import memory_of, suspended_questions


def suspend(card: Card) -> None:
    """Hide a card until it is unsuspended; its history stays.

    Example: studybuddy suspend l1-exact-zeros
    """
    _note(card, Happening.SUSPEND, "hidden until: studybuddy unsuspend {}")


def unsuspend(card: Card = "") -> None:
    """Bring a suspended card back, with the date it had; without a card, list those that are suspended.

    Example: studybuddy unsuspend l1-exact-zeros
    """
    if not card:
        _list_suspended()
        return
    _note(card, Happening.UNSUSPEND, "back in the queue, on the day it had")


def _list_suspended() -> None:
    with open_desk() as desk:
        found = suspended_questions(desk.ledger)
        for question_id in found:
            print(question_id)
        print("bring one back: studybuddy unsuspend CARD" if found else "nothing is suspended")


def bury(card: Card) -> None:
    """Hide a card for the rest of the study day.

    Example: studybuddy bury l1-exact-zeros
    """
    _note(card, Happening.BURY, "hidden until tomorrow")


def reset(card: Card) -> None:
    """Make a card new again; its history is kept, and `undo` brings the schedule back.

    Example: studybuddy reset l1-exact-zeros
    """
    _note(card, Happening.RESET, "new again")


def _note(card: str, happening: Happening, done: str) -> None:
    with open_desk() as desk:
        question_id = question_named(desk.ledger, card)
        memory = memory_of(desk.ledger, question_id) or Memory()
        needless = _needless(happening, memory, desk.moment.study_day)
        if not needless:
            recording.note(desk.ledger, happening, desk.moment, question_id)
        print(f"{question_id}: {(needless or done).format(question_id)}")


def _needless(happening: Happening, memory: Memory, today: date) -> str:
    """Say why an event would change nothing; "" when it would change something."""
    is_buried = memory.buried_on == today
    match happening:
        case Happening.SUSPEND if memory.suspended:
            return "is already suspended; studybuddy unsuspend {} brings it back"
        case Happening.BURY if is_buried:
            return "is already hidden until tomorrow"
        case Happening.UNSUSPEND if not memory.suspended and is_buried:
            return "is not suspended but buried: it comes back tomorrow"
        case Happening.UNSUSPEND if not memory.suspended:
            return "is not suspended"
        case Happening.RESET if memory.last_day is None and not memory.known:
            return "is new already"
    return ""
