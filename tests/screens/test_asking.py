"""What is typed on after a line has closed itself is told from commands by a clock that the tests turn."""

import pytest
from screen_cards import judge, view

from studybuddy.model import Answer, Grade, Verdict
from studybuddy.screens.asking import Asking
from studybuddy.screens.console import Look
from studybuddy.screens.flow import Stage
from studybuddy.screens.question import Command, Graded


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def asked(clock: Clock, name: str = "type") -> Asking:
    return Asking(view(name), judge(name), clock, Look(color=None))


def press(asking: Asking, clock: Clock, *keys: str, apart: float = 0.1) -> None:
    for key in keys:
        clock.now += apart
        asking.press(key)


def test_enter_twice_on_an_empty_line_reveals_and_grades_nothing() -> None:
    clock = Clock()
    asking = asked(clock)
    press(asking, clock, "enter", "enter")
    assert asking.flow.stage is Stage.GRADE
    assert asking.outcome is None
    press(asking, clock, "enter", apart=0.5)
    assert isinstance(asking.outcome, Graded)
    assert asking.outcome.grade is Grade.AGAIN


@pytest.mark.parametrize("name", ["type", "think"])
def test_a_burst_of_typing_after_the_reveal_is_no_grade_and_no_command(name: str) -> None:
    clock = Clock()
    asking = asked(clock, name)
    if name == "think":
        asking.press("t")
    asking.press("enter", "half a line")
    press(asking, clock, *"3sb4uq1", "enter", "escape", "e", apart=0.2)
    assert asking.outcome is None
    press(asking, clock, "3", apart=0.5)
    assert isinstance(asking.outcome, Graded)
    assert asking.outcome.grade is Grade.GOOD


def test_judging_that_takes_long_does_not_use_the_rest_up() -> None:
    clock = Clock()

    def slow(_: Answer) -> Verdict:
        clock.now += 5
        return Verdict(passed=False, suggested_grade=Grade.AGAIN)

    asking = Asking(view("type"), slow, clock, Look(color=None))
    asking.press("enter", "wrong")
    press(asking, clock, "4")
    assert asking.outcome is None


def test_the_keys_are_shown_once_they_mean_something() -> None:
    clock = Clock()
    asking = asked(clock)
    asking.press("enter", "s(1-s)")
    early = asking.draw(80, 24)
    assert asking.seconds_to_tick() == pytest.approx(0.4)
    clock.now += 0.5
    late = asking.draw(80, 24)
    assert "[3 good 6d]" in "\n".join(late)
    assert "good" not in "\n".join(early)
    assert early[:-2] == late[:-2]
    assert asking.seconds_to_tick() is None


def test_ctrl_c_is_heard_at_any_time() -> None:
    clock = Clock()
    asking = asked(clock)
    asking.press("enter")
    press(asking, clock, "ctrl-c", "ctrl-c")
    assert asking.outcome is Command.QUIT


def test_a_key_that_reveals_is_followed_by_a_grade_at_once() -> None:
    clock = Clock()
    asking = asked(clock, "think")
    press(asking, clock, " ", "3", apart=0.05)
    assert isinstance(asking.outcome, Graded)
