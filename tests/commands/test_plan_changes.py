"""What changes a plan in force: its file, a replan, pauses, and interviews with what was asked at them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from coached import Write, on, see_all, write_decks
from command_line import Run, command, environment_of_child

from studybuddy.commands.daily import daily_session
from studybuddy.commands.desk import open_desk
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import WANTED

TWO_WEEKS = """---
title: Mine
minutes: {weekday: 30, weekend: 40}
---

## Week 1: first

- topics: metrics
- new cards: 6
- tracked minutes: dsa 60

## Week 2: second

- topics: trees
- new cards: 4
- stories: 1
"""
ROUNDS = ("new cards", "katas", "derivations", "design cases", "applied cases")


@pytest.fixture
def file(write: Write, home: Path) -> Path:
    write_decks(write)
    path = home / "plans" / "mine.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TWO_WEEKS, encoding="utf-8")
    return path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def targets(run: Run, week: int, now: str) -> dict[str, int]:
    found = run("plan", "--week", str(week), "--json", STUDYBUDDY_NOW=now).ok().json["targets"]
    return {one["name"]: one["planned"] for one in found}


def plan(run: Run, now: str = on(2)) -> Any:
    return run("plan", "--json", STUDYBUDDY_NOW=now).ok().json


# --- the plan's file -----------------------------------------------------------------------------------


def test_an_edit_of_the_plan_file_is_said_and_changes_nothing_by_itself(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--from", "today").ok()
    before = targets(run, 1, on(3))
    assert not plan(run)["file_changed"]
    edit(file, "new cards: 6", "new cards: 9")
    assert "The plan's file changed since it was started: studybuddy plan replan" in run("plan").ok().out
    assert plan(run)["file_changed"]
    assert targets(run, 1, on(3)) == before


def test_a_replan_takes_an_edited_file_up_and_undo_takes_it_back(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--interview", "14d", "--level", "senior").ok()
    run("plan", "pause", "2026-03-05", "2026-03-06").ok()
    edit(file, "title: Mine", "title: Mine anew\nsize: full")
    edit(file, "dsa 60", "dsa 90")
    shown = run("plan", "replan", "--json").ok().json
    assert (shown["file_changed"], shown["changes"]) == (True, True)
    said = run("plan", "replan", "--yes").ok().out
    assert said.startswith("The plan's file changed since it was started; this takes the changes up.\n")
    after = plan(run)
    assert (after["plan"], after["size"], after["level"]) == ("Mine anew", "full", "senior")
    assert after["pauses"] == [{"from": "2026-03-05", "to": "2026-03-06"}]
    assert not after["file_changed"]
    run("undo").ok()
    assert (plan(run)["plan"], plan(run)["file_changed"]) == ("Mine", True)


@pytest.mark.parametrize(
    "words", [("move", "1 Mar"), ("start", "--interview", "1 Mar"), ("event", "add", "Acme", "1 Mar")]
)
def test_a_day_that_was_lately_is_not_taken_for_next_years(run: Run, words: tuple[str, ...]) -> None:
    run("plan", "start", "--interview", "8w").ok()
    before = plan(run)
    failed = run("plan", *words).fails(2, "1 Mar was on Sun 1 Mar 2026")
    assert "2026-03-01, or 2027-03-01" in failed.err
    assert plan(run) == before
    assert "That is 364 days away" in run("plan", "move", "1 Mar 2027").ok().out
    assert "days away" not in run("plan", "move", "12w").ok().out


def test_an_interview_that_was_yesterday_can_be_told_of(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    said = run("plan", "event", "add", "Acme", "2026-03-01").ok().out
    assert 'studybuddy plan event debrief "Acme"' in said
    assert "How was Acme?" in run("plan").ok().out
    assert (
        "Acme is told of" in run("plan", "event", "debrief", "Acme", stdin="trees: why boost?\n\n").ok().out
    )
    run("plan", "event", "add", "Long ago", "2026-02-01").fails(2, "in the past")


def test_starting_again_takes_an_edited_file_up(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--from", "today").ok()
    edit(file, "new cards: 6", "new cards: 9")
    run("plan", "start", "mine", "--from", "today").ok()
    assert targets(run, 1, on(2))["new cards"] == 9
    assert not plan(run)["file_changed"]


def test_weeks_taken_out_of_the_file_leave_the_plan_at_a_replan(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--interview", "14d").ok()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.partition("## Week 2")[0], encoding="utf-8")
    run("plan", "replan", "--yes").ok()
    after = plan(run)
    assert after["interview"] == "2026-03-16"
    second = run("plan", "--week", "2", "--json").ok().json
    assert (second["weeks"], second["week_title"], second["targets"][0]["planned"]) == (2, "keep going", 0)


def test_a_file_that_is_broken_now_stops_the_replan_and_not_the_plan(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--from", "today").ok()
    edit(file, "topics: trees", "topics: tree")
    run("plan", "replan", "--yes").fails(1, "unknown topic 'tree'")
    assert plan(run)["plan"] == "Mine"


def test_a_file_that_is_gone_or_has_other_line_ends_is_no_change(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--from", "today").ok()
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert not plan(run)["file_changed"]
    file.unlink()
    assert not plan(run)["file_changed"]
    assert run("plan").ok().out.startswith("STUDYBUDDY  Mine")


# --- replan --------------------------------------------------------------------------------------------


def test_a_replan_shows_what_it_drops_and_away_from_a_terminal_writes_nothing(file: Path, run: Run) -> None:
    edit(file, "dsa 60", "dsa 900")
    run("plan", "start", "mine", "--from", "today").ok()
    later = on(10)
    before = plan(run, later)
    said = run("plan", "replan", STUDYBUDDY_NOW=later).ok().out
    assert "Dropped: " in said
    assert "dsa minutes" in said
    assert "of 100 points of readiness" in said
    assert said.endswith("Nothing was changed; studybuddy plan replan --yes does it without asking.\n")
    assert plan(run, later) == before
    preview = run("plan", "replan", "--json", STUDYBUDDY_NOW=later).ok().json
    assert set(preview) == {
        "left", "kept", "dropped", "minutes_needed", "minutes_kept", "minutes_available", "points_lost",
        "readiness", "changes", "file_changed", "lower", "lower_on", "next", "pace",
    }  # fmt: skip
    assert preview["minutes_kept"] <= preview["minutes_available"] < preview["minutes_needed"]
    assert all(
        preview["left"][name] - preview["dropped"].get(name, 0) == preview["kept"].get(name, 0)
        for name in preview["left"]
    )
    assert plan(run, later) == before


def test_a_replan_that_would_come_to_less_is_not_proposed_and_a_sentence_says_so(run: Run) -> None:
    run("plan", "start", "eight-week", "--interview", "2026-03-30", "--from", "today", "--minutes", "15").ok()
    late = {"STUDYBUDDY_NOW": on(26)}
    before = plan(run, on(26))
    found = run("plan", "replan", "--json", **late).ok().json
    assert (found["changes"], found["dropped"]) == (False, {})
    readiness = found["readiness"]
    assert found["lower"] < readiness["before"]["weighted"] == readiness["after"]["weighted"]
    said = run("plan", "replan", "--yes", **late).ok().out
    assert said.startswith("A replan would not help: readiness foretold for Mon 30 Mar is ")
    assert "with the plan as it stands, " in said
    behind = plan(run, on(26))["minutes_behind"]
    assert " replanned.\nWhat would:\n" in said
    found = re.search(
        r"\n  (\d+) min more a day for 4 days .*\n    studybuddy review --minutes (\d+)\n", said
    )
    assert found is not None
    more, minutes = map(int, found.groups())
    assert behind <= 4 * more < behind + 4 * 5
    assert minutes == 15 + more
    again = r"\n    (studybuddy plan start eight-week --interview 2026-03-30 --size \w+ --minutes \d+)\n"
    assert re.search(rf"\d+ minutes a day in place of 15{again}", said)
    assert said.endswith("  a later day\n    studybuddy plan move DATE\nNothing was changed.\n")
    assert plan(run, on(26)) == before
    smaller = re.search(rf"  a smaller plan{again}", said)
    assert smaller is not None
    run(*smaller[1].split()[1:], **late).ok()
    assert plan(run, on(26))["size"] == "light"


def test_where_spread_anew_it_would_come_to_less_an_edited_file_is_taken_up_and_pace_goes_on(
    run: Run, home: Path
) -> None:
    shipped = Path(__file__).parents[2] / "plans" / "eight-week.md"
    mine = home / "plans" / "mine.md"
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_bytes(shipped.read_bytes())
    run("plan", "start", "mine", "--interview", "2026-03-30", "--from", "today", "--minutes", "15").ok()
    edit(mine, "title: Eight", "title: My eight")
    late = {"STUDYBUDDY_NOW": on(26)}
    behind = plan(run, on(26))["minutes_behind"]
    said = run("plan", "replan", "--yes", **late).ok().out
    assert said.startswith("The plan's file changed since it was started; this takes the changes up.\n")
    assert "A replan would not help: " in said
    assert "spread over" not in said
    after = plan(run, on(26))
    assert (after["status"], after["minutes_behind"], after["file_changed"]) == ("critical", behind, False)


def test_a_replan_foretells_readiness_before_and_after_and_then_that_it_stays(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--from", "today").ok()
    late = {"STUDYBUDDY_NOW": on(9)}
    said = run("plan", "replan", **late).ok().out
    shown = run("plan", "replan", "--json", **late).ok().json["readiness"]
    before, after = shown["before"], shown["after"]
    assert shown["on"] == on(16)[:10]
    assert [one["round"] for one in shown["rounds"]] == [
        one["round"] for one in plan(run, on(9))["readiness"]["rounds"]
    ]
    assert after["weighted"] > before["weighted"] + 1
    assert f"weighted {before['weighted']:.0f} → {after['weighted']:.0f}" in said
    for side, one in (("before", before), ("after", after)):
        rounds = {found["round"]: found[side] for found in shown["rounds"]}
        assert rounds[one["weakest"]] == min(rounds.values())
    run("plan", "replan", "--yes", **late).ok()
    again = run("plan", "replan", "--json", **late).ok().json
    assert again["changes"] is False
    assert again["readiness"]["before"] == again["readiness"]["after"] == after
    run("undo", **late).ok()
    assert run("plan", "replan", "--json", **late).ok().json["readiness"] == shown


def test_a_replan_foretells_the_next_interview_too_and_what_the_pace_so_far_comes_to(
    file: Path, run: Run
) -> None:
    edit(file, "dsa 60", "dsa 120")
    run("plan", "start", "mine", "--from", "today").ok()
    run("plan", "event", "add", "Acme screen", "2026-03-09", "--rounds", "dsa").ok()
    run("track", "dsa", "--minutes", "25").ok()
    found = [run("plan", "replan", "--json", STUDYBUDDY_NOW=on(day)).ok().json for day in (2, 3, 5)]
    assert [one["pace"] is None for one in found] == [True, False, False]  # it is counted from the second day
    assert found[0]["next"]["at_pace"] is None
    near, far = ([one[name] for one in found] for name in ("next", "readiness"))
    assert {(one["name"], one["on"]) for one in near} == {("Acme screen", "2026-03-09")}
    assert [one["round"] for one in near[0]["rounds"]] == ["dsa"]
    assert {one["on"] for one in far} == {"2026-03-16"}
    assert near[1]["before"]["weighted"] >= near[1]["at_pace"] > near[2]["at_pace"]
    assert far[1]["at_pace"] > far[2]["at_pace"]
    said = " ".join(run("plan", "replan", STUDYBUDDY_NOW=on(5)).ok().out.split())
    assert "Readiness foretold for Acme screen, Mon 9 Mar" in said
    assert "The weeks stay as they are: what was missed fits into the rest of its week. Behind by" in said
    assert "Readiness foretold for Mon 16 Mar: " in said
    wording = r"at your pace so far, (\.\d\d), it is (\d+) on Mon 9 Mar and (\d+) on Mon 16 Mar\."
    told = re.search(wording, said)
    assert told is not None
    assert float(told[1]) == pytest.approx(found[2]["pace"], abs=0.0051)
    assert int(told[2]) == pytest.approx(near[2]["at_pace"], abs=0.51)
    assert int(told[3]) == pytest.approx(far[2]["at_pace"], abs=0.51)


@pytest.mark.usefixtures("file")
def test_an_edited_file_is_foretold_against_the_plan_that_is_in_force(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--from", "today").ok()
    as_it_stands = run("plan", "replan", "--json").ok().json["readiness"]
    assert as_it_stands["before"] == as_it_stands["after"]
    edit(file, "new cards: 6", "new cards: 0")
    edited = run("plan", "replan", "--json").ok().json["readiness"]
    assert edited["before"] == as_it_stands["before"]
    assert edited["after"]["weighted"] < edited["before"]["weighted"]


@pytest.mark.usefixtures("file")
def test_a_replan_says_why_new_cards_are_dropped_that_would_fit(run: Run) -> None:
    run("plan", "start", "mine", "--interview", on(16)[:10]).ok()
    said = run("plan", "replan", STUDYBUDDY_NOW=on(10)).ok().out
    assert "Dropped: 10 new cards.\nThey would fit, but no new cards come in the two weeks before" in said


def test_each_week_of_a_replan_stands_in_columns(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--from", "today").ok()
    lines = run("plan", "replan", STUDYBUDDY_NOW=on(9)).ok().out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("week"))
    assert lines[at].endswith("(was → now)")
    assert all(line == line.rstrip() and len(line) <= 80 for line in lines)
    for row in lines[at + 1 : at + 3]:
        assert [sign.start() for sign in re.finditer("→", row)] == [11, 23, 35, 47, 59]


def test_a_replan_shows_the_weeks_that_the_plan_shows_and_says_what_content_is_short(
    file: Path, run: Run
) -> None:
    edit(file, "new cards: 4", "new cards: 400")
    run("plan", "start", "mine", "--from", "today").ok()
    said = run("plan", "replan", STUDYBUDDY_NOW=on(9)).ok().out
    assert re.search(
        r"^\d+ new cards exist, the plan wants \d+: add more, or they are repeated", said, re.MULTILINE
    )
    rows = [line.split() for line in said.splitlines() if re.match(r" +\d+ +\d+ → ", line)]
    was = {int(row[0]): int(row[1]) for row in rows}
    assert was == {number: targets(run, number, on(9)).get("new cards", 0) for number in was}


def test_a_replan_is_put_in_force_once_and_undone(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--from", "today").ok()
    before = targets(run, 2, on(9))
    assert run("plan", "replan", "--yes", STUDYBUDDY_NOW=on(9)).ok().out.endswith("takes it back.\n")
    assert targets(run, 2, on(9)) != before
    assert "nothing to change" in run("plan", "replan", "--yes", STUDYBUDDY_NOW=on(9)).ok().out
    run("undo", STUDYBUDDY_NOW=on(9)).ok()
    assert targets(run, 2, on(9)) == before


def test_after_a_replan_nobody_is_behind(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--from", "today").ok()
    assert plan(run, on(5))["status"] == "critical"
    assert "fix: studybuddy plan replan" in run("plan", STUDYBUDDY_NOW=on(5)).ok().out
    run("plan", "replan", "--yes", STUDYBUDDY_NOW=on(5)).ok()
    assert plan(run, on(5))["status"] == "starting"
    assert "nothing to change" in run("plan", "replan", "--yes", STUDYBUDDY_NOW=on(5)).ok().out
    assert plan(run, on(8))["status"] == "critical"


def test_at_a_terminal_a_replan_asks(file: Path, run: Run, home: Path) -> None:
    import pexpect

    run("plan", "start", "mine", "--from", "today").ok()
    before = targets(run, 2, on(9))
    words = command("plan", "replan")
    for answer, said in (("", "Nothing was changed"), ("y", "The plan is in force")):
        child = pexpect.spawn(
            words[0], words[1:], env=environment_of_child(STUDYBUDDY_NOW=on(9)), timeout=30, encoding="utf-8"
        )
        child.expect_exact("Put it in force? [y/N]")
        child.sendline(answer)
        child.expect_exact(said)
        child.expect(pexpect.EOF)
        child.wait()
        assert (targets(run, 2, on(9)) != before) == (answer == "y")


@pytest.mark.parametrize("words", [("replan",), ("pause", "1d", "2d"), ("move", "8w"), ("export",),
                                   ("explain", "dsa"), ("event", "list"),
                                   ("event", "add", "A", "8w"), ("event", "debrief")])  # fmt: skip
def test_without_a_plan_its_verbs_say_how_to_start_one(run: Run, words: tuple[str, ...]) -> None:
    run("status").ok()
    run("plan", *words).fails(2, "no plan is started", "studybuddy plan start --interview DATE")


# --- pauses --------------------------------------------------------------------------------------------


def test_a_pause_moves_the_weeks_and_its_days_ask_for_nothing(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--from", "today").ok()
    assert "paused from Tue 3 Mar 2026 to Thu 5 Mar 2026" in run("plan", "pause", "1d", "3d").ok().out
    inside = plan(run, on(4))
    assert (inside["stage"], inside["today"]) == ("paused", [])
    assert plan(run, on(11))["current_week"] == 1
    assert plan(run, on(12))["current_week"] == 2
    run("undo").ok()
    assert plan(run, on(11))["current_week"] == 2


def test_pauses_are_told_in_json(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--from", "today").ok()
    assert run("plan", "pause", "--json").ok().json == []
    paused = [{"first": "2026-03-03", "last": "2026-03-05"}]
    assert run("plan", "pause", "1d", "3d", "--json").ok().json == paused
    assert run("plan", "pause", "--json").ok().json == paused


def test_a_pause_inside_a_pause_is_one_pause(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--from", "today").ok()
    run("plan", "pause", "2026-03-04", "2026-03-08").ok()
    before = plan(run)
    said = run("plan", "pause", "2026-03-05", "2026-03-06").ok().out
    assert "paused from Wed 4 Mar 2026 to Sun 8 Mar 2026" in said
    assert "It joins a pause that was there already." in said
    assert plan(run) == before
    run("plan", "pause", "2026-03-07", "2026-03-10").ok()
    assert plan(run)["pauses"] == [{"from": "2026-03-04", "to": "2026-03-10"}]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2026-03-05", "2026-03-04"), "before it begins"),
        (("2026-03-01", "2026-03-04"), "in the past"),
        (("2026-03-10", "2026-03-16"), "would include the interview"),
        (("soon", "later"), "no day"),
    ],
)
def test_a_pause_that_cannot_be_is_refused(file: Path, run: Run, words: tuple[str, str], said: str) -> None:
    run("plan", "start", "mine", "--interview", "14d").ok()
    run("plan", "pause", *words).fails(2, said)


def test_after_a_break_nothing_piles_up(file: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every card is overdue after three weeks; a day asks for at most a third more than usual."""
    see_all(run)
    for day in range(20, 28):
        run("grade", "pick-dsa-0", "again", "--at", f"2026-02-{day}T10:00:00+01:00").ok()
    everything = run("due", "--json", STUDYBUDDY_NOW="2026-05-04T09:00:00+02:00").ok().json
    overdue = [row for row in everything if not row["new"]]
    assert 0 < len(overdue) < 13
    assert not [row for row in everything if row["new"]]
    shown = run(STUDYBUDDY_NOW="2026-05-04T09:00:00+02:00").ok().out
    assert "wait for another day: no need to catch up at once" in shown
    monkeypatch.setenv("STUDYBUDDY_NOW", "2026-05-04T09:00:00+02:00")
    run("plan", "start", "mine", "--from", "today").ok()
    agenda = run("plan", "--json").ok().json["today"]
    assert (agenda[0]["name"], agenda[0]["what"]) == ("review", f"{len(overdue)} due")
    with open_desk() as desk:
        daily = daily_session(Today(desk), WANTED)
    assert len(daily.session.coming) == len(overdue)
    assert daily.deferred == 13 - len(overdue)


