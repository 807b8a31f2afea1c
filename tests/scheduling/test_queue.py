from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studybuddy.model import Candidate
from studybuddy.scheduling.queue import NEW_PER_DAY, Queue, build_queue, spread_load, weave

TODAY = date(2026, 1, 5)
TIERS = ("core", "standard", "stretch")


def due(number: int, overdue: int = 0, interval: int = 10, **fields: str) -> Candidate:
    one = Candidate(f"q{number}", f"q{number}", "basic", "deck", "topic", "core", number, interval,
                    TODAY - timedelta(days=overdue), new=False)  # fmt: skip
    return one._replace(**fields)  # type: ignore[arg-type]  # the fields given are text


def new(number: int, **fields: str) -> Candidate:
    return due(number, **fields)._replace(interval_days=0, due=None, new=True)


def ids(queue: Queue) -> list[str]:
    return [one.question_id for one in queue.order]


def test_what_is_ahead_is_chosen_and_asked_before_riskier_questions() -> None:
    pool = [due(1, 9), due(2, 8), due(3, 1, topic="dsa"), due(4, 0, topic="dsa", tier="stretch"), new(5)]
    queue = build_queue(pool, TODAY, seed=1, minutes=4, ahead=lambda one: one.topic == "dsa")
    assert ids(queue) == ["q3", "q4", "q1", "q2"]
    assert ids(build_queue(pool, TODAY, seed=1, minutes=4))[0] == "q1"
    unseen = [new(1), new(2, topic="dsa")]
    first = build_queue(unseen, TODAY, seed=1, new_limit=1, ahead=lambda one: one.topic == "dsa")
    assert ids(first) == ["q2"]
    assert ids(build_queue(unseen, TODAY, seed=1, new_limit=1)) == ["q1"]


def test_new_questions_that_come_first_are_chosen_and_asked_before_other_new_ones() -> None:
    pool = [due(1, 9), due(2, 8), *(new(number, topic=f"t{number}") for number in range(3, 8)), new(9)]
    queue = build_queue(pool, TODAY, seed=1, new_limit=3, new_first=lambda one: one.question_id == "q9")
    introduced = [one.question_id for one in queue.order if one.new]
    assert introduced == ["q9", "q3", "q4"]


@st.composite
def pools(draw: st.DrawFn) -> list[Candidate]:
    """Due, future and new questions of shared cards, over a few topics, decks and tiers."""
    pool = []
    for number in range(draw(st.integers(0, 25))):
        card = draw(st.integers(0, 15))
        fields = {"card_id": f"c{card}", "topic": f"t{card % 4}", "deck": f"d{card % 3}"}
        fields["tier"] = draw(st.sampled_from(TIERS))
        if draw(st.booleans()):
            pool.append(new(number, **fields))
        else:
            pool.append(due(number, draw(st.integers(-5, 40)), draw(st.integers(1, 60)), **fields))
    return pool


# --- laws --------------------------------------------------------------------------------------------


@given(pools(), st.integers(0, 99))
def test_every_candidate_is_asked_or_accounted_for(pool: list[Candidate], seed: int) -> None:
    queue = build_queue(pool, TODAY, seed=seed, new_limit=99)
    assert len(set(ids(queue))) == len(queue.order)
    assert set(queue.order) <= set(pool)
    assert all(one.new or (one.due is not None and one.due <= TODAY) for one in queue.order)
    due_now = [one for one in pool if not one.new and one.due is not None and one.due <= TODAY]
    left = set(due_now) - set(queue.order)
    assert queue.deferred == len(left)
    assert queue.oldest_deferred == min((one.due for one in left if one.due), default=None)
    asked_cards = {one.card_id for one in queue.order}
    assert asked_cards == {one.card_id for one in pool if one.new or one in due_now}


