"""What was typed is not lost: by quitting, by an editor in between, or by a card that changed meanwhile."""

from dataclasses import replace

import pytest
from screen_cards import flow_after, judge, view

from studybuddy.screens.flow import Flow, Stage, begin
from studybuddy.screens.pressing import press
from studybuddy.screens.question import Command
from studybuddy.screens.resuming import resume, stopped


def in_second_phase() -> Flow:
    """A case whose first outline is given and whose second is being typed."""
    flow: Flow = begin(view("phases"), 0.0)
    for key, typed in (("enter", ""), ("t", ""), ("escape", "users"), ("enter", ""), ("t", "")):
        step = press(flow, key, 10.0, judge("phases"), typed)
        assert isinstance(step, Flow)
        flow = step
    return flow


@pytest.mark.parametrize("key", ["y", "q", "ctrl-c"])
def test_to_leave_with_an_outline_typed_takes_a_second_key(key: str) -> None:
    asked = press(in_second_phase(), "ctrl-c", 11.0, judge("phases"), "clicks")
    assert isinstance(asked, Flow)
    assert asked.leaving is not None
    assert press(asked, key, 12.0, judge("phases")) is Command.QUIT


def test_whoever_stays_finds_the_text_as_it_was() -> None:
    asked = press(in_second_phase(), "ctrl-c", 11.0, judge("phases"), "clicks")
    assert isinstance(asked, Flow)
    stays = press(asked, "n", 12.0, judge("phases"))
    assert isinstance(stays, Flow)
    assert (stays.parts, stays.draft, stays.writing, stays.leaving) == (("users",), "clicks", True, None)


def test_an_attempt_is_asked_about_also_when_its_answer_is_up() -> None:
    flow = begin(view("think"), 0.0)
    for key, typed in (("t", ""), ("enter", "because")):
        step = press(flow, key, 1.0, judge("think"), typed)
        assert isinstance(step, Flow)
        flow = step
    assert flow.stage is Stage.GRADE
    assert isinstance(press(flow, "q", 2.0, judge("think")), Flow)


def test_a_case_that_is_taken_up_again_has_its_outlines_and_its_time() -> None:
    left = stopped(replace(in_second_phase(), draft="clicks"), 30.0)
    again = resume(left, view("phases"), 500.0)
    assert (again.stage, again.parts, again.draft) == (Stage.PHASE, ("users",), "clicks")
    assert again.clock.elapsed(505.0) == left.clock.elapsed(30.0) + 5.0


def test_a_case_whose_card_was_edited_keeps_what_was_typed() -> None:
    left = stopped(replace(in_second_phase(), draft="clicks"), 30.0)
    seen = view("phases")
    edited = replace(seen, prompt=seen.prompt._replace(text="Design a better feed."))
    again = resume(left, edited, 500.0)
    assert again.view.prompt.text == "Design a better feed."
    assert (again.stage, again.parts, again.draft) == (Stage.PHASE, ("users",), "clicks")


def test_an_attempt_at_a_card_that_was_edited_is_typed_again_already() -> None:
    flow = begin(view("think"), 0.0)
    for key, typed in (("t", ""), ("enter", "because")):
        step = press(flow, key, 1.0, judge("think"), typed)
        assert isinstance(step, Flow)
        flow = step
    seen = view("think")
    again = resume(stopped(flow, 2.0), replace(seen, prompt=seen.prompt._replace(text="Why so?")), 3.0)
    assert (again.stage, again.draft, again.writing) == (Stage.ASK, "because", True)


def test_a_card_that_became_another_kind_begins_anew() -> None:
    again = resume(in_second_phase(), view("choose"), 11.0)
    assert (again.stage, again.parts, again.draft, again.clock.elapsed(20.0)) == (Stage.ASK, (), "", 0.0)
    assert again.before == "users"


def test_an_answer_judged_by_a_wrong_card_is_judged_anew_once_that_is_mended() -> None:
    left = flow_after("type", "enter", typed="1-s(s)")
    seen = view("type")
    again = resume(stopped(left, 2.0), replace(seen, prompt=seen.prompt._replace(text="Mended.")), 3.0)
    assert (again.stage, again.draft, again.writing) == (Stage.ASK, "1-s(s)", True)
