"""One session a day: mixed, cut to the minutes by the learner's own times, left and taken up again."""

import re
from pathlib import Path

import pytest
from card_texts import basic
from coached import SEEN, Write, on, see_all, write_decks
from command_line import Run
from kata_texts import KATA
from math_texts import KL, derivation

from studybuddy.commands.daily import daily_session
from studybuddy.commands.desk import open_desk
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import Wanted

CASE = """## Rank a feed {#rank-feed .design minutes=45}

Rank the feed of a small network.

### Requirements (5 min)
- who and how many

### Model (20 min)
- a baseline first

### Rubric
- asks before it answers
- names a baseline
"""
STAR = "## Tell of a conflict {#tell .star}\n\n- said\n- did\n- came of it\n- changed\n- would do now"
PLAN = """---
title: Of everything
minutes: {weekday: 150, weekend: 150}
---

## Week 1: all at once

- topics: trees
- new cards: 21
- katas: 7
- derivations: 7
- design cases: 7
- rehearsals: 7
"""
LONG = ("Half of every number", "Minimise it", "Rank a feed", "Tell of a conflict")


@pytest.fixture
def decks(write: Write, home: Path) -> None:
    """Write cards of all kinds, and a plan that wants some of each."""
    write_decks(write)
    texts = {
        "katas": KATA.replace("coding", "theory").replace("python-stack", "metrics"),
        "../plans/all": PLAN,
    }
    for name, text in texts.items():
        path = home / "decks" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        (home / "plans").mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, card, domain, topic in (
        ("math", derivation("Minimise it", "minimise", KL), "math", "calculus"),
        ("cases", CASE, "system-design", "design-method"),
        ("stories", STAR, "behavioral", "star-method"),
    ):
        write(name, card, front=f"title: {name}\ndomain: {domain}\ntopic: {topic}\ntier: core\n")


def headings(out: str) -> list[str]:
    """Return what was asked, in order."""
    known = "|".join((r"\S+ card-\d+\?", r"\S+ choice \d\?", r"Plain \d\?", *LONG))
    return re.findall(rf"^  ({known})$", out, re.MULTILINE)


def see_slowly(run: Run, minutes: int) -> None:
    """Answer every card twice as `see_all` does, each time in so many minutes."""
    import os

    from studybuddy.commands.desk import open_desk
    from studybuddy.model import Grade
    from studybuddy.store import recording

    for day in (2, 3):
        os.environ["STUDYBUDDY_NOW"] = on(day)
        with open_desk() as desk:
            for card in SEEN:
                attempt = recording.Attempt(Grade.GOOD, took_ms=minutes * 60_000)
                recording.record(desk.ledger, card, attempt, desk.now())


@pytest.mark.usefixtures("decks")
def test_a_session_mixes_cards_with_all_kinds_of_longer_work(run: Run) -> None:
    see_all(run)
    run("plan", "start", "all", "--from", "2026-03-16", STUDYBUDDY_NOW=on(16)).ok()
    out = run("review", stdin=":bury\n" * 60, STUDYBUDDY_NOW=on(16)).ok().out
    asked = headings(out)
    assert set(LONG) <= set(asked)
    assert sum(one.endswith("?") and "card-" in one for one in asked) == len(SEEN)
    new = sum("choice" in one for one in asked)
    assert new == 3
    places = [asked.index(one) for one in LONG]
    assert max(places) - min(places) >= 6  # they stand between the cards, not behind them


@pytest.mark.usefixtures("decks")
def test_a_session_of_few_minutes_takes_the_due_cards_and_says_what_waits(run: Run) -> None:
    see_all(run)
    run("plan", "start", "all", "--from", "2026-03-16", STUDYBUDDY_NOW=on(16)).ok()
    out = run("review", "--minutes", "3", stdin="\n3\n" * 20, STUDYBUDDY_NOW=on(16)).ok().out
    assert len(headings(out)) == 9  # of a third of a minute each
    assert "Deferred: 3, the oldest due yesterday" in out
    assert not set(LONG) & set(headings(out))