@given(pools(), st.integers(0, 99))
def test_a_card_is_asked_once_a_day(pool: list[Candidate], seed: int) -> None:
    answered = {"c1", "c2", "c3"}
    queue = build_queue(pool, TODAY, seed=seed, answered_card_ids=answered)
    cards = Counter(one.card_id for one in queue.order)
    assert not cards.keys() & answered
    assert all(count == 1 for count in cards.values())


@given(pools(), st.integers(0, 10), st.integers(0, 10), st.integers(0, 10))
def test_no_limit_is_exceeded(pool: list[Candidate], new_limit: int, limit: int, minutes: int) -> None:
    queue = build_queue(pool, TODAY, seed=1, new_limit=new_limit, limit=limit, minutes=minutes, cost=_cost)
    assert sum(one.new for one in queue.order) <= new_limit
    assert len(queue.order) <= limit
    assert queue.minutes == pytest.approx(sum(_cost(one) for one in queue.order))
    assert queue.minutes <= minutes + 1e-6


def _cost(one: Candidate) -> float:
    return 0.75 if one.new else 0.33 * (1 + one.position % 3)


@given(pools(), st.integers(0, 99))
def test_the_order_of_arrival_does_not_matter_and_the_seed_does_not_choose(
    pool: list[Candidate], seed: int
) -> None:
    shuffled = list(pool)
    Random(seed).shuffle(shuffled)
    assert build_queue(shuffled, TODAY, seed=seed) == build_queue(pool, TODAY, seed=seed)
    other = build_queue(pool, TODAY, seed=seed + 1)
    assert Counter(one.new for one in other.order) == Counter(
        one.new for one in build_queue(pool, TODAY, seed=seed).order
    )


@settings(max_examples=60)
@given(pools())
def test_neighbours_share_a_topic_only_when_no_other_topic_is_left(pool: list[Candidate]) -> None:
    order = build_queue(pool, TODAY, seed=1).order
    for n, (a, b) in enumerate(pairwise(order)):
        if a.topic == b.topic:
            assert {one.topic for one in order[n + 1 :]} == {a.topic}


# --- order -------------------------------------------------------------------------------------------


def test_the_most_overdue_relative_to_its_interval_comes_first() -> None:
    pool = [due(1, 10, 100), due(2, 5, 10), due(3, 2, 1), due(4, 0, 1)]
    assert ids(build_queue(pool, TODAY, seed=1)) == ["q3", "q2", "q1", "q4"]


def test_equals_are_ordered_by_the_seed() -> None:
    pool = [due(number) for number in range(8)]
    assert len({tuple(ids(build_queue(pool, TODAY, seed=seed))) for seed in range(20)}) > 5


def test_new_questions_come_core_first_then_in_shipped_order() -> None:
    pool = [new(1, tier="stretch"), new(5), new(3), new(2, tier="standard"), new(4)]
    assert ids(build_queue(pool, TODAY, seed=1)) == ["q3", "q4", "q5", "q2", "q1"]


def test_new_questions_are_woven_in_at_a_steady_rate() -> None:
    order = weave([due(number) for number in range(30)], [new(number) for number in range(100, 106)])
    places = [place for place, one in enumerate(order) if one.new]
    assert {b - a for a, b in pairwise(places)} == {6}
    assert 2 <= places[0] <= 4


def test_fifteen_new_questions_a_day_until_a_plan_says_otherwise() -> None:
    assert len(build_queue([new(number) for number in range(40)], TODAY, seed=1).order) == NEW_PER_DAY == 15


def test_a_due_question_goes_before_its_new_sibling() -> None:
    assert ids(build_queue([new(1, card_id="c"), due(2, card_id="c")], TODAY, seed=1)) == ["q2"]


# --- budgets -----------------------------------------------------------------------------------------


def test_a_limit_takes_due_questions_by_risk_before_new_ones() -> None:
    pool = [new(1), due(2, 1), due(3, 9, tier="stretch"), due(4, 5)]
    queue = build_queue(pool, TODAY, seed=1, limit=2)
    assert ids(queue) == ["q3", "q4"]
    assert (queue.deferred, queue.oldest_deferred) == (1, TODAY - timedelta(days=1))


