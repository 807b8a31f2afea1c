from dataclasses import replace

import pytest
from screen_cards import flow_after, judge, view

from studybuddy.model import Grade, Verdict
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


def shown(flow: Flow) -> str:
    return "\n".join(draw_frame(picture(flow, 200.0, Look()), 80, 60))


def test_a_message_goes_when_the_answer_comes() -> None:
    flow = begin(replace(view("think"), message="took back good"), 0.0)
    assert "took back good" in shown(flow)
    revealed = press(flow, " ", 1.0, judge("think"))
    assert isinstance(revealed, Flow)
    assert "took back good" not in shown(revealed)


def test_every_line_of_a_long_rubric_has_its_number() -> None:
    flow = flow_after("tell", "enter", "enter")
    prompt = replace(flow.view.prompt, rubric=tuple(f"Line {n}" for n in range(1, 13)))
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


def test_the_minutes_of_the_session_are_not_shown_beside_the_clock_of_a_phase() -> None:
    assert "18 min left" in shown(flow_after("phases"))
    running = shown(flow_after("phases", "enter"))
    assert "min left" not in running
    assert ":" in running.splitlines()[0]
