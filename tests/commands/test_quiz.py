"""The quiz: only questions that the program judges; those that are due count, and a report by topic."""

import pytest
from card_texts import basic, choice, cloze
from coached import Write, on
from command_line import Run


@pytest.fixture
def decks(write: Write) -> None:
    for topic, domain in (("trees", "theory"), ("dsa", "coding")):
        write(
            topic,
            basic(f"{topic} plain?", card_id=f"{topic}-plain"),
            cloze(f"{topic} gaps?", f"{topic}-gaps", "right", "right"),
            choice(f"{topic} choice?", f"{topic}-choice", "right", "wrong"),
            front=f"title: {topic}\ndomain: {domain}\ntopic: {topic}\ntier: core\n",
        )


@pytest.mark.usefixtures("decks")
def test_only_checked_questions_are_asked_and_one_of_each_card(run: Run) -> None:
    out = run("quiz", stdin="right\n\n" * 9).ok().out
    headings = sorted(line.strip() for line in out.splitlines() if line.endswith("?"))
    assert headings == ["dsa choice?", "dsa gaps?", "trees choice?", "trees gaps?"]
    assert "quiz · 4/4 · " in out


@pytest.mark.usefixtures("decks")
def test_the_report_begins_with_the_weakest_topic(run: Run) -> None:
    for topic, answer in (("trees", "right"), ("dsa", "wrong")):
        out = run("quiz", "--topic", topic, "--limit", "1", stdin=f"{answer}\n\n").ok().out
        right = answer == "right"
        assert f"{int(right)} of 1 right\n  {topic}  {int(right)} of 1" in out
        assert (f"next: studybuddy review --topic {topic} --cram" in out) == (not right)


@pytest.mark.usefixtures("decks")
def test_due_questions_come_first_and_count_and_others_move_no_schedule(run: Run) -> None:
    run("grade", "trees-gaps:c1", "good").ok()
    out = run("quiz", "--topic", "trees", stdin="right\n\n" + "1\n\n", STUDYBUDDY_NOW=on(3)).ok().out
    headings = [line.strip() for line in out.splitlines() if line.endswith("?")]
    assert headings == ["trees gaps?", "trees choice?"]
    shown = run("show", "trees-gaps", "--json").ok().json["questions"][0]
    assert (shown["repetitions"], shown["due"]) == (2, "2026-03-09")
    [other] = run("show", "trees-choice", "--json").ok().json["questions"]
    assert (other["repetitions"], other["due"]) == (0, None)
    assert len(run("history", "trees-choice", "--json").ok().json) == 1


@pytest.mark.usefixtures("decks")
def test_one_that_is_left_reports_what_was_answered(run: Run) -> None:
    assert run("quiz", stdin=":quit\n").ok().out.endswith("Nothing was answered.\n")


def test_a_topic_that_is_none_and_one_without_questions_are_said(run: Run) -> None:
    run("status").ok()
    run("quiz", "--topic", "tree").fails(2, "there is no topic 'tree'")
    run("quiz", "--limit", "0").fails(2, "--limit")
    assert run("quiz", "--topic", "trees").ok().out.startswith("There is no checked question of trees")
