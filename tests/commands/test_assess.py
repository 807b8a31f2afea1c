"""The assessment: two questions a topic, the second by the first; levels that order the new cards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from coached import Write, on
from command_line import Run, command
from terminal import Terminal

TIERS = ("core", "core", "standard", "stretch")
OFFER = "Take it now, instead of this session? [y/N, x never]"

ONE_A_DAY = """---
title: One a day
minutes: {weekday: 30, weekend: 30}
---

## Week 1: both

- topics: dsa, trees
- new cards: 7
"""


def gap(topic: str, number: int, tier: str) -> str:
    heading = f"## {topic} {tier} {number}? {{#{topic}-{number} tier={tier}}}"
    return f"{heading}\n\nIt is {{{{c1::right}}}}."


@pytest.fixture
def decks(write: Write) -> None:
    """Write two topics of four checked questions each; puzzles weigh more than trees."""
    for topic, domain in (("dsa", "coding"), ("trees", "theory")):
        cards = [gap(topic, number, tier) for number, tier in enumerate(TIERS)]
        write(topic, *cards, front=f"title: {topic}\ndomain: {domain}\ntopic: {topic}\ntier: core\n")


def asked(out: str) -> list[str]:
    return [line.strip() for line in out.splitlines() if line.strip().endswith("?")]


def answers(*words: str) -> str:
    return "".join(f"{word}\n\n" for word in words)


@pytest.mark.usefixtures("decks")
def test_every_topic_is_asked_twice_and_a_right_answer_makes_the_second_harder(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    out = run("plan", "assess", stdin=answers("right", "wrong", "right", "right")).ok().out
    topics = [(one.split()[0], one.split()[1]) for one in asked(out)]
    assert topics == [("dsa", "core"), ("trees", "core"), ("dsa", "standard"), ("trees", "core")]
    assert "3 of 4 right, over 2 topics" in out
    assert (
        "Of new cards what you know comes last now; studybuddy undo takes the whole assessment back." in out
    )
    assert "  fair    trees" in out
    assert "  strong  dsa" in out
    assert "assess · 1/4 · " in out


@pytest.mark.usefixtures("decks")
@pytest.mark.parametrize(("dsa", "trees", "first"), [("right", "wrong", "trees"), ("wrong", "right", "dsa")])
def test_new_cards_begin_with_what_is_weak_until_undo(
    run: Run, home: Path, dsa: str, trees: str, first: str
) -> None:
    path = home / "plans" / "mine.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ONE_A_DAY, encoding="utf-8")
    run("plan", "start", "mine", "--from", "today").ok()
    before = run("due", "--json").ok().json
    out = run("plan", "assess", stdin=answers(dsa, trees, dsa, trees)).ok().out
    assert "Of the week's topics, and of the others, new cards of weak ones come first now" in out
    [row] = run("due", "--json").ok().json
    assert (row["topic"], row["new"]) == (first, True)
    undone = run("undo").ok().out
    assert undone.startswith("took back assess: 4 answers about 2 topics, to be asked anew")
    assert run("due", "--json").ok().json == before
    assert run("status", "--json").ok().json["answered"] == 0


@pytest.mark.usefixtures("decks")
def test_the_week_sends_into_it_until_it_was_taken_to_its_end(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    run("plan", "assess", stdin=answers("right") + ":quit\n").ok()
    before = run("plan", "--json").ok().json["note"]
    run("plan", "assess", stdin=answers("right", "right", "right")).ok()
    after = run("plan", "--json").ok().json["note"]
    assert before.startswith("Half an hour finds out where you stand: studybuddy plan assess.\n\nWrite")
    assert after == before.partition("\n\n")[2]


@pytest.mark.usefixtures("decks")
def test_its_answers_move_no_schedule(run: Run) -> None:
    run("plan", "assess", stdin=answers("right", "right", "right", "right")).ok()
    assert all(row["new"] and row["due"] is None for row in run("due", "--json").ok().json)


@pytest.mark.usefixtures("decks")
def test_one_that_is_left_in_the_middle_judges_what_was_answered_and_goes_on(run: Run) -> None:
    out = run("plan", "assess", stdin=answers("wrong") + ":quit\n").ok().out
    assert "0 of 1 right, over 1 topic\n" in out
    assert "  weak    dsa" in out
    assert "studybuddy plan assess goes on with it" in out
    out = run("plan", "assess", stdin=":q\n").ok().out
    assert "Going on with the assessment that was left: 1 answer so far." in out
    assert "Nothing was answered, and nothing is changed." in out
    out = run("plan", "assess", stdin=answers("right", "right", "right")).ok().out
    assert asked(out)[0].startswith("trees")
    assert "3 of 4 right, over 2 topics\n" in out
    assert "Proposed" in out
    assert "so far" not in run("plan", "assess", stdin=":q\n").ok().out
    run("undo").ok()
    assert "1 answer so far" in run("plan", "assess", stdin=":q\n").ok().out


@pytest.mark.usefixtures("decks")
def test_one_that_was_left_long_ago_is_begun_anew(run: Run) -> None:
    run("plan", "assess", stdin=answers("wrong") + ":quit\n", STUDYBUDDY_NOW=on(2)).ok()
    assert "so far" in run("plan", "assess", stdin=":q\n", STUDYBUDDY_NOW=on(9)).ok().out
    assert "so far" not in run("plan", "assess", stdin=":q\n", STUDYBUDDY_NOW=on(10)).ok().out


@pytest.mark.usefixtures("decks")
def test_it_proposes_a_plan_where_none_is_in_force(run: Run) -> None:
    out = run("plan", "assess", stdin=answers(*["right"] * 4)).ok().out
    assert "studybuddy plan start five-week --size standard --interview DATE" in out
    out = run("plan", "assess", stdin=answers(*["wrong"] * 4)).ok().out
    assert "studybuddy plan start eight-week --size standard --interview DATE" in out
    run("plan", "start", "--interview", "8w").ok()
    out = run("plan", "assess", stdin=answers(*["right"] * 4)).ok().out
    assert "The plan in force fits (2 of 2 topics are strong, 0 weak): studybuddy plan" in out


@pytest.mark.usefixtures("decks")
def test_it_proposes_another_size_of_the_plan_in_force_where_that_does_not_fit(run: Run) -> None:
    run("plan", "start", "--interview", "8w", "--size", "full", "--level", "senior").ok()
    before = run("plan", "--json").ok().json
    out = run("plan", "assess", stdin=answers(*["wrong"] * 4)).ok().out
    [line] = [line for line in out.splitlines() if line.startswith("Proposed (")]
    assert "--size standard" in line
    run(*line.partition(": studybuddy ")[2].split()).ok()
    after = run("plan", "--json").ok().json
    assert after["size"] == "standard"
    for name in ("interview", "start", "level", "plan"):
        assert after[name] == before[name]


@pytest.mark.usefixtures("decks")
@pytest.mark.parametrize(("dsa", "trees", "first"), [("right", "wrong", "trees"), ("wrong", "right", "dsa")])
def test_without_a_plan_too_new_cards_begin_with_what_is_weak(
    run: Run, dsa: str, trees: str, first: str
) -> None:
    run("config", "new_per_day", "2").ok()
    run("plan", "assess", stdin=answers(dsa, trees, dsa, trees)).ok()
    assert [row["topic"] for row in run("due", "--json").ok().json] == [first, first]


def test_without_a_checked_question_it_says_so(run: Run) -> None:
    assert "There is no checked question to assess with" in run("plan", "assess").ok().out


@pytest.fixture
def reviewing(run: Run, decks: None, home: Path) -> Iterator[list[Terminal]]:
    """Start reviews in a terminal; those that still run at the end are closed."""
    run("plan", "start", "--interview", "8w").ok()
    terminals: list[Terminal] = []
    yield terminals
    for terminal in terminals:
        terminal.child.close(force=True)


def review(terminals: list[Terminal]) -> Terminal:
    terminals.append(Terminal(command("review"), STUDYBUDDY_NOW=on(2)))
    return terminals[-1]


def test_the_first_two_sessions_at_a_terminal_offer_it(reviewing: list[Terminal]) -> None:
    for _ in range(2):
        offered = review(reviewing)
        offered.shows(OFFER)
        offered.press("n\r")
        offered.shows(" review  1/")
        offered.child.close(force=True)
    picture = review(reviewing).shows(" review  1/")
    assert OFFER not in picture


def test_it_takes_the_place_of_the_session_where_it_is_wanted(reviewing: list[Terminal]) -> None:
    offered = review(reviewing)
    offered.shows(OFFER)
    offered.press("y\r")
    offered.shows(" assess  1/4")


@pytest.mark.parametrize("how", ["x", "--skip"])
def test_it_is_never_offered_again_when_that_is_said(run: Run, reviewing: list[Terminal], how: str) -> None:
    if how == "x":
        offered = review(reviewing)
        offered.shows(OFFER)
        offered.press("x\r")
        offered.shows(" review  1/")
        offered.child.close(force=True)
    else:
        assert "It is not offered again" in run("plan", "assess", "--skip").ok().out
    assert OFFER not in review(reviewing).shows(" review  1/")


@pytest.mark.usefixtures("decks")
def test_away_from_a_terminal_nothing_is_offered(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    assert "Take it now" not in run("review", stdin=":quit\n").ok().out


def test_its_topics_are_not_cut_at_the_edge_of_a_terminal(run: Run, write: Write) -> None:
    topics = ("data-cleaning", "generalization", "linear-algebra", "linear-regression")
    for topic in topics:
        write(topic, gap(topic, 1, "core"), front=f"title: {topic}\ntopic: {topic}\ntier: core\n")
    terminal = Terminal(command("plan", "assess"), columns=40)
    for number in range(1, len(topics) + 1):
        terminal.shows(f" assess  {number}/", "Enter check")
        terminal.press("wrong\r")
        terminal.shows("1 again")
        terminal.press("\r")
    terminal.shows(
        "  weak    data-cleaning, generalization,\n          linear-algebra,\n          linear-regression\n"
    )
    terminal.child.close(force=True)
