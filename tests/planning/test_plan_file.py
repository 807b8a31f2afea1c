from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studybuddy.model import Severity
from studybuddy.planning.plan import Week
from studybuddy.planning.plan_file import check_plan, parse_plan, week_totals_of
from studybuddy.planning.work import Work

FIXTURES = Path(__file__).parent / "fixtures"
TWO_WEEKS = (FIXTURES / "two-weeks.md").read_text(encoding="utf-8")
BROKEN = (FIXTURES / "broken.md").read_text(encoding="utf-8")


def test_a_good_plan_is_read_whole() -> None:
    plan, problems = parse_plan(TWO_WEEKS, "plans/two-weeks.md")
    assert problems == ()
    assert plan is not None
    assert (plan.name, plan.title) == ("two-weeks", "Two weeks")
    assert (plan.weekday_minutes, plan.weekend_minutes, plan.rest) == (60, 130, frozenset({6}))
    assert plan.weeks == (
        Week(
            1,
            "the basics",
            ("trees", "metrics"),
            {Work.NEW_CARDS: 70, Work.KATAS: 2, Work.DESIGN_CASES: 1, Work.REHEARSALS: 3},
            {"dsa": 60, "kaggle": 30},
            "Say the reason\nbefore the formula.\n\n### Remember\n\n1. Sleep.",
        ),
        Week(2, "", (), {Work.NEW_CARDS: 0, Work.MOCKS: 1}),
    )
    assert [week.line for week in plan.weeks] == [11, 27]


def test_every_mistake_is_reported_at_its_line_with_a_hint() -> None:
    plan, problems = parse_plan(BROKEN, "broken.md")
    assert plan is None
    reported = "".join(f"{problem}\n" for problem in problems)
    assert reported == (FIXTURES / "broken.problems.txt").read_text(encoding="utf-8")
    assert all(problem.hint for problem in problems)


def test_a_file_without_front_matter_says_how_to_begin() -> None:
    plan, problems = parse_plan("## Week 1\n\n- katas: 1\n", "p.md")
    assert plan is None
    assert [str(problem) for problem in problems] == [
        "p.md:1: the plan has no front matter (begin the file with ---, title: …, minutes: …, ---)"
    ]


def test_front_matter_that_is_no_mapping_is_one_problem_and_not_four() -> None:
    plan, problems = parse_plan("---\n- a\n- b\n---\n## Week 1\n\n- katas: 1\n", "p.md")
    assert plan is None
    assert len(problems) == 1


def test_empty_front_matter_lacks_title_and_minutes() -> None:
    _, problems = parse_plan("---\n---\n## Week 1\n\n- katas: 1\n", "p.md")
    assert [problem.message for problem in problems] == [
        "the plan has no title",
        "minutes must give weekday and weekend",
    ]


def test_a_plan_without_weeks_is_an_error() -> None:
    plan, problems = parse_plan("---\ntitle: T\nminutes: {weekday: 60, weekend: 60}\n---\n", "p.md")
    assert plan is None
    assert [problem.message for problem in problems] == ["the plan has no weeks"]


def test_a_plan_that_never_studies_is_an_error() -> None:
    head = "---\ntitle: T\nminutes: {weekday: 0, weekend: 0}\nrest: 5\n---\n## Week 1\n\n- katas: 1\n"
    _, problems = parse_plan(head, "p.md")
    assert [(problem.source.line, problem.message) for problem in problems] == [
        (3, "no day has any minutes"),
        (4, "rest must be a list of days, not 5"),
    ]


def test_bytes_that_are_no_text_are_one_problem() -> None:
    plan, problems = parse_plan(b"\xff\xfe\x00\x01", "p.md")
    assert plan is None
    assert len(problems) == 1


def test_a_bom_and_crlf_change_nothing() -> None:
    plain, _ = parse_plan(TWO_WEEKS, "p.md")
    raw = b"\xef\xbb\xbf" + TWO_WEEKS.replace("\n", "\r\n").encode()
    assert parse_plan(raw, "p.md") == (plain, ())


