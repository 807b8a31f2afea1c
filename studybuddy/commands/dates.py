"""A date as people write it in, a day out: `2026-03-12`, `12 Mar`, `Mar 12 2027`, `8w`, `10d`, `tomorrow`."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from studybuddy.errors import UsageError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AWAY = re.compile(r"(\d{1,4})\s*([dw])")
_NAMED = re.compile(r"(?:(\d{1,2})\.?\s+([a-z]{3,9})|([a-z]{3,9})\s+(\d{1,2}))(?:,?\s+(\d{4}))?")
RECENT_DAYS = 90  # who names a day that was so lately hardly means the next year's


def parse_day(text: str, today: date, option: str = "the date") -> date:
    """Return the day that `text` means; without a year, the next time that this day comes.

    Raises:
        UsageError: it is no date, or one that does not exist, or one without a year that was lately.

    """
    word = text.strip().casefold()
    if word in {"today", "tomorrow"}:
        return today + timedelta(days=word == "tomorrow")
    try:
        if match := _AWAY.fullmatch(word):
            return today + timedelta(days=int(match[1]) * (7 if match[2] == "w" else 1))
        if match := _NAMED.fullmatch(word):
            return _named(match, today)
        return date.fromisoformat(text.strip())
    except (ValueError, OverflowError):
        soon = today + min(timedelta(days=56), date.max - today)
        hint = f"write it like {soon}, {soon.day} {soon:%b}, 8w or tomorrow"
        raise UsageError(f"{option} is {text!r}, which is no day", hint) from None


def shown(day: date) -> str:
    """Return a day as it is echoed: Thu 12 Mar 2026."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def interval_label(days: int) -> str:
    """Return an interval as short as it may be said: 6d, 2.1mo, 1.4y."""
    if days < 60:
        return f"{days}d"
    return f"{days / 30.44:.1f}mo" if days < 365 else f"{days / 365.25:.1f}y"


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
    return coming


def _of_each_year(now: int, month: int, number: int) -> Iterator[date]:
    for year in range(now - 1, now + 9):  # 29 Feb may be eight years away
        with suppress(ValueError):
            yield date(year, month, number)
