from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studybuddy.planning.readiness import Readiness, RoundReadiness, Terms, assess_readiness
from studybuddy.planning.recall import Retention
from studybuddy.planning.rounds import ROUNDS, round_of
from studybuddy.planning.standing import Elsewhere, Mock, Standing
from studybuddy.planning.weights import round_weights
from studybuddy.planning.work import PRACTICE_KINDS
from studybuddy.syllabus import TOPICS

TODAY = date(2026, 2, 17)
ON = date(2026, 3, 12)
TERMS = Terms(TODAY, ON, round_weights("senior", "big-tech"))
DSA = Terms(TODAY, ON, {"dsa": 1.0})


def card(
    name: str,
    topic: str = "dsa",
    *,
    tier: int = 0,
    interval: int = 23,
    ago: int | None = 0,
    grade: int = 4,
    kind: str = "basic",
    domain: str = "coding",
) -> Standing:
    day = None if ago is None else (TODAY - timedelta(days=ago)).isoformat()
    return Standing(name, kind, domain, topic, tier, interval, day, None if ago is None else grade)


def dsa(readiness: Readiness) -> RoundReadiness:
    return next(one for one in readiness.rounds if one.name == "dsa")


def test_know_is_the_mean_recall_on_the_day_by_tier() -> None:
    # each interval is as long as the days from the answer to the interview, so recall is .9; one is new
    rows = [
        card("a", interval=23),
        card("b", interval=23 + 7, ago=7, tier=1),
        card("c", ago=None),
        card("d", interval=1, ago=400, tier=2),  # stretch, and not planned
    ]
    readiness = assess_readiness(rows, DSA)
    assert dsa(readiness).know == pytest.approx((3 * 0.9 + 2 * 0.9) / (3 + 2 + 3))
    everything = assess_readiness(rows, DSA._replace(tiers=3))
    assert dsa(everything).know == pytest.approx((3 * 0.9 + 2 * 0.9) / 9, abs=1e-9)


def test_skill_is_the_last_results_faded_and_knows_what_practice_is() -> None:
    rows = [
        card("kata-good", kind="kata", grade=4),
        card("redo-hard", "two-sum", kind="redo", grade=3),
        card("kata-failed", kind="kata", grade=1, interval=1),
        card("kata-new", kind="kata", ago=None),
        card("a card", kind="choice", grade=5),
    ]
    elsewhere = [Elsewhere("dsa", "LC 1", 5, ON - timedelta(days=12))]
    mine = dsa(assess_readiness(rows, DSA, elsewhere=elsewhere))
    assert mine.skill == pytest.approx((0.9 * 0.9 + 0.7 * 0.9 + 0 + 1 * 0.9) / 4)
    assert mine.results == 5
    assert mine.know == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("kind", "domain", "topic", "name"),
    [
        ("choice", "theory", "metrics", "fundamentals"),
        ("derivation", "theory", "experiments", "fundamentals"),
        ("kata", "theory", "metrics", "ml-coding"),
        ("design", "applied", "case-method", "applied"),
        ("design", "system-design", "serving", "system-design"),
        ("star", "behavioral", "star-method", "behavioral"),
    ],
)
def test_each_round_has_practice_of_its_own(kind: str, domain: str, topic: str, name: str) -> None:
    row = card("x", topic, kind=kind, domain=domain, interval=23, grade=5)
    shown = {one.name: one.skill for one in assess_readiness([row], TERMS).rounds}
    assert shown == {slug: pytest.approx(0.9) if slug == name else None for slug in ROUNDS}


def test_ready_is_40_know_35_skill_and_25_mock() -> None:
    rows = [card(f"c{number}", interval=10**6) for number in range(62)]
    rows += [card(f"n{number}", ago=None) for number in range(38)]
    rows += [card("k", kind="kata", interval=10**6, grade=3)]
    without = dsa(assess_readiness(rows, DSA))
    assert without.ready == pytest.approx((40 * 0.62 + 35 * 0.7) / 0.75, abs=0.01)
    mocks = [Mock("dsa", share, TODAY - timedelta(days=day)) for day, share in enumerate((0.6, 0.5, 0.7, 0))]
    mine = dsa(assess_readiness(rows, DSA, mocks=mocks))
    assert mine.mock == pytest.approx(1 + 3 * 0.6)  # the last three
    assert mine.ready == pytest.approx(40 * 0.62 + 35 * 0.7 + 25 * 2.8 / 4, abs=0.01)


@pytest.mark.parametrize(
    ("mocks", "cap", "action"),
    [
        ([], 70, "a mock lifts the cap"),
        ([Mock("dsa", 1, TODAY)], 80, "a partner's mock lifts the cap"),
        ([Mock("dsa", 1, TODAY, partner=True)], 100, "cards: dsa"),
        ([Mock("applied", 1, TODAY, partner=True)], 70, "a mock lifts the cap"),
        # a partner's mock of long ago no longer counts
        (
            [Mock("dsa", 1, ON, partner=False)] * 3 + [Mock("dsa", 1, TODAY, partner=True)],
            80,
            "a partner's mock lifts the cap",
        ),
    ],
)
def test_readiness_is_held_down_until_somebody_has_looked(mocks: list[Mock], cap: int, action: str) -> None:
    rows = [card(f"c{number}", interval=10**9) for number in range(20)]
    rows += [card("k", kind="kata", interval=10**9, grade=5)]
    mine = dsa(assess_readiness(rows, DSA, mocks=mocks))
    assert mine.cap == cap
    assert mine.ready == pytest.approx(cap)
    assert mine.action.text == action


