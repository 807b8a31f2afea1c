"""A session that meets trouble: another window, a database that cannot be written, an editor."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pytest
from card_texts import basic
from command_line import Run

from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.review_loop import ReviewLoop
from studybuddy.commands.today import Today
from studybuddy.model import Answer, Candidate, Grade, Reached
from studybuddy.scheduling.session import Session
from studybuddy.screens.question import Command, Graded, Judge, Outcome, QuestionView

TYPED = Graded(Grade.GOOD, Answer("my own words"))


class Script:
    """A learner who gives one outcome after the other, each made when its question is up."""

    def __init__(self, *outcomes: Callable[[], Outcome]) -> None:
        self._outcomes = list(outcomes)
        self.views: list[QuestionView] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def ask(self, view: QuestionView, judge: Judge) -> Outcome:  # noqa: ARG002 - the learner grades alone
        self.views.append(view)
        return self._outcomes.pop(0)() if self._outcomes else Command.QUIT

    @contextmanager
    def suspended(self) -> Iterator[None]:
        yield


@pytest.fixture
def desk(home: Path, write: Callable[..., Path], run: Run) -> Iterator[Desk]:
    write("one", basic("First?", "Alpha.", "first"))
    run("status").ok()
    with open_desk() as desk:
        yield desk


def goes_through(desk: Desk, *outcomes: Callable[[], Outcome]) -> Script:
    today = Today(desk)
    script = Script(*outcomes)
    ReviewLoop(desk, Session.start(today.queue().order), today.minutes).run(script)
    return script


def test_an_answer_that_cannot_be_saved_is_asked_for_again_with_its_text(desk: Desk, run: Run) -> None:
    def cannot_write() -> Outcome:
        desk.ledger.connection.execute("PRAGMA query_only = ON")
        return TYPED

    def can_again() -> Outcome:
        desk.ledger.connection.execute("PRAGMA query_only = OFF")
        return TYPED

    script = goes_through(desk, cannot_write, can_again)
    first, second = script.views
    assert (first.resumes, second.resumes) == (False, True)
    assert "cannot be written" in second.message
    assert len(run("history", "first", "--json").json) == 1


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


def test_labels_are_those_of_the_day_on_which_the_question_appears(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    desk_of_yesterday = desk
    run("grade", "first", "good").ok()  # due on 3 March
    monkeypatch.setenv("STUDYBUDDY_NOW", "2026-03-03T09:00:00+01:00")
    with open_desk() as today:
        session = Session.start(Today(today).queue().order)
    script = Script()
    ReviewLoop(desk_of_yesterday, session, Today(desk_of_yesterday).minutes).run(script)
    assert script.views[0].labels[Grade.GOOD] == "6d"


DERIVATION = """## Derive it {#derived}

```derivation
let x
(x + 1)^2 = x^2 + 2x + 1 | expand
grad((x + 1)^2, x) = 2x + 2 | power rule
```
"""


def test_a_derivation_that_comes_back_asks_only_for_the_lines_that_were_missed(
    home: Path, write: Callable[..., Path], run: Run
) -> None:
    write("one", DERIVATION)
    run("status").ok()
    missed = Answer("typed", lines=(Reached.TYPED, Reached.REVEALED))
    own = Answer("typed", lines=(Reached.SHOWN, Reached.TYPED))
    with open_desk() as desk:
        script = goes_through(
            desk,
            lambda: Graded(Grade.HARD, missed),
            lambda: Graded(Grade.HARD, own),
            lambda: Graded(Grade.GOOD, own),
        )
    asked = [[line.asked for line in view.prompt.lines] for view in script.views]
    assert asked == [[True, True], [False, True], [True, True]]
    assert "line 2" in script.views[1].message


def test_whoever_quits_with_a_grade_has_it_saved_and_is_asked_no_more(
    desk: Desk, run: Run, write: Callable[..., Path]
) -> None:
    write("two", basic("Second?", "Beta.", "second"))
    desk.sync()
    script = goes_through(desk, lambda: Graded(Grade.GOOD, Answer(), quits=True), lambda: TYPED)
    assert len(script.views) == 1
    assert len(run("history", script.views[0].card_id, "--json").ok().json) == 1


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


def test_undo_brings_the_question_back_with_what_was_typed(desk: Desk, write: Callable[..., Path]) -> None:
    write("two", basic("Second?", "Beta.", "second"))
    desk.sync()
    script = goes_through(desk, lambda: TYPED, lambda: Command.UNDO)
    first, _, again = script.views
    assert (again.card_id, again.draft) == (first.card_id, "my own words")


def test_without_an_editor_the_session_says_where_the_card_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(variable, raising=False)
    script = goes_through(desk, lambda: Command.EDIT)
    assert "no editor is set; the card is at" in script.views[1].message
    assert "one.md:8" in script.views[1].message


def test_a_question_answered_elsewhere_before_its_turn_is_not_asked_again(
    desk: Desk, run: Run, write: Callable[..., Path]
) -> None:
    write("two", basic("Second?", "Beta.", "second"))
    desk.sync()
    others: list[str] = []

    def the_other_one_elsewhere() -> Outcome:
        others.append("second" if script.views[0].card_id == "first" else "first")
        run("grade", others[0], "again", STUDYBUDDY_NOW="2026-03-02T09:01:00+01:00").ok()
        return TYPED

    today = Today(desk)
    script = Script(the_other_one_elsewhere, lambda: TYPED)
    ReviewLoop(desk, Session.start(today.queue().order), today.minutes).run(script)
    assert len(script.views) == 1
    assert len(run("history", others[0], "--json").ok().json) == 1
