from datetime import date

import pytest

from studybuddy.screens.clock import Clock, countdown, minutes_seconds
from studybuddy.screens.marks import bar, count, day, days_until, duration, percent
from studybuddy.screens.own_words import own_words


def test_a_clock_counts_only_while_it_runs() -> None:
    clock = Clock().started(10.0).stopped(13.0).started(20.0)
    assert clock.elapsed(25.0) == 8.0


def test_starting_a_running_clock_changes_nothing() -> None:
    assert Clock().started(10.0).started(99.0).elapsed(12.0) == 2.0


def test_time_never_runs_backwards() -> None:
    assert Clock().started(10.0).elapsed(5.0) == 0.0


def test_a_countdown_goes_on_past_its_end() -> None:
    assert countdown(0.0, 300) == "5:00 left"
    assert countdown(300.0, 300) == "0:00 left"
    assert countdown(312.9, 300) == "0:12 over"
    assert minutes_seconds(3725.0) == "62:05"


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0 min"), (58.4, "58 min"), (89, "89 min"), (90, "1h30"), (130, "2h10")]
)
def test_durations(minutes: float, text: str) -> None:
    assert duration(minutes) == text


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (None, "new"), (date(2026, 3, 8), "2 days ago"), (date(2026, 3, 9), "yesterday"),
        (date(2026, 3, 10), "today"), (date(2026, 3, 11), "tomorrow"), (date(2026, 3, 16), "in 6 days"),
    ],
)  # fmt: skip
def test_days_are_said_as_people_say_them(when: date | None, text: str) -> None:
    assert days_until(when, date(2026, 3, 10)) == text


def test_bars_are_as_long_as_their_share_and_never_vanish() -> None:
    assert bar(0, 10, 8) == ""
    assert bar(0.001, 10, 8) == "▏"
    assert bar(5, 10, 8) == "████"
    assert bar(99, 10, 8) == "████████"


def test_counts_and_shares() -> None:
    assert count(1, "card") == "1 card"
    assert count(2, "card") == "2 cards"
    assert (percent(0.755), percent(None)) == ("76%", "–")


def test_the_sentence_of_the_outline_that_speaks_of_the_same_things_is_found() -> None:
    rubric = ("Picks one online metric", "Plans for failure", "Embeddings are cached")
    outline = "users: ten million. Metrics: sessions per week; I cache them\nlast"
    assert own_words(rubric, outline) == ("Metrics: sessions per week;", "", "I cache them")
    assert own_words(rubric, "") == ("", "", "")


def test_words_that_several_rubric_lines_have_or_a_single_one_in_a_long_line_say_nothing_about_it() -> None:
    rubric = (
        "The budget of the manual review is counted per day, with what a reviewer decides in an hour",
        "Serving has a budget per step, a fallback, and a canary before all of the traffic sees it",
        "Labels arrive late: a chargeback within sixty days, reviewed cases on the same day",
    )
    outline = "per day we review what the budget allows; before launch: canary, fallback to rules"
    assert own_words(rubric, outline) == ("", "before launch: canary, fallback to rules", "")


def test_the_year_is_said_of_a_day_that_is_most_of_a_year_away() -> None:
    today = date(2026, 3, 10)
    assert day(date(2026, 11, 30), today) == "Mon 30 Nov"
    assert day(date(2027, 3, 12), today) == "Fri 12 Mar 2027"
    assert day(date(2025, 3, 12), today) == "Wed 12 Mar 2025"
    assert day(None, today) == "–"


def test_a_few_seconds_are_not_rounded_up_to_a_minute() -> None:
    assert duration(0.2) == "<1 min"
    assert duration(0.5001) == "1 min"