# --- dated interviews ----------------------------------------------------------------------------------


def test_the_nearest_interview_leads_and_its_rounds_alone_count(file: Path, run: Run) -> None:
    see_all(run)
    run("plan", "start", "mine", "--interview", "2026-03-30").ok()
    said = run("plan", "event", "add", "Acme screen", "20 Mar", "--rounds", "dsa, fundamentals").ok().out
    assert "Acme screen on Fri 20 Mar 2026; the final pass leads up to it" in said
    later = run("plan", "event", "add", "Beta", "2026-04-20").ok().out
    assert "leads" not in later
    assert "That is after the interview on Mon 30 Mar 2026: the plan goes on up to it." in later
    found = plan(run)
    assert found["next_event"] == {
        "name": "Acme screen", "day": "2026-03-20", "rounds": ["dsa", "fundamentals"], "days": 18,
    }  # fmt: skip
    assert found["final_pass"]["last"] < "2026-03-20"
    assert {one["round"] for one in found["readiness"]["rounds"]} == {"dsa", "fundamentals"}
    listed = run("plan", "event", "list", "--json").ok().json
    assert [(one["name"], one["nearest"]) for one in listed] == [
        ("Acme screen", True), ("interview", False), ("Beta", False),
    ]  # fmt: skip
    assert all(set(one) == {"name", "day", "days_left", "rounds", "debriefed", "nearest"} for one in listed)
    assert (
        "Fri 20 Mar 2026  Acme screen  (in 18 days; dsa, fundamentals) · nearest"
        in run("plan", "event", "list").ok().out.splitlines()
    )
    run("plan", "event", "remove", "acme SCREEN").ok()
    assert plan(run)["next_event"]["name"] == "interview"
    run("undo").ok()
    assert plan(run)["next_event"]["name"] == "Acme screen"


