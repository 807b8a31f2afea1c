from datetime import date

from plan_views import COACH, IN_PASS, VIEW, VIEWS, lines

from studybuddy.planning.forecast import Forecast
from studybuddy.planning.pace import Pace


def test_the_nearest_interview_is_named_when_it_is_not_the_plans_own() -> None:
    assert "Acme screen Fri 6 Mar, 1 day" in "\n".join(lines(IN_PASS, 80))


def test_a_changed_plan_file_is_said_with_what_takes_it_up() -> None:
    said = "The plan's file changed since it was started: studybuddy plan replan"
    assert said in lines(VIEWS["file-changed"], 80)
    assert said not in lines(COACH, 80)


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
        assert "CRITICAL 3h00 behind  " in drawn[1]
        assert "fix: studybuddy plan replan" in drawn[1] + drawn[2]


def test_what_is_done_beyond_the_plan_is_the_difference_of_the_figures_beside_it() -> None:
    [line] = [
        one for one in lines(COACH._replace(pace=Pace(41.4, 78.6), forecast=None), 80) if "min done" in one
    ]
    assert line == "AHEAD 38 min    pace 1.90    79 of 41 min done"


def test_after_a_replan_the_figures_say_since_when_they_are_counted() -> None:
    replanned = date(2026, 2, 2)
    assert "pace .93 since Tue 3 Feb" in "\n".join(lines(VIEW._replace(replanned=replanned), 80))
    over = "\n".join(lines(VIEWS["over"]._replace(replanned=replanned), 80))
    assert "1740 of 1870 min done since Tue 3 Feb" in over


def test_extra_practice_never_makes_who_is_behind_look_ahead() -> None:
    puzzles = COACH._replace(pace=Pace(550, 772), own_pace=Pace(550, 270))
    drawn = lines(puzzles, 80)
    assert drawn[1] == "CRITICAL 4h40 behind without 8h22 of extra practice    pace 1.40"
    assert "fix: studybuddy plan replan" in drawn[2]
    assert puzzles.pace_word == "critical without the extra practice"
    for own in (Pace(550, 772), None):
        drawn = lines(COACH._replace(pace=Pace(550, 772), own_pace=own), 80)
        assert drawn[1].startswith("AHEAD 3h42    pace")


def test_extra_practice_stands_beside_what_the_plans_own_work_is_ahead() -> None:
    for own, word, verdict in (
        (Pace(500, 560), "ahead", "AHEAD 1h00, and 3h32 of extra practice    pace 1.40"),
        (Pace(550, 560), "on track", "ON TRACK, and 3h32 of extra practice    pace 1.40"),
    ):
        both = COACH._replace(pace=Pace(550, 772), own_pace=own)
        assert lines(both, 80)[1].startswith(verdict)
        assert both.pace_word == word
