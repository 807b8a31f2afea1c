import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from studybuddy.planning.agenda import Agenda, Item
from studybuddy.planning.pace import Pace
from studybuddy.planning.plan import Week
from studybuddy.planning.targets import Target
from studybuddy.planning.view import PlanView, Stage
from studybuddy.screens.console import Look, draw_lines
from studybuddy.screens.plan import IN_SESSION, draw, draw_no_plan

GOLDEN = Path(__file__).parent / "plan"
VIEW = PlanView(
    title="Eight weeks to a machine-learning interview",
    start=date(2026, 1, 15),
    end=date(2026, 3, 12),
    interview=date(2026, 3, 12),
    today=date(2026, 2, 17),
    stage=Stage.RUNNING,
    current=5,
    week=Week(
        5,
        "implementation, from tensors to the transformer",
        ("tensors", "cnn", "rnn", "transformers", "generative-rl", "training-practice"),
        note="Write the shapes beside each line before you run it,\nand talk while you type.",
    ),
    weeks=8,
    pace=Pace(1870, 1740),
    agenda=Agenda(
        60,
        0,
        (
            Item("review", "61 due + 8 new", 69, 26.1, "studybuddy review"),
            Item("kata", "stable-softmax", 1, 12, "studybuddy kata stable-softmax"),
            Item(
                "applied",
                "click-through-rate-drop",
                1,
                20,
                "studybuddy review --kind design --topic case-method --limit 1",
            ),
        ),
    ),
    targets=(
        Target("new cards", 60, 41, 300),
        Target("katas", 5, 2, 90),
        Target("derivations", 2, 2, None),
        Target("stories", 0, 0, None),
        Target("applied cases", 0, 1, 4),
        Target("dsa minutes", 75, 0, None),
    ),
    load=(61, 58, 70, 64, 52, 66, 49, 55, 58, 61, 57, 0, 54, 150),
)
NOTHING = Agenda(60, 0, ())
BEFORE = replace(
    VIEW, today=date(2026, 1, 12), stage=Stage.BEFORE, current=None, pace=Pace(0, 0), agenda=NOTHING
)
VIEWS = {
    "running": VIEW,
    "other-week": replace(VIEW, week=replace(VIEW.week, number=6, title="system design")),
    "rest": replace(VIEW, stage=Stage.REST, agenda=Agenda(0, 0, ())),
    "done": replace(VIEW, agenda=Agenda(60, 58, ()), pace=Pace(100, 100)),
    "first-morning": replace(VIEW, pace=Pace(0, 0), interview=None),
    "before": BEFORE,
    "interview": replace(
        VIEW, today=date(2026, 3, 12), stage=Stage.INTERVIEW, current=None, agenda=Agenda(0, 0, ())
    ),
    "over": replace(VIEW, today=date(2026, 3, 20), stage=Stage.OVER, current=None, agenda=NOTHING),
    "bare": replace(VIEW, week=Week(5, ""), targets=(), load=(), agenda=NOTHING),
}


def lines(view: PlanView, width: int) -> tuple[str, ...]:
    return draw_lines(draw(view, width), width)


@pytest.mark.parametrize(
    ("name", "width"),
    [("running", 120), ("running", 40), *((name, 80) for name in VIEWS)],
)
def test_the_screen_is_exactly_this(name: str, width: int) -> None:
    golden = (GOLDEN / f"{name}-{width}.txt").read_text(encoding="utf-8")
    assert "".join(f"{line}\n" for line in lines(VIEWS[name], width)) == golden


def test_without_a_plan_the_screen_says_how_to_start_one() -> None:
    plans = (("eight-week", "Eight weeks to a machine-learning interview"), ("mine", "My own"))
    golden = (GOLDEN / "none-80.txt").read_text(encoding="utf-8")
    assert "".join(f"{line}\n" for line in draw_lines(draw_no_plan(plans, 80), 80)) == golden


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("width", [1, 5, 12, 20, 40, 71, 72, 80, 200])
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    drawn = draw(VIEWS[name], width).plain.split("\n")
    assert all(cell_len(line) <= width for line in drawn)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.integers(1, 130), st.lists(st.integers(0, 5000), max_size=14))
def test_no_text_of_a_plan_breaks_the_screen(text: str, width: int, load: list[int]) -> None:
    week = Week(5, text, ("trees",), note=text)
    item = Item("kata", text, 1, 12, f"studybuddy kata {text}")
    view = replace(VIEW, title=text, week=week, agenda=Agenda(60, 0, (item,)), load=tuple(load))
    drawn = draw(view, width).plain
    assert all(cell_len(line) <= width for line in drawn.split("\n"))
    assert "\x1b" not in drawn


def test_every_command_can_be_read_whole_on_a_narrow_terminal() -> None:
    drawn = " ".join(draw(VIEW, 40).plain.split())
    assert "TYPE studybuddy review" in drawn
    own = [item.command for item in VIEW.agenda.items if item.name not in IN_SESSION]
    assert all(command in drawn for command in own)


def test_a_load_of_nothing_has_no_row_of_bars() -> None:
    drawn = draw(replace(VIEW, load=(0,) * 14), 80).plain.split("\n")
    at = next(number for number, line in enumerate(drawn) if line.startswith("LOAD"))
    assert drawn[at + 1].startswith("FOCUS")


def test_colour_adds_nothing_but_colour() -> None:
    look = Look(color="truecolor")
    coloured = Console(file=io.StringIO(), width=80)
    plain = "".join(f"{line}\n" for line in lines(VIEW, 80))
    ansi = "".join(f"{line}\n" for line in draw_lines(draw(VIEW, 80), 80, look))
    assert "\x1b[" in ansi
    coloured.print(draw(VIEW, 80))
    assert [line.rstrip() for line in coloured.file.getvalue().splitlines()] == plain.splitlines()  # type: ignore[attr-defined]


def test_a_terminal_without_unicode_gets_the_same_figures() -> None:
    drawn = draw_lines(draw(VIEW, 80), 80, Look(unicode=False, encoding="ascii"))
    assert all(line.isascii() and len(line) <= 80 for line in drawn)
    assert any("BEHIND 2h10" in line for line in drawn)


@pytest.mark.parametrize("name", VIEWS)
def test_a_terminal_of_30_columns_cuts_no_figure(name: str) -> None:
    whole, narrow = ("\n".join(lines(VIEWS[name], width)) for width in (80, 30))
    shown = VIEWS[name].agenda.items if "TODAY" in whole else ()
    for item in shown:
        assert any(line.endswith(f" {item.minutes:.0f}") for line in narrow.splitlines()), item.name
    minutes = re.findall(r"\d+ min\b", whole)
    assert all(figure in " ".join(narrow.split()) for figure in minutes)