def test_an_interview_right_after_a_pause_is_said_to_have_no_day_before_it(file: Path, run: Run) -> None:
    run("plan", "start", "mine", "--interview", "2026-03-30").ok()
    run("plan", "pause", "2026-03-18", "2026-03-24").ok()
    paused = "The plan is paused up to Tue 24 Mar: nothing is studied right before it."
    assert paused in run("plan", "event", "add", "Acme", "20 Mar").ok().out
    assert paused in run("plan", "move", "2026-03-25").ok().out
    assert paused not in run("plan", "move", "2026-03-26").ok().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "", "8d"), "needs a name"),
        (("add", "two\nlines", "8d"), "one line"),
        (("add", "\x1b", "8d"), "one line"),
        (("add", "Acme", "8d"), "already"),
        (("add", "interview", "8d"), "already"),
        (("add", "B", "8d", "--rounds", "dsaa"), "did you mean dsa"),
        (("add", "B", "soon"), "no day"),
        (("remove", "Nobody"), "there is no event 'Nobody'"),
        (("remove", "interview"), "plan move DATE"),
        (("debrief", "Acme"), "still to come"),
        (("debrief",), "no interview is over"),
    ],
)
def test_an_event_that_cannot_be_is_refused(file: Path, run: Run, words: tuple[str, ...], said: str) -> None:
    run("plan", "start", "mine", "--interview", "14d").ok()
    run("plan", "event", "add", "Acme", "5d").ok()
    run("plan", "event", *words).fails(2, said)


