import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_views import COACH, ROUNDS, VIEW, VIEWS, lines
from rich.cells import cell_len
from rich.console import Console

from studybuddy.planning.agenda import Agenda, Item
from studybuddy.planning.enrolment import InterviewEvent
from studybuddy.planning.next_action import Action
from studybuddy.planning.plan import Week
from studybuddy.screens.console import Look, draw_lines
from studybuddy.screens.plan import IN_SESSION, ROWS, draw, draw_no_plan

GOLDEN = Path(__file__).parent / "plan"


@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("running", 120),
        ("running", 40),
        *(("coach", width) for width in (40, 60, 120)),
        *((name, 80) for name in VIEWS),
    ],
)
def test_the_screen_is_exactly_this(name: str, width: int) -> None:
    golden = (GOLDEN / f"{name}-{width}.txt").read_text(encoding="utf-8")
    assert "".join(f"{line}\n" for line in lines(VIEWS[name], width)) == golden


def test_without_a_plan_the_screen_says_how_to_start_one() -> None:
    plans = (("eight-week", "Eight weeks to a machine-learning interview"), ("mine", "My own"))
    golden = (GOLDEN / "none-80.txt").read_text(encoding="utf-8")
    assert "".join(f"{line}\n" for line in draw_lines(draw_no_plan(plans, 80), 80)) == golden


def test_in_a_narrow_terminal_what_a_plan_is_stands_further_in_below_its_name() -> None:
    lines = draw_lines(draw_no_plan((("eight-week", "Eight weeks to a machine-learning interview"),), 40), 40)
    assert lines[2:4] == ("  studybuddy plan start --interview DATE", "      plan back from the interview")
    assert lines[-3:] == ("  eight-week", "      Eight weeks to a machine-learning", "      interview")


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
    view = VIEW._replace(title=text, week=week, agenda=Agenda(60, 0, (item,)), load=tuple(load))
    drawn = draw(view, width).plain
    assert all(cell_len(line) <= width for line in drawn.split("\n"))
    assert "\x1b" not in drawn


def test_every_command_can_be_read_whole_on_a_narrow_terminal() -> None:
    drawn = " ".join(draw(VIEW, 40).plain.split())
    assert "TYPE studybuddy review" in drawn
    own = [item.command for item in VIEW.agenda.items if item.name not in IN_SESSION]
    assert all(command in drawn for command in own)


def test_a_command_names_the_items_of_the_agenda_that_it_does() -> None:
    items = (
        Item("review", "61 due", 61, 24, "studybuddy review"),
        Item("practice", "dsa", 26, 26, "studybuddy track dsa --minutes 26"),
        Item("kata", "lru-cache", 1, 12, "studybuddy kata lru-cache"),
    )
    drawn = draw(VIEW._replace(agenda=Agenda(62, 0, items)), 40).plain
    assert "studybuddy review (1, 3)\n" in drawn
    assert "studybuddy track dsa --minutes 26\n" in drawn  # no room for more
    wide = draw(VIEW._replace(agenda=Agenda(62, 0, items), targets=()), 80).plain
    assert "(1, 3; studybuddy names each one's own command)" in wide
    assert "studybuddy track dsa --minutes 26 (2)" in wide


def test_the_load_is_one_line_where_it_fits_and_a_row_a_week_where_not() -> None:
    loads = [line for line in lines(VIEW, 80) if re.search(r"\b61  58\b|\b55  58\b", line)]
    assert len(loads) == 1
    narrow = lines(VIEW, 40)
    at = narrow.index("LOAD 14 days")
    assert [len(row.split()) for row in narrow[at + 1 : at + 3]] == [7, 7]


@pytest.mark.parametrize("name", VIEWS)
def test_every_screen_fits_a_terminal_of_24_lines_with_its_prompt(name: str) -> None:
    view = VIEWS[name]
    most = ROWS + view.file_changed  # the one line that is there to be acted upon may cost one
    assert len(lines(view, 80)) <= most
    assert len(lines(view, 120)) <= most


