"""The plan in force out; another one in, put in its place in the ledger, and the final pass placed by it."""

from datetime import timedelta

from studybuddy.commands.desk import Desk
from studybuddy.commands.today import Today
from studybuddy.errors import StudyBuddyError, UsageError
from studybuddy.model import Happening
from studybuddy.planning.enrolment import Enrolment, enrolment_detail, enrolment_from
from studybuddy.store import recording
from studybuddy.store.slots import refresh
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.journal import add_event, plan_in_force

UNDO = "studybuddy undo takes it back"
MILLISECOND = timedelta(milliseconds=1)  # the finest that the ledger keeps


def enrolled(desk: Desk) -> Enrolment:
    """Return the plan in force.

    Raises:
        UsageError: none is started.

    """
    enrolment = Today(desk).enrolment
    if enrolment is None:
        raise UsageError("no plan is started", "studybuddy plan start --interview DATE")
    return enrolment


def put_plan(desk: Desk, enrolment: Enrolment | None, before: Enrolment | None) -> None:
    """Put a plan in force, or none, and place the final pass by it; `before` is what it was derived from.

    Raises:
        StudyBuddyError: another plan than `before` is in force by now.

    """
    with desk.ledger.transaction():
        add_plan(desk, enrolment, before)
    refresh(desk.ledger, desk.moment.study_day)


def add_plan(desk: Desk, enrolment: Enrolment | None, before: Enrolment | None) -> None:
    """Write a plan in the place of the one `before` it; part of the caller's transaction.

    A clock that went back does not put it behind the plan that it takes the place of.

    Raises:
        StudyBuddyError: another plan than `before` is in force by now.

    """
    ledger, moment = desk.ledger, desk.moment
    refuse_another(ledger, before)
    newest = plan_in_force(ledger)
    if newest is not None:
        later = (newest.happened_at + MILLISECOND).astimezone(moment.at.tzinfo)
        moment = moment._replace(at=max(moment.at, later))
    detail = enrolment_detail(enrolment) if enrolment else {}
    add_event(ledger, recording.new_event(ledger, Happening.PLAN, moment, detail=detail))


def refuse_another(ledger: Ledger, before: Enrolment | None) -> None:
    """Refuse to take the place of another plan than `before`.

    Raises:
        StudyBuddyError: another one is in force by now.

    """
    newest = plan_in_force(ledger)
    if (enrolment_from(newest.detail) if newest else None) != before:
        raise StudyBuddyError(
            "the plan was changed in another window, and stays as it is there", "run the command again"
        )
