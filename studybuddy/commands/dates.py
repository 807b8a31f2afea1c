"""A date as people write it in, a day out.

That is `2026-03-12`, `12 Mar`, `Mar 12 2027`, `8w`, `8 weeks`, `10d`, `in 10 days`, `friday`, `next friday`,
`yesterday`, `today` or `tomorrow`.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from studybuddy.errors import UsageError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_AWAY = re.compile(r"(?:in\s+)?(\d{1,4})\s*(d|days?|w|weeks?)")
_WEEKDAY = re.compile(r"(next\s+)?([a-z]{3,9})")
_NAMED = re.compile(r"(?:(\d{1,2})\.?\s+([a-z]{3,9})|([a-z]{3,9})\s+(\d{1,2}))(?:,?\s+(\d{4}))?")
RECENT_DAYS = 90  # who names a day that was so lately hardly means the next year's
YEAR_DAYS = 366  # no day is farther off without its year, but for 29 Feb, which is rarely meant then


def parse_day(text: str, today: date, option: str = "the date") -> date:
    """Return the day that `text` means; without a year, the next time that this day comes.

    Raises:
        UsageError: it is no date, or one that does not exist, or one without a year that was lately or is
            years away, or the "next" day of a name that this week still has.

    """
    word = text.strip().casefold()
    try:
        if word in _NEAR:
            return today + timedelta(days=_NEAR[word])
        if match := _AWAY.fullmatch(word):
            return today + timedelta(days=int(match[1]) * (7 if match[2].startswith("w") else 1))
        if (match := _WEEKDAY.fullmatch(word)) and (number := _weekday(match[2])) is not None:
            return _coming(number, today, asks_for_next=bool(match[1]))
        if match := _NAMED.fullmatch(word):
            return _named(match, today)
        return date.fromisoformat(text.strip())
    except (ValueError, OverflowError):
        soon = today + min(timedelta(days=56), date.max - today)
        hint = f"write it like {soon}, {soon.day} {soon:%b}, 8w or tomorrow"
        if word.isdecimal():
            hint = f'a date of two words needs quotes: "{soon.day} {soon:%b}"'
        raise UsageError(f"{option} is {text!r}, which is no day", hint) from None


def shown(day: date) -> str:
    """Return a day as it is echoed: Thu 12 Mar 2026."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def interval_label(days: int) -> str:
    """Return an interval as short as it may be said: 6d, 2.1mo, 1.4y."""
    if days < 60:
        return f"{days}d"
    return f"{days / 30.44:.1f}mo" if days < 365 else f"{days / 365.25:.1f}y"


def _weekday(word: str) -> int | None:
    """Return the number of a day of the week, Monday's 0, by its name or three letters of it or more."""
    return next((number for number, name in enumerate(_DAYS) if name.startswith(word)), None)


def _coming(number: int, today: date, *, asks_for_next: bool) -> date:
    """Return the first such day after today; who asks for the next one may mean that of next week."""
    day = today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    if asks_for_next and day.weekday() > today.weekday():
        later = day + timedelta(days=7)
        raise UsageError(f"next {day:%A} may be {shown(day)} or {shown(later)}", f"write {day} or {later}")
    return day


def _named(match: re.Match[str], today: date) -> date:
    month = _MONTHS.index((match[2] or match[3])[:3]) + 1
    number = int(match[1] or match[4])
    if match[5]:
        return date(int(match[5]), month, number)
    days = [*_of_each_year(today.year, month, number)]
    coming = next((day for day in days if day >= today), None)
    if coming is None:
        raise ValueError
    past = [day for day in days if day < today]
    if past and (today - past[-1]).days <= RECENT_DAYS:
        hint = f"with its year it is clear: {past[-1]}, or {coming}"
        raise UsageError(f"{match[0].title()} was on {shown(past[-1])}", hint)
    if (coming - today).days > YEAR_DAYS:
        raise UsageError(f"the next {match[0].title()} is {shown(coming)}", f"if it is meant, write {coming}")
    return coming


def _of_each_year(now: int, month: int, number: int) -> Iterator[date]:
    for year in range(now - 1, now + 9):  # 29 Feb may be eight years away
        with suppress(ValueError):
            yield date(year, month, number)