def test_what_was_asked_becomes_cards_and_its_topic_leads_the_new_ones(
    file: Path, run: Run, home: Path
) -> None:
    run("plan", "start", "mine", "--from", "today", "--interview", "2026-03-31").ok()
    run("plan", "event", "add", "Acme", "1d").ok()
    now = on(3)
    said = run(
        "plan", "event", "debrief",
        "--asked", "design-method: How would you rank a feed?",
        "--asked", "trees: Why does boosting overfit # late?", STUDYBUDDY_NOW=now,
    ).ok().out  # fmt: skip
    assert "Acme is told of" in said
    assert "wanted more from now on: design-method, trees" in said
    assert "next: interview on Tue 31 Mar 2026" in said
    deck = (home / "decks" / "asked.md").read_text(encoding="utf-8")
    assert "## How would you rank a feed?" in deck
    assert "Why does boosting overfit # late?" in deck
    assert "Asked at Acme on 2026-03-03" in deck
    assert run("check", str(home / "decks" / "asked.md")).ok()
    found = {row["prompt"]: row for row in run("search", "Asked at Acme", "--json").ok().json}
    assert found["How would you rank a feed?"]["topic"] == "design-method"
    assert plan(run, now)["next_event"]["name"] == "interview"
    assert "asked first: with the next new cards, before all others" in said
    first = [row["id"] for row in run("due", "--json", STUDYBUDDY_NOW=on(4)).ok().json if row["new"]]
    assert {"how-would-you-rank-a-feed", "why-does-boosting-overfit-late"} <= set(first)
    later = run("plan", "event", "debrief", "--asked", "trees: And why does bagging not?", STUDYBUDDY_NOW=now)
    assert "Acme was told of already, and this is added to it; studybuddy undo" in later.ok().out
    run("undo", "2", STUDYBUDDY_NOW=now).ok()
    assert plan(run, now)["next_event"]["name"] == "Acme"


