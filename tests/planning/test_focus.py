from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.model import Candidate
from studybuddy.planning.changes import with_event
from studybuddy.planning.enrolment import InterviewEvent
from studybuddy.planning.focus import (
    ASKED_DECK,
    EVERY_PERCENT,
    choose_new,
    new_cards_today,
    new_cards_until,
    quota_today,
    rounds_without_new,
    wanted_today,
)
from studybuddy.planning.plan import Plan
from studybuddy.planning.progress import Done
from studybuddy.planning.starting import start_from
from studybuddy.planning.work import Work

Did = Callable[..., Done]
MONDAY = date(2026, 1, 5)


def candidate(position: int, topic: str, tier: str = "core") -> Candidate:
    name = f"{topic}-{position}"
    return Candidate(name, name, "basic", "deck", topic, tier, position, 0, None, new=True)


def test_the_weeks_new_cards_are_spread_over_its_study_days(plan: Plan, did: Did) -> None:
    enrolment = start_from(plan, MONDAY)  # 60 new cards in six days
    assert new_cards_today(enrolment, (), MONDAY, {}) == 10
    monday = did(MONDAY, Work.NEW_CARDS, 4)
    assert new_cards_today(enrolment, (monday,), MONDAY, {}) == 6
    assert new_cards_today(enrolment, (monday,), MONDAY + timedelta(days=1), {}) == 12
    assert new_cards_today(enrolment, (monday,), MONDAY + timedelta(days=5), {}) == 56


def test_more_new_cards_than_planned_today_leave_none_for_today(plan: Plan, did: Did) -> None:
    done = (did(MONDAY, Work.NEW_CARDS, 25),)
    assert new_cards_today(start_from(plan, MONDAY), done, MONDAY, {}) == 0


def test_no_new_cards_on_days_of_rest_outside_the_plan_and_without_content(plan: Plan) -> None:
    enrolment = start_from(plan, MONDAY)
    assert new_cards_today(enrolment, (), MONDAY + timedelta(days=6), {}) == 0
    assert new_cards_today(enrolment, (), MONDAY - timedelta(days=1), {}) == 0
    assert new_cards_today(enrolment, (), enrolment.end, {}) == 0
    assert new_cards_today(enrolment, (), MONDAY, {Work.NEW_CARDS: 0}) == 0


@given(st.integers(0, 200), st.lists(st.integers(1, 1440), min_size=1, max_size=7))
def test_following_the_quota_meets_the_target_on_the_last_day(planned: int, minutes: list[int]) -> None:
    done = 0
    for at, today in enumerate(minutes):
        done += quota_today(planned, done, 0, today, sum(minutes[at:]))
    assert done == planned


def test_other_work_is_spread_by_the_minutes_of_the_days(plan: Plan) -> None:
    enrolment = start_from(plan, MONDAY)  # 60 dsa minutes over five days of 60 minutes and one of 130
    assert wanted_today(enrolment, MONDAY, (), {})["dsa minutes"] == 9
    assert wanted_today(enrolment, MONDAY + timedelta(days=5), (), {})["dsa minutes"] == 60
    friday = wanted_today(enrolment, MONDAY + timedelta(days=4), (), {})
    assert (friday["dsa minutes"], friday["new cards"]) == (19, 30)


def test_three_in_five_new_cards_are_of_the_focus_topics() -> None:
    candidates = [candidate(number, topic) for number in range(20) for topic in ("trees", "dsa", "cnn")]
    chosen = choose_new(candidates, ("trees",), 10)
    assert [card.topic for card in chosen] == ["trees"] * 6 + ["dsa", "cnn"] * 2


@pytest.mark.parametrize(("focus", "inside"), [(("trees",), 2), (("dsa",), 8), ((), 0)])
def test_a_part_that_runs_out_is_filled_up_by_the_other(focus: tuple[str, ...], inside: int) -> None:
    candidates = [
        *(candidate(number, "trees") for number in range(2)),
        *(candidate(n, "dsa") for n in range(9)),
    ]
    chosen = choose_new(candidates, focus, 10)
    assert len(chosen) == 10
    assert sum(card.topic in focus for card in chosen) == inside


def test_core_comes_before_standard_and_topics_take_turns() -> None:
    candidates = [
        candidate(0, "trees", "standard"),
        candidate(1, "trees"),
        candidate(2, "trees"),
        candidate(3, "metrics"),
        candidate(4, "metrics", "stretch"),
    ]
    chosen = choose_new(candidates, ("trees", "metrics"), 5)
    assert [card.position for card in chosen] == [1, 3, 2, 0, 4]


