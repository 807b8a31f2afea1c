"""The day as the ledger and the plan have it in; what to do today, in its minutes or in others, out."""

from collections.abc import Mapping
from types import MappingProxyType

from studybuddy.commands.today import Today
from studybuddy.planning.agenda import Agenda, build_agenda
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.next_action import Again
from studybuddy.planning.offers import NextUp
from studybuddy.planning.work import Work


def agenda_of(
    today: Today,
    enrolment: Enrolment,
    *,
    mock: Mapping[Work, NextUp] = MappingProxyType({}),
    quiz: str = "",
    again: Again | None = None,
    minutes: float | None = None,
    session_alone: bool = False,
) -> Agenda:
    """Fill the day, or other `minutes` than are left of it; all that is given is as for `build_agenda`.

    `mock` names the round that a mock is for.
    """
    return build_agenda(
        enrolment,
        today.day,
        today.done,
        due=today.asked,
        available=today.available,
        next_up={**today.next_up, **mock},
        rates=today.rates,
        gains=today.gains,
        quiz=quiz,
        again=again,
        minutes=minutes,
        new=today.new_left,
        window=today.window,
        redo_minutes=today.redo_minutes,
        session_alone=session_alone,
    )
