"""The lines of readiness, the final pass and the forecast, one by one."""

from datetime import date

import pytest
from rich.cells import cell_len

from studybuddy.planning.forecast import Forecast
from studybuddy.planning.next_action import Action
from studybuddy.planning.pass_view import PassView
from studybuddy.planning.readiness import Readiness, RoundReadiness
from studybuddy.planning.recall import Retention
from studybuddy.screens.readiness import (
    draw_forecast,
    draw_pass,
    draw_readiness,
    draw_weak,
    weak_label,
    weak_lines,
)

ON = date(2026, 3, 12)


def standing(ready: float | None, name: str = "dsa") -> RoundReadiness:
    return RoundReadiness(name, 0.5, 0.5, 0.5, None, ready, 70.0, 10, 60.0, Action("kata x"))


def readiness(*rounds: RoundReadiness, weak: tuple[tuple[str, float], ...] = ()) -> Readiness:
    evident = [one for one in rounds if one.ready is not None]
    weakest = min(evident, key=lambda one: one.ready or 0.0, default=None)
    mean = 50.0 if evident else None
    return Readiness(ON, rounds, weakest, mean, mean, weak, (), Retention(0, 0.0, 0.0))


def lines(found: Readiness, width: int = 80) -> list[str]:
    return [line.plain.rstrip() for line in draw_readiness(found, width)]


def test_a_round_without_evidence_has_no_number() -> None:
    head, _, row = lines(readiness(standing(None)))
    assert "no evidence yet: ten results in a round make it" in head
    assert "no evidence yet" in row
    assert lines(readiness(standing(None)), 40)[-1].endswith("–")


@pytest.mark.parametrize(
    ("ready", "bar"), [(0, ""), (1, "▏"), (50, "█████"), (56, "█████▋"), (100, "█" * 10)]
)
def test_the_bar_has_a_cell_for_every_ten_points(ready: float, bar: str) -> None:
    row = lines(readiness(standing(ready)))[-1]
    assert "".join(sign for sign in row if sign in "▏▎▍▌▋▊▉█") == bar


def test_the_weakest_round_leads_and_is_marked_while_it_is_below_60() -> None:
    low = lines(readiness(standing(59), standing(70, "applied")))
    assert "weakest 59 coding" in low[0]
    assert "!!" in low[2]
    assert "!!" not in low[3]
    assert not any("!!" in line for line in lines(readiness(standing(60), standing(70, "applied"))))


def test_a_round_of_an_own_name_is_shown_by_it() -> None:
    assert any("research" in line for line in lines(readiness(standing(61, "research"))))


@pytest.mark.parametrize("width", [40, 43, 52, 56, 57, 60, 76, 80, 120])
def test_no_figure_of_a_round_is_cut_from_43_columns_on(width: int) -> None:
    row = lines(readiness(standing(56)), width)[-1]
    assert all(cell_len(line) <= width for line in lines(readiness(standing(100)), width))
    for figure in ("50%", "56", *(("50",) if width >= 43 else ())):
        assert figure in row
    assert ("kata x" in row) == (width >= 76)


def test_the_final_pass_says_when_it_is_how_far_it_is_and_what_does_not_fit() -> None:
    view = PassView(date(2026, 3, 2), date(2026, 3, 11), 61, 0, 480, {"stretch": 12, "standard": 0})
    assert draw_pass(view, date(2026, 3, 1)) == "2 Mar to 11 Mar, 61 cards a day; no room for 12 stretch"
    under_way = view._replace(passed=180, left=300, dropped={})
    assert draw_pass(under_way, date(2026, 3, 2)) == "180 of 480 passed, until 11 Mar"
    fragile = draw_pass(under_way._replace(again=7), date(2026, 3, 2))
    assert fragile == "180 of 480 passed, until 11 Mar; 7 of them once more"
    passed = view._replace(passed=5, left=0, dropped={}, unseen=33)
    assert draw_pass(passed, date(2026, 3, 9)) == "5 of 5 passed, until 11 Mar; 33 planned cards never seen"
    assert "never seen" not in draw_pass(passed, date(2026, 3, 1))


def test_what_finds_no_room_stays_part_of_the_final_pass() -> None:
    view = PassView(date(2026, 2, 13), date(2026, 2, 22), 20, 73, 0, {"core": 23})
    assert draw_pass(view, date(2026, 2, 22)) == "73 of 96 passed, until 22 Feb; no room for 23 core"


def test_a_card_that_will_be_recalled_is_not_weak() -> None:
    known = readiness(standing(50), weak=(("adam", 0.893), ("kv-cache", 0.896), ("pr-vs-roc", 0.98)))
    assert (weak_label(known), draw_weak(known, 80)) == ("WEAK on 12 Mar", "adam 89%")
    assert len([*weak_lines(known, 20)]) == 1
    assert weak_label(readiness(standing(50), weak=(("pr-vs-roc", 0.98),))) == ""
    assert weak_label(None) == ""


def test_a_forecast_offers_the_fix_only_to_who_is_behind() -> None:
    late = Forecast(700.0, 60.0, date(2026, 3, 14))
    assert draw_forecast(late, behind=True) == ("at this pace done 14 Mar", "fix: studybuddy plan replan")
    assert draw_forecast(late, behind=False) == ("at this pace done 14 Mar",)
    assert draw_forecast(Forecast(700.0, None, None), behind=True) == ("fix: studybuddy plan replan",)
    assert draw_forecast(Forecast(700.0, None, None), behind=False) == ()


def test_a_forecast_after_the_interview_is_called_behind_it() -> None:
    found = Forecast(700.0, 60.0, date(2026, 3, 14))
    late = "at this pace done 14 Mar, 13 days behind the interview"
    assert draw_forecast(found, behind=False, interview=date(2026, 3, 1)) == (late,)
    [one_late] = draw_forecast(found, behind=False, interview=date(2026, 3, 13))
    assert one_late.endswith(", 1 day behind the interview")
    assert draw_forecast(found, behind=False, interview=date(2026, 3, 14)) == ("at this pace done 14 Mar",)
    behind_already = draw_forecast(found, behind=True, interview=date(2026, 3, 1))
    assert behind_already == ("at this pace done 14 Mar", "fix: studybuddy plan replan")


def test_one_or_two_days_of_work_foretell_nothing() -> None:
    soon = Forecast(700.0, 60.0, date(2026, 3, 14), settled=False)
    assert draw_forecast(soon, behind=False) == ()
    assert draw_forecast(soon, behind=True) == ("fix: studybuddy plan replan",)


def test_as_many_weak_cards_are_named_as_fit_one_line() -> None:
    found = readiness(standing(50), weak=(("adam", 0.42), ("pr-vs-roc", 0.51), ("kv-cache", 0.55)))
    assert draw_weak(found, 80) == "adam 42% · pr-vs-roc 51% · kv-cache 55%"
    assert draw_weak(found, 30) == "adam 42% · pr-vs-roc 51%"
    assert draw_weak(found, 1) == "adam 42%"
    assert [line.plain for line in weak_lines(found, 14)] == [
        "  adam     42%",
        "  pr-vs-…  51%",
        "  kv-cac…  55%",
    ]


def test_the_headline_says_how_many_rounds_have_no_evidence_yet() -> None:
    known, unknown = standing(59, "system-design"), standing(None, "applied")
    head, *_ = lines(readiness(known, unknown, unknown))
    assert head == "READINESS on 12 Mar  weakest 59 system design, 2 open  weighted 50  if kept: 50"
    assert "open" not in "".join(lines(readiness(known)))
