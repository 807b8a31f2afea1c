"""The session without a terminal: every answer is a line, everything is saved when the next prompt comes."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic, choice, cloze
from command_line import PATIENCE, Run, read_until

Write = Callable[..., Path]

TUESDAY = "2026-03-03T09:00:00+01:00"


@pytest.fixture
def decks(write: Write) -> None:
    write("one", basic("First?", "Alpha.", "first"))
    write("two", choice("Pick", "pick", "right", "wrong"))


def grades(run: Run, question: str) -> list[tuple[str, int | None]]:
    return [(row["event"], row["grade"]) for row in run("history", question, "--json").ok().json]


def test_a_session_ends_when_every_question_has_reached_good(run: Run, write: Write) -> None:
    write("one", basic("First?", "Alpha.", "first"), basic("Second?", "Beta.", "second"))
    ended = run("review", stdin="\n1\n\n3\n\n2\n\n3\n").ok()
    assert "First?" in ended.out
    assert "Done" in ended.out
    both = sorted(len(grades(run, question)) for question in ("first", "second"))
    assert both == [1, 3]
    assert run("due", "--json").json == []
    assert "Nothing is due" in run("review").ok().out


def test_a_session_apart_says_what_the_day_still_asks(run: Run, write: Write) -> None:
    write("one", basic("First?", "Alpha.", "first"), basic("Second?", "Beta.", "second"))
    out = run("review", "first", stdin="\n3\n").ok().out
    assert "Today: 1 question waiting" in out
    assert "Next: studybuddy review\n" in out
    out = run("review", "--deck", "one", stdin="\n3\n").ok().out
    assert "Second?" in out
    assert "waiting" not in out
    assert "Next: studybuddy plan start" in out


def test_the_end_of_the_input_quits_and_keeps_what_was_answered(run: Run, write: Write) -> None:
    write("one", basic("First?", "Alpha.", "first"), basic("Second?", "Beta.", "second"))
    run("review", stdin="\n3\n\n").ok()
    assert sum(len(grades(run, question)) for question in ("first", "second")) == 1
    assert len(run("due", "--json").json) == 1


def test_an_attempt_is_kept_with_its_answer(run: Run, write: Write, home: Path) -> None:
    write("one", basic("First?", "Alpha.", "first"))
    run("review", stdin="my guess\n3\n").ok()
    assert "my guess" in run("history", "first").ok().out


def test_undo_brings_the_question_back_also_after_a_restart(run: Run, write: Write) -> None:
    write("one", basic("First?", "Alpha.", "first"), basic("Second?", "Beta.", "second"))
    run("review", stdin="\n3\n:undo\n\n1\n:quit\n").ok()
    answered = [question for question in ("first", "second") if grades(run, question)]
    assert len(answered) == 1
    assert grades(run, answered[0]) == [("review", 1)]
    asked = run("review", stdin=":undo\n:quit\n").ok()
    assert "before this session" in asked.out
    assert grades(run, answered[0]) == [("review", 1)]
    later = run("review", stdin=":undo\n:undo\n:quit\n").ok()
    assert "took back the grade again for " in later.out
    assert grades(run, "first") == grades(run, "second") == []


def test_what_failed_in_a_session_that_was_left_is_asked_again_the_same_day(run: Run, write: Write) -> None:
    write("one", basic("First?", "Alpha.", "first"))
    run("review", stdin="\n1\n:quit\n").ok()
    again = run("review", stdin="\n3\n").ok()
    assert "First?" in again.out
    assert grades(run, "first") == [("review", 1), ("review", 4)]
    assert run("due", "--json", STUDYBUDDY_NOW=TUESDAY).json[0]["due"] == "2026-03-03"


@pytest.mark.parametrize(("key", "event"), [(":bury", "bury"), (":suspend", "suspend"), (":know", "know")])
def test_a_question_can_be_put_aside(run: Run, write: Write, key: str, event: str) -> None:
    write("one", basic("First?", "Alpha.", "first"))
    run("review", stdin=f"{key}\ny\n" if key == ":suspend" else f"{key}\n").ok()
    assert grades(run, "first") == [(event, None)]
    assert run("due", "--json").json == []
    assert [row["id"] for row in run("due", "--json", STUDYBUDDY_NOW=TUESDAY).json] == (
        ["first"] if event == "bury" else []
    )
    run("undo").ok()
    assert len(run("due", "--json").json) == 1


@pytest.mark.usefixtures("decks")
def test_cramming_moves_no_schedule(run: Run) -> None:
    run("grade", "first", "good").ok()
    before = run("show", "first", "--json").json
    run("review", "--cram", "--deck", "one", stdin="\n3\n").ok()
    assert len(grades(run, "first")) == 2
    assert run("show", "first", "--json").json == before


@pytest.mark.usefixtures("decks")
def test_only_what_was_asked_for_is_asked(run: Run, write: Write) -> None:
    write("sub/three", cloze("Fill", "gaps", "x", "y"))
    assert "Pick" in run("review", "--kind", "choice").ok().out
    assert "First?" not in run("review", "--deck", "sub").ok().out
    assert "1/1" in run("review", "--limit", "1").ok().out
    run("grade", "first", "good").ok()
    assert "Nothing is due" in run("review", "--new", "0").ok().out


def test_a_deck_edited_while_its_session_runs_costs_no_answer(
    run: Run, write: Write, spawn: Callable[..., "subprocess.Popen[str]"]
) -> None:
    """Another process reads the edit in the middle of the session; the cards keep their histories."""
    write("one", basic("First?", "Alpha beta gamma."))
    run("suspend", "one/first").ok()
    run("unsuspend", "one/first").ok()
    session = spawn("review", STUDYBUDDY_NOW="2026-03-02T09:30:00+01:00")
    assert session.stdin is not None
    session.stdin.write("\n")
    session.stdin.flush()
    read_until(session, "[grade")
    write("one", basic("First, edited?", "Alpha beta gamma."))
    assert "one/first is now one/first-edited" in run("due").ok().err
    session.communicate("3\n", timeout=PATIENCE)
    assert session.returncode == 0
    assert ("review", 4) in grades(run, "one/first-edited")


def test_undo_after_an_edit_of_the_heading_asks_the_card_as_it_is_called_now(
    run: Run, write: Write, tmp_path: Path
) -> None:
    import sys

    write("one", basic("First?", "A very particular body."))
    script = tmp_path / "ed.py"
    script.write_text(
        "import sys, pathlib; p = pathlib.Path(sys.argv[-1]);"
        " p.write_text(p.read_text().replace('First?', 'Renamed?'))"
    )
    ended = run("review", stdin="\n1\n:edit\n:undo\n\n3\n", EDITOR=f'"{sys.executable}" "{script}"').ok()
    assert "Renamed?" in ended.out.split("took back")[1]
    assert grades(run, "one/renamed") == [("review", 4)]


def test_the_tour_takes_place_without_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STUDYBUDDY_DECKS")
    left = run("tour", stdin="\n3\n:quit\n").ok()
    assert "You left the tour after 1 answer, saved and scheduled." in left.out
    assert "a kata is a short coding rep" not in left.out
    assert "You left the tour; nothing was answered." in run("tour").ok().out


def test_the_tour_goes_on_where_it_was_left_and_ends_after_its_eight_cards(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STUDYBUDDY_DECKS")
    left = run("tour", stdin="\n1\n:quit\n").ok().out
    second = left.partition("review · 2/8 · ")[2]
    assert second
    going_on = run("tour", stdin=":quit\n").ok().out
    assert going_on.partition("review · 2/8 · ")[2].splitlines()[:4] == second.splitlines()[:4]
    ended = run("tour", stdin=":reveal\n1\n" * 6 + ":know\n").ok().out
    assert [line.split(" · ")[1] for line in ended.splitlines() if line.startswith("review · ")] == [
        f"{number}/8" for number in range(2, 9)
    ]
    assert "That was the tour: 6 answers" in ended
    done = run("tour").ok().out
    assert done == "The tour is done, all 8 cards of it.\nstudybuddy tour --again shows other cards.\n"
    assert " 1/8 " in run("tour", "--again", stdin=":quit\n").ok().out


def test_without_a_new_card_there_is_no_tour(run: Run, write: Write) -> None:
    write("one", basic("First?", "Alpha.", "first"))
    run("grade", "first", "good").ok()
    assert "There is no new card to take a tour of" in run("tour").ok().out


def test_the_tour_ends_with_the_offer_of_a_kata_in_80_columns(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STUDYBUDDY_DECKS")
    ended = run("tour", stdin=":bury\n" * 8).ok()
    assert "That was the tour: 0 answers" in ended.out
    offer = ended.out.partition("That was the tour")[2].splitlines()
    assert any("studybuddy kata " in line for line in offer)
    assert max(map(len, offer)) <= 80


def test_the_first_review_mentions_the_tour(run: Run, write: Write, home: Path) -> None:
    import shutil

    write("one", basic("First?", "Alpha.", "first"), under=home.parent / "shipped")
    shutil.rmtree(home, ignore_errors=True)
    assert "studybuddy tour" in run("review").ok().err
    assert "studybuddy tour" not in run("review").ok().err


def test_a_question_open_in_two_windows_is_answered_once(
    run: Run, write: Write, spawn: Callable[..., "subprocess.Popen[str]"]
) -> None:
    write("one", basic("First?", "Alpha.", "first"))
    run("status").ok()
    both = [spawn("review"), spawn("review")]
    for window in both:
        assert window.stdin is not None
        window.stdin.write("\n")
        window.stdin.flush()
        read_until(window, "[grade")
    for window in both:
        window.communicate("3\n", timeout=PATIENCE)
        assert window.returncode == 0
    assert grades(run, "first") == [("review", 4)]


def test_undo_brings_back_what_was_put_aside(run: Run, write: Write) -> None:
    names = ("first", "second", "third")
    write("one", *(basic(f"{name.title()}?", f"It is {name}.", name) for name in names))
    ended = run("review", stdin=":bury\n:undo\n\n3\n:suspend\ny\n:undo\n\n3\n\n3\n").ok()
    assert ended.out.count("took back") == 2
    assert [grades(run, name) for name in names] == [[("review", 4)]] * 3


def test_undo_of_a_repeat_of_an_earlier_session_asks_it_as_a_repeat(run: Run, write: Write) -> None:
    write("one", basic("First?", "Alpha.", "first"), basic("Second?", "Beta.", "second"))
    run("review", "--limit", "1", stdin="\n1\n\n3\n").ok()
    before = run("due", "--json").json
    run("review", "--limit", "1", stdin=":undo\n:undo\n\n2\n:quit\n").ok()
    assert run("due", "--json").json == before
    answered = next(question for question in ("first", "second") if grades(run, question))
    assert grades(run, answered) == [("review", 1), ("review", 3)]
    assert "First?" in run("review", "--new", "0").ok().out or answered == "second"
