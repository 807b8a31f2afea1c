from dataclasses import replace

from screen_cards import flow_after, shown

from studybuddy.model import Grade, Verdict
from studybuddy.screens.console import Look
from studybuddy.screens.frame import draw_frame
from studybuddy.screens.picture import picture


def test_every_line_of_a_long_rubric_has_its_number() -> None:
    flow = flow_after("tell", "enter", "enter")
    prompt = flow.view.prompt._replace(rubric=tuple(f"Line {n}" for n in range(1, 13)))
    drawn = shown(replace(flow, view=replace(flow.view, prompt=prompt)))
    assert " 9 Line 9" in drawn
    assert "10 Line 10" in drawn
    assert "12 Line 12" in drawn


def test_how_a_rubric_came_out_is_said_once() -> None:
    flow = flow_after("phases", "enter", "enter", "enter", "1", "enter")
    verdict = Verdict(False, Grade.HARD, ("1 of 2 lines of the rubric.",))
    drawn = shown(replace(flow, verdict=verdict))
    assert "1 of 2 lines of the rubric." in drawn
    assert "not right" not in drawn
    assert "ticked" not in drawn


def test_a_long_attempt_leaves_the_answer_on_the_screen() -> None:
    flow = flow_after("think", "t", "enter", typed="\n".join(f"line {number}" for number in range(1, 31)))
    drawn = "\n".join(draw_frame(picture(flow, 10.0, Look()), 80, 24))
    assert "line 6" in drawn
    assert "line 7" not in drawn
    assert "… 24 more lines" in drawn
    assert "The sub-gradient at zero" in drawn
