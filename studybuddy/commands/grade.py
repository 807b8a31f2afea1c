"""`studybuddy grade`: one answer, given elsewhere, into the ledger."""

from typing import Annotated

import typer

from studybuddy.commands import clock
from studybuddy.commands.completing import Card
from studybuddy.commands.desk import open_desk
from studybuddy.commands.naming import question_named
from studybuddy.commands.output import AsJson, memory_json, print_json
from studybuddy.errors import UsageError
from studybuddy.model import Moment, Review, Role
from studybuddy.scheduling.days import study_day
from studybuddy.scheduling.grades import parse_grade
from studybuddy.store import recording, settings
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.journal import history_of


def grade(
    card: Card,
    grade: Annotated[str, typer.Argument(help="again, hard, good, easy, or the SM-2 quality 0 to 5.")],
    *,
    at: Annotated[str, typer.Option(help="When it was answered: ISO 8601 with an offset.")] = "",
    as_json: AsJson = False,
) -> None:
    """Grade a card that was answered outside of a session.

    Example: studybuddy grade l1-exact-zeros good
    """
    quality = parse_grade(grade)
    with open_desk() as desk:
        moment = desk.moment
        if at:
            answered_at = clock.parse_moment(at, "--at")
            if answered_at > moment.at:
                raise UsageError(
                    f"--at {at} lies in the future", f"it is {moment.at.isoformat(timespec='seconds')}"
                )
            rollover = int(settings.get(desk.ledger, "rollover_hour"))
            moment = Moment(answered_at, study_day(answered_at, rollover))
        question_id = question_named(desk.ledger, card)
        recorded = recording.record(desk.ledger, question_id, recording.Attempt(quality), moment)
        memory = recorded.memory
        schedule = memory_json(memory, desk.scheduler, recorded.due)
        earlier = _counts_instead(desk.ledger, recorded.review)
        day = "today" if moment.study_day == desk.moment.study_day else "that day"
    if as_json:
        print_json(
            {
                "id": question_id,
                "grade": int(quality),
                **schedule,
                "review_id": recorded.review.id,
            }
        )
    else:
        kept = "" if earlier is None else f" is kept, but {day}'s first answer counts"
        print(f"{question_id}: {quality.name.lower()} ({int(quality)}){kept}, next on {recorded.due}")


def _counts_instead(ledger: Ledger, review: Review) -> Review | None:
    """Return the answer of the same study day that moves the schedule, if it is not this one."""
    same_day = (
        one
        for one in history_of(ledger, review.question_id)
        if isinstance(one, Review) and one.role is Role.SCHEDULED and one.study_day == review.study_day
    )
    first = next(same_day, None)
    return None if first is None or first.id == review.id else first
