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
from studybuddy.planning.enrolment import InterviewEvent, Pause
from studybuddy.planning.forecast import Forecast
from studybuddy.planning.next_action import Action
from studybuddy.planning.pace import Pace
from studybuddy.planning.pass_view import PassView
from studybuddy.planning.plan import Week
from studybuddy.planning.readiness import Readiness, RoundReadiness
from studybuddy.planning.recall import Retention
from studybuddy.planning.targets import Target
from studybuddy.planning.view import PlanView, Stage
from studybuddy.screens.console import Look, draw_lines
from studybuddy.screens.plan import IN_SESSION, LEFT_COLUMN, ROWS, draw, draw_no_plan

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


def round_of(name: str, weight: float, figures: tuple[float | None, ...], action: str) -> RoundReadiness:
    know, skill, mock, ready, if_kept = figures
    return RoundReadiness(name, weight, know, skill, mock, ready, 70.0, 20, if_kept, Action(action))


ROUNDS = (
    round_of("dsa", 0.26, (0.62, 0.58, None, 60, 74), "redo LC 973"),
    round_of("ml-coding", 0.10, (0.81, 0.72, 2.8, 75, 80), "kata backprop-mlp"),
    round_of("fundamentals", 0.17, (0.86, 0.61, None, 70, 70), "a mock lifts the cap"),
    round_of("system-design", 0.28, (0.70, 0.40, 2.3, 56, 71), "case ads-ranking"),
    round_of("applied", 0.13, (0.68, None, None, None, 70), "case click-through-rate-drop"),
    round_of("behavioral", 0.06, (0.60, 0.67, 2.9, 66, 72), "gap: growth"),
)
READINESS = Readiness(
    on=date(2026, 3, 12),
    rounds=ROUNDS,
    weakest=ROUNDS[3],
    weighted=63.2,
    if_kept=78.8,
    weak=(("adam-bias-correction", 0.42), ("pr-vs-roc", 0.51), ("kv-cache", 0.55)),
    topics=(),
    retention=Retention(200, 0.9, 0.91),
)
BUSY = (
    *VIEW.targets[:3],
    Target("design cases", 1, 0, 28),
    Target("applied cases", 0, 1, 4),
    Target("stories", 1, 0, None),
    Target("rehearsals", 2, 0, None),
    Target("mocks", 1, 0, None),
    Target("dsa minutes", 75, 0, None),
)
COACH = VIEW._replace(
    level="senior",
    company="big-tech",
    targets=BUSY,
    forecast=Forecast(700.0, 60.0, date(2026, 3, 14)),
    readiness=READINESS,
    final_pass=PassView(date(2026, 3, 2), date(2026, 3, 11), 61, 0, 480, {"stretch": 12}),
    next_event=InterviewEvent("interview", date(2026, 3, 12)),
)
IN_PASS = COACH._replace(
    today=date(2026, 3, 5),
    next_event=InterviewEvent("Acme\nscreen", date(2026, 3, 6), ("dsa",)),
    final_pass=PassView(date(2026, 3, 2), date(2026, 3, 11), 61, 180, 300, {}),
)
BEFORE = VIEW._replace(
    today=date(2026, 1, 12), stage=Stage.BEFORE, current=None, pace=Pace(0, 0), agenda=NOTHING
)
VIEWS = {
    "running": VIEW,
    "other-week": VIEW._replace(week=replace(VIEW.week, number=6, title="system design")),
    "rest": VIEW._replace(stage=Stage.REST, agenda=Agenda(0, 0, ())),
    "done": VIEW._replace(agenda=Agenda(60, 58, ()), pace=Pace(100, 100)),
    "first-morning": VIEW._replace(pace=Pace(0, 0), interview=None),
    "before": BEFORE,
    "interview": VIEW._replace(
        today=date(2026, 3, 12), stage=Stage.INTERVIEW, current=None, agenda=Agenda(0, 0, ())
    ),
    "over": VIEW._replace(
        today=date(2026, 3, 20),
        stage=Stage.OVER,
        current=None,
        agenda=NOTHING,
        week=replace(VIEW.week, number=8),
        untold=InterviewEvent("interview", date(2026, 3, 12)),
    ),
    "over-week-5": VIEW._replace(today=date(2026, 3, 20), stage=Stage.OVER, current=None, agenda=NOTHING),
    "paused": VIEW._replace(
        stage=Stage.PAUSED,
        agenda=Agenda(0, 0, ()),
        pauses=(Pause(date(2026, 2, 16), date(2026, 2, 18)),),
        untold=InterviewEvent("Acme screen", date(2026, 2, 16)),
    ),
    "bare": VIEW._replace(week=Week(5, ""), targets=(), load=(), agenda=NOTHING),
    "coach": COACH,
    "in-pass": IN_PASS,
    "no-evidence": COACH._replace(
        pace=Pace(0, 0),
        readiness=READINESS._replace(
            rounds=tuple(one._replace(ready=None, mock=None) for one in ROUNDS),
            weakest=None,
            weighted=None,
            if_kept=None,
            weak=(),
        ),
        final_pass=None,
    ),
    "file-changed": COACH._replace(file_changed=True),
}


def lines(view: PlanView, width: int) -> tuple[str, ...]:
    return draw_lines(draw(view, width), width)


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
    assert note in draw(COACH._replace(current=4), 80).plain


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


def test_the_nearest_interview_is_named_when_it_is_not_the_plans_own() -> None:
    assert "Acme screen Fri 6 Mar, 1 day" in "\n".join(lines(IN_PASS, 80))


def test_a_changed_plan_file_is_said_with_what_takes_it_up() -> None:
    said = "The plan's file changed since it was started: studybuddy plan replan"
    assert said in lines(VIEWS["file-changed"], 80)
    assert said not in lines(COACH, 80)


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


def test_on_the_eve_of_an_interview_nobody_is_behind_or_sent_to_a_replan() -> None:
    assert "plan replan" in "\n".join(lines(COACH, 80))
    for eve in (COACH._replace(today=date(2026, 3, 11)), IN_PASS):
        drawn = lines(eve, 80)
        assert drawn[1] == "EVE  light on purpose: only what is due, then rest"
        assert not [line for line in drawn if "BEHIND" in line or "plan replan" in line]


def test_who_is_critical_is_always_told_a_way_out() -> None:
    nothing_done = Forecast(700.0, None, None, settled=False)
    for forecast in (nothing_done, COACH.forecast):
        drawn = lines(COACH._replace(pace=Pace(200, 20), forecast=forecast), 80)
        assert "CRITICAL 3h00" in drawn[1]
        assert "fix: studybuddy plan replan" in drawn[1] + drawn[2]


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
    assert f"--topic {topic}" in " ".join(" ".join(line[:LEFT_COLUMN] for line in drawn).split())


def test_after_a_replan_the_figures_say_since_when_they_are_counted() -> None:
    replanned = date(2026, 2, 2)
    assert "pace .93 since Tue 3 Feb" in "\n".join(lines(VIEW._replace(replanned=replanned), 80))
    over = "\n".join(lines(VIEWS["over"]._replace(replanned=replanned), 80))
    assert "1740 of 1870 min done since Tue 3 Feb" in over
