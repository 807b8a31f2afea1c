import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.model import Candidate
from studybuddy.planning.assessment import (
    NOTHING_ASSESSED,
    Asked,
    Level,
    assessment_detail,
    assessment_from,
    importance_of,
    levels,
    next_question,
    propose,
)
from studybuddy.planning.focus import choose_new

TIERS = ("core", "standard", "stretch")


def question(topic: str, tier: str = "core", number: int = 0) -> Candidate:
    name = f"{topic}-{tier}-{number}"
    return Candidate(name, name, "choice", "deck", topic, tier, number, 0, None, new=True)


POOL = [question(topic, tier, n) for topic in ("trees", "metrics", "cnn") for tier in TIERS for n in (0, 1)]
IMPORTANCE = {"metrics": 0.5, "trees": 0.3}


def answered(one: Candidate, *, right: bool) -> Asked:
    return Asked(one.question_id, one.topic, one.tier, right)


def taken(rights: list[bool]) -> list[Asked]:
    asked: list[Asked] = []
    for right in rights:
        one = next_question(POOL, asked, IMPORTANCE)
        if one is None:
            break
        asked.append(answered(one, right=right))
    return asked


def test_every_topic_is_asked_a_core_question_first_the_most_important_topic_before_the_others() -> None:
    asked = taken([True, False, True])
    assert [(one.topic, one.tier) for one in asked] == [
        ("metrics", "core"),
        ("trees", "core"),
        ("cnn", "core"),
    ]


def test_a_right_answer_leads_to_a_harder_question_and_a_wrong_one_to_the_core_again() -> None:
    asked = taken([True, False, True, True, True, True])
    assert [(one.topic, one.tier) for one in asked[3:]] == [
        ("metrics", "standard"),
        ("trees", "core"),
        ("cnn", "standard"),
    ]


@given(st.lists(st.booleans(), max_size=12))
def test_no_question_is_asked_twice_and_no_topic_more_than_twice(rights: list[bool]) -> None:
    asked = taken(rights)
    assert len({one.question_id for one in asked}) == len(asked) == min(len(rights), 6)
    assert all(sum(one.topic == topic for one in asked) <= 2 for topic in ("trees", "metrics", "cnn"))


@pytest.mark.parametrize(
    ("rights", "level"),
    [
        ([True, True], Level.STRONG),
        ([True], Level.FAIR),
        ([True, False], Level.FAIR),
        ([False, True], Level.FAIR),
        ([False], Level.WEAK),
        ([False, False], Level.WEAK),
    ],
)
def test_a_topic_is_strong_with_two_right_answers_and_weak_with_none(
    rights: list[bool], level: Level
) -> None:
    asked = [answered(question("trees", number=n), right=right) for n, right in enumerate(rights)]
    assert levels(asked) == {"trees": level}


def test_an_assessment_survives_its_event() -> None:
    asked = taken([True, False, True, True, False])
    found = assessment_from(assessment_detail(asked))
    assert found.levels == levels(asked)
    assert found.right == {one.question_id for one in asked if one.right}
    assert assessment_from(None) == assessment_from({}) == NOTHING_ASSESSED


def test_weak_topics_begin_first_and_what_is_known_comes_last_whatever_its_tier() -> None:
    trees = [answered(question("trees", number=n), right=True) for n in (0, 1)]
    weak = [answered(question("cnn"), right=False)]
    assessed = assessment_from(assessment_detail([*trees, *weak]))
    order = choose_new(POOL, (), len(POOL), assessed)
    topics = [one.topic for one in order]
    assert topics[0] == "cnn"
    assert topics[-6:] == ["trees"] * 6
    assert sorted(one.question_id for one in order) == sorted(one.question_id for one in POOL)


def test_without_an_assessment_the_order_is_as_it_was() -> None:
    assert choose_new(POOL, ("cnn",), 7) == choose_new(POOL, ("cnn",), 7, NOTHING_ASSESSED)


@pytest.mark.parametrize(
    ("strong", "minutes", "weeks_left", "plan", "size"),
    [
        (0, 60, None, "eight-week", "standard"),
        (0, 40, 9, "eight-week", "light"),
        (0, 130, 5, "five-week", "full"),
        (6, 60, None, "five-week", "standard"),
        (5, 60, None, "eight-week", "standard"),
    ],
)
def test_the_proposal_follows_from_what_is_known_and_from_the_time(
    strong: int, minutes: int, weeks_left: int | None, plan: str, size: str
) -> None:
    found = {f"t{n}": Level.STRONG if n < strong else Level.WEAK for n in range(10)}
    proposal = propose(found, minutes, weeks_left)
    assert (proposal.plan, proposal.size) == (plan, size)
    assert f"{strong} of 10 topics are strong" in proposal.reason


def test_nothing_known_proposes_a_plan_too() -> None:
    assert propose({}, 60, None).plan == "eight-week"


def test_the_topics_of_a_round_share_its_weight() -> None:
    found = importance_of(
        {"dsa": 0.6, "fundamentals": 0.4}, {"dsa": "dsa", "trees": "fundamentals", "cnn": "fundamentals"}
    )
    assert found == {"dsa": 0.6, "trees": 0.2, "cnn": 0.2}
