"""What `review` says to words that choose no card, or none that is due."""

from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic, choice
from command_line import Run

Write = Callable[..., Path]
MATH = "title: Math\ndomain: math\ntopic: calculus\ntier: core\n"


@pytest.fixture
def decks(write: Write) -> None:
    write("theory/one", basic("First?", "Alpha.", "first"), choice("Pick", "pick", "right", "wrong"))
    write("math/two", basic("Second?", "Beta.", "second"), front=MATH)


@pytest.mark.usefixtures("decks")
@pytest.mark.parametrize("more", [(), ("--cram",)])
def test_words_that_go_with_no_card_are_refused_with_those_that_would(
    run: Run, more: tuple[str, ...]
) -> None:
    run("review", "--deck", "math", "--topic", "metrics", *more).fails(
        2,
        "no card fits --deck math --topic metrics",
        "with --deck math: --topic calculus",
        "with --topic metrics: --deck theory",
    )
    run("review", "--kind", "star", *more).fails(2, "no card fits --kind star", "--kind basic, choice")


@pytest.mark.usefixtures("decks")
def test_what_fits_but_is_not_due_is_counted_by_itself(run: Run) -> None:
    run("grade", "second", "good").ok()
    said = run("review", "--deck", "math").ok().out
    assert "Nothing is due of the 1 question for --deck math." in said
    assert "Next: 1 on Tue 3 Mar (tomorrow)." in said
    assert "review --deck math --cram" in said
    assert "new" not in said


@pytest.mark.usefixtures("decks")
def test_new_ones_that_fit_wait_with_the_command_that_asks_them(run: Run) -> None:
    said = run("review", "--topic", "metrics", "--new", "0").ok().out
    assert "2 new ones wait: studybuddy review --topic metrics --new 2" in said


def test_no_command_that_is_named_asks_for_more_new_ones_than_for_a_day(run: Run, write: Write) -> None:
    write("many", *(basic(f"What is {n}?", f"It is {n}.", f"card-{n}") for n in range(12)))
    said = run("review", "--topic", "metrics", "--new", "0").ok().out
    assert "12 new ones wait: studybuddy review --topic metrics --new 10" in said


def test_problems_of_the_decks_are_said_with_the_first_question(run: Run, write: Write, home: Path) -> None:
    write("one", basic("First?", "Alpha.", "first"))
    broken = home / "decks" / "two.md"
    broken.write_text("---\ntitle: x\n\n## A {#a}\n\nB\n", encoding="utf-8")
    assert "1 problem in your decks: studybuddy check" in run("due").ok().err
    assert "1 problem in your decks: studybuddy check" in run("review").ok().out
    assert "1 problem in your decks: studybuddy check" in run("review", stdin="\n3\n").ok().out
    assert "1 problem in your decks: studybuddy check" in run("review").ok().out
    assert "1 problem in your decks: studybuddy check" in run().ok().out


def test_an_edit_that_breaks_the_front_matter_is_said_at_once(run: Run, write: Write) -> None:
    path = write("one", basic("First?", "Alpha.", "first"))
    spoil = f"{path.parent.parent}/spoil.sh"
    Path(spoil).write_text("#!/bin/sh\nsed -i '/^tier/,/^---/d' \"$1\"\n", encoding="utf-8")
    Path(spoil).chmod(0o755)
    assert "1 problem in your decks" in run("edit", "first", EDITOR=spoil).ok().err
