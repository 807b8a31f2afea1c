"""The minutes to go through once more and the active days before an interview in, the window's days out."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import ceil, inf

USED_SHARE = 0.8  # of a day's minutes: the rest is for what fails and for days that go wrong
CATCHING_UP = 1.25  # times the usual minutes: the pass takes them from practice before it drops anything
CORE_TAKES = 2.0  # times the usual minutes, before a long piece of the core is dropped
SHORTEST, LONGEST = 5, 14  # active days
NEW_CARDS_STOP_DAYS = 14


def window_length(minutes: float, capacity: float) -> int:
    """Return W = clamp(ceil(N / (0.8 · capacity)), 5, 14): the active days that `minutes` of questions take.

    `capacity` are the minutes that a usual active day has for the pass.
    """
    needed = minutes / (USED_SHARE * capacity) if capacity > 0 else inf
    return LONGEST if needed > LONGEST else max(SHORTEST, ceil(needed))


def window(
    active_days: Sequence[date], length: int, interview: date, today: date, began: date | None = None
) -> tuple[date, ...]:
    """Return the last `length` active days before the interview, in order; the very last one is spare.

    `active_days`, sorted, should reach back before today, for the window may have begun. Where they do
    not, every earlier day counts as active: a window that is cut short by the calendar began in the past.
    `began` is the first day of a window under way: it never begins later than it did, or passes already
    made would be asked for again.
    """
    days = [day for day in active_days if day < interview][-length:]
    earliest = min(days[0], today) if days else min(today, interview)
    missing = length - len(days)
    days = [earliest - timedelta(days=back) for back in range(missing, 0, -1)] + days
    if began is None or not began < days[0] or began > today:
        return tuple(days)
    return (began, *(day for day in active_days if began < day < days[0]), *days)


def room(whole: float, left: float) -> float:
    """Return how many minutes of questions fit into the active days that a window has left.

    `whole` are the minutes of the whole window, of which 0.8 are room, and `left` those of the days left.
    Where these have less, because others were missed or the interview is near, each of them takes a quarter
    more than usual before anything is dropped.
    """
    return min(USED_SHARE * whole, CATCHING_UP * left)


def spare_room(whole: float, left: float) -> float:
    """Return how many minutes more than `room` the days left have for long pieces that are core.

    For them each day takes twice its minutes, from practice: what was learned comes before what is new.
    """
    return max(0.0, CORE_TAKES * left - room(whole, left))


def filled_to(capacity: float, whole: float, length: int, *, missed: bool) -> float:
    """Return the minutes that a day takes before a spare one takes any: those of a usual day.

    For who `missed` days that is a quarter more, but no more than a quarter above the even share of a day,
    where `whole` are the minutes of what a window of `length` days goes through.
    """
    even = whole / max(1, length - 1)
    return max(capacity, CATCHING_UP * min(capacity, even)) if missed else capacity


def shares(left: int, minutes: float, full: float, *, missed: bool) -> list[int]:
    """Return how much of `minutes` of questions each of the `left` days takes, up to the last one that does.

    The last day is spare; for who `missed` days, who will miss others too, the last two are. These take only
    what the others do not hold, at `full` minutes a day.
    """
    others, most, seconds = max(1, left - (2 if missed else 1)), round(60 * full), round(60 * minutes)
    if seconds <= most * others:
        return [1] * min(others, left)
    if seconds >= most * left:
        return [1] * left
    filled, rest = divmod(seconds, most)
    return [most] * filled + [rest] * (rest > 0)


def days_of_long(
    left: Sequence[date], days: int, minutes: float, minutes_on: Mapping[date, float]
) -> Sequence[date]:
    """Return the days that long pieces are spread over, where short questions are on the first `days` left.

    They keep clear of the eve as long as the days before it hold the `minutes` of all questions, at twice
    their usual ones: what fails on the last day but one has a day to return.
    """
    before = left[:-1]
    if days < len(left) or not before or minutes > CORE_TAKES * sum(minutes_on[day] for day in before):
        return left[:days]
    return before


def new_cards_stop(interview: date, days: Sequence[date] = (), begun: date | None = None) -> date:
    """Return the first day without new cards: 14 days before the interview, or the first day of the window.

    `days` are the window's, if it is known: with rest days it may be longer than 14 days, and what was new
    in it would be asked once and never again. Who has `begun` less than four weeks before the interview is
    brought new cards for the first half of the time: to repeat nothing would be worse.
    """
    stop = interview - timedelta(days=NEW_CARDS_STOP_DAYS)
    if begun is not None:
        stop = max(stop, begun + (interview - begun) // 2)
    return min(stop, days[0]) if days else stop
