"""Where a plan stands, in a few words: before it, in it, on the day, and after it."""

from pathlib import Path

import pytest
from coached import Write, on, write_decks
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
        ("2026-05-04", "interview today", "Interview today: nothing is planned. Good luck!"),
        ("2026-05-06", "plan is over", "the plan is over"),
    ],
)
def test_a_plan_is_said_in_words(run: Run, day: str, line: str, glance: str) -> None:
    run("plan", "start", "--interview", "2026-05-04").ok()
    now = f"{day}T09:00:00+01:00"
    assert run("status", "--line", STUDYBUDDY_NOW=now).ok().out.rstrip().endswith(line)
    assert f"  {glance}\n" in run(STUDYBUDDY_NOW=now).ok().out


def test_on_the_first_day_every_screen_says_that_pace_is_not_counted_yet(run: Run, write: Write) -> None:
    write_decks(write)
    run("plan", "start", "--interview", "8w", "--from", "today").ok()
    for number in range(8):
        run("grade", f"card-{number}", "good").ok()
    assert "STARTING" in run("plan").ok().out
    assert "week 1 of 8, starting, 56 days" in run().ok().out
    assert " starting " in run("status", "--line").ok().out
    run("plan", "replan", "--yes", STUDYBUDDY_NOW=on(4)).ok()
    assert "REPLANNED" in run("plan", STUDYBUDDY_NOW=on(4)).ok().out
    assert "week 1 of 8, replanned, 54 days" in run(STUDYBUDDY_NOW=on(4)).ok().out
    assert "REPLANNED    pace is counted from today on" in run("plan", STUDYBUDDY_NOW=on(5)).ok().out
    assert "replanned" not in run(STUDYBUDDY_NOW=on(6)).ok().out
    assert " since Thu 5 Mar" in run("plan", STUDYBUDDY_NOW=on(6)).ok().out


def test_the_nearest_interview_is_the_one_that_is_counted_down_to(run: Run, write: Write) -> None:
    write_decks(write)
    run("plan", "start", "--interview", "8w").ok()
    run("plan", "event", "add", "Acme", "2026-03-05").ok()
    assert run("status", "--line").ok().out.endswith("· 3 days left\n")
    assert "3 days to Acme\n" in run().ok().out
    eve = run(STUDYBUDDY_NOW=on(4)).ok().out
    assert "  week 1 of 8, 1 day to Acme\n" in eve  # an eve is not behind
    assert "the eve is light on purpose: only what is due, in half the minutes\n" in eve
    assert " new" not in eve
    assert run("status", "--json", STUDYBUDDY_NOW=on(4)).ok().json["new"] == 0
    assert "1/1" in run("review", "card-3", stdin=":q\n", STUDYBUDDY_NOW=on(4)).ok().out


def test_the_day_of_an_interview_asks_for_nothing_and_brings_nothing_new(run: Run, write: Write) -> None:
    write_decks(write)
    run("plan", "start", "--interview", "8w").ok()
    run("plan", "event", "add", "Acme", "2026-03-05").ok()
    said = run(STUDYBUDDY_NOW=on(5)).ok().out
    assert "Acme today: nothing is planned. Good luck!" in said
    assert "afterwards: studybuddy plan event debrief" in said
    assert "Next" not in said
    assert " new" not in said
    assert run("status", "--line", STUDYBUDDY_NOW=on(5)).ok().out == "Acme today\n"
    run("plan", "event", "debrief", "Acme", "--asked", "trees: why prune?", STUDYBUDDY_NOW=on(5)).ok()
    for words in ([], ["plan"]):
        assert "afterwards" not in run(*words, STUDYBUDDY_NOW=on(5)).ok().out
    run("plan", "start", "--interview", "2026-03-08").ok()
    assert run("status", "--json", STUDYBUDDY_NOW=on(8)).ok().json["new"] == 0


def test_after_an_interview_the_debrief_is_asked_for_until_it_was_given(run: Run, write: Write) -> None:
    write_decks(write)
    run("plan", "start", "--interview", "8w").ok()
    run("plan", "event", "add", "Acme", "2026-03-05").ok()
    asks = "How was Acme? studybuddy plan event debrief"
    for words in ([], ["plan"], ["status"]):
        assert asks in run(*words, STUDYBUDDY_NOW=on(6)).ok().out
    assert "How was Acme?" in run("review", stdin="q\n", STUDYBUDDY_NOW=on(6)).out
    run("plan", "event", "debrief", "--asked", "trees: why?", STUDYBUDDY_NOW=on(6)).ok()
    for words in ([], ["plan"], ["status"]):
        assert "How was" not in run(*words, STUDYBUDDY_NOW=on(6)).ok().out


