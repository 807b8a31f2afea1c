"""Days as people write them: which one is meant, and when it is better to ask."""

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
        ("29 Feb", date(2026, 3, 2), date(2028, 2, 29)),
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


@pytest.mark.parametrize("today", [date(1, 1, 1), date(9999, 12, 31)])
def test_at_the_ends_of_the_calendar_an_error_is_an_error(today: date) -> None:
    with pytest.raises(UsageError, match="which is no day"):
        parse_day("whenever", today)
    with pytest.raises(UsageError, match="which is no day"):
        parse_day("30 Feb", today)