def test_what_the_week_is_about_shows_where_there_is_room_and_always_when_it_is_asked_for() -> None:
    note = "Write the shapes beside each line"
    drawn = "\n".join(lines(COACH, 80))
    assert note not in drawn
    assert note in draw(COACH, 80, rows=60).plain
    for asked in (draw(COACH._replace(current=4), 80, asked=True), draw(COACH, 80, asked=True)):
        assert note in asked.plain
        assert asked.plain.count("tensors · cnn") == 1


def test_a_near_interview_with_rounds_of_its_own_takes_the_place_of_what_the_week_is_about() -> None:
    screen = InterviewEvent("Acme screen", date(2026, 2, 20), ("dsa", "ml-coding"))
    near = COACH._replace(next_event=screen)
    for width, rows in ((80, ROWS), (80, 60), (120, 60)):
        drawn = draw(near, width, rows=rows).plain
        assert "\nweek 5: dsa, ml-coding first, for Acme screen on Fri 20 Feb\n" in drawn
        assert not re.search("FOCUS|tensors|Write the shapes", drawn)
        assert len(drawn.splitlines()) <= rows
        asked = draw(near, width, rows=rows, asked=True).plain
        assert "FOCUS" in asked
        assert "Write the shapes" in asked
    for other in (screen._replace(rounds=()), screen._replace(day=date(2026, 3, 4))):
        assert "tensors" in draw(COACH._replace(next_event=other), 80, rows=60).plain


def test_a_note_is_a_note_whatever_its_first_words_are() -> None:
    """No line is known by how it begins: a note has its place below, and nothing of it is left out."""
    for note in ("week after week: shapes first", "WEAK on shapes: write them down"):
        drawn = draw(COACH._replace(week=replace(COACH.week, note=note)), 80, rows=60).plain.splitlines()
        assert drawn[-1].strip() == note


@pytest.mark.parametrize("name", ["coach", "in-pass", "no-evidence"])
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_column_runs_into_another(name: str, width: int) -> None:
    view = VIEWS[name]
    long = Item("kata", "a-name-that-is-much-longer-than-its-column-has-room-for", 1, 12, "studybuddy kata x")
    long_action = ROUNDS[0]._replace(action=Action("derive a-name-that-is-longer-than-any-column"))
    assert view.readiness is not None
    crowded = view._replace(
        agenda=Agenda(60, 0, (long, *view.agenda.items)),
        readiness=view.readiness._replace(rounds=(long_action, *view.readiness.rounds[1:])),
    )
    drawn = lines(crowded, width)
    assert all(cell_len(line) <= width for line in drawn)
    item = next(line for line in drawn if line.startswith("  1 kata"))
    assert re.search(r"…\s+12\b", item)
    coding = next(line for line in drawn if line.startswith("  coding"))
    assert re.match(r"  coding +26%", coding)


def test_the_load_ahead_is_what_each_day_will_ask() -> None:
    backlog = VIEW._replace(load=(71, 6, 4), load_ahead=(26, 26, 26))
    assert [line for line in lines(backlog, 80) if line.startswith("LOAD")] == ["LOAD 3 days  26 26 26"]


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


@pytest.mark.parametrize("topic", ["trees", "margins-neighbours-bayes"])
def test_the_busiest_day_fits_a_terminal_of_24_rows_with_its_headline(topic: str) -> None:
    items = (
        Item("review", "54 due + 5 new", 59, 23, "studybuddy review"),
        Item("practice", "dsa", 26, 26, "studybuddy track dsa --minutes 26"),
        Item("kata", "causal-attention and 3 more", 4, 48, "studybuddy kata causal-attention"),
        Item("derive", "derive-bpr-gradient", 1, 9, "studybuddy review derive-bpr-gradient"),
        Item("rehearse", "star-ambiguity-goal", 1, 5, "studybuddy review star-ambiguity-goal"),
        Item("quiz", topic, 10, 5, f"studybuddy quiz --topic {topic}"),
    )
    busiest = COACH._replace(agenda=Agenda(130, 0, items))
    drawn = lines(busiest, 80)
    assert len(drawn) <= ROWS
    assert drawn[1].startswith("BEHIND")
    typed = [re.sub(r"^(?:TYPE)? +(studybuddy .*?)(?:  .*| \(.*)?$", r"\1", line) for line in drawn]
    assert {"studybuddy review", items[1].command, items[-1].command} <= set(typed)  # each to be copied whole
