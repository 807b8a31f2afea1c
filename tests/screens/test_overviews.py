"""The screens around the review: exactly these, at a wide and at a narrow width, without colour."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from rich.cells import cell_len
from rich.console import RenderableType

from studybuddy.screens.card import (
    CardView,
    HistoryRow,
    QuestionState,
    draw_card,
    draw_history,
)
from studybuddy.screens.console import Look, draw_lines
from studybuddy.screens.lists import DeckRow, QuestionRow, draw_decks, draw_questions
from studybuddy.screens.stats import Calibration, Retention, StatsView, draw_stats
from studybuddy.screens.summary import Leech, SessionSummary, TopicRecall, draw_summary
from studybuddy.screens.today import AgendaLine, TodayView, draw_today

TODAY = date(2026, 3, 10)
LONG = "Why does an L1 penalty give exact zeros where L2 does not, and what of an elastic net?"
RECALL = (
    TopicRecall("linear-algebra", 9, 12),
    TopicRecall("margins-neighbours-bayes", 20, 21),
    TopicRecall("transformers", 0, 7),
)
LEECHES = (Leech("adam-bias", 8, "decks/theory/training.md:41"),)
SUMMARY = SessionSummary(
    answered=40, repeats=7, minutes=24.4, topics=RECALL, lapses=(LONG,), leeches=LEECHES, deferred=5,
    oldest_deferred=date(2026, 3, 7), tomorrow=58, next_command="studybuddy plan", today=TODAY,
    readiness=(62.93, 63.4),
)  # fmt: skip
QUIET = SessionSummary(
    answered=0, repeats=0, minutes=0, topics=(), lapses=(), leeches=(), deferred=0,
    oldest_deferred=None, tomorrow=1, next_command="studybuddy review", today=TODAY, unfinished=3,
)  # fmt: skip
DAY = TodayView(
    date_shown="Tue 10 Mar", due=61, new=8, overdue=3, minutes=24,
    agenda=(
        AgendaLine("review, 61 due + 8 new", 24, "studybuddy review"),
        AgendaLine("case ads-ranking", 45, "studybuddy review --kind design", done=True),
    ),
    plan_line="week 5 of 8 · behind 2h10 · pace .93", next_command="studybuddy review",
    next_about="69 questions, about 24 min",
    answered_today=3, notices=("2 problems in your decks: studybuddy check",),
)  # fmt: skip
FREE_DAY = TodayView("Tue 10 Mar", 0, 0, 0, 0, (), "", "studybuddy plan start --interview DATE")
QUESTIONS = (
    QuestionRow(1, "l1-exact-zeros", LONG, "generalization", "basic", date(2026, 3, 9)),
    QuestionRow(2, "pca:c1", "PCA maximises […]\nover unit vectors", "dimensionality", "cloze", None),
    QuestionRow(
        10, "theory/regularization/a-long-slug-of-a-heading", "x", "trees", "basic", TODAY, state="suspended"
    ),
)
MOVED = (
    replace(QUESTIONS[0], due=TODAY, scheduler_due=date(2026, 4, 29)),
    replace(QUESTIONS[0], number=2, due=TODAY, scheduler_due=TODAY),
    replace(QUESTIONS[1], number=3),
)
DECKS = (
    DeckRow("math/calculus", "Calculus", 40, 3, 20),
    DeckRow("theory/regularization", "Regularization", 12, 0, 12, suspended=1, problems=2),
)
CARD = CardView(
    "l1-exact-zeros", "basic", "decks/theory/reg.md:12", "generalization", "core", ("l1", "sparsity"),
    "Why does **L1** give zeros?", (("Answer", "Because $x$ has a kink."), ("Follow-ups", "- one\n- two")),
    (
        QuestionState("l1-exact-zeros", date(2026, 3, 16), date(2026, 3, 15), 6, 2.5, 2, 0, ("leech",)),
        QuestionState("l1-exact-zeros:reverse", None, None, 0, None, 0, 0),
    ),
)  # fmt: skip
HISTORY = (
    HistoryRow(datetime(2026, 3, 1, 9, 30), "review", "good", "scheduled", 1, 4200, 3, "because of the kink"),  # noqa: DTZ001 - shown as it is
    HistoryRow(datetime(2026, 3, 2, 9, 30), "review", "again", "repeat", took_ms=9200, taken_back=True),  # noqa: DTZ001
    HistoryRow(datetime(2026, 3, 3, 9, 30), "suspend"),  # noqa: DTZ001
)
STATS = StatsView(
    today=TODAY,
    by_topic=(Retention("trees", 40, 36, 0.91), Retention("transformers", 20, 11, 0.85)),
    by_week=(Retention("2 Mar", 30, 25, 0.9), Retention("9 Mar", 0, 0)),
    reviews_by_day={TODAY - timedelta(days=day * 3 % 70): day * 7 % 40 + 1 for day in range(30)},
    forecast=(61, 58, 70, 64, 0, 66, 49, 1),
    minutes_by_kind=(("basic", 300.0), ("design", 90.0)),
    leeches=LEECHES,
    calibration=(Calibration(1, 10, 3), Calibration(3, 20, 19)),
)
NO_STATS = StatsView(
    TODAY, (), (), {}, (0, 0, 0), (), why_nothing_due="Nothing is due: the next question comes on Thu 12 Mar."
)


def drawings(width: int) -> dict[str, RenderableType]:
    return {
        "summary": draw_summary(SUMMARY),
        "summary-quiet": draw_summary(QUIET),
        "today": draw_today(DAY),
        "today-free": draw_today(FREE_DAY),
        "due": draw_questions(QUESTIONS, TODAY, width, empty="Nothing is due.", hidden=3),
        "due-moved": draw_questions(MOVED, TODAY, width, empty="Nothing is due."),
        "due-none": draw_questions((), TODAY, width, empty="Nothing is due."),
        "decks": draw_decks(DECKS, width),
        "show": draw_card(CARD, TODAY),
        "history": draw_history("l1-exact-zeros", HISTORY),
        "history-none": draw_history("l1-exact-zeros", ()),
        "stats": draw_stats(STATS, width),
        "stats-none": draw_stats(NO_STATS, width),
    }


def test_a_session_of_repeats_alone_is_not_one_in_which_nothing_was_answered() -> None:
    lines = draw_lines(draw_summary(replace(QUIET, repeats=1, minutes=2)), 80)
    assert lines[0] == " Done: 1 repeat in 2 min"
    assert "Nothing was answered." not in "".join(lines)


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("name", drawings(80))
def test_the_screen_is_exactly_this(name: str, width: int, golden) -> None:  # noqa: ANN001 - the fixture says it
    lines = draw_lines(drawings(width)[name], width)
    assert all(cell_len(line) <= width for line in lines)
    golden(f"{name}-{width}", lines)


@pytest.mark.parametrize("name", drawings(80))
def test_colour_adds_nothing_that_must_be_read(name: str) -> None:
    from rich.text import Text

    plain = draw_lines(drawings(80)[name], 80)
    colored = draw_lines(drawings(80)[name], 80, Look(color="truecolor"))
    read = [Text.from_ansi(line).plain.rstrip() for line in colored]
    assert read == [line.rstrip() for line in plain]


@pytest.mark.parametrize("width", range(20, 130, 10))
def test_no_overview_is_wider_than_the_terminal(width: int) -> None:
    for drawing in drawings(width).values():
        assert all(cell_len(line) <= width for line in draw_lines(drawing, width))


def test_a_session_without_topics_has_no_empty_lines_in_a_row() -> None:
    lines = draw_lines(draw_summary(replace(SUMMARY, topics=(), lapses=(), leeches=())), 80)
    assert all(one or other for one, other in pairwise(lines))


def test_30_columns_cut_no_figure_of_recall() -> None:
    topics = (TopicRecall("margins-neighbours-bayes", 7, 13), TopicRecall("metrics", 1, 1))
    drawn = "\n".join(draw_lines(draw_summary(replace(SUMMARY, topics=topics)), 30))
    assert all(figure in drawn for figure in ("7/13", "54%", "1/1", "100%", "8/14", "57%"))
    stats = replace(STATS, by_topic=(Retention("margins-neighbours-bayes", 1200, 1000, 0.83),))
    drawn = "\n".join(draw_lines(draw_stats(stats, 30), 30))
    assert all(figure in drawn for figure in ("1200", "83%", "pred."))
    assert "margins" in drawn


def test_all_that_was_forgotten_is_counted_however_much_of_it_is_listed() -> None:
    drawn = draw_lines(draw_summary(replace(SUMMARY, more_lapses=17)), 80)
    assert " Forgotten today: 18" in drawn
    assert "    and 17 more" in drawn


def test_before_an_interview_what_waits_until_after_it_is_not_announced() -> None:
    drawn = draw_lines(draw_summary(replace(SUMMARY, interview_tomorrow=True)), 80)
    assert " Tomorrow: the interview" in drawn
    assert not any("58 questions" in line for line in drawn)