def test_minutes_are_those_that_the_learner_takes(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_decks(write)
    monkeypatch.setenv("STUDYBUDDY_NOW", on(2))
    run("plan", "start", "--interview", "8w").ok()
    see_slowly(run, 2)
    out = run("review", "--minutes", "10", stdin=":bury\n" * 30, STUDYBUDDY_NOW=on(9)).ok().out
    assert len([one for one in headings(out) if "card-" in one]) == 5
    assert " · 10 min left · " in out


@pytest.mark.usefixtures("decks")
def test_a_session_that_was_left_is_taken_up_where_it_stood(run: Run) -> None:
    see_all(run)
    run("plan", "start", "all", "--from", "2026-03-16", STUDYBUDDY_NOW=on(16)).ok()
    whole = headings(run("review", stdin=":quit\n", STUDYBUDDY_NOW=on(16)).ok().out)
    begun = headings(
        run("review", "--minutes", "4", stdin="\n3\n" * 2 + ":q\n", STUDYBUDDY_NOW=on(16)).ok().out
    )
    assert whole[:1]
    rest = headings(run("review", "--minutes", "4", stdin="\n3\n" * 30, STUDYBUDDY_NOW=on(16)).ok().out)
    assert len(begun) == 3  # two were answered
    assert not set(begun[:2]) & set(rest)
    assert len(rest) >= 10


@pytest.mark.parametrize(
    ("topic", "kind", "practice", "key"),
    [("calculus", "derivation", "minimise", ":b"), ("metrics", "kata", "halve", "b")],
)
@pytest.mark.usefixtures("decks")
def test_a_topic_failed_twice_puts_its_practice_next(
    run: Run, write: Write, topic: str, kind: str, practice: str, key: str
) -> None:
    domain = "math" if topic == "calculus" else "theory"
    cards = (basic(f"Plain {n}?", card_id=f"plain-{n}") for n in range(3))
    write("plain", *cards, front=f"title: P\ndomain: {domain}\ntopic: {topic}\ntier: core\n")
    out = run("review", "--deck", "plain", stdin="\n1\n" * 2 + ":quit\n").ok().out
    assert f"{topic} failed twice: {kind} {practice} is next; {key} buries it" in out
    first, second, third = headings(out)[:3]
    assert first.startswith("Plain")
    assert second.startswith("Plain")
    assert third in LONG
    once = run("review", "--deck", "plain", stdin="\n1\n\n3\n:quit\n", STUDYBUDDY_NOW=on(4)).ok().out
    assert "failed twice" not in once


@pytest.mark.usefixtures("decks")
def test_today_at_a_glance_shows_the_plan_its_agenda_and_the_next_command(run: Run) -> None:
    see_all(run)
    run("plan", "start", "all", "--from", "2026-03-16", STUDYBUDDY_NOW=on(16)).ok()
    shown = run(STUDYBUDDY_NOW=on(16)).ok().out
    assert "12 due" in shown
    assert "week 1 of 1" in shown
    for command in ("studybuddy review", "studybuddy kata halve", "studybuddy review tell"):
        assert command in shown
    assert "\n Next: studybuddy review\n" in shown


@pytest.mark.usefixtures("decks")
def test_with_the_minutes_of_the_day_used_up_it_says_so_and_how_to_go_on(run: Run) -> None:
    see_all(run)
    run("plan", "start", "all", "--from", "2026-03-16", STUDYBUDDY_NOW=on(16)).ok()
    run("track", "dsa", "--minutes", "150", STUDYBUDDY_NOW=on(16)).ok()
    out = run("review", STUDYBUDDY_NOW=on(16)).ok().out
    assert out == "Today's 150 minutes are done; 12 cards wait: studybuddy review --minutes 10 goes on.\n"


@pytest.mark.usefixtures("decks")
def test_a_number_of_new_cards_is_brought_also_when_the_minutes_of_the_day_are_done(run: Run) -> None:
    see_all(run)
    run("plan", "start", "all", "--from", "2026-03-16", STUDYBUDDY_NOW=on(16)).ok()
    run("track", "dsa", "--minutes", "150", STUDYBUDDY_NOW=on(16)).ok()
    asked = headings(run("review", "--new", "2", stdin=":bury\n" * 9, STUDYBUDDY_NOW=on(16)).ok().out)
    assert len(asked) == 2
    assert all("choice" in one or one.startswith("Plain") for one in asked)


@pytest.mark.usefixtures("decks")
def test_new_0_brings_nothing_new_of_any_kind(run: Run) -> None:
    see_all(run)
    run("plan", "start", "all", "--from", "2026-03-16", STUDYBUDDY_NOW=on(16)).ok()
    asked = headings(run("review", "--new", "0", stdin=":bury\n" * 60, STUDYBUDDY_NOW=on(16)).ok().out)
    assert len(asked) == len(SEEN)
    assert not set(LONG) & set(asked)


@pytest.mark.parametrize("plan", [True, False])
@pytest.mark.usefixtures("decks")
def test_limit_is_the_most_that_is_asked_with_what_failed_before_today(run: Run, *, plan: bool) -> None:
    see_all(run)
    if plan:
        run("plan", "start", "all", "--from", "2026-03-16", STUDYBUDDY_NOW=on(16)).ok()
    run("review", "--limit", "2", stdin="\n1\n\n1\n:quit\n", STUDYBUDDY_NOW=on(16)).ok()
    for limit in (1, 3):
        out = run("review", "--limit", str(limit), stdin=":bury\n" * 9, STUDYBUDDY_NOW=on(16)).ok().out
        assert len(headings(out)) <= limit, out


@pytest.mark.usefixtures("decks")
def test_a_session_with_a_limit_is_the_beginning_of_the_whole_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    see_all(run)
    run("plan", "start", "all", "--from", "2026-03-16", STUDYBUDDY_NOW=on(16)).ok()
    monkeypatch.setenv("STUDYBUDDY_NOW", on(16))
    with open_desk() as desk:
        today = Today(desk)
        whole, short = (daily_session(today, Wanted(limit=limit)) for limit in (None, 4))
    assert short.session.coming == whole.session.coming[:4]
    assert short.deferred == whole.deferred + sum(not turn.new for turn in whole.session.coming[4:])


def test_what_an_interview_asked_is_the_first_new_card_of_a_session(run: Run, write: Write) -> None:
    write("one", *(basic(f"Question {number}?", "So.") for number in range(9)))
    write("asked", basic("Why does boosting overfit?", "It fits the noise.", "boosting tier=stretch"))
    new = [row["id"] for row in run("due", "--json").ok().json if row["new"]]
    assert new[0] == "boosting"
    assert len(new) == 10
