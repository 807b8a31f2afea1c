from datetime import date, timedelta

from studybuddy.planning.next_action import Action, Again, next_action, practised_longest_ago
from studybuddy.planning.standing import Standing

TODAY = date(2026, 2, 17)


def row(name: str, kind: str, *, ago: int | None = None, interval: int = 4, tier: int = 0) -> Standing:
    day = None if ago is None else (TODAY - timedelta(days=ago)).isoformat()
    return Standing(name, kind, "coding", "dsa", tier, interval, day, None if ago is None else 4)


def chosen(name: str, *rows: Standing, topic: str = "") -> Action:
    return next_action(name, rows, TODAY, weakest_topic=topic, competencies={"s1": "growth", "s2": "growth"})


def test_a_problem_to_redo_comes_before_a_kata_that_is_overdue_for_longer() -> None:
    kata = row("heap-top-k", "kata", ago=40)
    assert chosen("dsa", kata, row("lc-973", "redo", ago=4)) == Action(
        "redo lc-973", "studybuddy review lc-973", "lc-973"
    )
    assert chosen("dsa", kata, row("lc-973", "redo", ago=3)).text == "kata heap-top-k"


def test_what_is_due_comes_before_what_is_new_and_core_before_stretch() -> None:
    new = (row("later", "kata", tier=2), row("first", "kata"), row("second", "kata"))
    assert chosen("ml-coding", *new, row("due", "kata", ago=4)).text == "kata due"
    assert chosen("ml-coding", *new, row("not-due", "kata", ago=3)).text == "kata first"


def test_a_derivation_or_a_case_is_named_with_its_command() -> None:
    assert chosen("fundamentals", row("bce", "derivation")) == Action(
        "derive bce", "studybuddy review bce", "bce"
    )
    assert chosen("applied", row("ctr-drop", "design")).text == "case ctr-drop"


def test_a_name_that_begins_with_what_to_do_does_not_say_it_twice() -> None:
    assert chosen("fundamentals", row("derive-bce", "derivation")).text == "derive-bce"
    assert chosen("dsa", row("redo-dsa-lc-973", "redo", ago=9)).text == "redo-dsa-lc-973"


def test_the_behavioral_gap_is_the_competency_never_told() -> None:
    told = row("s1", "star", ago=1)
    assert chosen("behavioral", told, row("s2", "star"), row("star-conflict", "star")).text == (
        "gap: star-conflict"
    )
    assert chosen("behavioral", told, row("s2", "star")).text == "rehearse s2"
    assert chosen("behavioral", row("s2", "star"), row("s1", "star")) == Action(
        "gap: growth", "studybuddy review s2", "s2"
    )


def test_a_mock_is_suggested_with_its_round_and_its_score() -> None:
    def command(cap: float) -> str:
        return next_action("applied", (), TODAY, cap=cap, competencies={}).command

    assert command(70) == "studybuddy track mock applied --minutes 60 --score 1-4"
    assert command(80) == "studybuddy track mock applied --minutes 60 --score 1-4 --partner"


def test_without_practice_there_are_the_cards_least_known() -> None:
    assert chosen("fundamentals", row("q", "choice"), topic="metrics") == Action(
        "cards: metrics", "studybuddy review --topic metrics"
    )
    assert chosen("research").text == "discuss a paper"
    assert chosen("dsa") == Action()


def test_when_nothing_is_new_or_due_what_was_practised_longest_ago_is_done_again() -> None:
    seen = [row("ctr-drop", "design", ago=12, interval=40), row("churn", "design", ago=20, interval=90)]
    assert chosen("applied", *seen, topic="experiments") == Action(
        "again: churn", "studybuddy review churn", "churn"
    )
    assert practised_longest_ago(seen, TODAY) == Again("churn", "design", "coding", 20)
    assert chosen("applied", *seen, row("fresh", "design")).text == "case fresh"
    assert practised_longest_ago([*seen, row("fresh", "design")], TODAY) is None
    late = [row("ctr-drop", "design", ago=6, interval=40)]
    assert chosen("applied", *late, topic="experiments").text == "cards: experiments"
    assert practised_longest_ago([row("what", "basic", ago=30)], TODAY) is None
