from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.planning.enrolment import start_from
from studybuddy.planning.pace import pace_on
from studybuddy.planning.plan import Plan, Week
from studybuddy.planning.progress import Done, grouped, minutes_done, own_rates
from studybuddy.planning.targets import week_targets
from studybuddy.planning.work import MINUTES, Work

Did = Callable[..., Done]
MONDAY = date(2026, 1, 5)


def test_minutes_come_from_rates_and_tracked_practice_as_given(did: Did) -> None:
    done = (did(MONDAY, Work.KATAS, 2, minutes=99), did(MONDAY, Work.TRACKED, minutes=33))
    assert minutes_done(done) == 2 * 12 + 33


def test_the_learners_median_counts_after_ten_answers(did: Did) -> None:
    katas = [did(MONDAY, Work.KATAS, minutes=minutes) for minutes in (1, 2, 3, 4, 5, 7, 8, 9, 10)]
    assert own_rates(katas)[Work.KATAS] == MINUTES[Work.KATAS]
    assert own_rates([*katas, did(MONDAY, Work.KATAS, minutes=0)])[Work.KATAS] == MINUTES[Work.KATAS]
    rates = own_rates([*katas, did(MONDAY, Work.KATAS, minutes=60)])
    assert rates[Work.KATAS] == pytest.approx(6)
    assert rates[Work.REVIEWS] == MINUTES[Work.REVIEWS]


@given(
    st.lists(
        st.tuples(
            st.integers(-3, 24),
            st.sampled_from(
                [("basic", "math"), ("kata", "coding"), ("design", "applied"), ("redo", "coding")]
            ),
            st.booleans(),
            st.integers(0, 9_000_000),
        ),
        max_size=30,
    ),
    st.integers(-1, 25),
)
def test_grouping_rows_changes_no_figure(
    rows: list[tuple[int, tuple[str, str], bool, int]], today_offset: int
) -> None:
    plan = Plan("p", "P", 60, 130, frozenset({6}), tuple(Week(n, "", (), {Work.KATAS: 5}) for n in (1, 2, 3)))
    enrolment, today = start_from(plan, MONDAY), MONDAY + timedelta(days=today_offset)
    done = [
        Done(MONDAY + timedelta(days=day), kind, domain, "dsa", str(number), first, took)
        for number, (day, (kind, domain), first, took) in enumerate(rows)
    ]
    whole, fewer = (pace_on(enrolment, today, some, {}) for some in (done, grouped(done)))
    assert fewer.minutes_planned == pytest.approx(whole.minutes_planned)
    assert fewer.minutes_done == pytest.approx(whole.minutes_done)
    assert week_targets(enrolment, 2, grouped(done), {}) == week_targets(enrolment, 2, done, {})
