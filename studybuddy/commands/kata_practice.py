"""An open desk and a kata in, the learner's work on it out: the screen, the editor, the recorded review."""

import os
from collections.abc import Callable, Mapping
from datetime import date

from studybuddy.commands.dates import interval_label, shown
from studybuddy.commands.desk import Desk
from studybuddy.commands.kata_choice import Chosen, require_packages
from studybuddy.commands.kata_editor import find_editor
from studybuddy.commands.kata_loop import KataLoop
from studybuddy.commands.kata_result import Result
from studybuddy.model import Grade, Memory, Role
from studybuddy.screens.marks import days_until
from studybuddy.screens.open_kata_screen import open_kata_screen
from studybuddy.store import recording
from studybuddy.store.sql.questions import memory_of
from studybuddy.store.sql.slots import due_day_of

_GRADES = (Grade.AGAIN, Grade.ALMOST, Grade.HARD, Grade.GOOD, Grade.EASY)
STAMP = "%Y-%m-%dT%H%M%S"


def practise(
    desk: Desk, chosen: Chosen, *, trust: bool = False, commit: Callable[[Grade, int], Memory] | None = None
) -> Result:
    """Work on a kata in the terminal until it is graded, skipped or left.

    `commit` records the grade and the milliseconds and returns the state that follows; if it is not given, a
    scheduled review is recorded. What is left without a grade, and an editor that is still open, is printed
    for the shell to show at the end.

    Raises: StudyBuddyError, when the kata cannot be worked on here.
    """
    require_packages(chosen)
    before = memory_of(desk.ledger, chosen.card.id) or Memory()

    def record(grade: Grade, took_ms: int) -> str:
        (commit or _commit(desk, chosen.card.id, before))(grade, took_ms)
        return said(grade, due_day_of(desk.ledger, chosen.card.id), desk)

    loop = KataLoop(
        chosen,
        open_kata_screen(),
        find_editor(os.environ),
        record,
        lambda: stamp(desk),
        labels=labels_of(desk, chosen.card.id, before),
        trust=trust,
    )
    result = loop.run()
    if result.aside:
        print(f"{chosen.card.id}: {result.aside}")
    if result.left:
        print(f"{chosen.card.id}: {result.left}; studybuddy kata {chosen.card.id} goes on")
    return result


def _commit(desk: Desk, question_id: str, seen: Memory) -> Callable[[Grade, int], Memory]:
    def commit(grade: Grade, took_ms: int) -> Memory:
        attempt = recording.Attempt(grade, Role.SCHEDULED, took_ms)
        return recording.record(desk.ledger, question_id, attempt, desk.now(), seen=seen).memory

    return commit


def stamp(desk: Desk) -> str:
    """Return the present as the name of an archived attempt."""
    return desk.now().at.strftime(STAMP)


def labels_of(desk: Desk, question_id: str, memory: Memory) -> Mapping[Grade, str]:
    """Say after how long the kata would come back with each grade."""
    day = desk.moment.study_day
    return {
        grade: interval_label(
            recording.preview(desk.ledger, desk.scheduler, question_id, memory, grade, day).interval_days
        )
        for grade in _GRADES
    }


def said(grade: Grade, due: date | None, desk: Desk) -> str:
    """Say what was recorded and when the kata comes back."""
    if due is None:
        return f"Recorded: {grade.name.lower()}."
    when = days_until(due, desk.now().study_day)
    back = "studybuddy undo takes it back"
    return f"Recorded: {grade.name.lower()}. Next on {shown(due)}, {when}; {back}."