def test_below_ten_results_there_is_no_evidence_and_never_a_small_number() -> None:
    rows = [card(f"c{number}") for number in range(9)]
    nothing = assess_readiness(rows, TERMS)
    assert dsa(nothing).ready is None
    assert dsa(nothing).if_kept is None
    assert (nothing.weakest, nothing.weighted, nothing.if_kept) == (None, None, None)
    enough = assess_readiness(rows, TERMS, mocks=[Mock("dsa", 0.5, TODAY)])
    assert enough.weakest == dsa(enough)
    assert enough.weighted == dsa(enough).ready


def test_without_any_question_there_is_nothing_to_say() -> None:
    empty = assess_readiness([], TERMS)
    assert [one.know for one in empty.rounds] == [None] * 6
    assert not empty.weak
    assert not empty.topics


@pytest.mark.parametrize(
    ("retention", "expected"),
    [
        (Retention(49, 0.5, 1.0), 0.9),
        (Retention(50, 0.45, 0.9), 0.45),
        (Retention(50, 1.0, 0.5), 1.0),  # recall is at most 1
        (Retention(500, 0.9, 0.0), 0.9),
    ],
)
def test_recall_is_corrected_by_what_the_learner_really_recalled(
    retention: Retention, expected: float
) -> None:
    mine = dsa(assess_readiness([card("a")], DSA._replace(retention=retention)))
    assert mine.know == pytest.approx(expected)


def test_the_weakest_round_is_the_headline_and_the_mean_goes_by_weight() -> None:
    rows = [card(f"d{number}") for number in range(10)]
    rows += [card(f"s{number}", "serving", domain="system-design", interval=5) for number in range(10)]
    terms = Terms(TODAY, ON, {"dsa": 0.25, "system-design": 0.25, "applied": 0.5})
    shown = assess_readiness(rows, terms)
    ready = {one.name: one.ready for one in shown.rounds}
    assert ready["applied"] is None
    assert shown.weakest is not None
    assert shown.weakest.name == "system-design"
    assert shown.weighted == pytest.approx(((ready["dsa"] or 0) + (ready["system-design"] or 0)) / 2)


def test_if_kept_every_planned_card_was_passed_half_a_final_pass_ago() -> None:
    rows = [card(f"c{number}", interval=3, ago=9) for number in range(10)] + [
        card("new", ago=None, interval=0)
    ]
    mine = dsa(assess_readiness(rows, DSA))
    assert mine.if_kept == pytest.approx(40 * 0.9 ** (5 / 6) / 0.75)


def test_if_kept_no_card_is_known_less_than_it_is_now() -> None:
    eve = DSA._replace(on=TODAY + timedelta(days=1))
    mine = dsa(assess_readiness([card(f"c{number}", interval=9) for number in range(10)], eve))
    assert mine.if_kept == mine.ready == pytest.approx(40 * 0.9 ** (1 / 9) / 0.75)


def test_the_weakest_cards_and_topics_are_named() -> None:
    rows = [card(f"c{interval}", interval=interval) for interval in (9, 3, 30, 5, 1)]
    rows += [card("m", "metrics", domain="theory", interval=10**6), card("hidden", tier=2, interval=1)]
    shown = assess_readiness(rows, TERMS)
    assert [name for name, _ in shown.weak] == ["c1", "c3", "c5"]
    assert [known for _, known in shown.weak] == pytest.approx([0.9 ** (23 / days) for days in (1, 3, 5)])
    assert [(one.topic, one.round, one.cards, one.seen) for one in shown.topics] == [
        ("dsa", "dsa", 5, 5),
        ("metrics", "fundamentals", 1, 1),
    ]


# --- against a second computation --------------------------------------------------------------------

PAIRS = [(domain, topic) for domain, topics in TOPICS.items() for topic in topics]
KINDS = ("basic", "cloze", "choice", "answer", "kata", "derivation", "design", "star", "redo")


@st.composite
def questions(draw: st.DrawFn) -> list[Standing]:
    rows = []
    for number in range(draw(st.integers(0, 40))):
        domain, topic = draw(st.sampled_from(PAIRS[:1] + PAIRS[-10:]))
        ago = draw(st.none() | st.integers(-3, 60))
        rows.append(
            card(
                f"q{number}",
                topic,
                domain=domain,
                kind=draw(st.sampled_from(KINDS)),
                tier=draw(st.integers(0, 2)),
                interval=draw(st.integers(0, 90)) if ago is not None else 0,
                ago=ago,
                grade=draw(st.integers(0, 5)),
            )
        )
    return rows


