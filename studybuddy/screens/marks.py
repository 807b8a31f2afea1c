"""Numbers flow in, short texts for tables flow out: shares, minutes, days, bars."""

from datetime import date

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_YEAR_SAID_FROM_DAYS = 270  # nearer, a month alone cannot be mistaken for that of another year


def percent(share: float | None) -> str:
    """Write a share of 0 to 1 as a percentage; a dash where there is none."""
    return "–" if share is None else f"{share:.0%}"


def duration(minutes: float) -> str:
    """Write minutes as `58 min` or, from an hour and a half on, as `2h10`; a few seconds as `<1 min`."""
    if 0 < minutes < 0.5:
        return "<1 min"
    whole = round(minutes)
    return f"{whole} min" if whole < 90 else f"{whole // 60}h{whole % 60:02d}"


def decimal(ratio: float) -> str:
    """Write a ratio as `.93`, or `1.05`."""
    return f"{ratio:.2f}".removeprefix("0")


def count(number: int, one: str) -> str:
    """Write a number with its noun: `1 card`, `2 cards`."""
    return f"{number} {one if number == 1 else one + 's'}"


def day(when: date | None, today: date | None = None) -> str:
    """Write a day as `Thu 12 Mar`, with its year where that is not plain from `today`; a dash for no day."""
    if when is None:
        return "–"
    far = today is not None and abs((when - today).days) > _YEAR_SAID_FROM_DAYS
    return f"{when:%a} {when.day} {when:%b}" + (f" {when.year}" if far else "")


def days_until(when: date | None, today: date) -> str:
    """Write how far away a day is: `today`, `tomorrow`, `in 6 days`, `2 days ago`, `new` for no day."""
    if when is None:
        return "new"
    away = (when - today).days
    if away < 0:
        return "yesterday" if away == -1 else f"{-away} days ago"
    return {0: "today", 1: "tomorrow"}.get(away, f"in {away} days")


def bar(value: float, most: float, width: int) -> str:
    """Draw a horizontal bar of at most `width` columns, in eighths of a column; any value above 0 shows."""
    if most <= 0 or value <= 0:
        return ""
    eighths = max(1, round(min(value / most, 1.0) * width * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
