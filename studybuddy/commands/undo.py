"""`studybuddy undo`: take back the newest answers and events of this device."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from studybuddy.commands.asking import confirmed, declined
from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.history import happening_json
from studybuddy.commands.output import AsJson, print_json, say
from studybuddy.commands.undo_words import event_words, is_large
from studybuddy.model import Event, Happening, Review
from studybuddy.planning.assessment import answers_of
from studybuddy.planning.enrolment import Enrolment, enrolment_from
from studybuddy.store import recording
from studybuddy.store.slots import refresh
from studybuddy.store.sql.cards import card_of
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.journal import plan_in_force, reviews_of, undoable


def undo(
    count: Annotated[int, typer.Argument(min=1, max=1000, help="How many to take back.")] = 1,
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take back the last answer, or the last N; after a restart too.

    A plan's start or end and an assessment are taken back after a question, when you are there to answer.

    Example: studybuddy undo 2
    """
    with open_desk() as desk:
        newest = undoable(desk.ledger, count)
        if not (yes or as_json) and not _agreed(desk.ledger, newest):
            declined("nothing was taken back")
        taken = take_back(desk, newest)
        befores = plans_before(desk.ledger, taken)
        stays = [line_left(desk.ledger, happening) for happening in taken]
    if as_json:
        print_json([happening_json(happening) for happening in taken])
    elif not taken:
        elsewhere = "that was taken back elsewhere meanwhile"
        say(elsewhere if newest else "nothing to undo: this device has no answer or event that still counts")
    else:
        for happening, before, more in zip(taken, befores, stays, strict=True):
            say(f"took back {said(happening, before)}{more}")


def _agreed(ledger: Ledger, happenings: Sequence[Review | Event]) -> bool:
    """Ask at a terminal before something large goes; away from one nobody is asked."""
    if not sys.stdin.isatty():
        return True
    befores = plans_before(ledger, happenings)
    large = [
        event_words(happening, before)
        for happening, before in zip(happenings, befores, strict=True)
        if isinstance(happening, Event) and is_large(happening, before)
    ]
    return all(confirmed(f"take back {what}?", yes=False) for what in large)


def line_left(ledger: Ledger, happening: Review | Event) -> str:
    """Say that what `track` wrote into a problem's card stays there; "" where it wrote nothing."""
    question_id = recording.question_of(ledger, happening) if isinstance(happening, Review) else None
    card = card_of(ledger, question_id) if question_id else None
    if card is None or card.kind != "redo":
        return ""
    return f"; what track wrote into its card stays: studybuddy edit {card.id}"


def take_back(desk: Desk, happenings: Sequence[Review | Event]) -> list[Review | Event]:
    """Retract just these, as far as they still count; the final pass is placed by what is left.

    With an assessment go its answers, which are not named one by one.
    """
    moment = desk.now()
    answers = [
        review
        for happening in happenings
        if isinstance(happening, Event) and happening.happening is Happening.ASSESS
        for review in reviews_of(desk.ledger, answers_of(happening.detail))
    ]
    every = {one.id: one for one in (*happenings, *answers)}
    taken = recording.retract(desk.ledger, every.values(), moment)
    refresh(desk.ledger, moment.study_day)
    named = {one.id for one in happenings}
    return [one for one in taken if one.id in named]


def plans_before(ledger: Ledger, taken: Sequence[Review | Event]) -> list[Enrolment | None]:
    """Return for each of what is taken back, newest first, the plan that was in force before it."""
    newest = plan_in_force(ledger, [happening.id for happening in taken])
    before = enrolment_from(newest.detail) if newest else None
    found = []
    for happening in reversed(taken):
        found.append(before)
        if isinstance(happening, Event) and happening.happening is Happening.PLAN:
            before = enrolment_from(happening.detail)
    return found[::-1]


def said(happening: Review | Event, before: Enrolment | None = None) -> str:
    """Say what was taken back; `before` is the plan before it."""
    if isinstance(happening, Review):
        grade = happening.grade.name.lower()
        return f"the grade {grade} for {happening.question_id} (of {happening.study_day})"
    return f"{event_words(happening, before)} (of {happening.study_day})"


def said_alone(ledger: Ledger, happening: Review | Event) -> str:
    """Say what was, or would be, taken back by itself."""
    return said(happening, *plans_before(ledger, [happening]))
