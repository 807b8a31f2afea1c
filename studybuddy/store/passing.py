"""The plan in force and a study day in; the final pass before its nearest interview, in the cache, out.

Placing is repeated whenever the plan or the day is another one, and after anything that an answer's own slot
does not cover: an undo, a reset, a new scheduler. It gives the same slots however often it is done.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from studybuddy.planning.enrolment import Enrolment, InterviewEvent, enrolment_from
from studybuddy.planning.nearing import minutes_to_fill
from studybuddy.planning.rounds import is_about
from studybuddy.planning.work import MINUTES, REDO_MINUTES, work_of
from studybuddy.scheduling.final_pass import FinalPass, place
from studybuddy.scheduling.passing import Passing
from studybuddy.scheduling.protocol import MAX_INTERVAL_DAYS
from studybuddy.scheduling.slot import from_json, lasts, to_json
from studybuddy.store.placed import keep_placed, placed_pass
from studybuddy.store.rows import Row
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.schedule import any_without_answer
from studybuddy.store.sql.slots import put_slots, seen_questions, slots_given

PASS_SHARE = 0.5  # of a day's minutes: the other half is for practice, cases and mocks
WITHOUT_KINDS = ("design", "star")  # cases and stories are rehearsed when the plan wants one
LATELY_DAYS = 28  # who missed a study day in them is given a second spare day
LOOK_BACK_DAYS = 42  # active days before today tell when a window that is under way began


def place_all(ledger: Ledger, plan: Mapping[str, Any], today: date, stamp: Sequence[Any]) -> None:
    """Place the pass of a plan event's detail, or take all slots away; part of the caller's transaction.

    `stamp` is kept with what was placed, and says when to do it again.
    """
    enrolment = enrolment_from(plan)
    goal = enrolment.next_event(today) if enrolment else None
    if enrolment is None or goal is None:
        put_slots(ledger, dict.fromkeys(slots_given(ledger)))
        keep_placed(ledger, None)
    else:
        _place(ledger, enrolment, goal, today, stamp)


def _place(
    ledger: Ledger, enrolment: Enrolment, goal: InterviewEvent, today: date, stamp: Sequence[Any]
) -> None:
    before = placed_pass(ledger)
    days = enrolment.active_days(today - timedelta(days=LOOK_BACK_DAYS), goal.day - timedelta(days=1))
    minutes = {day: PASS_SHARE * minutes_to_fill(enrolment, day) for day in days}
    found = place(
        [_passing(row) for row in seen_questions(ledger, WITHOUT_KINDS) if is_about(goal.rounds, *row[1:4])],
        days,
        goal.day,
        today,
        PASS_SHARE * enrolment.plan.usual_minutes,
        began=_began(before, goal),
        minutes=minutes,
        missed=_missed_lately(ledger, enrolment, today),
    )
    given = slots_given(ledger)
    gone = dict.fromkeys(given.keys() - found.slots.keys())
    moved = {one: day for one, day in found.slots.items() if given.get(one) != day}
    put_slots(ledger, gone | moved)
    keep_placed(ledger, _written(found, goal, stamp))


def _missed_lately(ledger: Ledger, enrolment: Enrolment, today: date) -> bool:
    """Tell whether nothing was answered on a day of study in the last four weeks, since there is a plan.

    A plan that is cleared and started again finds what it left.
    """
    first, last = today - timedelta(days=LATELY_DAYS), today - timedelta(days=1)
    return any_without_answer(ledger, enrolment.active_days(first, last))


def _began(before: Any, goal: InterviewEvent) -> date | None:
    """Return the first day of a window that is under way for the same interview."""
    if before is None or not before["bounds"]["window"]:
        return None
    bounds = from_json(before["bounds"])
    return bounds.window[0] if bounds.interview == goal.day else None


def _written(found: FinalPass, goal: InterviewEvent, stamp: Sequence[Any]) -> dict[str, Any]:
    return {
        "stamp": list(stamp),
        "name": goal.name,
        "rounds": list(goal.rounds),
        "without_kinds": list(WITHOUT_KINDS),
        "bounds": to_json(found.bounds),
        "quota": found.quota,
        "dropped": list(found.dropped),
    }


def _passing(row: Row) -> Passing:
    question_id, kind, domain, _topic, tier_rank, interval_days, last_day, passes, due, card_id, grade = row
    work = work_of(kind, domain, first=False)
    minutes = REDO_MINUTES if kind == "redo" else MINUTES[work]
    return Passing(
        question_id,
        tier_rank,
        interval_days if due else MAX_INTERVAL_DAYS,  # what is known is taken as the most stable of all
        due and date.fromisoformat(due),
        date.fromisoformat(last_day) if last_day else date.min,
        passes if lasts(passes, grade, minutes) else 0,
        minutes,
        card_id,
    )
