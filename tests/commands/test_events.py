"""Interviews told of, and plans that two windows change: nothing typed is lost, nothing written twice."""

import json
import signal
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pexpect
import pytest
from coached import Write, on, see_all, write_decks
from command_line import Run, command, environment_of_child

from studybuddy.commands.asking import DECLINED
from studybuddy.commands.daily import daily_session
from studybuddy.commands.desk import open_desk
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import WANTED
from studybuddy.model import Grade


@pytest.fixture(autouse=True)
def _decks(write: Write, run: Run) -> None:
    write_decks(write)
    run("plan", "start", "--interview", "2026-04-27").ok()


CROWDED = """---
title: Crowded
minutes: {weekday: 30, weekend: 30}
---

## Week 1: first

- topics: trees
- rehearsals: 1

## Week 2: second

- topics: trees
- new cards: 8
- mocks: 3
- stories: 1
- tracked minutes: dsa 60
"""


def plan(run: Run, now: str = on(2)) -> Any:
    return run("plan", "--json", STUDYBUDDY_NOW=now).ok().json


def terminal(*words: str, now: str) -> Any:
    line = command(*words)
    env = environment_of_child(STUDYBUDDY_NOW=now)
    return pexpect.spawn(line[0], line[1:], env=env, timeout=30, encoding="utf-8", preexec_fn=_heeds_ctrl_c)


