import pytest

from studybuddy.planning.rounds import ALL_ROUNDS, ROUND_OF_TOPIC, ROUNDS, round_named, round_of
from studybuddy.syllabus import ALL_TOPICS, DOMAINS


def test_every_topic_of_the_syllabus_has_a_round_and_every_round_a_topic() -> None:
    assert set(ROUND_OF_TOPIC) == ALL_TOPICS
    assert set(ROUND_OF_TOPIC.values()) == set(ROUNDS)


@pytest.mark.parametrize(
    ("kind", "domain", "topic", "expected"),
    [
        ("kata", "coding", "dsa", "dsa"),
        ("kata", "theory", "backprop", "ml-coding"),
        ("derivation", "theory", "recommenders", "fundamentals"),
        ("choice", "theory", "recommenders", "system-design"),
        ("design", "system-design", "design-method", "system-design"),
        ("design", "applied", "case-method", "applied"),
        ("star", "behavioral", "star-method", "behavioral"),
        ("redo", "coding", "two-sum", "dsa"),
        ("redo", "coding", "tensors", "ml-coding"),
        ("track", "", "", "dsa"),
        ("mock", "", "research", "research"),
        ("basic", "theory", "experiments", "applied"),
        ("basic", "math", "own-topic", "fundamentals"),
        ("basic", "coding", "own-topic", "ml-coding"),
    ],
)
def test_a_question_belongs_to_the_round_it_prepares_for(
    kind: str, domain: str, topic: str, expected: str
) -> None:
    assert round_of(kind, domain, topic) == expected


@pytest.mark.parametrize("domain", DOMAINS)
def test_any_question_has_a_round(domain: str) -> None:
    assert {round_of(kind, domain, "?") for kind in ("basic", "kata", "redo", "?")} <= set(ALL_ROUNDS)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("coding", "dsa"),
        ("System design", "system-design"),
        ("ML coding", "ml-coding"),
        ("dsa", "dsa"),
        ("Research", "research"),
        ("my own", "my own"),
    ],
)
def test_a_round_is_known_by_the_name_that_the_screens_give_it(word: str, expected: str) -> None:
    assert round_named(word) == expected