@given(
    st.lists(
        st.tuples(st.sampled_from(["trees", "dsa", "cnn"]), st.sampled_from(["core", "standard", "stretch"])),
        max_size=30,
    ),
    st.sets(st.sampled_from(["trees", "dsa"])),
    st.integers(0, 40),
)
def test_as_many_are_chosen_as_there_are_and_none_twice(
    cards: list[tuple[str, str]], focus: set[str], limit: int
) -> None:
    candidates = [candidate(position, topic, tier) for position, (topic, tier) in enumerate(cards)]
    chosen = choose_new(candidates, focus, limit)
    assert len(chosen) == min(limit, len(candidates))
    assert len({card.position for card in chosen}) == len(chosen)


def test_topics_that_interviews_asked_for_take_their_turns_first() -> None:
    pool = [candidate(n, topic) for topic in ("trees", "cnn", "rnn") for n in range(2)]
    chosen = choose_new(pool, ("trees", "cnn", "rnn"), 4, asked_for=("rnn",))
    assert [one.topic for one in chosen] == ["rnn", "trees", "cnn", "rnn"]


def test_what_an_interview_asked_is_chosen_before_the_focus() -> None:
    pool = [candidate(n, "trees") for n in range(4)]
    asked = candidate(9, "cnn")._replace(deck=ASKED_DECK)
    assert choose_new([*pool, asked], ("trees",), 1) == (asked,)
    assert choose_new([*pool, asked], ("trees",), 3) == (asked, *pool[:2])


def test_new_cards_stop_two_weeks_before_the_next_interview_and_are_spread_over_the_days_before(
    plan: Plan,
) -> None:
    days = [MONDAY + timedelta(days=n) for n in range(26)]
    # two weeks before is a Friday; half way of a plan of 25 days is the Saturday after it
    bound = start_from(plan, MONDAY, days[25], MONDAY)
    quotas = [wanted_today(bound, day, (), {})[Work.NEW_CARDS] for day in days[7:13]]
    assert quotas == [12, 15, 20, 30, 60, 0]
    window = tuple(days[9:25])
    quotas = [wanted_today(bound, day, (), {}, window)[Work.NEW_CARDS] for day in days[7:11]]
    assert quotas == [30, 60, 0, 0]


def test_the_last_interview_about_some_rounds_stops_the_new_cards_of_those_alone(plan: Plan) -> None:
    start = MONDAY
    screen = InterviewEvent("Acme", start + timedelta(days=15), ("dsa",))
    acme = with_event(start_from(plan, start), screen, start)
    half_way = start + timedelta(days=7)
    assert rounds_without_new(acme, half_way - timedelta(days=1)) == frozenset()
    assert rounds_without_new(acme, half_way) == {"dsa"}
    assert new_cards_until(acme, start) == date.max
    assert wanted_today(acme, start + timedelta(days=1), (), {})[Work.NEW_CARDS] == 12


@pytest.mark.parametrize(
    ("rounds", "closed"), [((), set()), (("dsa", "ml-coding"), set()), (("ml-coding",), {"dsa"})]
)
def test_new_cards_go_on_up_to_an_interview_where_a_later_one_asks_its_rounds_too(
    plan: Plan, rounds: tuple[str, ...], closed: set[str]
) -> None:
    screen = InterviewEvent("Acme", MONDAY + timedelta(days=15), ("dsa",))
    onsite = InterviewEvent("Beta", MONDAY + timedelta(days=40), rounds)
    both = with_event(with_event(start_from(plan, MONDAY), screen, MONDAY), onsite, MONDAY)
    assert rounds_without_new(both, screen.day - timedelta(days=1)) == closed
    assert rounds_without_new(both, onsite.day - timedelta(days=1)) == set(rounds)


def test_while_an_interview_is_near_all_new_cards_are_of_its_topics_as_long_as_there_are_any() -> None:
    pool = [candidate(n, topic) for n in range(5) for topic in ("trees", "cnn")]
    chosen = choose_new(pool, ("trees",), 6, percent=EVERY_PERCENT)
    assert Counter(one.topic for one in chosen) == {"trees": 5, "cnn": 1}


def test_who_joins_a_plan_in_its_middle_is_brought_new_cards_for_half_of_the_time(plan: Plan) -> None:
    interview = MONDAY + timedelta(days=10)
    late = start_from(plan, MONDAY, interview)
    wanted = [wanted_today(late, MONDAY + timedelta(days=n), (), {}).get(Work.NEW_CARDS, 0) for n in range(9)]
    assert wanted[:5] == [
        9,
        13,
        26,
        15,
        15,
    ]  # the last three days of a week that wants some, then one without
    assert wanted[5:] == [0] * 4


def test_the_topic_that_interviews_asked_for_most_takes_the_first_turn() -> None:
    pool = [candidate(n, topic) for n in range(3) for topic in ("a", "b", "c")]
    for asked in (("c", "b"), ("b", "c")):
        chosen = choose_new(pool, (), 3, asked_for=asked)
        assert [one.topic for one in chosen] == [*asked, "a"]
