from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.scheduling.days import days_after, study_day

BERLIN = ZoneInfo("Europe/Berlin")


def test_the_last_minute_before_the_rollover_belongs_to_the_day_before() -> None:
    assert study_day(datetime(2026, 3, 2, 3, 59, 59, tzinfo=BERLIN)) == date(2026, 3, 1)
    assert study_day(datetime(2026, 3, 2, 4, 0, tzinfo=BERLIN)) == date(2026, 3, 2)


def test_midnight_can_be_the_rollover() -> None:
    assert study_day(datetime(2026, 3, 2, 0, 0, tzinfo=BERLIN), rollover_hour=0) == date(2026, 3, 2)


@pytest.mark.parametrize(
    "day", [date(2026, 3, 29), date(2026, 10, 25)], ids=["clocks forward", "clocks back"]
)
def test_a_change_of_the_clocks_does_not_move_the_rollover(day: date) -> None:
    before = datetime(day.year, day.month, day.day, 3, 59, tzinfo=BERLIN)
    assert study_day(before) == day - timedelta(days=1)
    assert study_day(before.replace(hour=4, minute=0)) == day


def test_both_readings_of_a_repeated_hour_are_one_study_day() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    assert study_day(first) == study_day(first.replace(fold=1)) == date(2026, 10, 24)


def test_one_moment_is_two_study_days_on_the_two_sides_of_the_date_line() -> None:
    moment = datetime(2026, 5, 1, 20, 0, tzinfo=UTC)
    assert study_day(moment.astimezone(timezone(timedelta(hours=14)))) == date(2026, 5, 2)
    assert study_day(moment.astimezone(timezone(timedelta(hours=-11)))) == date(2026, 5, 1)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        study_day(datetime(2026, 3, 2, 12, 0))  # noqa: DTZ001  # naive on purpose


@pytest.mark.parametrize("hour", [-1, 24])
def test_an_hour_that_does_not_exist_is_refused(hour: int) -> None:
    with pytest.raises(ValueError, match="rollover"):
        study_day(datetime(2026, 3, 2, 12, 0, tzinfo=UTC), hour)


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(1980, 1, 1)), st.integers(0, 23))  # noqa: DTZ001  # Hypothesis adds the zone
def test_a_study_day_is_the_date_or_the_one_before(at: datetime, hour: int) -> None:
    assert at.date() - study_day(at, hour) == timedelta(days=at.hour < hour)


def test_sums_of_days_end_with_the_calendar() -> None:
    assert days_after(date(2026, 2, 27), 2) == date(2026, 3, 1)
    assert days_after(date(9999, 12, 30), 36_500) == date.max
