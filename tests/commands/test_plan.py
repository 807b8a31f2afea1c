"""The plan from its start to its end: what moves and what never does, as the commands say it."""

import re
from collections import Counter
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from coached import SEEN, Write, on, schedules, see_all, write_decks
from command_line import ROOT, Run

from studybuddy.planning.plan import SIZES

PLAN = """---
title: Mine
minutes: {{weekday: 30, weekend: 40}}
{front}---

## Week 1: first

- topics: metrics
- new cards: {cards}
- tracked minutes: dsa 30

## Week 2: second

- topics: trees
- new cards: 4
"""


@pytest.fixture
def decks(write: Write) -> None:
    write_decks(write)


def write_plan(write: Write, front: str = "", cards: int = 5, name: str = "mine") -> str:
    path = write("unused").parent.parent / "plans" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PLAN.format(front=front, cards=cards), encoding="utf-8")
    return str(path)


def edit(path: str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new), encoding="utf-8")


# --- the final pass ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("decks")
def test_in_the_window_both_dates_of_a_question_are_shown(run: Run) -> None:
    see_all(run)
    run("plan", "start", "--interview", "2026-03-12").ok()
    view = run("plan", "--json").ok().json["final_pass"]
    in_pass = {}
    for day in range(date.fromisoformat(view["first"]).day, 12):
        for row in run("due", "--json", STUDYBUDDY_NOW=on(day)).ok().json:
            if row["id"] in SEEN:
                in_pass.setdefault(row["id"], (row["due"], row["sm2_due"]))
    assert set(in_pass) == set(SEEN)
    assert all(view["first"] <= due < "2026-03-12" for due, _ in in_pass.values())
    assert {sm2_due for _, sm2_due in in_pass.values()} == {"2026-03-14"}
    table = run("due", STUDYBUDDY_NOW=on(11)).ok().out
    assert re.search(r"due +exactly", table)
    assert re.search(r" today +Sat 14 Mar", table)


@pytest.mark.usefixtures("decks")
def test_starting_moving_and_clearing_change_only_the_days_acted_upon(run: Run) -> None:
    see_all(run)
    now = on(2)
    before = schedules(run, now)
    run("plan", "start", "--interview", "2026-03-12").ok()
    started = schedules(run, now)
    run("plan", "move", "2026-03-20").ok()
    moved = schedules(run, now)
    for after in (started, moved):
        assert all({**after[card], "due": None} == {**before[card], "due": None} for card in SEEN)
        assert any(after[card]["due"] != before[card]["due"] for card in SEEN)
    assert started != moved
    assert "left the plan" in run("plan", "clear").ok().out
    assert schedules(run, now) == before
    run("undo").ok()
    assert schedules(run, now) == moved
    run("undo").ok()
    assert schedules(run, now) == started
    run("undo").ok()
    assert schedules(run, now) == before


def test_clearing_where_there_is_no_plan_changes_nothing(run: Run) -> None:
    assert run("plan", "clear").ok().out == "no plan is started\n"
    assert "nothing to undo" in run("undo").ok().out


# --- starting ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("decks")
def test_the_options_of_a_start_are_in_force(run: Run) -> None:
    said = run(
        "plan", "start", "--interview", "8w", "--level", "senior", "--company", "big-tech",
        "--size", "light", "--minutes", "45",
    ).ok().out  # fmt: skip
    assert "senior, big tech" in said
    found = run("plan", "--json").ok().json
    assert (found["level"], found["company"], found["size"]) == ("senior", "big-tech", "light")
    assert found["minutes_today"]["available"] == 45
    weights = {one["round"]: round(one["weight"]) for one in found["readiness"]["rounds"]}
    assert weights == {"dsa": 26, "ml-coding": 10, "fundamentals": 17, "system-design": 28,
                       "applied": 13, "behavioral": 6}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--level", "senor"), "did you mean senior"),
        (("--company", "bigtech"), "did you mean big-tech"),
        (("--size", "huge"), "sizes: light, standard, full"),
        (("--minutes", "0"), "0 minutes a day are no plan: the least is 15"),
        (("--minutes", "1441"), "give 1 to 1440"),
        (("--minutes", "5"), "5 minutes a day are no plan: the least is 15"),
        (("--minutes", "14"), "without a plan: studybuddy review --minutes 5"),
    ],
)
def test_a_wrong_word_at_the_start_is_said_and_starts_nothing(
    run: Run, words: tuple[str, str], said: str
) -> None:
    run("status").ok()
    run("plan", "start", "--interview", "8w", *words).fails(2, said)
    assert run("plan", "--json").ok().json["plan"] is None


