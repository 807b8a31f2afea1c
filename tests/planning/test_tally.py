from datetime import date

from studybuddy.planning.recall import Recall
from studybuddy.planning.standing import Standing
from studybuddy.planning.tally import by_topic, tally_up

ON = date(2026, 3, 12)
DAY = ON.isoformat()
ROWS = [
    Standing("a", "basic", "theory", "metrics", 0, 6, DAY, 4),
    Standing("b", "choice", "theory", "metrics", 1, 0, None, None),
    Standing("c", "derivation", "theory", "metrics", 0, 4, DAY, 5),
    Standing("d", "basic", "theory", "metrics", 2, 6, DAY, 4),
    Standing("e", "basic", "coding", "dsa", 0, 0, None, None),
]


def test_only_planned_cards_are_summed_and_only_practice_is_listed() -> None:
    tallies, practice, weak = tally_up(ROWS, Recall(ON), tiers=2)
    sums = [(one.round, one.topic, one.cards, one.seen, one.weight, one.results) for one in tallies]
    assert sums == [
        ("fundamentals", "metrics", 1, 1, 3, 2),  # the stretch card was answered, though it is not planned
        ("fundamentals", "metrics", 1, 0, 2, 0),
        ("fundamentals", "metrics", 0, 0, 0, 1),
        ("dsa", "dsa", 1, 0, 3, 0),
    ]
    assert [row.question_id for _, row in practice] == ["b", "c"]
    assert weak == (("a", 1.0),)


def test_weak_cards_are_those_of_the_rounds_that_count() -> None:
    assert tally_up(ROWS, Recall(ON), 2, rounds=("dsa",))[2] == ()
    assert tally_up(ROWS, Recall(ON), 2, rounds=("dsa", "fundamentals"))[2] == (("a", 1.0),)


def test_topics_are_put_together_over_their_kinds_the_least_known_first() -> None:
    tallies, _, _ = tally_up(ROWS, Recall(ON), tiers=2)
    assert [(one.topic, one.know, one.cards, one.seen) for one in by_topic(tallies)] == [
        ("dsa", 0.0, 1, 0),
        ("metrics", 0.6, 2, 1),
    ]
