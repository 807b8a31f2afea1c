from dataclasses import replace

import pytest
from screen_cards import flow_after, judge, shown, view

from studybuddy.screens.console import Look
from studybuddy.screens.flow import Flow, begin
from studybuddy.screens.frame import draw_frame
from studybuddy.screens.picture import picture
from studybuddy.screens.pressing import press

SIZES = [(80, 24), (40, 10), (120, 40)]
OUTLINE = "ten million users\nscale: 5k requests a second"
SCENES = {
    "think-question": ("think", (), ""),
    "think-hint": ("think", ("h", "c"), ""),
    "think-attempt": ("think", ("t",), "There is a kink"),
    "think-answer": ("think", ("c", "2", "t", "enter", "f"), "There is a kink"),
    "type-question": ("type", (), "s(1"),
    "type-keys": ("type", ("escape",), "s(1"),
    "type-wrong": ("type", ("enter",), "s(1+s)"),
    "choose-question": ("choose", (), ""),
    "choose-right": ("choose", ("2",), ""),
    "phases-ready": ("phases", (), ""),
    "phases-first": ("phases", ("enter", "t"), OUTLINE),
    "phases-paused": ("phases", ("enter", "enter", "p"), ""),
    "phases-rubric": ("phases", ("enter", "t", "escape", "enter", "enter", "1", "down"), OUTLINE),
    "phases-graded": ("phases", ("enter", "enter", "enter", "1", "2", "enter"), ""),
    "tell-running": ("tell", ("enter",), ""),
    "tell-rubric": ("tell", ("enter", "enter"), ""),
    "long-answer": ("long", (" ",), ""),
    "help": ("think", ("?",), ""),
}


def scene(name: str) -> tuple[Flow, str]:
    card, keys, typed = SCENES[name]
    flow = begin(view(card, 12, 61), 0.0)
    for second, key in enumerate(keys, start=1):
        step = press(flow, key, 40.0 * second, judge(card), typed)
        assert isinstance(step, Flow)
        flow = step
    return flow, typed


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCENES)
def test_the_screen_is_exactly_this(name: str, size: tuple[int, int], golden) -> None:  # noqa: ANN001 - the fixture says it
    flow, typed = scene(name)
    frame = picture(flow, 200.0, Look())
    golden(f"{size[0]}x{size[1]}-{name}", draw_frame(frame, *size, entry_text=typed))


@pytest.mark.parametrize("name", SCENES)
def test_in_ascii_every_screen_can_be_encoded(name: str) -> None:
    flow, typed = scene(name)
    look = Look(unicode=False, encoding="ascii")
    lines = draw_frame(picture(flow, 200.0, look), 80, 24, entry_text=typed, look=look)
    assert all(len(line.encode("ascii")) <= 80 for line in lines)


def test_a_message_goes_when_the_answer_comes() -> None:
    flow = begin(replace(view("think"), message="took back good"), 0.0)
    assert "took back good" in shown(flow)
    revealed = press(flow, " ", 1.0, judge("think"))
    assert isinstance(revealed, Flow)
    assert "took back good" not in shown(revealed)


def test_the_minutes_of_the_session_are_not_shown_beside_the_clock_of_a_phase() -> None:
    assert "18 min left" in shown(flow_after("phases"))
    running = shown(flow_after("phases", "enter"))
    assert "min left" not in running
    assert ":" in running.splitlines()[0]
