from collections import Counter
from math import ceil

from hypothesis import given
from hypothesis import strategies as st
from passings import question

from studybuddy.scheduling.pass_line import floors, most_in_a_day, places, siblings_apart

lines = st.lists(st.integers(1, 3000), max_size=40)


@given(lines, st.integers(0, 5000), st.integers(1, 14))
def test_places_never_go_back_and_the_last_day_ends_the_line(
    weights: list[int], ahead: int, days: int
) -> None:
    found = places(weights, ahead, [1] * days)
    assert found == sorted(found)
    assert not found or (found[0] >= 0 and found[-1] == days - 1)


@given(st.integers(0, 200), st.integers(0, 30), st.integers(1, 14))
def test_counted_no_day_gets_more_than_its_share_rounded_up(count: int, ahead: int, days: int) -> None:
    found = Counter(places([1] * count, ahead, [1] * days))
    found[0] += ahead
    share = ceil((count + ahead) / days)
    assert max(found.values()) <= max(share, ahead)


@given(lines, st.integers(1, 14))
def test_weighed_no_day_gets_more_than_its_share_and_one_question(weights: list[int], days: int) -> None:
    by_day: Counter[int] = Counter()
    for weight, day in zip(weights, places(weights, 0, [1] * days), strict=True):
        by_day[day] += weight
    assert all(weight < sum(weights) / days + max(weights) for weight in by_day.values())


@given(st.integers(0, 200), st.lists(st.integers(1, 130), min_size=1, max_size=14))
def test_counted_no_day_gets_more_than_its_part_rounded_up(count: int, shares: list[int]) -> None:
    found = Counter(places([1] * count, 0, shares))
    assert all(found[day] <= ceil(count * share / sum(shares)) for day, share in enumerate(shares))
    assert max(found.values(), default=0) <= most_in_a_day(count, shares)


def test_a_day_of_half_the_share_takes_half_of_what_the_others_take() -> None:
    assert places([1] * 10, 0, [2, 2, 1]) == [0, 0, 0, 0, 1, 1, 1, 1, 2, 2]
    assert places([1] * 9, 1, [2, 2, 1]) == [0, 0, 0, 1, 1, 1, 1, 2, 2]
    assert most_in_a_day(10, [2, 2, 1]) == 4


def test_the_floor_of_a_day_is_its_smallest_interval_and_an_empty_day_has_that_before_it() -> None:
    assert floors([90, 60, 60, 6], [1, 1, 1, 3], 5) == (36_501, 60, 60, 6, 6)


def test_siblings_do_not_meet_on_the_last_day() -> None:
    names = ["one", "two", "one", "", "one", ""]
    line = [question(number, card_id=card) for number, card in enumerate(names)]
    assert siblings_apart(line, [0, 1, 2, 2, 2, 2], 2) == [0, 1, 1, 2, 2, 2]
    assert siblings_apart(line, [0, 0, 1, 1, 1, 2], 2) == [0, 0, 1, 1, 1, 2]  # a day remains
    assert siblings_apart(line, [0] * 6, 0) == [0] * 6
