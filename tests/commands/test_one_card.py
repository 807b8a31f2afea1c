"""A card by its name: asked alone, so that a command names the piece that it starts."""

import shlex
from pathlib import Path

import pytest
from coached import Write, on, see_all, write_decks
from command_line import Run

TELL = "\n\n1 2 3 4 5\n3\n"  # begin, end, what it had, the grade
STARS = "\n\n".join(f"## Tell of {one} {{#tell-{one} .star}}\n\n- said\n- did" for one in ("a", "b", "c"))
WANTS = """---
title: Of stories
minutes: {weekday: 60, weekend: 60}
---

## Week 1: told

- topics: trees
- rehearsals: 21
"""


@pytest.fixture(autouse=True)
def _decks(write: Write, home: Path) -> None:
    write_decks(write)
    write("stars", STARS, front="title: S\ndomain: behavioral\ntopic: star-method\ntier: core\n")
    (home / "plans").mkdir(parents=True, exist_ok=True)
    (home / "plans" / "stories.md").write_text(WANTS, encoding="utf-8")


def test_a_card_is_asked_alone_and_its_answer_counts(run: Run) -> None:
    out = run("review", "tell-b", stdin=TELL).ok().out
    assert "Tell of b" in out
    assert "Tell of a" not in out
    [row] = run("history", "tell-b", "--json").ok().json
    assert row["grade"] == 4
    assert run("show", "tell-b", "--json").ok().json["questions"][0]["repetitions"] == 1


@pytest.mark.parametrize("day", [2, 3])
def test_the_command_of_the_agenda_asks_the_piece_that_it_names(run: Run, day: int) -> None:
    run("plan", "start", "stories", "--from", "today").ok()
    run("review", "tell-b", stdin=TELL).ok()
    items = run("plan", "--json", STUDYBUDDY_NOW=on(day)).ok().json["today"]
    [item] = [one for one in items if one["name"] == "rehearse"]
    named = item["what"].split()[0]
    out = run(*shlex.split(item["command"])[1:], stdin=":quit\n", STUDYBUDDY_NOW=on(day)).ok().out
    assert f"Tell of {named[-1]}" in out


def test_show_gives_the_numbers_that_are_typed_beside_their_formulas(run: Run, write: Write) -> None:
    write(
        "typed",
        "## Two to the third? {#power}\n\n```answer\nexpect 2^3\n```",
        "## Alerts? {#alerts}\n\n```answer\nexpect 1000/8\nexpect 5\ntext few\n```",
        "## Slope? {#slope}\n\n```answer\nlet x\nexpect 2x\n```",
    )
    shown = run("show", "power").ok().out
    assert [line.strip() for line in shown.partition("  Value\n")[2].splitlines()][:1] == ["8"]
    shown = " ".join(run("show", "alerts").ok().out.partition("  Value\n")[2].split())
    assert shown.startswith("1. 125 2. as above 3. as above")
    assert "Value" not in run("show", "slope").ok().out


def test_one_that_is_not_due_says_so_and_moves_no_schedule(run: Run) -> None:
    see_all(run)
    before = run("show", "card-0", "--json").ok().json["questions"]
    out = run("review", "card-0", stdin="\n1\n").ok().out
    assert "not due before Sat 14 Mar 2026: this answer moves no schedule" in out
    assert run("show", "card-0", "--json").ok().json["questions"] == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing",), "there is no card 'nothing'"),
        (("tell",), "'tell' means 3 questions"),
        (("tell-a", "--limit", "1"), "asked alone"),
    ],
)
def test_what_names_no_card_alone_is_refused(run: Run, words: tuple[str, ...], said: str) -> None:
    run("status").ok()
    run("review", *words).fails(2, said)
    run("suspend", "tell-a").ok()
    run("review", "tell-a").fails(2, "studybuddy unsuspend tell-a")
