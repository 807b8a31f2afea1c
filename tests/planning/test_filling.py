from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studybuddy.planning.filling import MOST_FOR_GAIN, ON_ITS_DAY, USUALLY, Ranking, take
from studybuddy.planning.offers import Offer
from studybuddy.planning.work import Work

GAINS = {"ml-coding": 0.012, "fundamentals": 0.018, "dsa": 0.05, "system-design": 0.045, "behavioral": 0.005}
SHORT_DAY = Ranking(gains=GAINS, long_day=False)


def offer(name: str, work: Work, about: str, most: int, minutes: float, *, due: bool = False) -> Offer:
    return Offer(name, work, about, most, minutes, "studybuddy", is_due=due)


KATA = offer("kata", Work.KATAS, "ml-coding", 1, 12)
DUE_KATA = offer("kata", Work.KATAS, "ml-coding", 1, 12, due=True)
DERIVE = offer("derive", Work.DERIVATIONS, "fundamentals", 1, 9)
CASE = offer("design", Work.DESIGN_CASES, "system-design", 1, 45)
STORY = offer("story", Work.STORIES, "behavioral", 1, 30)
REHEARSE = offer("rehearse", Work.REHEARSALS, "behavioral", 1, 5)
DSA = Offer("practice", Work.TRACKED, "dsa", 40, 1, "", fewest=10)


def taken(offers: list[Offer], minutes: float, ranking: Ranking = SHORT_DAY) -> list[tuple[str, int]]:
    return [(one.offer.name, one.taken) for one in take(offers, minutes, ranking) if one.taken]


def test_everything_is_taken_where_everything_fits_what_raises_readiness_most_first() -> None:
    names = [name for name, _ in taken([KATA, STORY, DERIVE, REHEARSE], 60)]
    assert names == ["derive", "kata", "rehearse", "story"]


def test_of_two_ways_to_fill_the_day_the_one_that_raises_readiness_more_is_taken() -> None:
    other = DERIVE._replace(name="other", round="ml-coding")
    assert taken([other, DERIVE], 9) == [("derive", 1)]
    assert taken([DERIVE, other], 9) == [("derive", 1)]


def test_a_full_day_comes_before_a_clever_one() -> None:
    # a derivation adds more a minute, and would leave 8 of 17 minutes where a kata and a rehearsal leave none
    assert sorted(taken([KATA, DERIVE, REHEARSE], 17)) == [("kata", 1), ("rehearse", 1)]


def test_what_is_due_counts_double() -> None:
    assert taken([DUE_KATA, DERIVE], 12) == [("kata", 1)]
    two = DERIVE._replace(most=2, minutes=8)
    assert taken([DUE_KATA, two], 16) == [("kata", 1)]
    assert taken([KATA, two], 16) == [("derive", 2)]


def test_a_story_waits_for_one_of_the_longest_days_of_the_week() -> None:
    practice = [KATA, DERIVE, REHEARSE, STORY]
    assert ("story", 1) not in taken(practice, 35)
    assert ("story", 1) in taken(practice, 35, SHORT_DAY._replace(long_day=True))


def test_in_the_final_pass_what_is_due_is_taken_whatever_else_there_is() -> None:
    long_day = SHORT_DAY._replace(long_day=True)
    due = DUE_KATA._replace(most=4)
    assert sorted(taken([CASE, due], 57, long_day)) == [("design", 1), ("kata", 1)]
    assert taken([CASE, due], 57, long_day._replace(in_pass=True)) == [("kata", 4)]


def test_the_rounds_of_a_near_interview_come_before_all_others() -> None:
    assert taken([CASE, KATA], 45) == [("design", 1)]
    assert taken([CASE, KATA], 45, SHORT_DAY._replace(first=("ml-coding",))) == [("kata", 1)]


@pytest.mark.parametrize("about", ["ml-coding", ""])
def test_a_mock_is_for_a_round_of_the_near_interview_whether_it_was_looked_up_or_not(about: str) -> None:
    mock = offer("mock", Work.MOCKS, about, 1, 60)
    near = Ranking(("ml-coding",), GAINS)
    due = DUE_KATA._replace(round="dsa", most=4)
    assert taken([due, mock], 60, near) == [("mock", 1)]
    assert taken([due, mock._replace(round="applied")], 60, near) == [("kata", 4)]


def test_practice_elsewhere_is_taken_as_far_as_it_fits_or_left() -> None:
    assert taken([DSA], 60) == [("practice", 40)]
    assert taken([DSA], 25.5) == [("practice", 25)]
    assert taken([DSA], 9) == []


def test_practice_elsewhere_goes_on_where_nothing_else_fits() -> None:
    longer = DSA._replace(most=20, limit=35)
    assert taken([longer, KATA], 40) == [("kata", 1), ("practice", 28)]
    assert taken([longer, KATA], 60) == [("kata", 1), ("practice", 35)]


def test_a_day_of_many_hours_is_filled_also_where_no_two_choices_take_the_same_time() -> None:
    # to tell all sums of these apart would take hours
    rates = (11.37, 12.91, 8.83, 9.71, 24.59, 21.13, 47.27, 6.41)
    line = [
        offer(f"{number}", Work.KATAS, "ml-coding", 40, each, due=number % 2 == 0)
        for number, each in enumerate(rates)
    ]
    spent = sum(count * rates[int(name)] for name, count in taken(line, 600))
    assert 599 < spent <= 600


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(GAINS)), st.integers(0, 3), st.sampled_from([5, 8.7, 9, 12]), st.booleans()
        ),
        max_size=4,
    ),
    st.floats(0, 90),
)
def test_no_other_choice_is_worth_more(kinds: list[tuple[str, int, float, bool]], minutes: float) -> None:
    line = [
        offer(f"{number}", Work.KATAS, about, most, each, due=due)
        for number, (about, most, each, due) in enumerate(kinds)
    ]
    chosen = dict.fromkeys((one.name for one in line), 0) | dict(taken(line, minutes))
    best = max((GAINS[one.round] / one.minutes for one in line if one.most), default=1.0)

    def worth(counts: dict[str, int]) -> float:
        return sum(
            counts[one.name]
            * one.minutes
            * (
                (ON_ITS_DAY if one.is_due else USUALLY)
                + MOST_FOR_GAIN * GAINS[one.round] / one.minutes / best
            )
            for one in line
        )

    def took(counts: dict[str, int]) -> float:
        return sum(counts[one.name] * one.minutes for one in line)

    every = [
        dict(zip((one.name for one in line), counts, strict=True))
        for counts in product(*(range(one.most + 1) for one in line))
    ]
    assert took(chosen) <= minutes + 1e-6
    assert worth(chosen) == pytest.approx(max(worth(one) for one in every if took(one) <= minutes), abs=1e-6)
