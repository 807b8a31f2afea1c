"""The table of `history`: what each answer led to, changes of the id, and what was taken back."""

from collections.abc import Callable
from pathlib import Path

from card_texts import basic
from command_line import Run

Write = Callable[..., Path]


def test_each_answer_shows_the_interval_that_it_led_to(run: Run, write: Write) -> None:
    write("a", basic("One?", card_id="one"))
    run("grade", "one", "good").ok()
    run("grade", "one", "good", STUDYBUDDY_NOW="2026-03-03T09:00:00+01:00").ok()
    rows = [line.split() for line in run("history", "one").ok().out.splitlines() if " good " in line]
    assert [row[3:5] for row in rows] == [["1", "d"], ["6", "d"]]


def test_what_was_taken_back_stays_visible_and_is_no_line_of_the_json(run: Run, write: Write) -> None:
    write("a", basic("One?", card_id="one"))
    run("grade", "one", "easy").ok()
    run("suspend", "one").ok()
    run("undo", "2").ok()
    shown = run("history", "one").ok().out
    assert "easy — taken back" in shown
    assert "suspend — taken back" in shown
    assert run("history", "one", "--json").json == []


def test_an_earlier_name_is_shown(run: Run, write: Write) -> None:
    write("a", basic("What is it?", "A rather special thing."))
    run("grade", "a/what-is-it", "good").ok()
    write("a", basic("What was it?", "A rather special thing."))
    shown = run("history", "a/what-was-it").ok().out
    assert " ".join(shown.split()).count("until then it was a/what-is-it") == 1


def test_a_second_grade_of_a_day_says_that_the_first_counts(run: Run, write: Write) -> None:
    write("a", basic("One?", card_id="one"))
    assert "kept" not in run("grade", "one", "good").ok().out
    assert "is kept, but today's first answer counts" in run("grade", "one", "again").ok().out
    later = "2026-03-09T09:00:00+01:00"
    at = "2026-03-02T10:00:00+01:00"
    back = run("grade", "one", "again", "--at", at, STUDYBUDDY_NOW=later).ok().out
    assert "is kept, but that day's first answer counts" in back