MOCKS = st.lists(
    st.builds(Mock, st.sampled_from(ROUNDS), st.floats(0, 1), st.dates(ON - timedelta(9), ON), st.booleans()),
    max_size=6,
)
ELSEWHERE = st.lists(
    st.builds(Elsewhere, st.sampled_from(ROUNDS), st.just("x"), st.integers(0, 5), st.dates(TODAY, ON)),
    max_size=4,
)


def ready_by_hand(
    name: str, rows: Sequence[Standing], terms: Terms, mocks: Sequence[Mock], elsewhere: Sequence[Elsewhere]
) -> float | None:
    """Follow the definitions word by word."""
    factor = 1.0
    if terms.retention.reviews >= 50:
        factor = terms.retention.observed / terms.retention.predicted

    def recall(day: str, interval: int) -> float:
        days = max(0, (ON - date.fromisoformat(day)).days)
        return min(1.0, factor * float(0.9 ** (days / max(1, interval))))

    score: Mapping[int, float] = {5: 1, 4: 0.9, 3: 0.7}
    mine = [row for row in rows if round_of(row.kind, row.domain, row.topic) == name]
    top = weight = 0.0
    results = []
    for row in mine:
        if row.kind in {"basic", "cloze", "choice", "answer"} and row.tier_rank < terms.tiers:
            weight += 3 - row.tier_rank
            top += (3 - row.tier_rank) * (recall(row.last_day, row.interval_days) if row.last_day else 0)
        practised = {
            "dsa": {"kata", "redo"},
            "ml-coding": {"kata", "redo"},
            "fundamentals": {"derivation", "redo", "choice", "answer", "cloze"},
            "system-design": {"design", "redo"},
            "applied": {"design", "redo"},
            "behavioral": {"star", "redo"},
        }[name]
        if row.kind in practised and row.last_day and row.grade is not None:
            results.append(score.get(row.grade, 0) * recall(row.last_day, row.interval_days))
    others = [one for one in elsewhere if one.round == name]
    results += [score.get(one.grade, 0) * recall(one.day.isoformat(), 12) for one in others]
    scored = sorted((mock for mock in mocks if mock.round == name), key=lambda mock: mock.day)
    if sum(row.last_day is not None for row in mine) + len(scored) + len(others) < 10:
        return None
    know = top / weight if weight else 0
    skill = sum(results) / len(results) if results else 0
    if not scored:
        return min(70, (40 * know + 35 * skill) / 0.75)
    last = scored[-3:]
    mock = sum(1 + 3 * mock.share for mock in last) / len(last)
    cap = 100 if any(mock.partner for mock in last) else 80
    return min(cap, 40 * know + 35 * skill + 25 * mock / 4)


@settings(max_examples=60, deadline=None)
@given(questions(), MOCKS, ELSEWHERE, st.integers(1, 3), st.sampled_from([(0, 0.0, 0.0), (60, 0.8, 0.9)]))
def test_readiness_is_what_its_definitions_say(
    rows: list[Standing],
    mocks: list[Mock],
    elsewhere: list[Elsewhere],
    tiers: int,
    retention: tuple[int, float, float],
) -> None:
    terms = TERMS._replace(tiers=tiers, retention=Retention(*retention))
    shown = assess_readiness(rows, terms, mocks=mocks, elsewhere=elsewhere)
    for one in shown.rounds:
        by_hand = ready_by_hand(one.name, rows, terms, mocks, elsewhere)
        assert one.ready == (None if by_hand is None else pytest.approx(by_hand))
        if one.ready is not None:
            assert one.if_kept is not None
            assert 0 <= one.ready <= one.if_kept + 1e-9 <= one.cap + 1e-6
    plain = [tuple(row) for row in rows]  # what the database gives
    assert assess_readiness(plain, terms, mocks=mocks, elsewhere=elsewhere) == shown


@settings(max_examples=40, deadline=None)
@given(questions(), st.integers(1, 3))
def test_cards_that_were_never_seen_may_come_as_counts(rows: list[Standing], tiers: int) -> None:
    terms = TERMS._replace(tiers=tiers)
    unseen = [row for row in rows if row[6] is None and row[1] not in PRACTICE_KINDS]
    counts = Counter((row[1], row[2], row[3], row[4]) for row in unseen)
    whole = assess_readiness(rows, terms)
    counted = assess_readiness(
        [row for row in rows if row not in unseen],
        terms,
        unseen=[(*alike, count) for alike, count in counts.items()],
    )
    for one, other in zip(whole.rounds, counted.rounds, strict=True):
        assert (one.name, one.results, one.action) == (other.name, other.results, other.action)
        assert [one.know, one.skill, one.ready, one.if_kept] == pytest.approx(
            [other.know, other.skill, other.ready, other.if_kept]
        )
    assert {(t.topic, t.cards, t.seen) for t in whole.topics} == {
        (t.topic, t.cards, t.seen) for t in counted.topics
    }
    assert whole.weak == counted.weak
