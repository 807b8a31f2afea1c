"""A derivation on the screen: what keys do, and what is shown, with a checker that answers by rote."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from screen_cards import LABELS

from studybuddy.model import Answer, Asks, Grade, Heard, Line, Prompt, Reached, Reply, Verdict
from studybuddy.screens.asking import Asking
from studybuddy.screens.console import Look
from studybuddy.screens.derivation import echo_of
from studybuddy.screens.flow import Flow, Stage, begin
from studybuddy.screens.keeping import state_of, taken_up
from studybuddy.screens.line_screen import LineScreen
from studybuddy.screens.pressing import press
from studybuddy.screens.question import Command, Graded, Kept, QuestionView

PROMPT = Prompt(
    Asks.DERIVE,
    "Derive $2x$.",
    "1. $$a$$",
    lines=(
        Line(r"L = x^2", reason="given", start=r"L = \;?"),
        Line(
            r"\frac{dL}{dx} = 2x",
            reason="power rule",
            start=r"\frac{dL}{dx} = \;?",
            goal="no derivative left",
        ),
        Line("x = 0", reason="set to zero"),
    ),
)
CLOSING = Prompt(
    Asks.CHOOSE, "Which did line 2 need?", "", options=("x is positive", "none"), right=frozenset({1})
)


class Rote:
    """Checks typed lines against fixed words, as a kind would."""

    def __init__(self, closing: Prompt | None = None) -> None:
        self._closing = closing

    def read(self, text: str, place: int) -> Reply:
        readable = text != "(("
        return Reply(Heard.TAKEN, place + 1, (), "x^2", "[d]") if readable else Reply(Heard.UNREADABLE, place)

    def check(self, text: str, place: int) -> Reply:
        return {
            "right": Reply(Heard.TAKEN, place + 1, (), PROMPT.lines[place].latex),
            "other": Reply(Heard.TAKEN, place + 1, (), r"\frac{dL}{dx} = x + x"),
            "last": Reply(Heard.TAKEN, 3, ("It is further on.",), "x = 0"),
            "second": Reply(Heard.TAKEN, 2, ("It is 1 line further on.",), r"\frac{dL}{dx} = 2x"),
            "wrong": Reply(Heard.WRONG, place, ("A sign", "At x = 1"), "-x"),
            "same": Reply(Heard.NO_STEP, place, ("It is a line above",), "x"),
            "perhaps": Reply(Heard.UNDECIDED, place, ("Too wild",), "x"),
        }.get(text, Reply(Heard.UNREADABLE, place, ("Column 1: what?",)))

    is_open = False
    backing: tuple[str, ...] = ()

    def labels(self) -> tuple[str, ...]:
        return self.backing

    def closing(self) -> Prompt | None:
        return self._closing


def judge(answer: Answer) -> Verdict:
    own = sum(how in {Reached.TYPED, Reached.TICKED, Reached.SKIPPED} for how in answer.lines)
    return Verdict(
        own == 3, Grade.GOOD if own == 3 else Grade.AGAIN, (f"{own} own, {answer.mistakes} wrong",)
    )


def view(closing: Prompt | None = None) -> QuestionView:
    return QuestionView(PROMPT, 1, 1, LABELS, 9, ("math", "calculus"), typed=Rote(closing))


def after(*keys: str, closing: Prompt | None = None) -> Flow:
    """Press keys; a word of more letters than a key has is typed and entered."""
    step = begin(view(closing), 0.0)
    for key in keys:
        named = key in {"enter", "escape"} or len(key) == 1
        step = press(step, key if named else "enter", 1.0, judge, "" if named else key)
        assert isinstance(step, Flow)
    return step


def test_a_right_line_leads_to_the_next_and_the_last_to_the_verdict() -> None:
    assert after("right", "right").path.place == 2
    done = after("right", "right", "right")
    assert (done.stage, done.answer.lines) == (Stage.GRADE, (Reached.TYPED,) * 3)
    assert done.answer.text == "right\nright\nright"


@pytest.mark.parametrize(("typed", "mistakes"), [("wrong", 1), ("same", 0), ("what", 0)])
def test_a_line_that_is_not_taken_stays_to_be_mended(typed: str, mistakes: int) -> None:
    flow = after("right", typed)
    assert (flow.draft, flow.path.place, flow.path.mistakes, flow.writing) == (typed, 1, mistakes, True)


def test_enter_on_empty_reveals_the_line() -> None:
    assert after("right", "enter").path.reached == (Reached.TYPED, Reached.REVEALED)


def test_a_hint_leaves_the_keys_and_is_remembered() -> None:
    flow = after("escape", "h")
    assert (flow.path.hinted, flow.writing) == (True, False)
    assert after("escape", "h", "t", "right").path.reached == (Reached.HINTED,)


def test_a_line_that_could_not_be_settled_is_the_learners_to_judge() -> None:
    assert after("perhaps").deciding
    assert after("perhaps", "y").path.reached == (Reached.TICKED,)
    assert after("perhaps", "n").path.reached == (Reached.REVEALED,)
    again = after("perhaps", "escape")
    assert (again.path.reached, again.writing) == ((), True)


def test_what_was_typed_and_taken_stands_in_the_line_and_the_card_s_is_named_beside_the_last() -> None:
    asking = Asking(view(), judge, lambda: 1.0, Look(color=None))
    asking.press("enter", "right")
    assert "the card: " not in "\n".join(asking.draw(80, 24))
    asking.press("enter", "other")
    shown = "\n".join(asking.draw(80, 24))
    assert "= x + x" in shown
    assert "the card: dL/dx = 2x" in shown
    assert [after("perhaps", key).path.own_line(0) for key in ("y", "n")] == ["x", ""]


def test_what_was_typed_and_taken_goes_on_from_where_it_was_kept() -> None:
    left = after("right", "other")
    state = json.loads(json.dumps(state_of(left, 1.0)))
    assert taken_up(view(), Kept(state), 9.0, judge).path == left.path
    del state["own"]  # as an older version kept it
    again = taken_up(view(), Kept(state), 9.0, judge).path
    assert (again.reached, again.own_line(1)) == (left.path.reached, "")


def test_space_gives_nothing_away_and_r_reveals_all() -> None:
    assert after("escape", " ").stage is Stage.ASK
    assert after("right", "escape", "r").answer.lines == (Reached.TYPED, Reached.REVEALED, Reached.REVEALED)


def test_on_paper_the_lines_are_ticked() -> None:
    flow = after("escape", "p", "y")
    assert (flow.stage, len(flow.view.prompt.rubric)) == (Stage.TICK, 3)
    done = after("escape", "p", "y", "1", "3", "enter")
    assert done.answer.lines == (Reached.TICKED, Reached.REVEALED, Reached.TICKED)


def test_after_the_last_line_the_choice_is_asked_and_kept_with_the_answer() -> None:
    flow = after("last", closing=CLOSING)
    assert (flow.stage, flow.writing) == (Stage.ASK, False)
    done = after("last", "2", closing=CLOSING)
    assert (done.stage, done.answer.chosen) == (Stage.GRADE, frozenset({1}))
    assert after("last", "t", closing=CLOSING).writing is False


class Backed(Rote):
    """Knows what stands behind the lines."""

    backing = ("proved", "verified numerically", "proved")


def test_what_stands_behind_the_typed_lines_is_shown_with_the_last_and_counted_at_the_end() -> None:
    asking = Asking(replace(view(), typed=Backed()), judge, lambda: 1.0, Look(color=None))
    asking.press("enter", "right")
    assert "✓ proved · " in "\n".join(asking.draw(80, 24))
    asking.press("enter", "right")
    asking.press("enter", "right")
    assert "2 proved, 1 verified numerically" in "\n".join(asking.draw(80, 24))


def test_the_reason_may_be_asked_before_the_line_and_is_shown_beside_the_cards() -> None:
    asking = Asking(replace(view(), asks_reasons=True), judge, lambda: 1.0, Look(color=None))
    assert "What will you do next, and why?" in "\n".join(asking.draw(80, 24))
    asking.press("enter", "square it")
    assert (asking.flow.path.reached, asking.flow.draft, asking.flow.wants_reason) == ((), "", False)
    asking.press("enter", "right")
    assert (asking.flow.path.reached, asking.flow.wants_reason) == ((Reached.TYPED,), True)
    assert "you said: square it" in "\n".join(asking.draw(80, 24))
    asking.press("enter", "")
    asking.press("enter", "right")
    assert asking.flow.path.reached == (Reached.TYPED, Reached.TYPED)


def test_what_was_said_of_a_line_stands_with_it_and_above_what_is_asked_next() -> None:
    asking = Asking(replace(view(), asks_reasons=True), judge, lambda: 1.0, Look(color=None))
    asking.press("enter", "both at once")
    asking.press("enter", "second")
    assert asking.flow.path.reached == (Reached.SKIPPED, Reached.TYPED)
    screen = "\n".join(asking.draw(80, 24))
    said, further, asked = map(screen.index, ("you said: both at once", "1 line further on", "line 3 of 3"))
    assert said < further < asked


def test_whoever_saw_the_reason_is_not_asked_for_it() -> None:
    asking = Asking(replace(view(), asks_reasons=True), judge, lambda: 1.0, Look(color=None))
    asking.press("escape")
    asking.press("h")
    assert not asking.flow.wants_reason
    asking.press("t")
    asking.press("enter", "right")
    assert asking.flow.path.reached == (Reached.HINTED,)


def test_a_command_is_a_key_away() -> None:
    assert press(after("escape"), "u", 1.0, judge) is Command.UNDO


def test_a_text_for_a_gap_that_cannot_be_read_is_asked_again() -> None:
    prompt = Prompt(Asks.TYPE, "x?", "", blanks=(("1",), ("2",)))
    flow = begin(replace(view(), prompt=prompt), 0.0)
    step = press(flow, "enter", 1.0, judge, "what")
    assert isinstance(step, Flow)
    assert (step.draft, step.parts, step.reply and step.reply.heard) == ("what", (), Heard.UNREADABLE)
    step = press(step, "enter", 1.0, judge, "right; right")
    assert isinstance(step, Flow)
    assert (step.stage, step.answer.text) == (Stage.GRADE, "right\nright")


def test_a_matrix_is_one_gap_although_it_holds_semicolons() -> None:
    prompt = Prompt(Asks.TYPE, "x?", "", blanks=(("1",), ("2",)))
    flow = begin(QuestionView(prompt, 1, 1, LABELS), 0.0)
    step = press(flow, "enter", 1.0, judge, "[1; 2]")
    assert isinstance(step, Flow)
    assert step.parts == ("[1; 2]",)
    step = press(flow, "enter", 1.0, judge, "[1; 2]; 3")
    assert isinstance(step, Flow)
    assert step.answer.text == "[1; 2]\n3"


SCREENS = {
    "question": ((), ""),
    "echo": (("right",), "x^2"),
    "wrong": (("right", "wrong"), "wrong"),
    "hint": (("right", "escape", "h"), ""),
    "own-words": (("right", "other"), ""),
    "skipped": (("last",), ""),
    "undecided": (("perhaps",), ""),
    "paper": (("escape", "p", "y"), ""),
    "revealed": (("right", "enter"), "(("),
}


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=["80x24", "40x12"])
@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_is_exactly_this(name: str, size: tuple[int, int], golden) -> None:  # noqa: ANN001 - the fixture says it
    keys, typed = SCREENS[name]
    asking = Asking(view(CLOSING), judge, lambda: 0.0, Look())
    asking.flow = after(*keys, closing=CLOSING)
    drawing = asking.lay_out(*size, typed)
    entry = [f"{asking.entry()}{typed}"] + [""] * (drawing.entry_rows - 1) if drawing.entry_rows else []
    golden(f"{size[0]}x{size[1]}-derive-{name}", [*drawing.top, *entry, *drawing.bottom])
    assert len([*drawing.top, *entry, *drawing.bottom]) == size[1]


@pytest.mark.parametrize(("shape", "rows"), [("", 0), ("[d]", 1)])
def test_what_is_understood_just_as_it_is_typed_is_not_echoed(shape: str, rows: int) -> None:
    class Literal(Rote):
        def read(self, text: str, place: int) -> Reply:
            return Reply(Heard.TAKEN, place + 1, (), text, shape)

    flow = replace(after(), draft="0.3")
    assert len(echo_of(replace(flow, view=replace(flow.view, typed=Literal())), 2, Look())) == rows


def test_a_derivation_line_by_line(golden) -> None:  # noqa: ANN001 - the fixture says it
    typed = "what\nwrong\n:hint\nright\n\nperhaps\ny\n2\n3\n"
    out = StringIO()
    with LineScreen(StringIO(typed), out, lambda: 0.0) as screen:
        outcome = screen.ask(view(CLOSING), judge)
    assert isinstance(outcome, Graded)
    assert outcome.answer.lines == (Reached.HINTED, Reached.REVEALED, Reached.TICKED)
    golden("lines-derivation", out.getvalue().splitlines())


def test_paper_in_line_mode() -> None:
    with LineScreen(StringIO(":paper\ny\n1 2 3\n3\n"), StringIO(), lambda: 0.0) as screen:
        outcome = screen.ask(view(CLOSING), judge)
    assert isinstance(outcome, Graded)
    assert outcome.answer.lines == (Reached.TICKED,) * 3