def _heeds_ctrl_c() -> None:
    """Undo what a shell does to what it starts in the background: it ignores Ctrl-C, and its children do."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def ended(child: Any) -> int:
    child.expect(pexpect.EOF)
    child.wait()
    status: int = child.exitstatus
    return status


@pytest.mark.parametrize(
    ("words", "asks", "answer"),
    [(("event", "debrief"), "An empty line ends.", "trees: why?\r\r\r"), (("replan",), "[y/N]", "y\r")],
)
def test_a_plan_that_another_window_changed_meanwhile_is_not_overwritten(
    run: Run, home: Path, words: tuple[str, ...], asks: str, answer: str
) -> None:
    run("plan", "event", "add", "Acme", "2026-03-12").ok()
    child = terminal("plan", *words, now=on(17))
    child.expect_exact(asks)
    run("plan", "move", "2026-05-04", STUDYBUDDY_NOW=on(17)).ok()
    child.send(answer)
    child.expect_exact("the plan was changed in another window, and stays as it is there")
    assert ended(child) == 1
    after = plan(run, on(17))
    assert after["interview"] == "2026-05-04"
    assert not (home / "decks" / "asked.md").exists()
    assert not any(event["debriefed"] for event in after["events"])


def test_a_clock_that_went_back_changes_the_plan_all_the_same(run: Run) -> None:
    run("plan", "move", "2026-05-04", STUDYBUDDY_NOW=on(5)).ok()
    run("plan", "move", "2026-05-11", STUDYBUDDY_NOW=on(4)).ok()
    assert plan(run, on(4))["interview"] == "2026-05-11"
    run("plan", "clear", STUDYBUDDY_NOW=on(3)).ok()
    assert plan(run, on(3))["plan"] is None


def test_a_wrong_line_of_a_debrief_at_a_terminal_is_asked_again(run: Run, home: Path) -> None:
    run("plan", "event", "add", "Acme", "2026-03-02", "--rounds", "dsa,ml-coding").ok()
    child = terminal("plan", "event", "debrief", "Acme", now=on(2))
    child.expect_exact("An empty line ends.")
    for line, said in (("trees: first?", ""), ("tree: second?", "did you mean trees"), ("trees: third?", "")):
        child.sendline(line)
        child.expect_exact(said or line)
    child.sendline("")
    child.expect_exact("How did it go? 1 again, 2 hard, 3 good, 4 easy. One line for all:")
    for words in ("32 is dsa 3,", "ml-coding 2;"):
        child.expect_exact(words)
    for line, said in (("2", "give 1 to 4, or -, for each"), ("-2", "ml-coding 2 of 4, as a mock")):
        child.sendline(line)
        child.expect_exact(said)
    assert ended(child) == 0
    deck = (home / "decks" / "asked.md").read_text(encoding="utf-8")
    assert [line.split(" {")[0] for line in deck.splitlines() if line.startswith("## ")] == [
        "## first?", "## third?",
    ]  # fmt: skip


def test_a_debrief_that_is_interrupted_tells_nothing_and_goes_on_with_the_lines(run: Run, home: Path) -> None:
    run("plan", "event", "add", "Acme", "2026-03-02", "--rounds", "ml-coding").ok()
    child = terminal("plan", "event", "debrief", "Acme", now=on(2))
    child.expect_exact("An empty line ends.")
    child.sendline("they asked me odd things")
    child.sendline("tree: second?")
    child.expect_exact("did you mean trees")
    child.expect_exact("keeps it as it")
    child.expect_exact("under python-stack.")
    child.sendintr()
    child.expect_exact("nothing is told yet; what you typed is kept")
    assert ended(child) == 0
    assert not (home / "decks" / "asked.md").exists()
    child = terminal("plan", "event", "debrief", "Acme", now=on(2))
    child.expect_exact("You typed before, and it is kept:")
    child.expect_exact("did you mean trees")
    child.sendline("")
    child.expect_exact("How did ml-coding go?")
    child.sendline("")
    child.expect_exact("Acme is told of")
    assert ended(child) == 0
    deck = (home / "decks" / "asked.md").read_text(encoding="utf-8")
    assert "## they asked me odd things {" in deck
    assert "## tree: second? {" in deck
    assert deck.count("topic=python-stack") == 2
    assert "`studybuddy edit they-asked-me-odd-things` opens this card." in deck


def test_a_debrief_that_was_killed_goes_on_with_what_was_typed(run: Run, home: Path) -> None:
    run("plan", "event", "add", "Acme", "2026-03-02", "--rounds", "dsa").ok()
    child = terminal("plan", "event", "debrief", "Acme", now=on(2))
    child.expect_exact("An empty line ends.")
    for line in ("trees: first?", "trees: not asked?", "tree: wrong?"):
        child.sendline(line)
    child.expect_exact("did you mean trees")  # so that the line before it was read
    child.kill(signal.SIGKILL)
    child.expect(pexpect.EOF)
    assert not plan(run)["events"][0]["debriefed"]
    child = terminal("plan", "event", "debrief", "Acme", now=on(3))
    kept = ("trees: first?", "trees: not asked?", "tree: wrong?")
    child.expect_exact("\r\n".join(("You typed before, and it is kept:", *kept, "there is no topic")))
    for line in reversed(kept[1:]):
        child.sendline("-")
        child.expect_exact(f"taken back: {line}")
    child.sendline("trees: second?")
    child.sendline("")
    child.sendline("3")
    child.expect_exact("Acme is told of")
    assert ended(child) == 0
    deck = (home / "decks" / "asked.md").read_text(encoding="utf-8")
    assert [line.split(" {")[0] for line in deck.splitlines() if line.startswith("## ")] == [
        "## first?", "## second?",
    ]  # fmt: skip
    assert not [*(home / ".cache" / "debriefs").iterdir()]


def test_a_debrief_takes_a_round_for_a_topic_and_a_line_without_either(run: Run, home: Path) -> None:
    run("plan", "event", "add", "Acme", "2026-03-02", "--rounds", "dsa,ml-coding").ok()
    lines = "ml-coding: write attention\nSystem design: rank a feed: how?\nWhy did you leave: really?\n"
    said = run("plan", "event", "debrief", stdin=lines).ok().out
    assert "write-attention at" in said
    for kept in ("python-stack, for ml-coding", "design-method, for system-design", "dsa, as no topic"):
        assert f", under {kept}" in said
    assert "wanted more from now on: design-method, python-stack\n" in said
    deck = (home / "decks" / "asked.md").read_text(encoding="utf-8")
    assert "## rank a feed: how? {" in deck
    assert "## Why did you leave: really? {" in deck


def test_questions_whose_cards_cannot_be_written_are_given_back(run: Run, home: Path) -> None:
    run("plan", "event", "add", "Acme", "2026-03-02", "--rounds", "dsa").ok()
    (home / "decks" / "asked.md").mkdir(parents=True)
    refused = run("plan", "event", "debrief", stdin="trees: why?\nthey asked odd things\n")
    assert refused.code == 1
    assert refused.out == "trees: why?\ndsa: they asked odd things\n"


def test_on_the_eve_and_the_day_a_session_begins_with_the_rounds_of_the_interview(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    see_all(run)
    run("plan", "event", "add", "Acme", "2026-03-18", "--rounds", "dsa").ok()
    for day, leads in ((17, True), (18, True), (19, False)):
        asked = [row["topic"] for row in run("due", "--json", STUDYBUDDY_NOW=on(day)).ok().json]
        assert 2 <= asked.count("dsa") < len(asked)
        assert (asked[:2] == ["dsa", "dsa"]) is leads
    monkeypatch.setenv("STUDYBUDDY_NOW", on(17))
    with open_desk() as desk:
        session = daily_session(Today(desk), WANTED).session
    topics = [turn.topic for turn in session.coming]
    assert topics == sorted(topics, key=lambda topic: topic != "dsa")
    assert session.answered(Grade.GOOD, 1).coming[0].topic == "dsa"
    assert plan(run, on(17))["final_pass"]["unseen"] == 3


def test_what_came_due_in_a_pause_is_due_after_it_and_not_overdue(run: Run) -> None:
    see_all(run)
    run("plan", "pause", "2026-03-10", "2026-03-20").ok()
    for day, overdue in ((19, False), (21, False), (22, True)):
        first = run(STUDYBUDDY_NOW=on(day)).ok().out.splitlines()[2]
        assert " due" in first
        assert ("overdue" in first) is overdue
        items = run("plan", "explain", "today", "--json", STUDYBUDDY_NOW=on(day)).ok().json["today"]
        assert any(item["overdue"] for item in items) is overdue


def test_how_a_round_went_is_a_mock_of_it_and_no_work(run: Run) -> None:
    run("plan", "event", "add", "Acme", "2026-03-02", "--rounds", "dsa,ml-coding").ok()
    before = plan(run, on(3))
    refused = run("plan", "event", "debrief", "--went", "5-", STUDYBUDDY_NOW=on(3), stdin="")
    refused.fails(2, "give 1 to 4, or -, for each of dsa, ml-coding")
    said = run("plan", "event", "debrief", stdin="trees: why?\n\n2 4\n", STUDYBUDDY_NOW=on(3)).ok().out
    assert "Acme is told of; studybuddy undo 3 takes it back, the cards stay" in said
    assert "dsa 2 of 4, as a mock that you scored alone: studybuddy plan explain dsa" in said
    refused = run("plan", "event", "debrief", "--went", "11", STUDYBUDDY_NOW=on(3), stdin="")
    refused.fails(2, "how Acme went was told already")
    after = plan(run, on(3))
    mocks = {one["round"]: (one["mock"], one["cap"]) for one in after["readiness"]["rounds"]}
    assert (mocks["dsa"], mocks["ml-coding"], mocks["applied"]) == ((2.0, 80), (4.0, 80), (None, 70))
    assert [one["done"] for one in after["targets"]] == [one["done"] for one in before["targets"]]
    assert after["minutes"]["done"] == after["minutes_today"]["done"] == 0
    undone = run("undo", "3", STUDYBUDDY_NOW=on(3)).ok().out
    assert "took back debrief: dsa 2 of 4 at Acme" in undone
    assert plan(run, on(3))["readiness"]["rounds"] == before["readiness"]["rounds"]


def test_a_debrief_given_again_after_what_could_not_be_written_ends_as_one_would(
    run: Run, home: Path
) -> None:
    run("plan", "event", "add", "Acme", "2026-03-02", "--rounds", "dsa").ok()
    words = ("plan", "event", "debrief", "--asked", "trees: why?", "--went", "3")
    deck, db = home / "decks" / "asked.md", home / "studybuddy.db"
    deck.mkdir(parents=True)  # no cards
    assert run(*words).code == 1
    deck.rmdir()
    with closing(connect(db)) as database, database:  # cards, and neither the plan nor the score
        database.execute(
            "CREATE TRIGGER full BEFORE INSERT ON event WHEN NEW.happening = 'track'"
            " BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
    assert run(*words).code == 1
    assert not any(event["debriefed"] for event in plan(run)["events"])
    with closing(connect(db)) as database, database:
        database.execute("DROP TRIGGER full")
    said = run(*words).ok().out
    assert "Acme is told of; studybuddy undo 2 takes it back, the cards stay\nasked before: why\n" in said
    assert deck.read_text(encoding="utf-8").count("## why?") == 1
    assert emphasis(home) == {"trees": 1.5}


def emphasis(home: Path) -> Any:
    """Return by how much more each topic is wanted by the plan in force."""
    with closing(connect(home / "studybuddy.db")) as database:
        newest = "SELECT detail FROM event WHERE happening = 'plan' ORDER BY happened_at DESC LIMIT 1"
        return json.loads(database.execute(newest).fetchone()[0])["emphasis"]


def test_elsewhere_a_wrong_line_writes_nothing_and_gives_all_lines_back(run: Run, home: Path) -> None:
    run("plan", "event", "add", "Acme", "2026-03-02").ok()
    lines = "trees: first?\ntree: second?\ntrees: third?\n"
    refused = run("plan", "event", "debrief", stdin=lines)
    assert refused.code == 2
    assert refused.out == lines
    assert "did you mean trees" in refused.err
    assert not (home / "decks" / "asked.md").exists()
    refused = run("plan", "event", "debrief", stdin="trees: first?\n\n9\n")
    assert refused.out == "trees: first?\n"
    assert "does not say how it went" in refused.err


def test_a_debrief_without_a_name_is_of_the_interview_that_the_screens_ask_about(run: Run) -> None:
    run("plan", "event", "add", "Early", "2026-03-09", "--rounds", "dsa").ok()
    run("plan", "event", "add", "Late", "2026-03-10", "--rounds", "dsa").ok()
    assert "How was Early?" in run("status", STUDYBUDDY_NOW=on(10)).ok().out
    run("plan", "event", "debrief", "--went", "3", STUDYBUDDY_NOW=on(10)).ok()
    told = {one["name"]: one["debriefed"] for one in run("plan", "event", "list", "--json").ok().json}
    assert (told["Early"], told["Late"]) == (True, False)


def test_a_debrief_that_was_taken_back_is_told_again_without_a_second_card(run: Run, home: Path) -> None:
    run("plan", "event", "add", "Acme", "2026-03-02").ok()
    words = ("plan", "event", "debrief", "Acme", "--asked", "trees: Why {#does} it {{c1::overfit}}?")
    said = run(*words).ok().out
    assert "takes it back, the cards stay" in said
    assert run("check", str(home / "decks" / "asked.md")).ok()
    text = (home / "decks" / "asked.md").read_text(encoding="utf-8")
    run("undo").ok()
    assert plan(run)["next_event"]["name"] == "Acme"
    assert "asked before: why-does-it-c1-overfit" in run(*words).ok().out
    assert (home / "decks" / "asked.md").read_text(encoding="utf-8") == text
    said, *_ = run(*words[:-1], "Why so odd?").ok().out.splitlines()
    assert said == "Acme was told of already, and this is added to it"  # but for a card nothing was written


def test_a_plan_started_anew_keeps_what_was_added_and_says_so(run: Run) -> None:
    run("plan", "event", "add", "Acme", "2026-03-20").ok()
    run("plan", "pause", "2026-03-09", "2026-03-10").ok()
    said = run("plan", "start", "five-week", "--interview", "2026-05-04", STUDYBUDDY_NOW=on(3)).ok().out
    assert "Kept from it: Acme on 2026-03-20, the pause from 2026-03-09 to 2026-03-10." not in said
    assert "Kept from it: Acme on 2026-03-20." in said
    assert "Not kept, as it does not fit: the pause from 2026-03-09 to 2026-03-10." in said
    assert [event["name"] for event in plan(run, on(3))["events"]] == ["Acme"]


def test_interviews_on_one_day_are_entries_of_their_own_in_the_calendar(run: Run) -> None:
    from icalendar import Calendar

    for name in ("Acme", "Beta"):
        run("plan", "event", "add", name, "2026-04-27").ok()
    calendar = Calendar.from_ical(run("plan", "export", "--ics").ok().out)
    events = [one for one in calendar.walk("VEVENT") if "Interview" in one["SUMMARY"]]
    assert [str(one["SUMMARY"]) for one in events] == ["Interview", "Interview: Acme", "Interview: Beta"]
    assert len({str(one["UID"]) for one in calendar.walk("VEVENT")}) == len(calendar.walk("VEVENT"))


def test_a_replan_lists_every_target_that_it_changes(run: Run, home: Path) -> None:
    path = home / "plans" / "crowded.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CROWDED, encoding="utf-8")
    run("plan", "start", "crowded", "--from", "today").ok()

    def targets() -> dict[str, int]:
        found = run("plan", "--week", "2", "--json", STUDYBUDDY_NOW=on(10)).ok().json["targets"]
        return {one["name"]: one["planned"] for one in found}

    before = targets()
    said = run("plan", "replan", STUDYBUDDY_NOW=on(10)).ok().out
    shown = run("plan", "replan", "--json", STUDYBUDDY_NOW=on(10)).ok().json
    assert targets() == before
    assert shown == run("plan", "replan", "--yes", "--json", STUDYBUDDY_NOW=on(10)).ok().json
    after = targets()
    for name in ("mocks", "stories", "dsa minutes"):
        assert (f"{name} {before[name]} → {after[name]}" in said) == (before[name] != after[name])
    assert before["mocks"] != after["mocks"]
    one = {"stories": "story", "rehearsals": "rehearsal", "mocks": "mock"}
    dropped = [
        f"{count} {one.get(name, name) if count == 1 else name}"
        for name, count in sorted(shown["dropped"].items())
    ]
    assert f"Dropped: {', '.join(dropped)}." in said
    assert any(count == 1 for count in shown["dropped"].values())


def test_a_replan_before_a_last_interview_about_one_round_drops_first_what_it_does_not_ask(
    run: Run, home: Path
) -> None:
    path = home / "plans" / "crowded.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CROWDED, encoding="utf-8")
    run("plan", "start", "crowded", "--interview", "2026-03-09").ok()
    run("plan", "event", "add", "Screen", "2026-03-14", "--rounds", "dsa").ok()
    shown = run("plan", "replan", "--json", STUDYBUDDY_NOW=on(10)).ok().json
    assert [one["round"] for one in shown["readiness"]["rounds"]] == ["dsa"]
    assert shown["dropped"]["stories"] == shown["left"]["stories"]
    assert 0 < shown["dropped"]["dsa minutes"] <= shown["left"]["dsa minutes"] / 2


def test_a_replan_that_a_near_interview_would_be_the_worse_for_changes_nothing(run: Run) -> None:
    run("track", "dsa", "--minutes", "700").ok()
    run("plan", "event", "add", "Acme", "2026-03-18", "--rounds", "dsa", STUDYBUDDY_NOW=on(15)).ok()
    said = run("plan", "replan", STUDYBUDDY_NOW=on(15)).ok().out
    assert said.startswith("A replan would not help: readiness foretold for Wed 18 Mar is ")
    assert "\n  a replan after Wed 18 Mar\n    studybuddy plan replan\n" in said
    shown = run("plan", "replan", "--json", STUDYBUDDY_NOW=on(15)).ok().json
    assert shown["lower"] < shown["next"]["before"]["weighted"] == shown["next"]["after"]["weighted"]
    assert shown["lower_on"] == "2026-03-18"
    assert not shown["changes"]


def test_at_a_terminal_a_start_asks_before_it_leaves_a_plan(run: Run) -> None:
    for answer, said, interview in (
        ("", "Nothing was changed.", "2026-04-27"),
        ("y", "STUDYBUDDY", "2026-05-11"),
    ):
        before = plan(run)
        child = terminal("plan", "start", "--interview", "10w", now=on(2))
        child.expect_exact("Leave the plan that is in force? [y/N]")
        assert plan(run) == before
        child.sendline(answer)
        child.expect_exact(said)
        assert ended(child) == (0 if answer else DECLINED)
        assert plan(run)["interview"] == interview
