from screen_cards import LABELS, shown, view

from studybuddy.model import Asks, Grade, Prompt, Verdict
from studybuddy.screens.flow import Flow, begin
from studybuddy.screens.pressing import press
from studybuddy.screens.question import QuestionView

SEVERAL = Prompt(
    Asks.CHOOSE, "Which may it be?", "", options=("accuracy", "log loss", "F1"), right=frozenset({1, 2})
)


def chosen(*keys: str) -> Flow:
    step = begin(QuestionView(SEVERAL, 1, 1, LABELS), 0.0)
    for key in keys:
        following = press(step, key, 1.0, lambda _: Verdict(passed=False, suggested_grade=Grade.AGAIN))
        assert isinstance(following, Flow)
        step = following
    return step


def test_where_several_are_right_they_have_boxes_and_it_is_said() -> None:
    drawn = shown(chosen("2"))
    assert "All that apply:" in drawn
    assert "[x] 2  log loss" in drawn
    assert "[ ] 3  F1" in drawn
    assert "All that apply" not in shown(begin(view("choose"), 0.0))


def test_with_the_answer_up_each_option_says_whether_it_was_right_and_chosen() -> None:
    drawn = shown(chosen("1", "2", "enter"))
    assert "✗ ← 1  accuracy" in drawn
    assert "✓ ← 2  log loss" in drawn
    assert "✓   3  F1" in drawn
    assert "All that apply" not in drawn
