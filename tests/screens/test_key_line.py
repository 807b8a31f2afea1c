from dataclasses import replace

import pytest
from screen_cards import flow_after, view

from studybuddy.model import Grade
from studybuddy.screens.flow import begin
from studybuddy.screens.key_line import grade_offers, grade_remarks, key_line

AGAIN = ", again today"
SCHEDULERS = {
    "sm2": (f"1d{AGAIN}", f"6d{AGAIN}", "6d", "6d"),
    "mature": (f"1d{AGAIN}", f"11.3mo{AGAIN}", "11.9mo", "1.1y"),
    "fsrs": (f"1d{AGAIN}", f"2d{AGAIN}", "2.1mo", "8.3mo"),
    "repeat": ("once more", "once more", "done for today", "done for today"),
    "once": ("noted",) * 4,
    "new": (f"1d{AGAIN}", f"1d{AGAIN}", "1d", "1d"),
}
GRADES = (Grade.AGAIN, Grade.HARD, Grade.GOOD, Grade.EASY)


@pytest.mark.parametrize("name", SCHEDULERS)
def test_the_grades_stand_in_one_short_line_and_what_they_mean_today_is_said_once(name: str) -> None:
    labels = dict(zip(GRADES, SCHEDULERS[name], strict=True))
    flow = flow_after("think", " ")
    flow = replace(flow, view=replace(flow.view, labels=labels))
    offers = " · ".join(grade_offers(flow).values())
    assert len(offers) <= 60
    assert "today" not in offers
    remarks = list(grade_remarks(flow))
    if name in {"repeat", "once", "new"}:
        assert offers == "1 again · 2 hard · 3 good · 4 easy"
    if name == "new":
        assert remarks == ["at first 1d each", "1, 2: again today"]
    elif name == "once":
        assert remarks == ["1, 2, 3, 4: noted"]
    elif name == "repeat":
        assert remarks == ["1, 2: once more", "3, 4: done for today"]
    else:
        assert remarks == ["1, 2: again today"]


def test_while_typing_the_line_says_how_to_leave() -> None:
    keys = " · ".join(key_line(begin(view("type"), 0.0)))
    assert "Esc: keys" in keys
    assert "Ctrl-C quits" in keys
    assert len(keys) <= 78