def test_what_the_plan_file_says_of_its_profile_is_taken(run: Run, write: Write) -> None:
    weights = "{dsa: 70, fundamentals: 30}"
    write_plan(write, f"level: staff\ncompany: research-lab\nsize: light\nweights: {weights}\n")
    run("plan", "start", "mine", "--from", "today").ok()
    found = run("plan", "--json").ok().json
    assert (found["level"], found["company"], found["size"]) == ("staff", "research-lab", "light")
    assert {one["round"]: one["weight"] for one in found["readiness"]["rounds"]} == {
        "dsa": 70.0,
        "fundamentals": 30.0,
    }


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("weights: {dsa: 30, fundamentals: 30}\n", "add up to"),
        ("level: senor\n", "did you mean senior"),
        ("company: bank\n", "unknown company"),
        ("size: huge\n", "unknown size"),
    ],
)
def test_a_profile_that_cannot_be_is_an_error_with_its_line(
    run: Run, write: Write, front: str, said: str
) -> None:
    path = write_plan(write, front)
    checked = run("check", path)
    assert checked.code == 1
    assert f"{path}:4: " in checked.out
    assert said in checked.out
    run("plan", "start", "mine", "--from", "today").fails(1, said, f"{path}:4")


def test_check_adds_up_the_minutes_of_every_week(run: Run, write: Write) -> None:
    write_decks(write)
    path = write_plan(write)
    shown = run("check", path).ok().out.splitlines()
    assert shown[:2] == [f"{path}: week 1 takes 35 of 230 min", f"{path}: week 2 takes 7 of 230 min"]
    assert f"{path}: week 1 takes 35 of 230 min" in run("check").ok().out
    weeks = run("check", path, "--json").ok().json["weeks"]
    assert weeks[0] == {"path": path, "number": 1, "minutes": 35.4, "capacity": 230}


