"""What comes of a question: words kept, an editor, an undo, practice of a topic that failed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic
from command_line import Run
from session_script import TYPED, Script, goes_through

from studybuddy.commands.desk import Desk
from studybuddy.commands.review_loop import ReviewLoop
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import Wanted
from studybuddy.model import Answer, Candidate, Grade
from studybuddy.scheduling.session import Session
from studybuddy.screens.question import Command, Graded, Outcome


def test_words_typed_for_a_question_that_another_window_answered_are_kept(desk: Desk, run: Run) -> None:
    def answered_elsewhere() -> Outcome:
        run("grade", "first", "good").ok()
        return TYPED

    goes_through(desk, answered_elsewhere)
    shown = run("history", "first").ok().out
    assert "my own words" in shown
    assert "repeat" in shown
    assert run("show", "first", "--json").json["questions"][0]["repetitions"] == 1


def test_after_the_editor_the_question_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    script = goes_through(desk, lambda: Command.EDIT)
    assert [view.resumes for view in script.views] == [False, True]


@pytest.mark.parametrize("leave", [Command.EDIT, Command.UNDO])
def test_what_is_taken_up_again_asks_the_same_numbers(
    desk: Desk, write: Callable[..., Path], run: Run, monkeypatch: pytest.MonkeyPatch, leave: Command
) -> None:
    """An undo that only asks whether it is meant leaves the question where it was, as an edit does."""
    monkeypatch.setenv("EDITOR", "true")
    body = "What is [[a]] + 1?\n\n```answer\ndraw a: 2..40000\nexpect a + 1\n```"
    write("one", f"## A sum {{#sum}}\n\n{body}\n")
    desk.sync()
    run("track", "mock", "dsa", "--minutes", "30").ok()
    script = goes_through(desk, lambda: leave)
    first, again = script.views
    assert (first.resumes, again.resumes) == (False, True)
    assert first.prompt.text == again.prompt.text


def test_a_long_case_is_announced_once(
    desk: Desk, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    phases = "### Model (25 min)\n- a baseline\n\n### Rubric\n- names one\n"
    front = "title: Cases\ndomain: system-design\ntopic: design-method\ntier: core\n"
    write("one", f"## Rank {{#rank .design minutes=25}}\n\nRank it.\n\n{phases}", front=front)
    desk.sync()
    card = next(one for one in Today(desk).crammed(Wanted(kind="design")))
    script = Script(lambda: Command.EDIT)
    ReviewLoop(desk, Session.start([card]), Today(desk).minutes).run(script)
    assert ["a case of 25 minutes" in view.message for view in script.views] == [True, False]


@pytest.mark.parametrize("free_from", [0, 3])
def test_practice_of_a_topic_is_offered_once_as_soon_as_there_is_some_and_moved_up_if_it_comes_later(
    desk: Desk, write: Callable[..., Path], free_from: int
) -> None:
    write("many", *(basic(f"Plain {n}?", "It is so.", f"plain-{n}") for n in range(6)))
    desk.sync()
    today, asked = Today(desk), []
    line = sorted((one for one in today.queue().order if one.card_id != "first"), key=lambda one: one.card_id)

    def remedies(_: str) -> tuple[Candidate, ...]:
        return (line[5], line[4]) if len(asked) > free_from else ()

    def fails() -> Outcome:
        asked.append(True)
        return Graded(Grade.AGAIN, Answer())

    script = Script(*[fails] * 5)
    ReviewLoop(desk, Session.start(line), today.minutes, remedies=remedies).run(script)
    offered = max(2, free_from + 1)
    order = [f"plain-{n}" for n in range(5)]
    assert [view.card_id for view in script.views[:5]] == [*order[:offered], "plain-5", *order[offered:4]]
    assert [n for n, view in enumerate(script.views) if "failed twice" in view.message] == [offered]


def test_practice_is_offered_for_one_topic_a_session_however_many_failed(
    desk: Desk, write: Callable[..., Path]
) -> None:
    for topic in ("trees", "metrics"):
        front = f"title: {topic}\ndomain: theory\ntopic: {topic}\ntier: core\n"
        write(topic, *(basic(f"{topic} {n}?", "It is so.", f"{topic}-{n}") for n in range(3)), front=front)
    desk.sync()
    today = Today(desk)
    by_name = {one.card_id: one for one in today.queue().order}
    line = [by_name[f"{topic}-{n}"] for topic in ("trees", "metrics") for n in (0, 1)]
    fails = [lambda: Graded(Grade.AGAIN, Answer())] * 5
    script = Script(*fails)
    remedies = lambda topic: (by_name[f"{topic}-2"],)  # noqa: E731 - said once
    ReviewLoop(desk, Session.start(line), today.minutes, remedies=remedies).run(script)
    assert [view.message for view in script.views if "failed twice" in view.message] == [
        "trees failed twice: basic trees-2 is next; b buries it"
    ]


def test_what_was_put_off_is_not_moved_up_as_practice(desk: Desk, write: Callable[..., Path]) -> None:
    write("many", *(basic(f"Plain {n}?", "It is so.", f"plain-{n}") for n in range(4)))
    desk.sync()
    today = Today(desk)
    line = sorted((one for one in today.queue().order if one.card_id != "first"), key=lambda one: one.card_id)
    fails = [lambda: Graded(Grade.AGAIN, Answer())] * 2
    script = Script(lambda: Command.LATER, *fails)
    ReviewLoop(desk, Session.start(line), today.minutes, remedies=lambda _: (line[0],)).run(script)
    assert [view.card_id for view in script.views] == [f"plain-{n}" for n in range(4)]
    assert not any("failed twice" in view.message for view in script.views)


def test_undo_brings_the_question_back_with_what_was_typed(desk: Desk, write: Callable[..., Path]) -> None:
    write("two", basic("Second?", "Beta.", "second"))
    desk.sync()
    script = goes_through(desk, lambda: TYPED, lambda: Command.UNDO)
    first, _, again = script.views
    assert (again.card_id, again.earlier) == (first.card_id, "my own words")


def test_without_an_editor_the_session_says_where_the_card_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(variable, raising=False)
    script = goes_through(desk, lambda: Command.EDIT)
    assert "no editor is set; the card is at" in script.views[1].message
    assert "one.md:8" in script.views[1].message