def test_after_the_plan_only_what_comes_next_is_named(run: Run, write: Write) -> None:
    write_decks(write)
    run("plan", "start", "--interview", "2026-03-05").ok()
    said = run(STUDYBUDDY_NOW=on(6)).ok().out
    assert "How was the interview?" in said
    assert " new" not in said
    assert "Next: studybuddy plan event debrief" in said
    assert "Next: studybuddy plan start --interview DATE" in run(STUDYBUDDY_NOW=on(25)).ok().out
    assert "FOCUS" not in run("plan", STUDYBUDDY_NOW=on(6)).ok().out


def test_a_pause_is_said_on_its_days(run: Run, write: Write) -> None:
    write_decks(write)
    run("plan", "start", "--interview", "8w").ok()
    run("plan", "pause", "2026-03-04", "2026-03-06").ok()
    assert "paused until Fri 6 Mar\n" in run(STUDYBUDDY_NOW=on(5)).ok().out
    assert "PAUSED until Fri 6 Mar" in run("plan", STUDYBUDDY_NOW=on(5)).ok().out
    assert "paused until Fri 6 Mar" in run("status", STUDYBUDDY_NOW=on(5)).ok().out
    listed = run("plan", "pause", STUDYBUDDY_NOW=on(2)).ok().out
    assert listed == "paused from Wed 4 Mar 2026 to Fri 6 Mar 2026\n"
    run("plan", "pause", "2026-03-04").fails(2, "FROM and TO")


def test_without_a_pause_the_list_of_them_says_how_to_pause(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    assert run("plan", "pause").ok().out == "no pause is set: studybuddy plan pause FROM TO\n"


def test_a_mock_has_its_round_and_its_scale(run: Run, write: Write, home: Path) -> None:
    write_decks(write)
    path = home / "plans" / "mine.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = "---\ntitle: Mine\nminutes: {weekday: 90, weekend: 90}\n---\n\n"
    path.write_text(f"{head}## Week 1: first\n\n- topics: trees\n- mocks: 1\n", encoding="utf-8")
    run("plan", "start", "mine", "--from", "today").ok()
    said = run().ok().out
    assert "studybuddy track mock dsa --minutes 60 --score 1-4" in said
    assert "ROUND" not in said
    assert "a mock's score is 1 to 4, its rubric's mean; add --partner" in said


def test_after_the_plan_only_what_is_due_is_asked_and_a_line_says_so(run: Run, write: Write) -> None:
    write_decks(write)
    run("plan", "start", "--interview", "2026-03-05").ok()
    run("grade", "card-0", "again").ok()
    assert run("status", "--json", STUDYBUDDY_NOW=on(4)).ok().json["new"] == 0  # the eve
    after = " ".join(run("review", stdin="\n3\n" * 40, STUDYBUDDY_NOW=on(6)).ok().out.split())
    assert "the plan is over: only what is due is asked; --new 10 brings new cards" in after
    assert "How was the interview? studybuddy plan event debrief" in after
    assert "review · 1/1 ·" in after
    assert "· new" not in after
    status = run("status", "--json", STUDYBUDDY_NOW=on(6)).ok().json
    assert (status["due"], status["new"]) == (0, 0)
    asked = run("review", "--new", "3", STUDYBUDDY_NOW=on(6)).ok().out
    assert "review · 1/3 ·" in asked
    by_topic = run("review", "--topic", "trees", STUDYBUDDY_NOW=on(6)).ok().out
    assert "· new" in by_topic
    crammed = run("review", "--cram", STUDYBUDDY_NOW=on(6)).ok().out
    assert not any("only what is due" in out for out in (asked, by_topic, crammed))
    run("plan", "clear", STUDYBUDDY_NOW=on(6)).ok()
    assert run("status", "--json", STUDYBUDDY_NOW=on(6)).ok().json["new"] == 15


@pytest.mark.parametrize(
    ("interview", "title"),
    [("2026-04-12", "Five weeks"), ("2026-04-13", "Eight weeks"), ("8w", "Eight weeks")],
)
def test_a_date_chooses_the_plan_that_fits_and_says_which_it_left(
    run: Run, interview: str, title: str
) -> None:
    said = run("plan", "start", "--interview", interview).ok().out
    assert said.startswith(title)
    assert ("So near a date has its own plan" in said) is (title == "Five weeks")
    assert run("plan", "start", "eight-week", "--interview", interview).ok().out.startswith("Eight weeks")


def test_a_week_shows_what_a_near_interview_puts_first_and_what_it_is_about_to_who_asks(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    run("plan", "event", "add", "Acme", "2026-03-05", "--rounds", "dsa").ok()
    shown, asked = run("plan").ok().out, run("plan", "--week", "1").ok().out
    assert "\nweek 1: dsa first, for Acme on Thu 5 Mar\n" in shown
    assert "FOCUS" not in shown
    assert "\nFOCUS  dsa · python-stack" in asked
