"""Days as people write them: which one is meant, and when it is better to ask."""

from contextlib import suppress
from datetime import date

import pytest

from studybuddy.commands.dates import parse_day
from studybuddy.errors import UsageError


@pytest.mark.parametrize(
    ("text", "today", "meant"),
    [
        ("12 Mar", date(2026, 3, 2), date(2026, 3, 12)),
        ("2 Mar", date(2026, 3, 2), date(2026, 3, 2)),
        ("1 Oct", date(2026, 3, 2), date(2026, 10, 1)),
        ("1 Mar", date(2026, 10, 2), date(2027, 3, 1)),
        ("29 Feb", date(2027, 3, 2), date(2028, 2, 29)),
        ("20 Dec 2025", date(2026, 1, 5), date(2025, 12, 20)),
    ],
)
def test_a_day_without_a_year_is_the_next_of_its_name(text: str, today: date, meant: date) -> None:
    assert parse_day(text, today) == meant


@pytest.mark.parametrize(
    ("text", "today", "hint"),
    [
        ("20 Nov", date(2026, 11, 21), "2026-11-20, or 2027-11-20"),
        ("20 Dec", date(2027, 1, 5), "2026-12-20, or 2027-12-20"),
        ("29 Feb", date(2028, 3, 10), "2028-02-29, or 2032-02-29"),
    ],
)
def test_a_day_that_was_lately_is_asked_about_with_days_that_there_are(
    text: str, today: date, hint: str
) -> None:
    with pytest.raises(UsageError, match=r" was on ") as raised:
        parse_day(text, today)
    assert hint in str(raised.value)


def test_a_day_that_is_years_away_is_asked_about() -> None:
    with pytest.raises(UsageError, match=r"is Tue 29 Feb 2028 .if it is meant, write 2028-02-29"):
        parse_day("29 Feb", date(2026, 3, 2))
    assert parse_day("29 Feb 2028", date(2026, 3, 2)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("8w", date(2027, 1, 16)),
        ("8 weeks", date(2027, 1, 16)),
        ("in 8 weeks", date(2027, 1, 16)),
        ("1 week", date(2026, 11, 28)),
        ("1 day", date(2026, 11, 22)),
        ("In 10  Days", date(2026, 12, 1)),
        ("yesterday", date(2026, 11, 20)),
        ("today", date(2026, 11, 21)),
        ("tomorrow", date(2026, 11, 22)),
        ("Friday", date(2026, 11, 27)),
        ("next fri", date(2026, 11, 27)),
        ("saturday", date(2026, 11, 28)),
        ("next sun", None),
    ],
)
def test_days_are_counted_and_named_in_words(text: str, meant: date | None) -> None:
    saturday = date(2026, 11, 21)
    if meant is not None:
        assert parse_day(text, saturday) == meant
        return
    with pytest.raises(UsageError, match="may be Sun 22 Nov 2026 or Sun 29 Nov 2026"):
        parse_day(text, saturday)


def test_half_of_a_date_of_two_words_says_that_quotes_are_missing() -> None:
    with pytest.raises(UsageError) as raised:
        parse_day("12", date(2026, 3, 2))
    assert 'needs quotes: "27 Apr"' in str(raised.value)


@pytest.mark.parametrize("today", [date(1, 1, 1), date(9999, 12, 31)])
def test_at_the_ends_of_the_calendar_an_error_is_an_error(today: date) -> None:
    with pytest.raises(UsageError, match="which is no day"):
        parse_day("whenever", today)
    with pytest.raises(UsageError, match="which is no day"):
        parse_day("30 Feb", today)
    for word in ("yesterday", "tomorrow", "monday", "8 weeks"):
        with suppress(UsageError):
            parse_day(word, today)
