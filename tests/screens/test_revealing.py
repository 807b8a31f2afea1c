from dataclasses import replace

from screen_cards import LABELS, graded, judge, view

from studybuddy.model import Asks, Grade, Prompt
from studybuddy.screens.flow import Flow, Stage, begin
from studybuddy.screens.pressing import press
from studybuddy.screens.question import Graded, QuestionView


def test_the_right_typed_answer_suggests_good_and_enter_takes_it() -> None:
    assert graded("type", "enter", "enter", typed="s(1-s)").grade is Grade.GOOD


def test_the_grade_of_a_case_is_suggested_from_the_ticks() -> None:
    outcome = graded("phases", "enter", "enter", "enter", "1", "2", "enter", "enter")
    assert outcome.grade is Grade.EASY
    assert outcome.answer.ticked == {0, 1}
    assert outcome.answer.took_ms == 2000


def test_a_timed_case_without_rubric_goes_straight_to_the_answer() -> None:
    prompt = Prompt(Asks.TELL, "Tell me.", "")
    flow = begin(QuestionView(prompt, 1, 1, LABELS), 0)
    for key in ("enter", "enter"):
        step = press(flow, key, 1, judge("think"))
        assert isinstance(step, Flow)
        flow = step
    assert flow.stage is Stage.GRADE


def test_only_the_offered_grades_are_taken() -> None:
    labels = {Grade.AGAIN: "", Grade.GOOD: ""}
    flow = begin(replace(view("think"), labels=labels), 0)
    revealed = press(flow, " ", 1, judge("think"))
    assert isinstance(revealed, Flow)
    assert press(revealed, "4", 2, judge("think")) == revealed
    assert isinstance(press(revealed, "3", 2, judge("think")), Graded)
