"""A plan and today's new cards flow in; how many of the cards to be met each day ahead asks again flows out.

The days ahead bring the new cards that their weeks want, as if every day's were met. A card comes back as one
that is recalled does under SM-2, on the days that the plan's minutes count on too.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from studybuddy.planning.cost import REVIEWED_AFTER_DAYS
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.focus import new_cards_today
from studybuddy.planning.nearing import is_eve
from studybuddy.planning.progress import Done
from studybuddy.planning.work import QUESTION_OF, Work


def coming_back(
    enrolment: Enrolment,
    today: date,
    done: Sequence[Done],
    available: Mapping[Work, int],
    new_today: int,
    days: int,
    window: Sequence[date] = (),
) -> tuple[int, ...]:
    """Count the reviews of cards met from now on that today and each day after it will ask.

    `new_today` are the new cards that today still brings. `done` and `window` are as for `new_cards_today`.
    """
    new = [new_today]
    met = [*done, _met(today, new_today)]
    nearest = enrolment.next_event(today)
    for offset in range(1, days):
        day = today + timedelta(days=offset)
        its_window = window if enrolment.next_event(day) == nearest else ()
        wanted = new_cards_today(enrolment, met, day, available, its_window)
        new.append(0 if is_eve(enrolment, day) else wanted)
        met.append(_met(day, new[-1]))
    return tuple(
        sum(new[offset - after] for after in REVIEWED_AFTER_DAYS if after <= offset) for offset in range(days)
    )


def _met(day: date, count: int) -> Done:
    kind, domain = QUESTION_OF[Work.NEW_CARDS]
    return Done(day, kind, domain, "", "", first=True, took_ms=0, answers=count)
