"""A follow-up question is asked at one key, and what answers it is shown at the next."""

import io

import pytest
from screen_cards import PROMPTS, flow_after, judge, shown, view

from studybuddy.model import Asks, Prompt
from studybuddy.screens.key_line import key_line
from studybuddy.screens.line_screen import LineScreen

TEXTS = ("Why? (Because.)", "And then?")


@pytest.fixture(autouse=True)
def _a_card_with_follow_ups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PROMPTS, "asked", Prompt(Asks.THINK, "What?", "That.", follow_ups=TEXTS))


def test_the_answer_to_a_follow_up_comes_after_another_key() -> None:
    asked = shown(flow_after("asked", " ", "f"))
    assert "Follow-up 1 of 2" in asked
    assert "Because." not in asked
    answered = shown(flow_after("asked", " ", "f", "f"))
    assert "A good answer\n  Because.\n" in answered
    assert "Follow-up 2 of 2" not in answered
    assert "Follow-up 2 of 2\n  And then?" in shown(flow_after("asked", " ", "f", "f", "f"))


def test_the_key_says_what_it_shows_next_and_goes_when_all_is_shown() -> None:
    said = [
        [key for key in key_line(flow_after("asked", " ", *"f" * pressed)) if key.startswith("f ")]
        for pressed in range(5)
    ]
    assert said == [["f follow-up 1/2"], ["f its answer"], ["f follow-up 2/2"], [], []]


def test_lines_print_a_question_then_its_answer() -> None:
    written = io.StringIO()
    with LineScreen(io.StringIO("\nf\nf\nf\n3\n"), written) as screen:
        screen.ask(view("asked"), judge("asked"))
    first, _, rest = written.getvalue().partition("Follow-up: Why?\n")
    assert "Because." not in first
    assert rest.index("A good answer: Because.") < rest.index("Follow-up: And then?")