def test_an_empty_debrief_writes_nothing_and_says_how_to_come_back(file: Path, run: Run, home: Path) -> None:
    run("plan", "start", "mine", "--from", "today", "--interview", "2026-03-31").ok()
    run("plan", "event", "add", "Acme", "1d").ok()
    said = run("plan", "event", "debrief", stdin="\n", STUDYBUDDY_NOW=on(4)).ok().out
    assert said == 'nothing was written; later: studybuddy plan event debrief "Acme"\n'
    assert not any(event["debriefed"] for event in plan(run, on(4))["events"])
    assert "(yesterday; all rounds)" in run("plan", "event", "list", STUDYBUDDY_NOW=on(4)).ok().out
    run("plan", "event", "remove", "acme", STUDYBUDDY_NOW=on(4)).ok()


def test_a_debrief_reads_questions_line_by_line_and_refuses_one_whose_topic_is_misspelt(
    file: Path, run: Run, home: Path
) -> None:
    run("plan", "start", "mine", "--interview", "14d").ok()
    now = on(16)
    run("plan", "event", "debrief", stdin="trees:\n", STUDYBUDDY_NOW=now).fails(2, "no question with")
    run("plan", "event", "debrief", stdin="tree: why?\n", STUDYBUDDY_NOW=now).fails(2, "did you mean trees")
    assert not (home / "decks" / "asked.md").exists()
    said = run("plan", "event", "debrief", stdin="trees: why?\n\n", STUDYBUDDY_NOW=now).ok().out
    assert "interview is told of" in said
    assert "new cards have stopped for now: studybuddy review why asks it all the same" in said
    assert "no interview is ahead: studybuddy plan event add NAME DATE" in said


def test_after_the_interview_the_plan_goes_on_to_the_next_date(file: Path, run: Run, home: Path) -> None:
    see_all(run)
    run("plan", "start", "mine", "--interview", "2026-03-10").ok()
    run("plan", "event", "add", "Onsite", "2026-03-24").ok()
    after = plan(run, on(11))
    assert after["next_event"]["name"] == "Onsite"
    assert after["final_pass"]["last"] == "2026-03-23"
    assert (after["stage"], after["current_week"], after["weeks"]) == ("running", 3, 4)
    said = run("plan", STUDYBUDDY_NOW=on(11)).ok().out
    assert "OVER" not in said
    assert "READINESS" in said
    moved: Callable[..., Any] = lambda: plan(run, on(11))  # noqa: E731 - said twice below
    run("plan", "move", "2026-03-31", STUDYBUDDY_NOW=on(11)).ok()
    assert moved()["interview"] == "2026-03-31"
    assert moved()["next_event"]["name"] == "Onsite"
