"""The day as the ledger and the plan have it in; what to do today, in its minutes or in others, out."""

from collections.abc import Sequence

from studybuddy.commands.today import Today
from studybuddy.planning.agenda import Agenda, Item, build_agenda
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.supply import Supply


def agenda_of(
    today: Today,
    enrolment: Enrolment,
    supply: Supply,
    *,
    minutes: float | None = None,
    session_alone: bool = False,
) -> Agenda:
    """Fill the day, or other `minutes` than are left of it; all that is given is as for `build_agenda`."""
    return build_agenda(
        enrolment,
        today.day,
        today.done,
        supply,
        minutes=minutes,
        new=today.new_left,
        window=today.window,
        session_alone=session_alone,
    )


def with_days_to_come(
    today: Today, enrolment: Enrolment, items: Sequence[Item], minutes: float, *, new: bool
) -> tuple[Item, ...]:
    """Fill what a session's `minutes` have left with the work of the next days, `new` cards too or not."""
    from studybuddy.planning.forward import drawn_forward

    return drawn_forward(
        items,
        minutes,
        enrolment,
        today.day,
        today.done,
        today.supply,
        new=new and today.has_room_for_new,
        window=today.window,
    )
