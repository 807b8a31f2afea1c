"""Where a plan stands, in a few words: before it, in it, on the day, and after it."""

import pytest
from command_line import Run


@pytest.mark.parametrize(
    ("day", "line", "glance"),
    [
        (
            "2026-03-02",
            "starts in 7 days · 63 days left",
            "plan starts in 7 days, 63 days to the interview",
        ),
        ("2026-03-09", "week 1/8 starting · 56 days left", "week 1 of 8, starting, 56 days to the interview"),
        ("2026-05-04", "interview today", "interview today"),
        ("2026-05-06", "plan is over", "plan is over"),
    ],
)
def test_a_plan_is_said_in_words(run: Run, day: str, line: str, glance: str) -> None:
    run("plan", "start", "--interview", "2026-05-04").ok()
    now = f"{day}T09:00:00+01:00"
    assert run("status", "--line", STUDYBUDDY_NOW=now).ok().out.rstrip().endswith(line)
    assert f"  {glance}\n" in run(STUDYBUDDY_NOW=now).ok().out