def test_the_shipped_plans_fit_at_all_sizes(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("STUDYBUDDY_DECKS")
    weeks = {}  # of each plan, by its path
    for (name, count), size in product({"eight-week": 8, "five-week": 5}.items(), SIZES):
        text = (ROOT / "plans" / f"{name}.md").read_text(encoding="utf-8")
        path = tmp_path / f"{name}-{size}.md"
        path.write_text(text.replace("minutes: {", f"size: {size}\nminutes: {{", 1), encoding="utf-8")
        weeks[str(path)] = count
    found = run("check", *weeks, "--json").ok().json
    assert not [problem for problem in found["problems"] if " minutes and has " in problem["message"]]
    assert Counter(week["path"] for week in found["weeks"]) == weeks
    assert all(week["minutes"] <= week["capacity"] for week in found["weeks"])


# --- near and far interviews ---------------------------------------------------------------------------


@pytest.mark.usefixtures("decks")
def test_an_interview_today_leaves_nothing_to_plan(run: Run) -> None:
    said = run("plan", "start", "--interview", "today").ok().out
    assert "there is nothing left to plan" in said
    assert "INTERVIEW TODAY" in said
    assert run("plan", "--json").ok().json["stage"] == "interview"
    for words in (["review", "--limit", "1"], ["due"], ["plan", "replan"], ["plan", "export"], []):
        run(*words, stdin=":quit\n").ok()


@pytest.mark.usefixtures("decks")
def test_a_plan_without_a_day_does_not_take_the_place_of_one_that_has_some(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    run("plan", "start", "--interview", "today", "--yes").fails(
        2, "nothing is left to plan", "studybuddy plan event add NAME today"
    )
    assert run("plan", "--json").ok().json["weeks"] == 8


@pytest.mark.usefixtures("decks")
def test_an_interview_tomorrow_warns_and_lists_what_does_not_fit(run: Run, write: Write) -> None:
    see_all(run)
    said = run("plan", "start", "--interview", "tomorrow").ok().out
    assert "the plan starts with week 5" in said
    assert "Only 1 day of study left before Tue 3 Mar 2026." in said
    assert "seen question" not in said
    now = on(10)  # the cards were last asked before the window of its five days
    edit(write_plan(write), "weekday: 30", "weekday: 2")
    said = run("plan", "start", "mine", "--interview", "tomorrow", STUDYBUDDY_NOW=now).ok().out
    dropped = sum(run("plan", "--json", STUDYBUDDY_NOW=now).ok().json["final_pass"]["dropped"].values())
    assert dropped > 5
    named = re.search(rf"{dropped} seen questions will not be asked once more before .*: (.*), …", said)
    assert named is not None
    assert len(set(named[1].split(", ")) & set(SEEN)) == 5


def test_an_interview_yesterday_is_refused(run: Run) -> None:
    run("status").ok()
    run("plan", "start", "--interview", "2026-03-01").fails(2, "in the past")
    run("plan", "start", "--interview", "8w").ok()
    run("plan", "move", "2026-03-01").fails(2, "in the past")
    run("plan", "event", "add", "Acme", "2026-02-01").fails(2, "in the past")


@pytest.mark.usefixtures("decks")
def test_an_interview_in_two_years_waits_for_its_weeks(run: Run) -> None:
    see_all(run)
    before = schedules(run, on(2))
    said = run("plan", "start", "--interview", "2028-03-01").ok().out
    assert "STARTS" in said
    assert "730 days" in said
    found = run("plan", "--json").ok().json
    assert (found["stage"], found["current_week"]) == ("before", None)
    assert schedules(run, on(2)) == before
    assert run("review", "--limit", "1", stdin=":quit\n").ok()


def test_a_start_says_what_shorter_days_leave_out(run: Run) -> None:
    assert "Left out" not in run("plan", "start", "--interview", "8w").ok().out
    assert "Left out" not in run("plan", "start", "--interview", "8w", "--minutes", "90").ok().out
    said = run("plan", "start", "--interview", "8w", "--minutes", "45").ok().out
    assert "\nLeft out to fit the days: " in said
    assert " of 675 dsa minutes" in said
    assert "A weekday has 45 minutes, a day of the weekend 98." in said
    assert "More than half" not in said
    short = run("plan", "start", "--interview", "8w", "--minutes", "15").ok().out
    assert "More than half of the new cards are left out: --size light plans for them first." in short
    light = run("plan", "start", "--interview", "8w", "--minutes", "15", "--size", "light").ok().out
    assert "More than half" not in light
    assert new_left_out(light) < new_left_out(short)
    nearer = run("plan", "start", "--interview", "7d", "--minutes", "20").ok().out
    assert "of 45 dsa minutes" in nearer  # of the weeks that remain


def new_left_out(said: str) -> int:
    found = re.search(r"Left out to fit the days: (\d+) of \d+ new cards", said)
    return int(found[1]) if found else 0


def test_a_plan_longer_than_the_time_left_starts_in_its_middle(run: Run) -> None:
    said = run("plan", "start", "eight-week", "--interview", "10d").ok().out
    assert "weeks 1 to 6 are left out, and the plan starts with week 7" in said
    found = run("plan", "--json").ok().json
    assert (found["current_week"], found["weeks"]) == (7, 8)


# --- days ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("decks")
def test_a_day_without_minutes_asks_for_nothing_and_lets_reviews_go_on(run: Run, write: Write) -> None:
    write_plan(write, "rest: [monday]\n")
    run("grade", "card-0", "good", "--at", "2026-03-01T09:00:00+01:00").ok()
    shown = run("plan", "start", "mine", "--from", "today").ok().out
    assert "rest day" in shown
    found = run("plan", "--json").ok().json
    assert (found["stage"], found["today"], found["minutes_today"]["available"]) == ("rest", [], 0)
    assert [row["id"] for row in run("due", "--json").ok().json] == ["card-0"]
    assert "card-0?" in run("review", stdin="\n3\n").ok().out
    assert "Today:" in run("status").ok().out


def test_a_plan_whose_days_all_have_no_minutes_is_refused(run: Run, write: Write) -> None:
    edit(write_plan(write), "weekday: 30, weekend: 40", "weekday: 0, weekend: 0")
    run("plan", "start", "mine", "--from", "today").fails(1, "no day has any minutes")


def test_a_plan_of_unknown_topics_is_refused_with_the_line(run: Run, write: Write) -> None:
    path = write_plan(write)
    edit(path, "topics: trees", "topics: tree, cooking")
    checked = run("check", path)
    assert checked.code == 1
    assert f"{path}:14: unknown topic 'tree' (did you mean trees?)" in checked.out
    assert "unknown topic 'cooking'" in checked.out
    run("plan", "start", "mine", "--from", "today").fails(1, "unknown topic 'tree'")


def test_more_katas_than_there_are_is_a_warning_and_the_smaller_number_is_shown(
    run: Run, write: Write
) -> None:
    path = write_plan(write)
    edit(path, "- new cards: 4", "- new cards: 4\n- katas: 900")
    checked = run("check", path).ok().out
    assert "900 katas are planned by week 2 and there are" in checked
    run("plan", "start", "mine", "--from", "today").ok()
    targets = {one["name"]: one for one in run("plan", "--week", "2", "--json").ok().json["targets"]}
    assert targets["katas"]["planned"] == targets["katas"]["available"] == 0


def test_a_second_plan_takes_the_place_of_the_first(run: Run, write: Write) -> None:
    write_plan(write)
    run("plan", "start", "--interview", "8w").ok()
    said = run("plan", "start", "mine", "--from", "today").ok().out
    assert "It takes the place of Eight weeks" in said
    assert run("plan", "--json").ok().json["plan"] == "Mine"
    run("undo").ok()
    assert run("plan", "--json").ok().json["plan"].startswith("Eight weeks")


@pytest.mark.usefixtures("decks")
def test_a_plan_keeps_its_days_when_the_learner_travels(run: Run) -> None:
    run("plan", "start", "--interview", "2026-03-30").ok()
    east, west = "2026-03-03T09:00:00+14:00", "2026-03-02T20:00:00-11:00"
    run("grade", "card-0", "good", STUDYBUDDY_NOW=east).ok()
    here = run("plan", "--json", STUDYBUDDY_NOW=east).ok().json
    there = run("plan", "--json", STUDYBUDDY_NOW=west).ok().json
    assert here["interview"] == there["interview"] == "2026-03-30"
    assert here["start"] == there["start"]
    assert (here["days_left"], there["days_left"]) == (27, 28)
    assert run("plan", "--json", STUDYBUDDY_NOW=on(3)).ok().json["days_left"] == 27


def test_an_empty_ledger_has_a_plan_without_a_single_number_too_many(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    found = run("plan", "--json").ok().json
    assert found["pace"] is None
    assert found["forecast"] is None or found["forecast"]["done_on"] is None
    assert all(one["ready"] is None for one in found["readiness"]["rounds"])
    assert found["readiness"]["retention"]["observed"] is None
    for words in (["plan"], ["stats"], ["plan", "explain", "dsa"], ["plan", "replan"], ["status"], []):
        assert run(*words).ok().out


@pytest.mark.usefixtures("decks")
def test_a_ledger_with_one_review_has_no_evidence_yet(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    run("grade", "card-2", "good").ok()
    found = run("plan", "--json").ok().json
    [dsa] = [one for one in found["readiness"]["rounds"] if one["round"] == "dsa"]
    assert dsa["results"] == 1
    assert dsa["ready"] is None
    [known] = [one for one in found["readiness"]["topics"] if one["topic"] == "dsa"]
    assert known["seen"] == 1
    assert found["readiness"]["weakest"] is None
    for words in (["plan"], ["stats"], ["plan", "explain", "dsa"], ["plan", "replan"], []):
        assert run(*words).ok().out
