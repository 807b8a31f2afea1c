"""`studybuddy undo`: take back the newest answers and events of this device."""

from typing import Annotated

import typer

from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.history import happening_json
from studybuddy.commands.output import AsJson, print_json
from studybuddy.model import Event, Review
from studybuddy.store import recording
from studybuddy.store.slots import refresh
from studybuddy.store.sql.cards import card_of
from studybuddy.store.sql.door import Ledger


def undo(
    count: Annotated[int, typer.Argument(min=1, max=1000, help="How many to take back.")] = 1,
    *,
    as_json: AsJson = False,
) -> None:
    """Take back the last answer, or the last N; after a restart too.

    Example: studybuddy undo 2
    """
    with open_desk() as desk:
        taken = take_back(desk, count)
        stays = [line_left(desk.ledger, happening) for happening in taken]
    if as_json:
        print_json([happening_json(happening) for happening in taken])
    elif not taken:
        print("nothing to undo: this device has no answer or event that still counts")
    else:
        for happening, more in zip(taken, stays, strict=True):
            print(f"took back {said(happening)}{more}")


def line_left(ledger: Ledger, happening: Review | Event) -> str:
    """Say that what `track` wrote into a problem's card stays there; "" where it wrote nothing."""
    question_id = recording.question_of(ledger, happening) if isinstance(happening, Review) else None
    card = card_of(ledger, question_id) if question_id else None
    if card is None or card.kind != "redo":
        return ""
    return f"; what track wrote into its card stays: studybuddy edit {card.id}"


def take_back(desk: Desk, count: int) -> list[Review | Event]:
    """Retract the newest `count` answers and events; the final pass is placed by what is left."""
    taken = recording.undo(desk.ledger, count, desk.now())
    refresh(desk.ledger, desk.now().study_day)
    return taken


def said(happening: Review | Event) -> str:
    """Say what was taken back."""
    if isinstance(happening, Review):
        return f"{happening.grade.name.lower()} for {happening.question_id} of {happening.study_day}"
    return (
        f"{happening.happening.value} {happening.question_id or ''}".rstrip() + f" of {happening.study_day}"
    )