def test_check_adds_weeks_that_do_not_fit_and_content_that_is_missing() -> None:
    text = TWO_WEEKS.replace("design cases: 1", "design cases: 9")
    available = {Work.NEW_CARDS: 50, Work.KATAS: 2, Work.DESIGN_CASES: 9}
    problems = check_plan(text, "p.md", available)
    assert [(problem.source.line, problem.severity) for problem in problems] == [(11, Severity.WARNING)] * 2
    assert problems[0].message.endswith("and has 430")
    assert problems[1].message == "70 new cards are planned by week 1 and there are 50"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.integers(0, len(TWO_WEEKS)))
def test_any_text_gives_a_plan_or_an_error(noise: str, at: int) -> None:
    plan, problems = parse_plan(TWO_WEEKS[:at] + noise + TWO_WEEKS[at:], "p.md")
    assert (plan is None) == any(problem.severity is Severity.ERROR for problem in problems)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_plan_or_an_error(raw: bytes) -> None:
    plan, problems = parse_plan(raw, "p.md")
    assert plan is None
    assert problems


HEAD = "---\ntitle: T\nminutes: {weekday: 60, weekend: 60}\n"
WEEK = "---\n## Week 1\n\n- katas: 1\n"


def test_front_matter_may_tell_level_company_size_and_weights() -> None:
    own = "level: senior\ncompany: big-tech\nsize: light\nweights: {dsa: 60.4, research: 40}\n"
    plan, problems = parse_plan(HEAD + own + WEEK, "p.md")
    assert problems == ()
    assert plan is not None
    assert (plan.level, plan.company, plan.size) == ("senior", "big-tech", "light")
    assert plan.weights == {"dsa": 60.4, "research": 40}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("level: boss", "unknown level 'boss' (known: junior, mid, senior, staff, principal)"),
        ("level: [mid]", "unknown level ['mid'] (did you mean mid?)"),
        ("company: bigtech", "unknown company 'bigtech' (did you mean big-tech?)"),
        ("size: 3", "unknown size 3 (known: light, standard, full)"),
        ("weights: {dsa: 60, applied: 39}", "the weights add up to 99, not to 100"),
        ("weights: {dsa: 60, applied: 40.6}", "the weights add up to 100.6, not to 100"),
        ("weights: {dsa: 60, aplied: 40}", "unknown round 'aplied' (did you mean applied?)"),
        ("weights: {dsa: 120, applied: -20}", "the weight of dsa must be a number from 0 to 100, not 120"),
        ("weights: {dsa: .nan}", "the weight of dsa must be a number from 0 to 100, not nan"),
        ("weights: {dsa: yes}", "the weight of dsa must be a number from 0 to 100, not True"),
        ("weights: 100", "weights must name rounds with their percent, not 100"),
        ("weights: {}", "weights must name rounds with their percent, not {}"),
    ],
)
def test_a_profile_that_makes_no_sense_is_an_error_at_its_line(line: str, message: str) -> None:
    plan, problems = parse_plan(f"{HEAD}{line}\n{WEEK}", "p.md")
    assert plan is None
    assert str(problems[0]).startswith(f"p.md:4: {message}")
    assert all(problem.hint for problem in problems)


def test_a_plan_is_checked_at_the_size_that_it_names() -> None:
    big = HEAD + "size: full\n" + WEEK.replace("katas: 1", "design cases: 9")
    assert check_plan(HEAD + WEEK.replace("katas: 1", "design cases: 9"), "p.md") == ()
    (problem,) = check_plan(big, "p.md", {Work.DESIGN_CASES: 9})
    assert problem.message == "18 design cases are planned by week 1 and there are 9"


def test_the_weeks_are_added_up_at_the_size_that_the_plan_names() -> None:
    standard, light = (week_totals_of(HEAD + size + WEEK, "p.md") for size in ("", "size: light\n"))
    assert [(total.number, round(total.minutes, 1), total.capacity) for total in (*standard, *light)] == [
        (1, 17.1, 420),
        (1, 17.1, 280),
    ]
    assert week_totals_of("no plan", "p.md") == ()