def test_a_minutes_budget_takes_due_core_questions_first() -> None:
    pool = [due(1, 9, tier="stretch"), due(2, 5, tier="standard"), due(3, 1), due(4, 2), new(5)]
    queue = build_queue(pool, TODAY, seed=1, minutes=3)
    assert ids(queue) == ["q4", "q3", "q2"]
    assert queue.oldest_deferred == TODAY - timedelta(days=9)


def test_what_does_not_fit_leaves_its_place_to_what_does() -> None:
    pool = [due(1, 9, kind="design"), due(2, 1), due(3, 0)]
    queue = build_queue(pool, TODAY, seed=1, minutes=2, cost=lambda one: 45 if one.kind == "design" else 1)
    assert ids(queue) == ["q2", "q3"]


def test_a_budget_holds_what_adds_up_to_it_exactly() -> None:
    pool = [due(number) for number in range(3)]
    assert len(build_queue(pool, TODAY, seed=1, minutes=0.3, cost=lambda _: 0.1).order) == 3


# --- after a break -----------------------------------------------------------------------------------


def _after_break(backlog: int, today: int, usual: int, answered: int = 0) -> tuple[int, int]:
    pool = [due(number, overdue=5) for number in range(backlog)]
    pool += [due(1000 + number) for number in range(today)]
    pool += [new(2000 + number) for number in range(5)]
    done = [f"done{number}" for number in range(answered)]
    order = build_queue(pool, TODAY, seed=1, usual_load=usual, answered_card_ids=done).order
    return sum(not one.new for one in order), sum(one.new for one in order)


@pytest.mark.parametrize(
    ("backlog", "today", "reviews", "introductions"),
    [
        (200, 40, 52, 0),  # far behind: 1.3 × 40, nothing new
        (40, 40, 52, 0),  # a day behind
        (39, 40, 52, 5),  # less than a day behind: new ones again
        (12, 60, 72, 5),  # what .3 of a day can take is no backlog
        (0, 90, 90, 5),  # a heavy day without any backlog is whole
    ],
)
def test_a_backlog_is_worked_off_at_1_3_times_the_usual_load(
    backlog: int, today: int, reviews: int, introductions: int
) -> None:
    assert _after_break(backlog, today, usual=40) == (reviews, introductions)


def test_what_was_answered_today_counts_towards_the_day() -> None:
    assert _after_break(200, 40, usual=40, answered=50) == (2, 0)
    assert _after_break(200, 40, usual=40, answered=60) == (0, 0)


def test_without_a_usual_load_nothing_is_held_back() -> None:
    assert _after_break(200, 40, usual=0) == (240, 5)


def test_what_waits_today_is_worked_off_over_the_days_that_follow() -> None:
    assert spread_load((71, 6, 4, 9, 5), 26, 20) == (26, 26, 26, 12, 5)
    assert spread_load((71, 6, 4), 71, 20) == (71, 6, 4)
    assert spread_load((71, 6, 4), 0, None) == (0, 77, 4)
    assert spread_load((3, 6, 4, 2), 3, 20, off=(1, 2)) == (3, 0, 0, 12)


@given(st.lists(st.integers(0, 200), min_size=1, max_size=14), st.integers(0, 200), st.integers(1, 90))
def test_no_day_asks_more_than_waits_and_none_is_lost(due: list[int], asked: int, usual: int) -> None:
    spread = spread_load(due, asked, usual)
    assert len(spread) == len(due)
    waiting = [sum(due[: day + 1]) - sum(spread[: day + 1]) for day in range(len(due))]
    assert min(waiting) >= 0
    for day in range(1, len(due)):
        assert waiting[day] == 0 or spread[day] == 13 * usual // 10  # a backlog is worked off, 1.3 a day
