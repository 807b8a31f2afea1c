from screen_cards import flow_after, judge, shown

from studybuddy.screens.flow import Flow, Stage
from studybuddy.screens.pressing import press


def test_phases_run_one_after_another_into_the_rubric() -> None:
    flow = flow_after("phases", "enter", "enter", "enter")
    assert flow.stage is Stage.TICK
    assert flow.spent == 2.0


def test_the_rubric_is_ticked_with_the_mark_too() -> None:
    assert flow_after("phases", "enter", "enter", "enter", "down", "down", " ", "up").ticked == {1}


def test_one_enter_too_many_judges_no_case() -> None:
    asked = flow_after("phases", "enter", "enter", "enter", "enter")
    assert asked.stage is Stage.TICK
    assert "nothing is ticked: Enter again if you had none" in shown(asked)
    assert "nothing is ticked" not in shown(flow_after("phases", *["enter"] * 4, "1"))
    assert flow_after("phases", *["enter"] * 5).stage is Stage.GRADE


def test_in_an_outline_enter_is_a_new_line_and_the_outline_is_kept_under_its_phase() -> None:
    flow = flow_after("phases", "enter", "t", "enter", typed="users")
    assert flow.writing
    for key, typed in (("escape", "users\nscale"), ("enter", ""), ("enter", ""), ("1", ""), ("enter", "")):
        step = press(flow, key, 9, judge("phases"), typed)
        assert isinstance(step, Flow)
        flow = step
    assert flow.answer.text == "Requirements:\nusers\nscale"


def test_a_paused_clock_stands_still() -> None:
    flow = flow_after("phases", "enter", "p")
    assert not flow.ticking
    assert flow.clock.elapsed(500.0) == 1.0
    resumed = press(flow, "p", 500.0, judge("phases"))
    assert isinstance(resumed, Flow)
    assert resumed.clock.elapsed(503.0) == 4.0


def test_a_story_is_told_against_the_clock() -> None:
    flow = flow_after("tell", "enter", "x", "enter")
    assert flow.stage is Stage.TICK
    assert flow.spent == 2.0
