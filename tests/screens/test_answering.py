from screen_cards import LABELS, judge

from studybuddy.model import Asks, Prompt
from studybuddy.screens.flow import Flow, Stage, begin
from studybuddy.screens.pressing import press
from studybuddy.screens.question import QuestionView


def gaps() -> Flow:
    prompt = Prompt(Asks.TYPE, "[…] and […]", "", blanks=(("one",), ("two",)))
    return begin(QuestionView(prompt, 1, 1, LABELS), 0)


def test_several_gaps_are_typed_one_by_one_and_joined_by_lines() -> None:
    first = press(gaps(), "enter", 1, judge("think"), "one")
    assert isinstance(first, Flow)
    assert (first.stage, first.parts, first.draft) == (Stage.ASK, ("one",), "")
    second = press(first, "enter", 2, judge("think"), "two")
    assert isinstance(second, Flow)
    assert second.answer.text == "one\ntwo"


def test_several_gaps_may_be_typed_at_once_with_semicolons() -> None:
    flow = press(gaps(), "enter", 1, judge("think"), "one; two")
    assert isinstance(flow, Flow)
    assert flow.answer.text == "one\ntwo"
